// What the authentication methods carry in the free-form dicts of HELLO,
// CHALLENGE, AUTHENTICATE and WELCOME, by name.
//
// Example:
//
//   wamp::ChallengeExtra extra;
//   extra->set_challenge(text);
//   extra->set_salt("salt123");
//   extra->set_iterations(1000);
//   absl::StatusOr<wamp::v1::Dict> dict = wamp::ToDict(extra);
//   if (!dict.ok()) return dict.status();
//   return wamp::Challenge(wamp::authmethod::kWampcra, *std::move(dict));
//
// and on the other side:
//
//   absl::StatusOr<wamp::ChallengeExtra> extra =
//       wamp::FromDict<wamp::ChallengeExtra>(challenge->extra());
//   if (!extra.ok()) return extra.status();
//   Sign(extra->proto().challenge());
//
// `FromDict` and `ToDict` (wamp/dict.h) move them, and refuse a value of the
// wrong kind. Whether a method has all that it requires is for whoever
// implements the method to check. Challenges, nonces, salts and signatures are
// secret: neither an error nor a printed message shows them, nor keys that have
// no field.
#ifndef WAMP_AUTHENTICATION_H_
#define WAMP_AUTHENTICATION_H_

#include "absl/strings/string_view.h"
#include "wamp/v1/authentication.pb.h"
#include "wamp/wrapper.h"

namespace wamp {

// `authextra` of HELLO: `HelloDetails::authextra`.
using HelloAuthextra = Wrapper<v1::HelloAuthextra>;
// `Extra` of CHALLENGE: `Challenge::extra`.
using ChallengeExtra = Wrapper<v1::ChallengeExtra>;
// `Extra` of AUTHENTICATE: `v1::Authenticate::extra`.
using AuthenticateExtra = Wrapper<v1::AuthenticateExtra>;
// `authextra` of WELCOME: `Accept::authextra` and `SessionDetails::authextra`.
using WelcomeAuthextra = Wrapper<v1::WelcomeAuthextra>;

// The names of the methods, in `authmethods`, `authmethod` and CHALLENGE
// (WAMP: Authentication Methods).
namespace authmethod {

inline constexpr absl::string_view kAnonymous = "anonymous";
// The session is known by a cookie of its transport.
inline constexpr absl::string_view kCookie = "cookie";
inline constexpr absl::string_view kCryptosign = "cryptosign";
// WAMP-SCRAM as autobahn spells it.
inline constexpr absl::string_view kScram = "scram";
inline constexpr absl::string_view kTicket = "ticket";
// The session is known by the certificate of its transport.
inline constexpr absl::string_view kTls = "tls";
inline constexpr absl::string_view kWampScram = "wamp-scram";
inline constexpr absl::string_view kWampcra = "wampcra";

}  // namespace authmethod
}  // namespace wamp

#endif  // WAMP_AUTHENTICATION_H_
