#include "wamp/reflection.h"

#include "src/internal/reflection_reader.h"
#include "src/internal/reflection_writer.h"
#include "src/internal/value_reader.h"
#include "src/internal/value_writer.h"
#include "src/internal/with_medium.h"

namespace wamp {
namespace {

using google::protobuf::Message;
using internal::Decoder;
using internal::Encoder;
using internal::ReflectionReader;
using internal::ReflectionWriter;
using internal::View;

// The site of what an engine moved.
template <class Engine>
std::string SiteOf(const Engine& engine, const Message& message) {
  return engine.site().empty() ? internal::PlanOf(message.GetDescriptor()).site
                               : engine.site();
}

template <class Medium>
absl::Status DecodeAs(absl::string_view bytes, const DecodeOptions& options,
                      Message& out) {
  std::string site;
  return internal::DecodeAll<Medium>(
      bytes, options,
      [&](Decoder<typename Medium::Reader>& decoder) {
        ReflectionReader<typename Medium::Reader> engine(decoder, View::kWire);
        const bool ok = engine.Read(out);
        site = SiteOf(engine, out);
        return ok;
      },
      [&site] { return absl::string_view(site); });
}

template <class Medium>
absl::Status EncodeAs(const Message& message, const EncodeOptions& options,
                      std::string& out) {
  std::string site;
  return internal::EncodeAll<Medium>(
      options, out,
      [&](auto& encoder) {
        using Writer = std::decay_t<decltype(encoder.writer())>;
        ReflectionWriter<Writer> engine(encoder, View::kWire);
        const bool ok = engine.Write(message);
        site = SiteOf(engine, message);
        return ok;
      },
      [&site] { return absl::string_view(site); });
}

absl::Status ReadValue(const v1::Value& value, const DecodeOptions& options,
                       View view, Message& out) {
  out.Clear();
  internal::ValueReader reader(value, options.limits);
  Decoder<internal::ValueReader> decoder(reader, options);
  ReflectionReader<internal::ValueReader> engine(decoder, view);
  const bool ok = engine.Read(out);
  return decoder.Finish(ok, SiteOf(engine, out));
}

absl::Status WriteValue(const Message& message, View view, v1::Value& out) {
  out.Clear();
  internal::ValueWriter writer(out);
  Encoder<internal::ValueWriter> encoder(writer);
  ReflectionWriter<internal::ValueWriter> engine(encoder, view);
  const bool ok = engine.Write(message);
  return encoder.Finish(ok, SiteOf(engine, message));
}

}  // namespace

absl::Status DecodeByReflection(v1::Serializer serializer,
                                absl::string_view bytes, Message* out,
                                const DecodeOptions& options) {
  out->Clear();
  return internal::WithMedium(
      serializer,
      [&](auto medium) {
        return DecodeAs<decltype(medium)>(bytes, options, *out);
      },
      [serializer] { return internal::UnknownSerializer(serializer); });
}

absl::Status EncodeByReflection(v1::Serializer serializer,
                                const Message& message, std::string* out,
                                const EncodeOptions& options) {
  return internal::WithMedium(
      serializer,
      [&](auto medium) {
        return EncodeAs<decltype(medium)>(message, options, *out);
      },
      [serializer] { return internal::UnknownSerializer(serializer); });
}

absl::Status FromValueByReflection(const v1::Value& value, Message* out,
                                   const DecodeOptions& options) {
  return ReadValue(value, options, View::kWire, *out);
}

absl::Status ToValueByReflection(const Message& message, v1::Value* out) {
  return WriteValue(message, View::kWire, *out);
}

absl::Status FromMarshalByReflection(const v1::Value& value, Message* out,
                                     const DecodeOptions& options) {
  return ReadValue(value, options, View::kMarshal, *out);
}

absl::Status MarshalByReflection(const Message& message, v1::Value* out) {
  return WriteValue(message, View::kMarshal, *out);
}

}  // namespace wamp
