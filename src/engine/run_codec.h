// One value from, or to, the bytes of a codec.
#ifndef WAMP_SRC_ENGINE_RUN_CODEC_H_
#define WAMP_SRC_ENGINE_RUN_CODEC_H_

#include <string>

#include "absl/base/optimization.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/engine/codecs.h"
#include "src/engine/decoder.h"
#include "src/engine/encoder.h"
#include "src/engine/outcome.h"

namespace wamp {
namespace internal {

// Reads one value that fills all of `bytes`: `read(decoder)` returns the
// Outcome of it.
template <class Codec, class Read>
absl::Status DecodeWith(absl::string_view bytes, const DecodeOptions& options,
                        Read read) {
  auto reader = MakeReader<Codec>(bytes, options);
  Decoder<typename Codec::Reader> decoder(reader, options);
  Outcome outcome = read(decoder);
  if (ABSL_PREDICT_TRUE(outcome.ok) && ABSL_PREDICT_FALSE(!reader.AtEnd())) {
    outcome.ok = reader.Fail(Rule::kSyntax, reader.offset(),
                             "the end of the input", "more bytes");
  }
  return decoder.Finish(outcome);
}

// Writes one value to `out`: `write(encoder)` is called to count its bytes, and
// again to write them, and returns the Outcome of it.
template <class Codec, class Write>
absl::Status EncodeWith(const EncodeOptions& options, std::string& out,
                        Write write) {
  using Sizer = typename Codec::template Emitter<CountingSink>;
  using Writer = typename Codec::template Emitter<BufferSink>;
  Sizer sizer;
  Configure(sizer, options);
  Encoder<Sizer> counting(sizer);
  const Outcome outcome = write(counting);
  if (ABSL_PREDICT_FALSE(!outcome.ok || sizer.failed())) {
    return counting.Finish(outcome);
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

#endif  // WAMP_SRC_ENGINE_RUN_CODEC_H_
