#include "wamp/frame_types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "src/wire/encoding.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

// The dict that says how the payload is encoded.
template <class Message, class = void>
struct EncodingOf {
  static const auto& Get(const Message& message) { return message.details(); }
  static auto& Get(Message& message) { return *message.mutable_details(); }
};
template <class Message>
struct EncodingOf<
    Message, std::void_t<decltype(std::declval<const Message&>().options())>> {
  static const auto& Get(const Message& message) { return message.options(); }
  static auto& Get(Message& message) { return *message.mutable_options(); }
};

// The one byte string that `payload` holds as its arguments.
std::optional<std::string> OnlyBytes(const v1::Payload& payload) {
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
  return plain.args().values(0).bytes_value();
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

template <class Message>
std::optional<EncodedPayload> ReadEncodedPayload(const Message& message) {
  if (!message.has_payload()) return std::nullopt;
  const auto& encoding = EncodingOf<Message>::Get(message);
  v1::EncodedPayload out;
  if (message.payload().has_transparent()) {
    out.set_payload(message.payload().transparent());
  } else {
    if (!encoding.has_ppt_scheme()) return std::nullopt;
    std::optional<std::string> bytes = OnlyBytes(message.payload());
    if (!bytes.has_value()) return std::nullopt;
    out.set_payload(*std::move(bytes));
  }
  TransferEncoding(encoding, out);
  return EncodedPayload(std::move(out));
}

template <class Message>
absl::Status WriteEncodedPayload(v1::EncodedPayload source, Message& message) {
  if (source.has_enc_algo() == source.has_ppt_scheme()) {
    return absl::InvalidArgumentError(
        source.has_enc_algo()
            ? "EncodedPayload: expected one of enc_algo and ppt_scheme, got "
              "both"
            : "EncodedPayload: expected enc_algo or ppt_scheme, got neither");
  }
  v1::Payload& payload = *message.mutable_payload();
  payload.Clear();
  std::string& bytes =
      source.has_enc_algo()
          ? *payload.mutable_transparent()
          : *payload.mutable_args()->add_values()->mutable_bytes_value();
  bytes = std::move(*source.mutable_payload());
  TransferEncoding(source, EncodingOf<Message>::Get(message));
  return absl::OkStatus();
}

template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Publish&);
template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Event&);
template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Call&);
template std::optional<EncodedPayload> ReadEncodedPayload(
    const v1::Invocation&);
template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Result&);
template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Yield&);
template std::optional<EncodedPayload> ReadEncodedPayload(const v1::Error&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Publish&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Event&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Call&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Invocation&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Result&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Yield&);
template absl::Status WriteEncodedPayload(v1::EncodedPayload, v1::Error&);

}  // namespace internal
}  // namespace wamp
