#include "wamp/grpc/metadata.h"

#include <iterator>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "wamp/v1/session.pb.h"
#include "wamp/wire.h"

namespace wamp {

void AddMetadata(const SessionIdent& ident, grpc::ClientContext* context) {
  context->AddMetadata(kSessionIdentKey, ident.proto().SerializeAsString());
}

absl::StatusOr<std::optional<SessionIdent>> SessionIdentOf(
    const grpc::ServerContextBase& context) {
  const auto found = context.client_metadata().equal_range(kSessionIdentKey);
  if (found.first == found.second) return std::optional<SessionIdent>();
  if (std::next(found.first) != found.second) {
    return absl::InvalidArgumentError(
        absl::StrCat(kSessionIdentKey, ": expected one value, got more"));
  }
  const grpc::string_ref& bytes = found.first->second;
  v1::SessionIdent ident;
  if (!ident.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InvalidArgumentError(
        absl::StrCat(kSessionIdentKey,
                     ": expected a wamp.v1.SessionIdent, got something else"));
  }
  absl::Status status = Validate(ident);
  if (!status.ok()) {
    return absl::Status(status.code(),
                        absl::StrCat(kSessionIdentKey, ": ", status.message()));
  }
  return std::optional<SessionIdent>(SessionIdent(std::move(ident)));
}

}  // namespace wamp
