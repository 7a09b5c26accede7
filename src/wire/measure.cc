#include "wamp/measure.h"

#include "src/engine/codecs.h"
#include "src/engine/faults.h"

namespace wamp {

absl::StatusOr<std::optional<size_t>> MeasureValue(
    absl::string_view bytes, v1::Serializer serializer,
    const DecodeOptions& options) {
  using Result = absl::StatusOr<std::optional<size_t>>;
  return internal::WithCodec(
      serializer,
      [&](auto codec) -> Result {
        auto reader = internal::MakeReader<decltype(codec)>(bytes, options);
        if (!reader.failed() && reader.Skip()) return reader.Since(0).size();
        if (reader.fault().truncated) return std::nullopt;
        internal::Faults faults(1);
        faults.Add(reader.fault());
        faults.Prefix(0, {"", internal::Telling::kNothing});
        return faults.ToStatus("");
      },
      [](absl::Status status) -> Result { return status; });
}

}  // namespace wamp
