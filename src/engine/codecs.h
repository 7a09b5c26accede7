// The codecs, each a type: the reader and the writer of a serializer.
#ifndef WAMP_SRC_ENGINE_CODECS_H_
#define WAMP_SRC_ENGINE_CODECS_H_

#include <type_traits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/codec/inline_json_reader.h"
#include "wamp/codec/cbor_reader.h"
#include "wamp/codec/cbor_writer.h"
#include "wamp/codec/json_reader.h"
#include "wamp/codec/json_writer.h"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/codec/msgpack_writer.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/ubjson_writer.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace internal {

using codec_internal::InlineJsonReader;

template <v1::Serializer kSerializer>
struct Codec;

// The serializer of a reader or a writer; SERIALIZER_UNSPECIFIED for those that
// handle no bytes.
template <class ReaderOrWriter>
inline constexpr v1::Serializer kSerializerOf = v1::SERIALIZER_UNSPECIFIED;

#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  template <>                                                \
  struct Codec<v1::SERIALIZER_##SERIALIZER> {                \
    using Reader = READER;                                   \
    using Writer = WRITER;                                   \
  };                                                         \
  template <>                                                \
  inline constexpr v1::Serializer kSerializerOf<READER> =    \
      v1::SERIALIZER_##SERIALIZER;                           \
  template <>                                                \
  inline constexpr v1::Serializer kSerializerOf<WRITER> =    \
      v1::SERIALIZER_##SERIALIZER;
#include "src/codec/registry.inc"

// Returns `use(codec)` for the codec of `serializer`, or `otherwise(status)`
// with the reason if there is none.
template <class Use, class Otherwise>
auto WithCodec(v1::Serializer serializer, Use use, Otherwise otherwise) {
  switch (serializer) {
#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  case v1::SERIALIZER_##SERIALIZER:                          \
    return use(Codec<v1::SERIALIZER_##SERIALIZER>());
#include "src/codec/registry.inc"
    default:
      return otherwise(absl::UnimplementedError(
          absl::StrCat("no reader or writer for serializer ",
                       static_cast<int>(serializer))));
  }
}

// As above, for a `use` that returns a status.
template <class Use>
absl::Status WithCodec(v1::Serializer serializer, Use use) {
  return WithCodec(serializer, use, [](absl::Status status) { return status; });
}

// The reader for the bytes, before it is told what becomes of foreign values.
template <class Reader>
Reader MakePlainReader(absl::string_view bytes, const DecodeOptions& options) {
  if constexpr (std::is_same_v<Reader, InlineJsonReader>) {
    return InlineJsonReader(
        bytes, options.limits,
        options.profile == Profile::kSpec ? JsonNan::kReject : JsonNan::kAllow);
  } else {
    return Reader(bytes, options.limits);
  }
}

template <class Codec>
typename Codec::Reader MakeReader(absl::string_view bytes,
                                  const DecodeOptions& options) {
  auto reader = MakePlainReader<typename Codec::Reader>(bytes, options);
  reader.SetForeign(options.foreign);
  return reader;
}

// The two are one, but for numbers that name no serializer.
inline WireFormat FormatOf(v1::Serializer serializer) {
  return v1::Serializer_IsValid(serializer)
             ? static_cast<WireFormat>(serializer)
             : WireFormat::kNone;
}
inline v1::Serializer SerializerOf(WireFormat format) {
  return static_cast<v1::Serializer>(format);
}
static_assert(static_cast<int>(WireFormat::kJson) == v1::SERIALIZER_JSON);
static_assert(static_cast<int>(WireFormat::kMsgPack) == v1::SERIALIZER_MSGPACK);
static_assert(static_cast<int>(WireFormat::kCbor) == v1::SERIALIZER_CBOR);
static_assert(static_cast<int>(WireFormat::kUbjson) == v1::SERIALIZER_UBJSON);
static_assert(static_cast<int>(WireFormat::kBjdata) == v1::SERIALIZER_BJDATA);

// Sets up a writer.
inline void Configure(JsonWriter& writer, const EncodeOptions& options) {
  writer.AllowNan(options.json_nan);
}
template <class Writer>
void Configure(Writer&, const EncodeOptions&) {}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_CODECS_H_
