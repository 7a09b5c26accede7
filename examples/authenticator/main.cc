// A router's authenticator: what it answers to a HELLO, as the message that
// goes back to the client.
#include <iostream>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/frame.h"
#include "wamp/frame_types.h"
#include "wamp/overloaded.h"
#include "wamp/session.h"
#include "wamp/value.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace {

wamp::HelloReturn Authenticate(const wamp::HelloDetails& hello) {
  if (hello->realm() != "realm1") {
    return wamp::Deny("wamp.error.no_such_realm");
  }
  if (hello->authid() == "joe") {
    return wamp::Challenge("wampcra",
                           wamp::MakeDict({{"challenge", "{\"nonce\":\"x\"}"},
                                           {"iterations", 1000},
                                           {"keylen", 32}}));
  }
  wamp::Accept accept;
  accept->set_authid("guest");
  accept->set_authrole("anonymous");
  return accept;
}

wamp::v1::Frame Answer(absl::string_view bytes) {
  wamp::v1::Frame hello;
  wamp::v1::Frame reply;
  absl::Status status = wamp::Decode(bytes, wamp::v1::SERIALIZER_JSON, &hello);
  if (!status.ok()) {
    *reply.mutable_abort() =
        wamp::ToAbort(wamp::Deny(wamp::ErrorUriOf(status), status.message()));
    return reply;
  }
  wamp::v1::RouterRoles roles;
  roles.mutable_broker();
  roles.mutable_dealer();
  Authenticate(wamp::HelloDetails(hello.hello().details()))
      .Visit(wamp::Overloaded{
          [&](wamp::Accept accept) {
            *reply.mutable_welcome() =
                wamp::ToWelcome(std::move(accept), /*session=*/1, roles);
          },
          [&](wamp::Deny deny) {
            *reply.mutable_abort() = wamp::ToAbort(std::move(deny));
          },
          [&](wamp::Challenge challenge) {
            *reply.mutable_challenge() = std::move(challenge).proto();
          },
          [&](std::monostate) {
            *reply.mutable_abort() = wamp::ToAbort(wamp::Deny());
          },
      });
  return reply;
}

}  // namespace

int main() {
  for (const char* hello : {
           R"([1,"realm1",{"roles":{"caller":{}}}])",
           R"([1,"realm1",{"roles":{"caller":{}},"authid":"joe"}])",
           R"([1,"realm9",{"roles":{"caller":{}}}])",
           R"([1,"realm1",{"roles":{"caller":{}},"authid":7}])",
       }) {
    // What was set is checked before it is sent.
    wamp::EncodeOptions options;
    options.validate.emplace();
    const auto reply =
        wamp::Encode(Answer(hello), wamp::v1::SERIALIZER_JSON, options);
    if (!reply.ok()) {
      std::cerr << reply.status().message() << "\n";
      return 1;
    }
    std::cout << *reply << "\n";
  }
  return 0;
}
