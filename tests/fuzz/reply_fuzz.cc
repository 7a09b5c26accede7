// Whatever the other end of a call says is taken as a whole, or not at all: the
// end of a log, a decision, which is kept no longer than it may be, and the
// name of who acts.
//
// A line each: AppendResponse, AuthorizeResponse and AuthorizeRequest in
// protobuf's text form; the rest is a SessionIdent in protobuf's bytes.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "src/grpc/checked.h"
#include "src/grpc/decision_cache.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/message.h"
#include "wamp/uri.h"
#include "wamp/wire.h"

namespace wamp {
namespace internal {
namespace {

void TakeHead(const log::v1::AppendResponse& response) {
  const absl::StatusOr<log::NodeHead> head = CheckHead("node", response);
  if (!head.ok()) return;
  const bool is_empty = head->count == 0 && head->sequence == 0 &&
                        head->boot_id.empty() && head->hash.empty();
  const bool is_whole = head->count > 0 && head->sequence > 0 &&
                        !head->boot_id.empty() && head->hash.size() == 32;
  fuzz::Expect("the end of a log is whole or empty", is_empty || is_whole);
}

void Keep(const auth::v1::AuthorizeRequest& request,
          const auth::v1::AuthorizeResponse& answer) {
  constexpr absl::Duration kMaxAge = absl::Minutes(5);
  const absl::Time now = absl::FromUnixSeconds(1700000000);
  auth::internal::DecisionCache cache(2);
  const absl::Duration time = std::min(TimeToLive(answer), kMaxAge);
  if (time <= absl::ZeroDuration()) return;
  cache.Keep(request, answer, now + time, cache.generation());
  const std::optional<auth::v1::AuthorizeResponse> kept =
      cache.Find(request, now);
  if (kept.has_value()) {
    fuzz::ExpectSame("what is kept is the answer", *kept, answer);
  }
  fuzz::Expect("an answer is kept no longer than it may be",
               !cache.Find(request, now + kMaxAge).has_value());
}

void Decide(const auth::v1::AuthorizeRequest& request,
            const auth::v1::AuthorizeResponse& response) {
  const auth::v1::AuthorizeResponse answer = CheckDecision(response, false);
  fuzz::Expect("an answer allows, or denies with a URI",
               answer.has_allow() ||
                   (answer.has_deny() && IsValidUri(answer.deny().reason())));
  fuzz::Expect("nothing is allowed that nobody validates",
               !answer.has_allow() || !answer.allow().has_validate());
  fuzz::Expect("what is denied stays denied",
               response.has_allow() || !answer.has_allow());
  Keep(request, answer);
}

void Take(fuzz::Input input) {
  log::v1::AppendResponse appended;
  if (fuzz::ReadText(input.Until('\n'), &appended)) TakeHead(appended);
  auth::v1::AuthorizeResponse response;
  const bool is_answered = fuzz::ReadText(input.Until('\n'), &response);
  auth::v1::AuthorizeRequest request;
  if (!fuzz::ReadText(input.Until('\n'), &request)) request.Clear();
  if (is_answered) Decide(request, response);
  const absl::StatusOr<SessionIdent> ident = CheckSessionIdent(input.Rest());
  fuzz::CountRead("ident", input.Rest(), ident.ok());
  if (ident.ok()) {
    fuzz::ExpectOk("who acts is valid", Validate(ident->proto()));
    ToString(ident->proto());
  }
}

}  // namespace
}  // namespace internal
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::internal::Take(wamp::fuzz::Input(data, size));
  return 0;
}
