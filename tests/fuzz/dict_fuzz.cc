// What can be read from a value can be written as one, and is read from that as
// the same message; so it is with marshalled dicts, and with Structs. The value
// may be any that a program can make, not only those that are read from bytes.
#include <string>
#include <type_traits>

#include "tests/fuzz/each_message.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/dict.h"
#include "wamp/message.h"
#include "wamp/struct.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

struct Dicts {
  template <class Message>
  static void Run(absl::string_view, const v1::Value& value,
                  const DecodeOptions& options) {
    Message message;
    if (FromValue(value, &message, options).ok()) {
      Write(message, options);
    }
    ToString(message);
    if constexpr (internal::kIsOneOf<Message, v1::SessionDetails,
                                     v1::SessionIdent, v1::CloseDetails>) {
      if (value.has_dict_value()) GoByMarshal<Message>(value, options);
    }
  }

  template <class Message>
  static void Write(const Message& message, const DecodeOptions& options) {
    v1::Value written;
    fuzz::ExpectOk("what was read from a value can be written as one",
                   ToValue(message, &written));
    Message back;
    fuzz::ExpectOk("the value that was written can be read",
                   FromValue(written, &back, options));
    fuzz::ExpectSame("a message that goes by a value is the same", message,
                     back);
    if (!written.has_dict_value()) return;
    const absl::StatusOr<v1::Dict> dict = ToDict(message);
    fuzz::ExpectOk("what is written as a dict has one", dict.status());
    fuzz::ExpectSame("a dict is the value that holds it", *dict,
                     written.dict_value());
    const absl::StatusOr<Message> of_dict = FromDict<Message>(*dict, options);
    fuzz::ExpectOk("the dict that was written can be read", of_dict.status());
    fuzz::ExpectSame("a message that goes by a dict is the same", message,
                     *of_dict);
  }

  template <class Message>
  static void GoByMarshal(const v1::Value& value, DecodeOptions options) {
    // Marshalled are autobahn's keys alone.
    options.unknown_keys = UnknownKeys::kIgnore;
    const absl::StatusOr<Message> message =
        FromMarshal<Message>(value.dict_value(), options);
    if (!message.ok()) return;
    const absl::StatusOr<v1::Dict> dict = Marshal(*message);
    fuzz::ExpectOk("what was marshalled can be again", dict.status());
    const absl::StatusOr<Message> back = FromMarshal<Message>(*dict, options);
    fuzz::ExpectOk("what was marshalled again can be read", back.status());
    fuzz::ExpectSame("what was marshalled again is the same", *message, *back);
  }
};

void GoByStruct(const v1::Dict& dict) {
  const absl::StatusOr<google::protobuf::Struct> there = ToStruct(dict);
  if (!there.ok()) return;
  const absl::StatusOr<v1::Dict> back = FromStruct(*there);
  fuzz::ExpectOk("what became a Struct comes back", back.status());
  const absl::StatusOr<google::protobuf::Struct> again = ToStruct(*back);
  fuzz::ExpectOk("what comes back becomes a Struct", again.status());
  fuzz::ExpectSame("what goes by a Struct is the same one", *there, *again);
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::fuzz::Input input(data, size);
  // Protobuf's bytes hold any value; WAMP's, those that it has words for.
  const bool is_protobuf = input.Choose(2) != 0;
  const wamp::v1::Serializer serializer = input.Serializer();
  const wamp::DecodeOptions options = input.Options();
  wamp::fuzz::Input message = input;
  input.Choose(1);
  const absl::string_view bytes = input.Rest();
  wamp::v1::Value value;
  const bool is_read =
      is_protobuf
          ? value.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))
          : wamp::Decode(bytes, serializer, &value, options).ok();
  wamp::fuzz::CountRead("value", bytes, is_read);
  if (!is_read) return 0;
  wamp::ToString(value);
  if (value.has_dict_value()) wamp::GoByStruct(value.dict_value());
  wamp::fuzz::RunForChosenMessage<wamp::Dicts>(message, value, options);
  return 0;
}
