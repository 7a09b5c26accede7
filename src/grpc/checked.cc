#include "src/grpc/checked.h"

#include <cstddef>
#include <string>
#include <utility>

#include "wamp/error_uri.h"
#include "wamp/uri.h"
#include "wamp/v1/session.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace internal {
namespace {

constexpr size_t kHashBytes = 32;

}  // namespace

absl::StatusOr<log::NodeHead> CheckHead(absl::string_view node,
                                        log::v1::AppendResponse response) {
  log::NodeHead head;
  head.node = std::string(node);
  if (!response.has_boot_id() && !response.has_sequence() &&
      !response.has_hash() && !response.has_count()) {
    return head;
  }
  if (response.boot_id().empty() || response.sequence() == 0 ||
      response.count() == 0 || response.hash().size() != kHashBytes) {
    return absl::InternalError(
        "the service's answer: expected the end of the node's records, got a "
        "part of that");
  }
  head.boot_id = std::move(*response.mutable_boot_id());
  head.sequence = response.sequence();
  head.hash = std::move(*response.mutable_hash());
  head.count = response.count();
  return head;
}

auth::v1::AuthorizeResponse FailedDecision() {
  auth::v1::AuthorizeResponse answer;
  *answer.mutable_deny() = Deny(error_uri::kAuthorizationFailed,
                                "whether this is allowed can't be decided now")
                               .proto();
  return answer;
}

auth::v1::AuthorizeResponse CheckDecision(auth::v1::AuthorizeResponse answer,
                                          bool validates) {
  switch (answer.answer_case()) {
    case auth::v1::AuthorizeResponse::kAllow:
      if (answer.allow().has_validate() && !validates) return FailedDecision();
      return answer;
    case auth::v1::AuthorizeResponse::kDeny:
      return IsValidUri(answer.deny().reason()) ? answer : FailedDecision();
    case auth::v1::AuthorizeResponse::ANSWER_NOT_SET:
      break;
  }
  return FailedDecision();
}

absl::Duration TimeToLive(const auth::v1::AuthorizeResponse& answer) {
  const auto& time = answer.cache_time_to_live();
  return absl::Seconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

absl::StatusOr<SessionIdent> CheckSessionIdent(absl::string_view bytes) {
  v1::SessionIdent ident;
  if (!ident.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InvalidArgumentError(
        "expected a wamp.v1.SessionIdent, got something else");
  }
  const absl::Status status = Validate(ident);
  if (!status.ok()) return status;
  return SessionIdent(std::move(ident));
}

}  // namespace internal
}  // namespace wamp
