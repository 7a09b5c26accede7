#include "src/internal/encoder.h"
#include "src/internal/with_medium.h"

namespace wamp {
namespace internal {

absl::Status DecodeRawValue(v1::Serializer serializer, absl::string_view bytes,
                            v1::Value& value) {
  return WithMedium(
      serializer,
      [&](auto medium) {
        return DecodeAll<decltype(medium)>(
            bytes, {},
            [&value](auto& decoder) { return decoder.ReadValue(value); },
            [] { return "payload"; });
      },
      [] {
        return absl::InvalidArgumentError("a payload of no known serializer");
      });
}

}  // namespace internal
}  // namespace wamp
