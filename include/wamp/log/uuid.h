// Ids that never recur: UUIDs of version 7 (RFC 9562), which begin with the
// time.
//
// Example:
//
//   std::string id = wamp::log::MakeUuid();
//   // "01890a5d-ac96-774b-bcce-b302099a8057"
#ifndef WAMP_LOG_UUID_H_
#define WAMP_LOG_UUID_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace wamp {
namespace log {

// What tells the time: absl::Now, but in tests.
using Clock = std::function<absl::Time()>;

// Makes UUIDs that ascend, as texts too: each is greater than all that the
// maker has made before. Where the clock stands still or goes backwards, the
// time in them goes on from where it was, by a quarter of a microsecond for
// each, until the clock has caught up. The rest is random, from OpenSSL's
// generator, which the operating system seeds, and seeds again after a fork.
// Safe to use from any thread.
class UuidMaker {
 public:
  explicit UuidMaker(Clock clock = absl::Now);

  // 36 characters, in lower case.
  std::string Make();

 private:
  const Clock clock_;
  // The time in the last one, in 4096ths of a millisecond since 1970.
  std::atomic<uint64_t> last_ = {0};
};

// One of the maker that all of the process shares.
std::string MakeUuid();

// Whether `text` is a UUID of version 7 in the form that a UuidMaker gives it.
bool IsUuid(absl::string_view text);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_UUID_H_
