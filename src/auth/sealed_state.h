// What a service has to know of a challenge when its answer comes, in a form
// that only services with the same key can read or make.
#ifndef WAMP_SRC_AUTH_SEALED_STATE_H_
#define WAMP_SRC_AUTH_SEALED_STATE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/v1/transport.pb.h"

namespace wamp {
namespace auth {
namespace internal {

// No password, no key that could stand for one: credentials are looked up
// again.
struct ChallengeState {
  // As the client has named it.
  std::string method;
  std::string realm;
  // The name that was asked for, or that of whom a public key belongs to.
  std::string authid;
  // The role that was asked for. Empty means any.
  std::string authrole;
  // What the client has to sign: the text of WAMP-CRA, the challenge of
  // WAMP-Cryptosign, the nonce of WAMP-SCRAM.
  std::string challenge;
  // The nonce of HELLO, of WAMP-SCRAM.
  std::string client_nonce;
  // The public key of HELLO, of WAMP-Cryptosign.
  std::string pubkey;
  // The type of channel binding. Empty means none.
  std::string channel_binding;
  absl::Time expires;
};

// A number that stands for a request id and a connection: its peer and its
// channel ids.
std::string BindingOf(absl::string_view request_id,
                      const wamp::v1::TransportDetails& transport);

struct OpenedState {
  ChallengeState state;
  // What no other state has.
  std::string nonce;
};

// Seals with the first of its keys, and opens with all of them.
class StateSealer {
 public:
  // Each of 32 bytes, one at least.
  explicit StateSealer(const std::vector<std::string>& keys);

  // Empty if OpenSSL can't. Version, key id, nonce, and the encrypted state
  // with its tag; none of it can be changed, and it opens with the same binding
  // alone.
  std::string Seal(const ChallengeState& state,
                   absl::string_view binding) const;

  // Nothing if the state was sealed by no key, or for another binding.
  std::optional<OpenedState> Open(absl::string_view sealed,
                                  absl::string_view binding) const;

 private:
  struct Key {
    std::string id;
    std::string bytes;
  };

  std::vector<Key> keys_;
};

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_SEALED_STATE_H_
