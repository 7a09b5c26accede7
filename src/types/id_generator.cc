#include "wamp/id_generator.h"

#include <cstdint>

#include "absl/random/random.h"

namespace wamp {

Id RandomIds::Next() {
  return Id(
      absl::Uniform<uint64_t>(absl::IntervalClosed, bits_, kMinId, kMaxId));
}

}  // namespace wamp
