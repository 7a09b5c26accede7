#include "wamp/log/store.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/text/quote.h"
#include "wamp/violation.h"

namespace wamp {
namespace log {

absl::StatusOr<SealedRecord> ParseSealed(absl::string_view bytes) {
  SealedRecord sealed;
  if (bytes.size() > std::numeric_limits<int>::max() ||
      !sealed.record.ParseFromArray(bytes.data(),
                                    static_cast<int>(bytes.size()))) {
    return StatusOf("SessionRecord", wamp::v1::VIOLATION_RULE_SYNTAX,
                    "a message of protobuf", "other bytes");
  }
  const v1::SessionRecord& record = sealed.record;
  const auto lacks = [](absl::string_view path) {
    return StatusOf(path, wamp::v1::VIOLATION_RULE_REQUIRED, "a text", "none");
  };
  if (record.record_id().empty()) return lacks("SessionRecord.record_id");
  if (record.node().empty()) return lacks("SessionRecord.node");
  if (record.boot_id().empty()) return lacks("SessionRecord.boot_id");
  if (record.sequence() == 0 ||
      record.sequence() > std::numeric_limits<int64_t>::max()) {
    return StatusOf("SessionRecord.sequence", wamp::v1::VIOLATION_RULE_RANGE,
                    "1 to 2^63 - 1", absl::StrCat(record.sequence()));
  }
  sealed.bytes = std::string(bytes);
  return sealed;
}

absl::StatusOr<Checkpoint> Store::MakeCheckpoint(absl::string_view node,
                                                 absl::Time time) {
  absl::StatusOr<NodeHead> head = Head(node);
  if (!head.ok()) return head.status();
  if (head->count == 0) {
    return absl::NotFoundError(absl::StrCat(
        "node: expected one that has records, got ", internal::Quote(node)));
  }
  Checkpoint checkpoint;
  checkpoint.node = std::move(head->node);
  checkpoint.count = head->count;
  checkpoint.boot_id = std::move(head->boot_id);
  checkpoint.sequence = head->sequence;
  checkpoint.hash = std::move(head->hash);
  checkpoint.time = time;
  return checkpoint;
}

}  // namespace log
}  // namespace wamp
