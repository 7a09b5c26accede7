// A stream of records is read the same as messages and as bytes, and what was
// read can be written and read again.
#include <sstream>
#include <string>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/log/delimited.h"

namespace wamp {
namespace log {
namespace {

void ReadBoth(const std::string& stream) {
  std::istringstream of_records(stream);
  std::istringstream of_bytes(stream);
  DelimitedReader records(&of_records);
  DelimitedReader pieces(&of_bytes);
  std::string written;
  v1::SessionRecord record;
  std::string bytes;
  for (;;) {
    const absl::StatusOr<bool> more = records.Next(&record);
    const absl::StatusOr<bool> piece = pieces.NextBytes(&bytes);
    if (!more.ok()) {
      fuzz::Expect("a broken stream stays broken", !records.Next(&record).ok());
      break;
    }
    fuzz::ExpectOk("what holds a record holds its bytes", piece.status());
    fuzz::Expect("records and bytes end together", *more == *piece);
    if (!*more) break;
    v1::SessionRecord same;
    fuzz::Expect("the bytes of a record are one",
                 fuzz::ReadBytes(bytes, &same));
    fuzz::ExpectSame("a record is that of its bytes", record, same);
    AppendDelimited(bytes, &written);
    AppendDelimited(record, &written);
  }
  std::istringstream of_written(written);
  DelimitedReader again(&of_written);
  for (;;) {
    const absl::StatusOr<bool> more = again.Next(&record);
    fuzz::ExpectOk("what was written can be read", more.status());
    if (!*more) break;
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const wamp::fuzz::Input input(data, size);
  wamp::log::ReadBoth(std::string(input.Rest()));
  return 0;
}
