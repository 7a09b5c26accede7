// The parts of a record that what happened says more than once.
#ifndef WAMP_SRC_LOG_RECORD_PARTS_H_
#define WAMP_SRC_LOG_RECORD_PARTS_H_

#include <cstdint>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/session.pb.h"

namespace wamp {
namespace internal {

// What a Timestamp takes, in seconds since 1970.
inline constexpr int64_t kFirstSecond = -62135596800;
inline constexpr int64_t kLastSecond = 253402300799;
inline constexpr int64_t kLastNanosecond = 999999999;

// As log::ToTimestamp.
void SetTime(absl::Time time, google::protobuf::Timestamp* timestamp);

// Sets the realm, and who the session is or claims to be.
void SetParts(const v1::HelloDetails& hello, log::v1::SessionRecord* record);
void SetParts(const v1::Accept& accept, log::v1::SessionRecord* record);
void SetParts(const v1::SessionDetails& details,
              log::v1::SessionRecord* record);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_RECORD_PARTS_H_
