#include "wamp/transcode.h"

#include "src/engine/with_codec.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace {

using internal::UnknownSerializer;

template <class From, class To>
absl::Status TranscodeAs(absl::string_view bytes, std::string& out,
                         const DecodeOptions& decode,
                         const EncodeOptions& encode) {
  const auto wire_name = [] { return absl::string_view("value"); };
  absl::Status read;
  const absl::Status written = internal::EncodeAll<To>(
      encode, out,
      [&](auto& encoder) {
        // The writing pass reads bytes that the counting one found in order.
        read = internal::DecodeAll<From>(
            bytes, decode,
            [&](auto& decoder) {
              return Copy(decoder.reader(), encoder.writer()) ||
                     !decoder.reader().failed();
            },
            wire_name);
        return read.ok();
      },
      wire_name);
  return read.ok() ? written : read;
}

}  // namespace

absl::Status Transcode(absl::string_view bytes, v1::Serializer from,
                       v1::Serializer to, std::string* out,
                       const DecodeOptions& decode,
                       const EncodeOptions& encode) {
  return internal::WithCodec(
      from,
      [&](auto source) {
        return internal::WithCodec(
            to,
            [&](auto target) {
              return TranscodeAs<decltype(source), decltype(target)>(
                  bytes, *out, decode, encode);
            },
            [to] { return UnknownSerializer(to); });
      },
      [from] { return UnknownSerializer(from); });
}

}  // namespace wamp
