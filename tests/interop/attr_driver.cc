// Answers, for one set of options per line of standard input, what the library
// makes of it. A line in:
//
//   {"type": "PublishOptions", "wire": {"exclude": 7}, "local": {…}}
//
// `wire` holds dict keys, `local` fields that never travel, by their names;
// `on_progress: true` there asks for a callback. For EventDetails and
// CallDetails, `wire` holds the ids that their constructors take, and the
// answer the ids that they hold. A line out: {"ok": dict} or {"error": text}.

#include <cstdint>
#include <iostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "wamp/dict.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::wamp::v1::Dict;
using ::wamp::v1::Entry;
using ::wamp::v1::Value;

wamp::DecodeOptions Lenient() {
  wamp::DecodeOptions options;
  options.profile = wamp::Profile::kLenient;
  return options;
}

// Sets a boolean or string field by its name. Values of another kind would not
// compile in a program.
absl::Status SetLocal(const Entry& entry, Message& message) {
  const Value& value = entry.value();
  if (wamp::IsNull(value)) return absl::OkStatus();
  const FieldDescriptor* field =
      message.GetDescriptor()->FindFieldByName(entry.key());
  const auto wrong = [&entry](absl::string_view expected) {
    return absl::InvalidArgumentError(
        absl::StrCat("local.", entry.key(), ": expected ", expected));
  };
  if (field == nullptr) return wrong("the name of a field");
  const google::protobuf::Reflection& fields = *message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    if (!value.has_bool_value()) return wrong("a boolean");
    fields.SetBool(&message, field, value.bool_value());
    return absl::OkStatus();
  }
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return wrong("a boolean or string field");
  }
  if (!value.has_string_value()) return wrong("a string");
  fields.SetString(&message, field, value.string_value());
  return absl::OkStatus();
}

void SetCallback(wamp::CallOptions& options) {
  options.set_on_progress([](const wamp::CallResult&) {});
}
template <class Options>
void SetCallback(Options&) {}

template <class Options>
absl::StatusOr<Dict> Attr(const Dict& wire, const Dict& local) {
  auto options = wamp::FromDict<Options>(wire, Lenient());
  if (!options.ok()) return options.status();
  for (const Entry& entry : local.entries()) {
    if (entry.key() == "on_progress") {
      if (entry.value().bool_value()) SetCallback(*options);
      continue;
    }
    absl::Status status = SetLocal(entry, *options->mutable_proto());
    if (!status.ok()) return status;
  }
  return wamp::MessageAttr(*options);
}

template <class T>
absl::StatusOr<Dict> ReadAndMarshal(const Dict& dict) {
  auto message = wamp::FromMarshal<T>(dict, Lenient());
  if (!message.ok()) return message.status();
  return wamp::Marshal(*message);
}

const Dict& DictAt(const Dict& dict, absl::string_view key) {
  const Value* value = wamp::Find(dict, key);
  return value == nullptr ? Dict::default_instance() : value->dict_value();
}

uint64_t IdAt(const Dict& dict, absl::string_view key) {
  const Value* value = wamp::Find(dict, key);
  return value == nullptr ? 0 : value->uint_value();
}

Dict EventIds(const Dict& wire) {
  const wamp::EventDetails event(IdAt(wire, "subscription"),
                                 IdAt(wire, "publication"));
  return wamp::MakeDict({{"subscription", event->subscription()},
                         {"publication", event->publication()}});
}

Dict CallIds(const Dict& wire) {
  const wamp::CallDetails call(IdAt(wire, "registration"));
  return wamp::MakeDict({{"registration", call->registration()}});
}

absl::StatusOr<Dict> Answer(const std::string& line) {
  auto question =
      wamp::Decode<Dict>(line, wamp::v1::SERIALIZER_JSON, Lenient());
  if (!question.ok()) return question.status();
  const Value* type = wamp::Find(*question, "type");
  const std::string name = type == nullptr ? "" : type->string_value();
  const Dict& wire = DictAt(*question, "wire");
  const Dict& local = DictAt(*question, "local");
  if (name == "SubscribeOptions") {
    return Attr<wamp::SubscribeOptions>(wire, local);
  }
  if (name == "PublishOptions") return Attr<wamp::PublishOptions>(wire, local);
  if (name == "RegisterOptions") {
    return Attr<wamp::RegisterOptions>(wire, local);
  }
  if (name == "CallOptions") return Attr<wamp::CallOptions>(wire, local);
  if (name == "SessionDetails") {
    return ReadAndMarshal<wamp::SessionDetails>(wire);
  }
  if (name == "SessionIdent") return ReadAndMarshal<wamp::SessionIdent>(wire);
  if (name == "CloseDetails") return ReadAndMarshal<wamp::CloseDetails>(wire);
  if (name == "EventDetails") return EventIds(wire);
  if (name == "CallDetails") return CallIds(wire);
  return absl::NotFoundError(absl::StrCat("no such type: ", name));
}

}  // namespace

int main() {
  wamp::EncodeOptions encode;
  encode.json_nan = wamp::JsonNan::kAllow;
  std::string line;
  std::string out;
  while (std::getline(std::cin, line)) {
    const absl::StatusOr<Dict> answer = Answer(line);
    const Dict reply =
        answer.ok() ? wamp::MakeDict({{"ok", *answer}})
                    : wamp::MakeDict({{"error", answer.status().ToString()}});
    const absl::Status status =
        wamp::Encode(reply, wamp::v1::SERIALIZER_JSON, &out, encode);
    if (!status.ok()) {
      std::cerr << "can't write the answer: " << status << "\n";
      return 1;
    }
    std::cout << out << '\n';
  }
  return 0;
}
