// The codecs that the engines are instantiated for.
#ifndef WAMP_SRC_ENGINE_CODECS_H_
#define WAMP_SRC_ENGINE_CODECS_H_

#include "src/engine/decoder.h"
#include "src/engine/encoder.h"
#include "wamp/codec/cbor_reader.h"
#include "wamp/codec/cbor_writer.h"
#include "wamp/codec/json_reader.h"
#include "wamp/codec/json_writer.h"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/codec/msgpack_writer.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/ubjson_writer.h"

namespace wamp {
namespace internal {

template <>
inline constexpr v1::Serializer kSerializerOf<JsonReader> = v1::SERIALIZER_JSON;
template <>
inline constexpr v1::Serializer kSerializerOf<MsgPackReader> =
    v1::SERIALIZER_MSGPACK;
template <>
inline constexpr v1::Serializer kSerializerOf<CborReader> = v1::SERIALIZER_CBOR;
template <>
inline constexpr v1::Serializer kSerializerOf<UbjsonReader> =
    v1::SERIALIZER_UBJSON;
template <>
inline constexpr v1::Serializer kSerializerOf<BjdataReader> =
    v1::SERIALIZER_BJDATA;

template <class Sink>
inline constexpr v1::Serializer kWriterSerializerOf<JsonEmitter<Sink>> =
    v1::SERIALIZER_JSON;
template <class Sink>
inline constexpr v1::Serializer kWriterSerializerOf<MsgPackEmitter<Sink>> =
    v1::SERIALIZER_MSGPACK;
template <class Sink>
inline constexpr v1::Serializer kWriterSerializerOf<CborEmitter<Sink>> =
    v1::SERIALIZER_CBOR;
template <class Sink>
inline constexpr v1::Serializer
    kWriterSerializerOf<BasicUbjsonEmitter<Sink, UbjsonDialect::kUbjson>> =
        v1::SERIALIZER_UBJSON;
template <class Sink>
inline constexpr v1::Serializer
    kWriterSerializerOf<BasicUbjsonEmitter<Sink, UbjsonDialect::kBjdata>> =
        v1::SERIALIZER_BJDATA;

// A codec of bytes: its reader, and its emitter for any sink.
template <class R, template <class> class E>
struct BinaryCodec {
  using Reader = R;
  template <class Sink>
  using Emitter = E<Sink>;

  static Reader MakeReader(absl::string_view bytes,
                           const DecodeOptions& options) {
    return Reader(bytes, options.limits);
  }
  template <class Sink>
  static void Configure(Emitter<Sink>&, const EncodeOptions&) {}
};

struct MsgPack : BinaryCodec<MsgPackReader, MsgPackEmitter> {};
struct Cbor : BinaryCodec<CborReader, CborEmitter> {};
struct Ubjson : BinaryCodec<UbjsonReader, UbjsonEmitter> {};
struct Bjdata : BinaryCodec<BjdataReader, BjdataEmitter> {};

struct Json {
  using Reader = JsonReader;
  template <class Sink>
  using Emitter = JsonEmitter<Sink>;

  static Reader MakeReader(absl::string_view bytes,
                           const DecodeOptions& options) {
    return Reader(
        bytes, options.limits,
        options.profile == Profile::kSpec ? JsonNan::kReject : JsonNan::kAllow);
  }
  template <class Sink>
  static void Configure(Emitter<Sink>& emitter, const EncodeOptions& options) {
    emitter.AllowNan(options.json_nan);
  }
};

// Reads one value that fills all of `bytes`. `read(decoder)` reads it and says
// whether that went well; `wire_name()` names it afterwards.
template <class Codec, class Read, class WireName>
absl::Status DecodeAll(absl::string_view bytes, const DecodeOptions& options,
                       Read read, WireName wire_name) {
  auto reader = Codec::MakeReader(bytes, options);
  Decoder<typename Codec::Reader> decoder(reader, options);
  const bool ok =
      !reader.failed() && read(decoder) &&
      (reader.AtEnd() || reader.Fail(Rule::kSyntax, reader.offset(),
                                     "the end of the input", "more bytes"));
  return decoder.Finish(ok, wire_name());
}

// Writes one value to `out`: `write(encoder)` is called to count its bytes, and
// again to write them.
template <class Codec, class Write, class WireName>
absl::Status EncodeAll(const EncodeOptions& options, std::string& out,
                       Write write, WireName wire_name) {
  using Sizer = typename Codec::template Emitter<CountingSink>;
  using Writer = typename Codec::template Emitter<BufferSink>;
  Sizer sizer;
  Codec::Configure(sizer, options);
  Encoder<Sizer> counting(sizer);
  const bool ok = write(counting);
  if (ABSL_PREDICT_FALSE(!ok || sizer.failed())) {
    return counting.Finish(ok, wire_name());
  }
  out.resize(sizer.sink().size());
  if (out.empty()) return absl::OkStatus();
  Writer writer(&out[0]);
  Encoder<Writer> writing(writer);
  write(writing);
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_CODECS_H_
