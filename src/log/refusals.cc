#include "src/log/refusals.h"

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {

absl::Status CheckSealed(absl::Span<const log::SealedRecord> records) {
  for (const log::SealedRecord& sealed : records) {
    const log::v1::SessionRecord& record = sealed.record;
    if (record.record_id().empty() || record.node().empty() ||
        record.boot_id().empty() || record.sequence() == 0) {
      return absl::InvalidArgumentError(
          "SessionRecord: expected one that has been sealed");
    }
  }
  return absl::OkStatus();
}

absl::Status IdOfAnother(absl::string_view record_id) {
  return absl::AlreadyExistsError(absl::StrCat(
      "record_id: expected one of no other record, got ", Quote(record_id)));
}

absl::Status CheckCount(absl::string_view node, int64_t count, size_t more) {
  constexpr auto kMost =
      static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (count >= 0 && more <= kMost - static_cast<uint64_t>(count)) {
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat(
      "node ", Quote(node), ": expected a count of its records, got ", count));
}

absl::Status VersionIsLater(int64_t version, int64_t newest) {
  return absl::FailedPreconditionError(absl::StrCat(
      "expected a store of version ", newest, " at most, got one of version ",
      version, ", which a later release has made"));
}

absl::Status VersionIsOther(int64_t version, int64_t newest,
                            absl::string_view empty) {
  return absl::FailedPreconditionError(absl::StrCat(
      "expected a store of version ", newest, ", got ",
      version == 0 ? std::string(empty)
                   : absl::StrCat("one of version ", version,
                                  ", which has to be opened for writing "
                                  "once")));
}

absl::Status StoreIsReadOnly() {
  return absl::FailedPreconditionError(
      "expected a store that was opened for writing, got one for reading");
}

}  // namespace internal
}  // namespace wamp
