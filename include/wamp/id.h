// WAMP ids: the integers that name sessions, publications, subscriptions,
// registrations and requests.
//
// A valid id is in 1 .. 2^53, the range in which every integer is exact as
// an IEEE 754 double (WAMP, "IDs"). `wamp::Id` holds such an integer and
// nothing else, so a function that takes an `Id` has no range to check.
//
// Example:
//
//   absl::StatusOr<wamp::Id> session = wamp::MakeId(message.session());
//   if (!session.ok()) return session.status();
//   sessions_by_id.erase(*session);
//
// Some fields give 0 a special meaning (a revoked registration or subscription
// has request 0). 0 is not an id: read such a field as an integer, and test it
// before making an `Id`.
//
// Everything here is a value or a pure function, and safe to use from any
// thread as long as no object is written while another thread uses it.
#ifndef WAMP_ID_H_
#define WAMP_ID_H_

#include <cstdint>
#include <ostream>
#include <type_traits>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace wamp {

// The smallest and the largest id.
inline constexpr uint64_t kMinId = 1;
inline constexpr uint64_t kMaxId = uint64_t{1} << 53;

// Whether `value` is in kMinId .. kMaxId.
constexpr bool IsValidId(uint64_t value) {
  // 0 wraps to the largest integer: one comparison covers both ends.
  return value - kMinId <= kMaxId - kMinId;
}

namespace internal {

ABSL_ATTRIBUTE_COLD absl::Status UnsignedIdError(uint64_t value);
ABSL_ATTRIBUTE_COLD absl::Status SignedIdError(int64_t value);

}  // namespace internal

// A valid id. There is no default value, because no id means "none": where an
// id can be absent, hold a `std::optional<Id>`.
class Id {
 public:
  // In kMinId .. kMaxId.
  constexpr uint64_t value() const { return value_; }

  friend constexpr bool operator==(Id a, Id b) { return a.value_ == b.value_; }
  friend constexpr bool operator!=(Id a, Id b) { return a.value_ != b.value_; }
  friend constexpr bool operator<(Id a, Id b) { return a.value_ < b.value_; }
  friend constexpr bool operator>(Id a, Id b) { return a.value_ > b.value_; }
  friend constexpr bool operator<=(Id a, Id b) { return a.value_ <= b.value_; }
  friend constexpr bool operator>=(Id a, Id b) { return a.value_ >= b.value_; }

  template <typename H>
  friend H AbslHashValue(H state, Id id) {
    return H::combine(std::move(state), id.value_);
  }

  // Writes the decimal number.
  friend std::ostream& operator<<(std::ostream& os, Id id) {
    return os << id.value_;
  }

 private:
  friend class RandomIds;
  friend class SequentialIds;
  template <typename Int>
  friend absl::StatusOr<Id> MakeId(Int value);

  explicit constexpr Id(uint64_t valid) : value_(valid) {}

  uint64_t value_;
};

// Makes an id of any integer. Fails with INVALID_ARGUMENT when `value` is not
// in kMinId .. kMaxId; the message names the value.
template <typename Int>
absl::StatusOr<Id> MakeId(Int value) {
  static_assert(std::is_integral_v<Int> && !std::is_same_v<Int, bool> &&
                    sizeof(Int) <= sizeof(uint64_t),
                "an id is made of an integer of at most 64 bits");
  // A negative number converts to an unsigned one far above kMaxId.
  if (IsValidId(static_cast<uint64_t>(value))) {
    return Id(static_cast<uint64_t>(value));
  }
  if constexpr (std::is_signed_v<Int>) {
    return internal::SignedIdError(value);
  } else {
    return internal::UnsignedIdError(value);
  }
}

}  // namespace wamp

#endif  // WAMP_ID_H_
