// Sources of new ids for the two scopes whose choice WAMP prescribes ("IDs"):
//
//   * SequentialIds  session scope: requests, counted per session and
//                    direction;
//   * RandomIds      global scope: sessions and publications.
//
// For router scope (subscriptions, registrations) WAMP leaves the choice open.
//
// Example:
//
//   wamp::SequentialIds requests;           // one per session and direction
//   call.set_request(requests.Next().value());
//
// Neither class locks. An object is for one thread at a time, which suits a
// session that is driven by one event loop; guard a shared one with a lock.
#ifndef WAMP_ID_GENERATOR_H_
#define WAMP_ID_GENERATOR_H_

#include <cstdint>

#include "absl/random/random.h"
#include "wamp/id.h"

namespace wamp {

// Counts 1, 2, 3, … and starts again at 1 after 2^53.
class SequentialIds {
 public:
  SequentialIds() = default;

  // Starts with `first` instead of 1, to go on counting in a resumed session.
  explicit SequentialIds(Id first) : next_(first.value()) {}

  // The next id. Never fails.
  Id Next() {
    const Id id(next_);
    next_ = next_ == kMaxId ? kMinId : next_ + 1;
    return id;
  }

 private:
  uint64_t next_ = kMinId;
};

// Draws from a uniform distribution over 1 to 2^53, seeded by the system. Two
// draws are equal only by chance (about once in 2^53), so a router still checks
// that a new session id is not in use. The numbers can be predicted: do not use
// them as tickets or tokens.
class RandomIds {
 public:
  RandomIds() = default;
  RandomIds(RandomIds&&) = default;
  RandomIds& operator=(RandomIds&&) = default;

  // A new id. Never fails.
  Id Next();

 private:
  absl::BitGen bits_;
};

}  // namespace wamp

#endif  // WAMP_ID_GENERATOR_H_
