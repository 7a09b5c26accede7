#include "wamp/transcode.h"

#include "src/engine/run_codec.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace {

using internal::Outcome;

constexpr absl::string_view kWireName = "value";

template <class From, class To>
absl::Status TranscodeAs(absl::string_view bytes, std::string& out,
                         const DecodeOptions& decode,
                         const EncodeOptions& encode) {
  absl::Status read;
  const absl::Status written =
      internal::EncodeWith<To>(encode, out, [&](auto& encoder) -> Outcome {
        read = internal::DecodeWith<From>(
            bytes, decode, [&](auto& decoder) -> Outcome {
              auto& reader = decoder.reader();
              // A fault of the writer is no fault of the reader.
              const bool ok =
                  !reader.failed() &&
                  (Copy(reader, encoder.writer()) || !reader.failed());
              return {ok, kWireName, true};
            });
        return {read.ok(), kWireName, true};
      });
  return read.ok() ? written : read;
}

}  // namespace

absl::Status Transcode(absl::string_view bytes, v1::Serializer from,
                       v1::Serializer to, std::string* out,
                       const DecodeOptions& decode,
                       const EncodeOptions& encode) {
  return internal::WithCodec(from, [&](auto source) {
    return internal::WithCodec(to, [&](auto target) {
      return TranscodeAs<decltype(source), decltype(target)>(bytes, *out,
                                                             decode, encode);
    });
  });
}

}  // namespace wamp
