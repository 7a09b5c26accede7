// Where a message ends in a stream that keeps no messages apart.
//
//   absl::StatusOr<std::optional<size_t>> size =
//       wamp::MeasureValue(received, wamp::v1::SERIALIZER_MSGPACK);
//   if (!size.ok()) return Abort(size.status());
//   if (!size->has_value()) return WaitForMore();
//   Handle(received.substr(0, **size));
//
// Each call reads from the start of `bytes`, as DecodeNext (decode_next.h)
// does.
//
// The functions are safe to call from any thread.
#ifndef WAMP_MEASURE_H_
#define WAMP_MEASURE_H_

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

// Returns the size in bytes of the value at the start of `bytes`, white space
// before it included; none if `bytes` end before the value does. Fails, as
// Decode does, where no further bytes could make it a value, and with
// UNIMPLEMENTED for an unknown serializer.
//
// The value is skipped, and checked to be well formed. What it holds is not
// shown in an error: it may be a secret. A JSON number that ends where `bytes`
// do counts as complete. Of `options`, `limits` and `profile` matter.
absl::StatusOr<std::optional<size_t>> MeasureValue(
    absl::string_view bytes, v1::Serializer serializer,
    const DecodeOptions& options = {});

}  // namespace wamp

#endif  // WAMP_MEASURE_H_
