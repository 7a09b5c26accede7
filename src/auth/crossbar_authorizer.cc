// Dynamic authorizers of crossbar.
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/text/quote.h"
#include "wamp/auth/crossbar.h"
#include "wamp/dict.h"
#include "wamp/error_uri.h"
#include "wamp/options.h"
#include "wamp/session.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

constexpr int kArguments = 4;

struct NamedAction {
  absl::string_view name;
  wamp::v1::Action action;
};
constexpr NamedAction kActions[] = {
    {"call", wamp::v1::ACTION_CALL},
    {"register", wamp::v1::ACTION_REGISTER},
    {"publish", wamp::v1::ACTION_PUBLISH},
    {"subscribe", wamp::v1::ACTION_SUBSCRIBE},
};

// Both have the same fields, as far as crossbar knows them.
template <class From, class To>
void CopySession(const From& from, To* to) {
  if (from.has_realm()) to->set_realm(from.realm());
  if (from.has_session()) to->set_session(from.session());
  if (from.has_authid()) to->set_authid(from.authid());
  if (from.has_authrole()) to->set_authrole(from.authrole());
  if (from.has_authmethod()) to->set_authmethod(from.authmethod());
  if (from.has_authprovider()) to->set_authprovider(from.authprovider());
  if (from.has_authextra()) *to->mutable_authextra() = from.authextra();
}

absl::Status WriteOptions(const v1::AuthorizeRequest& request,
                          wamp::v1::Value* value) {
  switch (request.options_case()) {
    case v1::AuthorizeRequest::kCall:
      return ToValue(request.call(), value);
    case v1::AuthorizeRequest::kRegister:
      return ToValue(request.register_(), value);
    case v1::AuthorizeRequest::kPublish:
      return ToValue(request.publish(), value);
    case v1::AuthorizeRequest::kSubscribe:
      return ToValue(request.subscribe(), value);
    case v1::AuthorizeRequest::OPTIONS_NOT_SET:
      break;
  }
  value->mutable_dict_value();
  return absl::OkStatus();
}

absl::Status ReadOptions(const wamp::v1::Value& value,
                         v1::AuthorizeRequest* request) {
  switch (request->action()) {
    case wamp::v1::ACTION_CALL:
      return FromValue(value, request->mutable_call());
    case wamp::v1::ACTION_REGISTER:
      return FromValue(value, request->mutable_register_());
    case wamp::v1::ACTION_PUBLISH:
      return FromValue(value, request->mutable_publish());
    default:
      return FromValue(value, request->mutable_subscribe());
  }
}

}  // namespace

absl::StatusOr<wamp::v1::List> CrossbarArgumentsOf(
    const v1::AuthorizeRequest& request) {
  wamp::v1::List arguments;
  v1::CrossbarSession session;
  CopySession(request.session(), &session);
  absl::Status status = ToValue(session, arguments.add_values());
  if (!status.ok()) return status;
  arguments.add_values()->set_string_value(request.uri());
  for (const NamedAction& known : kActions) {
    if (known.action == request.action()) {
      arguments.add_values()->set_string_value(std::string(known.name));
    }
  }
  if (arguments.values_size() != kArguments - 1) {
    return absl::InvalidArgumentError(
        "AuthorizeRequest.action: expected one that WAMP has, got another");
  }
  status = WriteOptions(request, arguments.add_values());
  if (!status.ok()) return status;
  return arguments;
}

absl::StatusOr<v1::AuthorizeResponse> AuthorizeResponseOf(
    const wamp::v1::Value& result, absl::Duration cache_for) {
  v1::CrossbarPermission permission;
  if (result.has_bool_value()) {
    permission.set_allow(result.bool_value());
  } else {
    DecodeOptions options;
    options.unknown_keys = UnknownKeys::kReject;
    absl::Status status = FromValue(result, &permission, options);
    if (!status.ok()) return status;
  }
  v1::AuthorizeResponse response;
  response.set_depends_on_authid(true);
  if (!permission.allow()) {
    *response.mutable_deny() = Deny(error_uri::kNotAuthorized).proto();
  } else {
    v1::Allow* allow = response.mutable_allow();
    if (permission.disclose()) allow->set_disclose(true);
    if (permission.has_validate()) {
      *allow->mutable_validate() = std::move(*permission.mutable_validate());
    }
  }
  if (permission.cache() && cache_for > absl::ZeroDuration()) {
    const int64_t nanoseconds = absl::ToInt64Nanoseconds(cache_for);
    response.mutable_cache_time_to_live()->set_seconds(nanoseconds /
                                                       1000000000);
    response.mutable_cache_time_to_live()->set_nanos(
        static_cast<int32_t>(nanoseconds % 1000000000));
  }
  return response;
}

absl::StatusOr<v1::AuthorizeRequest> AuthorizeRequestOf(
    const wamp::v1::List& arguments) {
  if (arguments.values_size() != kArguments) {
    return absl::InvalidArgumentError(absl::StrCat(
        "arguments: expected session, uri, action and options, got ",
        arguments.values_size(), " values"));
  }
  v1::AuthorizeRequest request;
  v1::CrossbarSession session;
  absl::Status status = FromValue(arguments.values(0), &session);
  if (!status.ok()) return status;
  CopySession(session, request.mutable_session());
  if (arguments.values(1).string_value().empty()) {
    return absl::InvalidArgumentError(
        "uri: expected a string that is not empty, got something else");
  }
  request.set_uri(arguments.values(1).string_value());
  const std::string& action = arguments.values(2).string_value();
  for (const NamedAction& known : kActions) {
    if (known.name == action) request.set_action(known.action);
  }
  if (!request.has_action()) {
    return absl::InvalidArgumentError(
        absl::StrCat("action: expected \"call\", \"register\", \"publish\" or "
                     "\"subscribe\", got ",
                     wamp::internal::Quote(action)));
  }
  if (IsNull(arguments.values(3))) return request;
  status = ReadOptions(arguments.values(3), &request);
  if (!status.ok()) return status;
  return request;
}

wamp::v1::Value CrossbarResultOf(const v1::AuthorizeResponse& response) {
  v1::CrossbarPermission permission;
  permission.set_allow(response.has_allow());
  permission.set_disclose(response.allow().disclose());
  const google::protobuf::Duration& kept = response.cache_time_to_live();
  permission.set_cache((kept.seconds() > 0 || kept.nanos() > 0) &&
                       response.has_depends_on_authid() &&
                       !response.depends_on_authid());
  if (response.allow().has_validate()) {
    *permission.mutable_validate() = response.allow().validate();
  }
  wamp::v1::Value value;
  if (ToValue(permission, &value).ok()) return value;
  value.Clear();
  value.set_bool_value(false);
  return value;
}

CrossbarAuthorizer::CrossbarAuthorizer(Procedure procedure,
                                       absl::Duration cache_for)
    : procedure_(std::move(procedure)), cache_for_(cache_for) {}

v1::AuthorizeResponse CrossbarAuthorizer::Authorize(
    const v1::AuthorizeRequest& request) const {
  absl::StatusOr<wamp::v1::List> arguments = CrossbarArgumentsOf(request);
  if (arguments.ok()) {
    const absl::StatusOr<wamp::v1::Value> result =
        procedure_(*std::move(arguments));
    if (result.ok()) {
      absl::StatusOr<v1::AuthorizeResponse> response =
          AuthorizeResponseOf(*result, cache_for_);
      if (response.ok()) return *std::move(response);
    }
  }
  v1::AuthorizeResponse refusal;
  *refusal.mutable_deny() = Deny(error_uri::kAuthorizationFailed).proto();
  return refusal;
}

}  // namespace auth
}  // namespace wamp
