// Whatever a procedure returns, and whatever it is called with, becomes a
// message that says the same as a dict again, or is refused.
#include <string>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/auth/crossbar.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

constexpr const char* kMethods[] = {"ticket", "wampcra",    "cryptosign",
                                    "scram",  "wamp-scram", ""};

void OfResult(const wamp::v1::Value& result, absl::string_view method) {
  v1::HelloRequest request;
  request.set_request_id("1");
  request.mutable_details()->set_realm("realm1");
  request.mutable_details()->set_authid("joe");
  const absl::StatusOr<v1::HelloResponse> hello =
      HelloResponseOf(result, request, method);
  if (hello.ok()) {
    fuzz::Expect("an answer is one",
                 hello->answer_case() != v1::HelloResponse::ANSWER_NOT_SET);
    CrossbarResultOf(*hello).IgnoreError();
  }
  const absl::StatusOr<v1::AuthorizeResponse> decision =
      AuthorizeResponseOf(result);
  if (!decision.ok()) return;
  fuzz::Expect("a decision is one",
               decision->has_allow() || decision->has_deny());
  const absl::StatusOr<v1::AuthorizeResponse> again =
      AuthorizeResponseOf(CrossbarResultOf(*decision));
  fuzz::ExpectOk("a decision goes back and forth", again.status());
  fuzz::Expect("a decision stays the same",
               decision->has_allow() == again->has_allow());
}

void OfArguments(const wamp::v1::List& arguments) {
  v1::CrossbarDetails details;
  const absl::StatusOr<v1::HelloRequest> hello =
      HelloRequestOf(arguments, "1", &details);
  if (hello.ok()) CrossbarArgumentsOf(*hello, details).IgnoreError();
  const absl::StatusOr<v1::AuthorizeRequest> action =
      AuthorizeRequestOf(arguments);
  if (!action.ok()) return;
  const absl::StatusOr<wamp::v1::List> back = CrossbarArgumentsOf(*action);
  fuzz::ExpectOk("what is asked can be asked of crossbar", back.status());
  const absl::StatusOr<v1::AuthorizeRequest> again = AuthorizeRequestOf(*back);
  fuzz::ExpectOk("what is asked of crossbar can be asked", again.status());
  fuzz::ExpectSame("what is asked stays the same", *action, *again);
}

void Run(fuzz::Input input) {
  const absl::string_view method = kMethods[input.Choose(std::size(kMethods))];
  wamp::v1::Value value;
  // Protobuf's bytes hold any value; JSON, what a peer can say in words.
  if (input.Choose(2) == 0) {
    DecodeOptions options;
    options.unknown_keys = UnknownKeys::kKeep;
    if (!Decode(input.Rest(), wamp::v1::SERIALIZER_JSON, &value, options)
             .ok()) {
      return;
    }
  } else if (!fuzz::ReadBytes(input.Rest(), &value)) {
    return;
  }
  OfResult(value, method);
  if (value.has_list_value()) OfArguments(value.list_value());
}

}  // namespace
}  // namespace auth
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::auth::Run(wamp::fuzz::Input(data, size));
  return 0;
}
