// One value from, or to, the bytes of a codec.
#ifndef WAMP_SRC_ENGINE_RUN_CODEC_H_
#define WAMP_SRC_ENGINE_RUN_CODEC_H_

#include <cstddef>
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

// Reads one value: `read(decoder)` returns the Outcome of it. The value fills
// all of `bytes`; unless there is `size`, which becomes how many bytes it takes
// if all is well.
template <class Codec, class Read>
absl::Status DecodeWith(absl::string_view bytes, const DecodeOptions& options,
                        Read read, size_t* size = nullptr) {
  auto reader = MakeReader<Codec>(bytes, options);
  Decoder<typename Codec::Reader> decoder(reader, options);
  Outcome outcome = read(decoder);
  if (size != nullptr) {
    *size = reader.Since(0).size();
  } else if (ABSL_PREDICT_TRUE(outcome.ok) &&
             ABSL_PREDICT_FALSE(!reader.AtEnd())) {
    outcome.ok = reader.Fail(Rule::kSyntax, reader.offset(),
                             "the end of the input", "more bytes");
  }
  return decoder.Finish(outcome);
}

// Writes one value to `out`: `write(encoder)` returns the Outcome of it.
template <class Codec, class Write>
absl::Status EncodeWith(const EncodeOptions& options, std::string& out,
                        Write write) {
  typename Codec::Writer writer(&out);
  Configure(writer, options);
  Encoder<typename Codec::Writer> encoder(writer);
  absl::Status status = encoder.Finish(write(encoder));
  if (ABSL_PREDICT_TRUE(status.ok())) {
    writer.Flush();
  } else {
    out.clear();
  }
  return status;
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_RUN_CODEC_H_
