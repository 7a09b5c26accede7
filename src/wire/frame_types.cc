#include "wamp/frame_types.h"

#include <array>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

// The attributes of an encoded payload, by which they are called in every dict.
constexpr std::array<absl::string_view, 7> kEncoding = {
    "enc_algo",       "enc_serializer", "enc_key",   "ppt_scheme",
    "ppt_serializer", "ppt_cipher",     "ppt_keyid",
};

// Makes the attributes of `to` those of `from`.
void CopyEncoding(const google::protobuf::Message& from,
                  google::protobuf::Message& to) {
  for (const absl::string_view name : kEncoding) {
    const auto* source =
        from.GetDescriptor()->FindFieldByName(std::string(name));
    const auto* target = to.GetDescriptor()->FindFieldByName(std::string(name));
    if (from.GetReflection()->HasField(from, source)) {
      to.GetReflection()->SetString(
          &to, target, from.GetReflection()->GetString(from, source));
    } else {
      to.GetReflection()->ClearField(&to, target);
    }
  }
}

// What RESULT and YIELD say, with the values of their payload.
CallResult WithValues(v1::CallResult details, v1::Payload payload) {
  if (payload.has_args()) {
    details.mutable_results()->Swap(payload.mutable_args());
  }
  if (payload.has_kwargs()) {
    details.mutable_kwresults()->Swap(payload.mutable_kwargs());
  }
  return CallResult(std::move(details));
}

// Moves the values of `result` into the payload of `message`.
template <class Message>
void MoveValues(v1::CallResult& result, Message& message) {
  if (result.has_results()) {
    message.mutable_payload()->mutable_args()->Swap(result.mutable_results());
  }
  if (result.has_kwresults()) {
    message.mutable_payload()->mutable_kwargs()->Swap(
        result.mutable_kwresults());
  }
  result.clear_results();
  result.clear_kwresults();
}

}  // namespace

v1::Welcome ToWelcome(Accept accept, uint64_t session,
                      const v1::RouterRoles& roles) {
  v1::Accept source = std::move(accept).proto();
  v1::Welcome welcome;
  v1::SessionDetails& details = *welcome.mutable_details();
  details.set_session(session);
  *details.mutable_session_roles() = roles;
  if (source.has_realm()) details.set_realm(source.realm());
  if (source.has_authid()) details.set_authid(source.authid());
  if (source.has_authrole()) details.set_authrole(source.authrole());
  if (source.has_authmethod()) details.set_authmethod(source.authmethod());
  if (source.has_authprovider()) {
    details.set_authprovider(source.authprovider());
  }
  if (source.has_authextra()) {
    details.mutable_authextra()->Swap(source.mutable_authextra());
  }
  if (source.has_unknown_keys()) {
    details.mutable_unknown_keys()->Swap(source.mutable_unknown_keys());
  }
  return welcome;
}

v1::Abort ToAbort(Deny deny) {
  v1::Deny source = std::move(deny).proto();
  v1::Abort abort;
  v1::CloseDetails& details = *abort.mutable_details();
  if (source.has_reason()) details.set_reason(source.reason());
  if (source.has_message()) details.set_message(source.message());
  if (source.has_unknown_keys()) {
    details.mutable_unknown_keys()->Swap(source.mutable_unknown_keys());
  }
  return abort;
}

v1::Abort ToAbort(CloseDetails details) {
  v1::Abort abort;
  *abort.mutable_details() = std::move(details).proto();
  return abort;
}

Deny ToDeny(v1::Abort abort) {
  v1::CloseDetails& source = *abort.mutable_details();
  v1::Deny deny;
  if (source.has_reason()) deny.set_reason(source.reason());
  if (source.has_message()) deny.set_message(source.message());
  if (source.has_unknown_keys()) {
    deny.mutable_unknown_keys()->Swap(source.mutable_unknown_keys());
  }
  return Deny(std::move(deny));
}

v1::Goodbye ToGoodbye(CloseDetails details) {
  v1::Goodbye goodbye;
  *goodbye.mutable_details() = std::move(details).proto();
  return goodbye;
}

CloseDetails ToCloseDetails(v1::Abort abort) {
  return CloseDetails(std::move(*abort.mutable_details()));
}

CloseDetails ToCloseDetails(v1::Goodbye goodbye) {
  return CloseDetails(std::move(*goodbye.mutable_details()));
}

CallResult ToCallResult(v1::Result result) {
  return WithValues(std::move(*result.mutable_details()),
                    std::move(*result.mutable_payload()));
}

CallResult ToCallResult(v1::Yield yield) {
  return WithValues(std::move(*yield.mutable_options()),
                    std::move(*yield.mutable_payload()));
}

v1::Result ToResult(CallResult result, uint64_t request) {
  v1::Result message;
  message.set_request(request);
  v1::CallResult& details = *message.mutable_details();
  details = std::move(result).proto();
  MoveValues(details, message);
  return message;
}

v1::Yield ToYield(CallResult result, uint64_t request) {
  v1::Yield message;
  message.set_request(request);
  v1::CallResult& options = *message.mutable_options();
  options = std::move(result).proto();
  MoveValues(options, message);
  return message;
}

absl::Status DecodeRawPayload(v1::Payload* payload,
                              const DecodeOptions& options) {
  if (!payload->has_raw()) return absl::OkStatus();
  const v1::RawPayload& raw = payload->raw();
  v1::Payload decoded;
  // Keyword arguments never travel alone.
  if (raw.has_kwargs()) decoded.mutable_args();
  if (raw.has_args()) {
    absl::Status status =
        Decode(raw.args(), raw.serializer(), decoded.mutable_args(), options);
    if (!status.ok()) return status;
  }
  if (raw.has_kwargs()) {
    absl::Status status = Decode(raw.kwargs(), raw.serializer(),
                                 decoded.mutable_kwargs(), options);
    if (!status.ok()) return status;
  }
  payload->Swap(&decoded);
  return absl::OkStatus();
}

namespace internal {

absl::Status CheckOneDialect(const v1::EncodedPayload& payload) {
  if (payload.has_enc_algo() != payload.has_ppt_scheme()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      payload.has_enc_algo()
          ? "EncodedPayload: expected one of enc_algo and ppt_scheme, got both"
          : "EncodedPayload: expected enc_algo or ppt_scheme, got neither");
}

std::optional<EncodedPayload> ReadEncodedPayload(
    const google::protobuf::Message& encoding, const v1::Payload& payload) {
  v1::EncodedPayload out;
  CopyEncoding(encoding, out);
  if (payload.has_transparent()) {
    out.set_payload(payload.transparent());
    return EncodedPayload(std::move(out));
  }
  if (!out.has_ppt_scheme()) return std::nullopt;
  v1::Payload decoded;
  if (payload.has_raw()) {
    decoded = payload;
    if (!DecodeRawPayload(&decoded).ok()) return std::nullopt;
  }
  const v1::Payload& plain = payload.has_raw() ? decoded : payload;
  if (plain.args().values_size() != 1 || plain.kwargs().entries_size() != 0 ||
      !plain.args().values(0).has_bytes_value()) {
    return std::nullopt;
  }
  out.set_payload(plain.args().values(0).bytes_value());
  return EncodedPayload(std::move(out));
}

void WriteEncodedPayload(v1::EncodedPayload source,
                         google::protobuf::Message* encoding,
                         v1::Payload* payload) {
  CopyEncoding(source, *encoding);
  payload->Clear();
  std::string& bytes =
      source.has_enc_algo()
          ? *payload->mutable_transparent()
          : *payload->mutable_args()->add_values()->mutable_bytes_value();
  bytes = std::move(*source.mutable_payload());
}

}  // namespace internal
}  // namespace wamp
