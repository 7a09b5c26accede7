// Answers, for each line of standard input, what MessageAttr or Marshal makes
// of it. A line is a JSON object: {"type": "PublishOptions", "fields": {…}},
// with the keyword arguments of autobahn's class as fields. The answer is
// {"ok": dict} or {"error": text}.
#include <iostream>
#include <string>

#include "wamp/dict.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

// Fields that never travel are set on the message; the rest is read as a dict.
template <class Options>
absl::Status SetLocal(const std::string& key, const v1::Value& value,
                      Options& options) {
  auto* proto = options.mutable_proto();
  const auto* field = proto->GetDescriptor()->FindFieldByName(key);
  const auto* reflection = proto->GetReflection();
  if (IsNull(value)) return absl::OkStatus();
  if (field->type() == field->TYPE_BOOL && value.has_bool_value()) {
    reflection->SetBool(proto, field, value.bool_value());
    return absl::OkStatus();
  }
  if (field->type() == field->TYPE_STRING && value.has_string_value()) {
    reflection->SetString(proto, field, value.string_value());
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(key + ": of the wrong kind");
}

bool IsLocal(absl::string_view key) {
  return key == "details" || key == "details_arg" ||
         key.substr(0, 12) == "correlation_";
}

absl::Status Check(const PublishOptions&) { return absl::OkStatus(); }
absl::Status Check(const CallOptions&) { return absl::OkStatus(); }

template <class Options>
absl::StatusOr<v1::Dict> Attr(const v1::Dict& fields) {
  v1::Dict wire;
  bool progress = false;
  Options local;
  for (const v1::Entry& entry : fields.entries()) {
    if (entry.key() == "on_progress") {
      progress = !IsNull(entry.value());
    } else if (IsLocal(entry.key())) {
      const absl::Status status = SetLocal(entry.key(), entry.value(), local);
      if (!status.ok()) return status;
    } else {
      *wire.add_entries() = entry;
    }
  }
  DecodeOptions decode;
  decode.profile = Profile::kLenient;
  Options options;
  if (absl::Status status = FromDict(wire, &options, decode); !status.ok()) {
    return status;
  }
  options->MergeFrom(*local);
  if constexpr (std::is_same_v<Options, CallOptions>) {
    if (progress) options.set_on_progress([](const CallResult&) {});
  }
  if (absl::Status status = Check(options); !status.ok()) return status;
  return MessageAttr(options);
}

template <class Message>
absl::StatusOr<v1::Dict> Marshalled(const v1::Dict& fields) {
  DecodeOptions decode;
  decode.profile = Profile::kLenient;
  const absl::StatusOr<Message> message = FromMarshal<Message>(fields, decode);
  if (!message.ok()) return message.status();
  return Marshal(*message);
}

absl::StatusOr<v1::Dict> Answer(const std::string& line) {
  const auto question = Decode<v1::Dict>(v1::SERIALIZER_JSON, line);
  if (!question.ok()) return question.status();
  const v1::Value* type = Find(*question, "type");
  const v1::Value* fields = Find(*question, "fields");
  if (type == nullptr || fields == nullptr) {
    return absl::InvalidArgumentError("expected type and fields");
  }
  const std::string& name = type->string_value();
  const v1::Dict& dict = fields->dict_value();
  if (name == "SubscribeOptions") return Attr<SubscribeOptions>(dict);
  if (name == "PublishOptions") return Attr<PublishOptions>(dict);
  if (name == "RegisterOptions") return Attr<RegisterOptions>(dict);
  if (name == "CallOptions") return Attr<CallOptions>(dict);
  if (name == "SessionDetails") return Marshalled<SessionDetails>(dict);
  if (name == "SessionIdent") return Marshalled<SessionIdent>(dict);
  if (name == "CloseDetails") return Marshalled<CloseDetails>(dict);
  return absl::InvalidArgumentError("no such type: " + name);
}

}  // namespace
}  // namespace wamp

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto dict = wamp::Answer(line);
    const wamp::v1::Dict answer =
        dict.ok() ? wamp::MakeDict({{"ok", wamp::MakeValue(*dict)}})
                  : wamp::MakeDict({{"error", wamp::MakeValue(std::string(
                                                  dict.status().message()))}});
    std::cout << wamp::Encode(wamp::v1::SERIALIZER_JSON, answer)
                     .value_or("{\"error\":\"no JSON\"}")
              << "\n";
  }
  return 0;
}
