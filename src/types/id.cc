#include "wamp/id.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace wamp::internal {
namespace {

template <typename Int>
absl::Status IdError(Int value) {
  return absl::InvalidArgumentError(absl::StrCat(
      "expected an id from ", kMinId, " to ", kMaxId, ", got ", value));
}

}  // namespace

absl::Status UnsignedIdError(uint64_t value) { return IdError(value); }

absl::Status SignedIdError(int64_t value) { return IdError(value); }

}  // namespace wamp::internal
