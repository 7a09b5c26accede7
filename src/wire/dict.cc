#include "wamp/dict.h"

#include <utility>

#include "absl/utility/utility.h"
#include "src/engine/schema/schema_reader.h"
#include "src/engine/schema/schema_writer.h"
#include "src/engine/value_reader.h"
#include "src/engine/value_writer.h"

namespace wamp {
namespace internal {
namespace {

template <DictForm kForm, class Root, class Message>
absl::Status Write(const Message& message, Root& out) {
  ValueWriter writer(out);
  Encoder<ValueWriter> encoder(writer);
  return encoder.Finish(SchemaWriter<ValueWriter, kForm>(encoder).Run(message));
}

template <DictForm kForm, class Root, class Message>
absl::Status Read(const Root& root, const DecodeOptions& options,
                  Message& out) {
  ValueReader reader(root, options.limits);
  Decoder<ValueReader> decoder(reader, options);
  return decoder.Finish(SchemaReader<ValueReader, kForm>(decoder).Run(out));
}

}  // namespace

template <class Message>
absl::Status ToValueBySchema(const Message& message, v1::Value& out) {
  return Write<DictForm::kWire>(message, out);
}

template <class Message>
absl::StatusOr<v1::Dict> ToDictBySchema(const Message& message) {
  if constexpr (Schema<Message>::kShape == MessageShape::kDict ||
                Schema<Message>::kShape == MessageShape::kAnyDict) {
    absl::StatusOr<v1::Dict> dict = v1::Dict();
    absl::Status status = Write<DictForm::kWire>(message, *dict);
    if (!status.ok()) dict = std::move(status);
    return dict;
  } else {
    v1::Value value;
    absl::Status status = Write<DictForm::kWire>(message, value);
    return TakeDict(std::move(status), std::move(value));
  }
}

template <class Message>
absl::Status FromValueBySchema(const v1::Value& value,
                               const DecodeOptions& options, Message& out) {
  return Read<DictForm::kWire>(value, options, out);
}

template <class Message>
absl::Status FromDictBySchema(const v1::Dict& dict,
                              const DecodeOptions& options, Message& out) {
  return Read<DictForm::kWire>(dict, options, out);
}

template <class Message>
absl::Status MarshalBySchema(const Message& message, v1::Value& out) {
  return Write<DictForm::kMarshal>(message, out);
}

template <class Message>
absl::Status FromMarshalBySchema(const v1::Dict& dict,
                                 const DecodeOptions& options, Message& out) {
  return Read<DictForm::kMarshal>(dict, options, out);
}

absl::StatusOr<v1::Dict> TakeDict(absl::Status status, v1::Value value) {
  if (!status.ok()) return status;
  if (!value.has_dict_value()) {
    return absl::InvalidArgumentError("expected a message that is a dict");
  }
  return std::move(*value.mutable_dict_value());
}

v1::Value DictValue(const v1::Dict& dict) {
  v1::Value value;
  *value.mutable_dict_value() = dict;
  return value;
}

#define WAMP_EACH(NAME)                                                     \
  template absl::Status ToValueBySchema(const v1::NAME&, v1::Value&);       \
  template absl::StatusOr<v1::Dict> ToDictBySchema(const v1::NAME&);        \
  template absl::Status FromValueBySchema(const v1::Value&,                 \
                                          const DecodeOptions&, v1::NAME&); \
  template absl::Status FromDictBySchema(const v1::Dict&,                   \
                                         const DecodeOptions&, v1::NAME&);
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH

#define WAMP_MARSHALLED(NAME)                                         \
  template absl::Status MarshalBySchema(const v1::NAME&, v1::Value&); \
  template absl::Status FromMarshalBySchema(const v1::Dict&,          \
                                            const DecodeOptions&, v1::NAME&);
WAMP_MARSHALLED(SessionDetails)
WAMP_MARSHALLED(SessionIdent)
WAMP_MARSHALLED(CloseDetails)
#undef WAMP_MARSHALLED

}  // namespace internal
}  // namespace wamp
