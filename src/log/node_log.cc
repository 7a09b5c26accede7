#include "wamp/log/node_log.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/log/digest.h"
#include "src/log/record_parts.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace log {

NodeLog::NodeLog(absl::string_view node, Redactor redactor, Clock clock)
    : node_(node),
      boot_id_(MakeUuid()),
      redactor_(std::move(redactor)),
      clock_(std::move(clock)) {}

void NodeLog::ContinueFrom(absl::string_view hash) {
  const sync::MutexLock lock(mutex_);
  head_.hash = std::string(hash);
}

absl::StatusOr<std::string> NodeLog::Seal(v1::SessionRecord* record) {
  redactor_.Apply(record);
  // An empty one is none: no store would take it, and the chain would be
  // broken.
  if (record->record_id().empty()) record->set_record_id(MakeUuid());
  record->set_node(node_);
  record->set_boot_id(boot_id_);
  internal::SetTime(clock_(), record->mutable_observed_time());

  const sync::MutexLock lock(mutex_);
  record->set_sequence(head_.sequence + 1);
  if (head_.hash.empty()) {
    record->clear_previous_hash();
  } else {
    record->set_previous_hash(head_.hash);
  }
  constexpr size_t kMost = std::numeric_limits<int>::max();
  const size_t size = record->ByteSizeLong();
  if (size > kMost) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "SessionRecord: expected at most ", kMost, " bytes, got ", size));
  }
  std::string bytes(size, '\0');
  static_cast<void>(record->SerializeWithCachedSizesToArray(
      reinterpret_cast<uint8_t*>(&bytes[0])));
  head_ = {record->sequence(), RecordHash(bytes)};
  return bytes;
}

void NodeLog::Skip(uint64_t count) {
  const sync::MutexLock lock(mutex_);
  head_.sequence += count;
}

NodeLog::Head NodeLog::head() const {
  const sync::MutexLock lock(mutex_);
  return head_;
}

void NodeLog::Rewind(Head head) {
  const sync::MutexLock lock(mutex_);
  head_ = std::move(head);
}

std::string RecordHash(absl::string_view bytes) {
  return internal::Sha256(bytes);
}

}  // namespace log
}  // namespace wamp
