#include "wamp/reflection.h"

#include "src/engine/reflection/reflection_reader.h"
#include "src/engine/reflection/reflection_writer.h"
#include "src/engine/value_reader.h"
#include "src/engine/value_writer.h"
#include "src/engine/with_codec.h"

namespace wamp {
namespace {

using google::protobuf::Message;
using internal::Decoder;
using internal::DictForm;
using internal::Encoder;
using internal::ReflectionReader;
using internal::ReflectionWriter;

// The wire_name of what an engine moved.
template <class Engine>
std::string WireNameOf(const Engine& engine, const Message& message) {
  return engine.wire_name().empty()
             ? internal::LayoutOf(message.GetDescriptor()).wire_name
             : engine.wire_name();
}

template <class Codec>
absl::Status DecodeAs(absl::string_view bytes, const DecodeOptions& options,
                      Message& out) {
  std::string wire_name;
  return internal::DecodeAll<Codec>(
      bytes, options,
      [&](Decoder<typename Codec::Reader>& decoder) {
        ReflectionReader<typename Codec::Reader> engine(decoder,
                                                        DictForm::kWire);
        const bool ok = engine.Read(out);
        wire_name = WireNameOf(engine, out);
        return ok;
      },
      [&wire_name] { return absl::string_view(wire_name); });
}

template <class Codec>
absl::Status EncodeAs(const Message& message, const EncodeOptions& options,
                      std::string& out) {
  std::string wire_name;
  return internal::EncodeAll<Codec>(
      options, out,
      [&](auto& encoder) {
        using Writer = std::decay_t<decltype(encoder.writer())>;
        ReflectionWriter<Writer> engine(encoder, DictForm::kWire);
        const bool ok = engine.Write(message);
        wire_name = WireNameOf(engine, message);
        return ok;
      },
      [&wire_name] { return absl::string_view(wire_name); });
}

absl::Status ReadValue(const v1::Value& value, const DecodeOptions& options,
                       DictForm form, Message& out) {
  out.Clear();
  internal::ValueReader reader(value, options.limits);
  Decoder<internal::ValueReader> decoder(reader, options);
  ReflectionReader<internal::ValueReader> engine(decoder, form);
  const bool ok = engine.Read(out);
  return decoder.Finish(ok, WireNameOf(engine, out));
}

absl::Status WriteValue(const Message& message, DictForm form, v1::Value& out) {
  out.Clear();
  internal::ValueWriter writer(out);
  Encoder<internal::ValueWriter> encoder(writer);
  ReflectionWriter<internal::ValueWriter> engine(encoder, form);
  const bool ok = engine.Write(message);
  return encoder.Finish(ok, WireNameOf(engine, message));
}

}  // namespace

absl::Status DecodeByReflection(absl::string_view bytes,
                                v1::Serializer serializer, Message* out,
                                const DecodeOptions& options) {
  out->Clear();
  return internal::WithCodec(
      serializer,
      [&](auto codec) {
        return DecodeAs<decltype(codec)>(bytes, options, *out);
      },
      [serializer] { return internal::UnknownSerializer(serializer); });
}

absl::Status EncodeByReflection(const Message& message,
                                v1::Serializer serializer, std::string* out,
                                const EncodeOptions& options) {
  return internal::WithCodec(
      serializer,
      [&](auto codec) {
        return EncodeAs<decltype(codec)>(message, options, *out);
      },
      [serializer] { return internal::UnknownSerializer(serializer); });
}

absl::Status FromValueByReflection(const v1::Value& value, Message* out,
                                   const DecodeOptions& options) {
  return ReadValue(value, options, DictForm::kWire, *out);
}

absl::Status ToValueByReflection(const Message& message, v1::Value* out) {
  return WriteValue(message, DictForm::kWire, *out);
}

absl::Status FromMarshalByReflection(const v1::Value& value, Message* out,
                                     const DecodeOptions& options) {
  return ReadValue(value, options, DictForm::kMarshal, *out);
}

absl::Status MarshalByReflection(const Message& message, v1::Value* out) {
  return WriteValue(message, DictForm::kMarshal, *out);
}

}  // namespace wamp
