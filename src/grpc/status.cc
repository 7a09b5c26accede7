#include "wamp/grpc/status.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/cord.h"
#include "absl/strings/strip.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "wamp/error_uri.h"
#include "wamp/v1/violation.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

using ::google::protobuf::UnknownField;
using ::google::protobuf::UnknownFieldSet;

struct Row {
  absl::string_view uri;
  absl::StatusCode code;
};

constexpr Row kTable[] = {
    {error_uri::kInvalidArgument, absl::StatusCode::kInvalidArgument},
    {error_uri::kInvalidUri, absl::StatusCode::kInvalidArgument},
    {error_uri::kInvalidPayload, absl::StatusCode::kInvalidArgument},
    {error_uri::kProtocolViolation, absl::StatusCode::kInvalidArgument},
    {error_uri::kTypeCheckError, absl::StatusCode::kInvalidArgument},
    {error_uri::kNoSuchRealm, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchRole, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchPrincipal, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchProcedure, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchRegistration, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchSubscription, absl::StatusCode::kNotFound},
    {error_uri::kNoSuchSession, absl::StatusCode::kNotFound},
    {error_uri::kProcedureAlreadyExists, absl::StatusCode::kAlreadyExists},
    {error_uri::kProcedureExistsWithDifferentPolicy,
     absl::StatusCode::kAlreadyExists},
    {error_uri::kPayloadSizeExceeded, absl::StatusCode::kResourceExhausted},
    {error_uri::kCanceled, absl::StatusCode::kCancelled},
    {error_uri::kCancelled, absl::StatusCode::kCancelled},
    {error_uri::kTimeout, absl::StatusCode::kDeadlineExceeded},
    {error_uri::kUnavailable, absl::StatusCode::kUnavailable},
    {error_uri::kNoAvailableCallee, absl::StatusCode::kUnavailable},
    {error_uri::kNoEligibleCallee, absl::StatusCode::kUnavailable},
    {error_uri::kNetworkFailure, absl::StatusCode::kUnavailable},
    {error_uri::kFeatureNotSupported, absl::StatusCode::kUnimplemented},
    {error_uri::kNoPayloadCodec, absl::StatusCode::kUnimplemented},
    {error_uri::kNotAuthorized, absl::StatusCode::kPermissionDenied},
    {error_uri::kAuthorizationDenied, absl::StatusCode::kPermissionDenied},
    {error_uri::kOptionNotAllowed, absl::StatusCode::kPermissionDenied},
    {error_uri::kOptionDisallowedDiscloseMe,
     absl::StatusCode::kPermissionDenied},
    {error_uri::kDiscloseMeNotAllowed, absl::StatusCode::kPermissionDenied},
    {error_uri::kAuthenticationRequired, absl::StatusCode::kUnauthenticated},
    {error_uri::kAuthenticationDenied, absl::StatusCode::kUnauthenticated},
    {error_uri::kNoAuthMethod, absl::StatusCode::kUnauthenticated},
    {error_uri::kNoMatchingAuthMethod, absl::StatusCode::kUnauthenticated},
    {error_uri::kCannotAuthenticate, absl::StatusCode::kUnauthenticated},
};

// The fields of google.rpc.Status, whose C++ is not installed everywhere that
// gRPC is.
enum StatusField { kCode = 1, kMessage = 2, kDetails = 3 };

std::string Details(const absl::Status& status) {
  UnknownFieldSet fields;
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    google::protobuf::Any detail;
    detail.set_type_url(std::string(url));
    detail.set_value(std::string(payload));
    // Texts that may be taken over go to templates, whose names g++ and clang++
    // spell differently.
    const std::string bytes = detail.SerializeAsString();
    fields.AddLengthDelimited(kDetails, bytes);
  });
  if (fields.empty()) return "";
  fields.AddVarint(kCode, static_cast<uint64_t>(status.code()));
  const std::string message(status.message());
  fields.AddLengthDelimited(kMessage, message);
  std::string bytes;
  // Beyond 2 GiB there are none.
  if (!fields.SerializeToString(&bytes)) bytes.clear();
  return bytes;
}

void AddDetails(const std::string& bytes, absl::Status* status) {
  UnknownFieldSet fields;
  if (!fields.ParseFromString(bytes)) return;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    google::protobuf::Any detail;
    if (field.number() == kDetails &&
        field.type() == UnknownField::TYPE_LENGTH_DELIMITED &&
        detail.ParseFromString(field.length_delimited())) {
      status->SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
}

}  // namespace

absl::Status StatusFromErrorUri(absl::string_view error_uri,
                                absl::string_view message) {
  const auto* const row =
      std::find_if(std::begin(kTable), std::end(kTable),
                   [&](const Row& one) { return one.uri == error_uri; });
  absl::Status status(
      row == std::end(kTable) ? absl::StatusCode::kUnknown : row->code,
      message);
  v1::ErrorReason reason;
  reason.set_error_uri(std::string(error_uri));
  const std::string bytes = reason.SerializeAsString();
  status.SetPayload(kErrorReasonUrl, absl::Cord(bytes));
  return status;
}

std::string ErrorUriFromStatus(const absl::Status& status) {
  v1::ErrorReason reason;
  const auto payload = status.GetPayload(kErrorReasonUrl);
  if (payload.has_value() && reason.ParseFromString(std::string(*payload)) &&
      !reason.error_uri().empty()) {
    return reason.error_uri();
  }
  return std::string(ErrorUriOf(status));
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  return {static_cast<grpc::StatusCode>(status.code()),
          std::string(status.message()), Details(status)};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  // The two have the same numbers.
  const int code = status.error_code();
  absl::Status result(
      code > 0 && code <= static_cast<int>(absl::StatusCode::kUnauthenticated)
          ? static_cast<absl::StatusCode>(code)
          : absl::StatusCode::kUnknown,
      status.error_message());
  AddDetails(status.error_details(), &result);
  return result;
}

}  // namespace wamp
