#include "src/tools/wamplog/record_file.h"

#include <cstdint>
#include <fstream>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/tools/common/input.h"
#include "wamp/log/delimited.h"

namespace wamp {
namespace tools {
namespace {

// Calls `next` until it says that there is no more.
absl::Status ReadAll(
    const std::string& file,
    const std::function<absl::StatusOr<bool>(log::DelimitedReader&)>& next) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    // A folder can be opened, and not be read.
    if (!opened || (opened.peek(), opened.bad())) return Unreadable(file);
    opened.clear();
  }
  log::DelimitedReader reader(file == "-" ? &std::cin : &opened);
  for (;;) {
    const absl::StatusOr<bool> more = next(reader);
    if (!more.ok()) {
      return absl::Status(
          more.status().code(),
          absl::StrCat(InputName(file), ": ", more.status().message()));
    }
    if (!*more) return absl::OkStatus();
  }
}

// An error of `use`, which doesn't know which record it was.
absl::Status At(uint64_t number, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat("record ", number, ": ", status.message()));
}

}  // namespace

absl::Status ForEachRecord(
    const std::string& file,
    const std::function<absl::Status(log::v1::SessionRecord record)>& use) {
  uint64_t number = 0;
  return ReadAll(file, [&](log::DelimitedReader& reader) {
    log::v1::SessionRecord record;
    absl::StatusOr<bool> more = reader.Next(&record);
    if (!more.ok() || !*more) return more;
    ++number;
    const absl::Status status = use(std::move(record));
    if (!status.ok()) more = At(number, status);
    return more;
  });
}

absl::Status ForEachRecordBytes(
    const std::string& file,
    const std::function<absl::Status(const std::string& bytes)>& use) {
  uint64_t number = 0;
  return ReadAll(file, [&](log::DelimitedReader& reader) {
    std::string bytes;
    absl::StatusOr<bool> more = reader.NextBytes(&bytes);
    if (!more.ok() || !*more) return more;
    ++number;
    const absl::Status status = use(bytes);
    if (!status.ok()) more = At(number, status);
    return more;
  });
}

}  // namespace tools
}  // namespace wamp
