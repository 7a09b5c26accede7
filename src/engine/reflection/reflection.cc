#include "wamp/reflection.h"

#include <memory>
#include <string>

#include "src/engine/reflection/reflection_reader.h"
#include "src/engine/reflection/reflection_writer.h"
#include "src/engine/run_codec.h"
#include "src/engine/value_reader.h"
#include "src/engine/value_writer.h"

namespace wamp {
namespace {

using google::protobuf::Message;
using internal::AnnotationStatusOf;
using internal::Decoder;
using internal::DictForm;
using internal::Encoder;
using internal::ReflectionReader;
using internal::ReflectionWriter;

absl::Status ReadValue(const v1::Value& value, const DecodeOptions& options,
                       DictForm form, Message& out) {
  out.Clear();
  const absl::Status& sound = AnnotationStatusOf(out.GetDescriptor());
  if (!sound.ok()) return sound;
  internal::ValueReader reader(value, options.limits);
  Decoder<internal::ValueReader> decoder(reader, options);
  ReflectionReader<internal::ValueReader> engine(decoder, form);
  return decoder.Finish(engine.Run(out));
}

absl::Status WriteValue(const Message& message, DictForm form, v1::Value& out) {
  out.Clear();
  const absl::Status& sound = AnnotationStatusOf(message.GetDescriptor());
  if (!sound.ok()) return sound;
  internal::ValueWriter writer(out);
  Encoder<internal::ValueWriter> encoder(writer);
  ReflectionWriter<internal::ValueWriter> engine(encoder, form);
  return encoder.Finish(engine.Run(message));
}

absl::Status WriteBytes(const Message& message, v1::Serializer serializer,
                        const EncodeOptions& options, std::string& out) {
  const absl::Status& sound = AnnotationStatusOf(message.GetDescriptor());
  if (!sound.ok()) return sound;
  return internal::WithCodec(serializer, [&](auto codec) {
    return internal::EncodeWith<decltype(codec)>(
        options, out, [&message](auto& encoder) {
          using Writer = std::decay_t<decltype(encoder.writer())>;
          return ReflectionWriter<Writer>(encoder, DictForm::kWire)
              .Run(message);
        });
  });
}

// What is wrong with `message`, which `bytes` hold.
absl::Status ValidateBytes(const Message& message, absl::string_view bytes,
                           v1::Serializer serializer,
                           const DecodeOptions& options) {
  const std::unique_ptr<Message> read(message.New());
  return internal::ValidationOf(
      message, options,
      DecodeByReflection(bytes, serializer, read.get(),
                         internal::ValidationOptions(options)));
}

}  // namespace

absl::Status DecodeByReflection(absl::string_view bytes,
                                v1::Serializer serializer, Message* out,
                                const DecodeOptions& options) {
  out->Clear();
  const absl::Status& sound = AnnotationStatusOf(out->GetDescriptor());
  if (!sound.ok()) return sound;
  return internal::WithCodec(serializer, [&](auto codec) {
    return internal::DecodeWith<decltype(codec)>(
        bytes, options, [out](auto& decoder) {
          using Reader = std::decay_t<decltype(decoder.reader())>;
          return ReflectionReader<Reader>(decoder, DictForm::kWire).Run(*out);
        });
  });
}

absl::Status EncodeByReflection(const Message& message,
                                v1::Serializer serializer, std::string* out,
                                const EncodeOptions& options) {
  absl::Status status = WriteBytes(message, serializer, options, *out);
  if (!options.validate.has_value() || !status.ok()) return status;
  status = ValidateBytes(message, *out, serializer, *options.validate);
  if (!status.ok()) out->clear();
  return status;
}

absl::Status ValidateByReflection(const Message& message,
                                  const DecodeOptions& options) {
  std::string bytes;
  v1::Serializer serializer{};
  const absl::Status status = internal::WriteToValidate(
      options,
      [&](v1::Serializer to) { return WriteBytes(message, to, {}, bytes); },
      serializer);
  if (!status.ok()) return internal::ValidationOf(message, options, status);
  return ValidateBytes(message, bytes, serializer, options);
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
