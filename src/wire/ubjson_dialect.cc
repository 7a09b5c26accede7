#include "wamp/ubjson_dialect.h"

#include "wamp/measure.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using Size = absl::StatusOr<std::optional<size_t>>;

bool IsComplete(const Size& size) { return size.ok() && size->has_value(); }
bool IsTruncated(const Size& size) { return size.ok() && !size->has_value(); }

// Whether the value of that size at the start of `bytes` is a message.
bool IsMessage(absl::string_view bytes, const Size& size,
               v1::Serializer serializer) {
  return Decode<v1::Frame>(bytes.substr(0, **size), serializer).ok();
}

// Decides by what the bytes are in each format.
absl::StatusOr<std::optional<UbjsonMessage>> Choose(absl::string_view bytes,
                                                    const Size& ubjson,
                                                    const Size& bjdata) {
  if (!IsComplete(ubjson) && !IsComplete(bjdata)) {
    if (IsTruncated(ubjson) || IsTruncated(bjdata)) return std::nullopt;
    return ubjson.status();
  }
  if (!IsComplete(bjdata)) {
    return UbjsonMessage{**ubjson, v1::SERIALIZER_UBJSON};
  }
  if (!IsComplete(ubjson)) {
    return UbjsonMessage{**bjdata, v1::SERIALIZER_BJDATA};
  }
  const bool is_ubjson = IsMessage(bytes, ubjson, v1::SERIALIZER_UBJSON);
  const bool is_bjdata = IsMessage(bytes, bjdata, v1::SERIALIZER_BJDATA);
  if (is_bjdata && !is_ubjson) {
    return UbjsonMessage{**bjdata, v1::SERIALIZER_BJDATA};
  }
  const bool either = is_ubjson == is_bjdata && **ubjson == **bjdata;
  return UbjsonMessage{
      **ubjson, either ? v1::SERIALIZER_UNSPECIFIED : v1::SERIALIZER_UBJSON};
}

// The size of the value that is all of `bytes`.
Size MeasureAll(absl::string_view bytes, v1::Serializer serializer) {
  Size size = MeasureValue(bytes, serializer);
  if (IsComplete(size) && **size != bytes.size()) {
    return absl::InvalidArgumentError("expected the end, got more bytes");
  }
  return size;
}

}  // namespace

absl::StatusOr<std::optional<UbjsonMessage>> MeasureUbjson(
    absl::string_view bytes, const DecodeOptions& options) {
  return Choose(bytes, MeasureValue(bytes, v1::SERIALIZER_UBJSON, options),
                MeasureValue(bytes, v1::SERIALIZER_BJDATA, options));
}

v1::Serializer DetectUbjson(absl::string_view bytes, v1::Serializer otherwise) {
  const auto message = Choose(bytes, MeasureAll(bytes, v1::SERIALIZER_UBJSON),
                              MeasureAll(bytes, v1::SERIALIZER_BJDATA));
  if (!message.ok() || !message->has_value() ||
      (*message)->serializer == v1::SERIALIZER_UNSPECIFIED) {
    return otherwise;
  }
  return (*message)->serializer;
}

}  // namespace wamp
