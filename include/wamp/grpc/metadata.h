// Who a call is made for, as metadata of gRPC: a service that works for
// sessions of WAMP is told which one.
//
// Example: a gateway asks a service on behalf of a caller,
//
//   grpc::ClientContext context;
//   wamp::AddMetadata(caller, &context);
//
// and the service sees who it is:
//
//   absl::StatusOr<std::optional<wamp::SessionIdent>> caller =
//       wamp::SessionIdentOf(*context);
//
// The key is "wamp-session-ident-bin", and its value a serialized
// wamp.v1.SessionIdent, for other languages, too.
//
// Nobody has signed it: a service believes those alone that it knows by their
// certificates, and a gateway passes on none that its own clients have sent.
#ifndef WAMP_GRPC_METADATA_H_
#define WAMP_GRPC_METADATA_H_

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <optional>

#include "absl/status/statusor.h"
#include "wamp/session.h"

namespace wamp {

// The metadata's key.
inline constexpr char kSessionIdentKey[] = "wamp-session-ident-bin";

// Adds it to a call that has not begun.
void AddMetadata(const SessionIdent& ident, grpc::ClientContext* context);

// What a call has; absent if it has none. More than one, and one that can't be
// read or breaks a rule of the message, is an InvalidArgument.
absl::StatusOr<std::optional<SessionIdent>> SessionIdentOf(
    const grpc::ServerContextBase& context);

}  // namespace wamp

#endif  // WAMP_GRPC_METADATA_H_
