#include "wamp/grpc/metadata.h"

#include <iterator>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/grpc/checked.h"

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
  absl::StatusOr<SessionIdent> ident =
      internal::CheckSessionIdent({bytes.data(), bytes.size()});
  if (!ident.ok()) {
    return absl::Status(
        ident.status().code(),
        absl::StrCat(kSessionIdentKey, ": ", ident.status().message()));
  }
  return std::optional<SessionIdent>(*std::move(ident));
}

}  // namespace wamp
