#include "wamp/decode_next.h"

#include "absl/strings/str_cat.h"
#include "src/engine/codecs.h"
#include "src/engine/faults.h"
#include "src/wire/codec_messages.h"
#include "wamp/measure.h"

namespace wamp {
namespace {

absl::Status TooLong(size_t most) {
  Fault fault;
  fault.rule = Rule::kLimit;
  fault.expected = absl::StrCat("a message of at most ", most, " bytes");
  fault.found = "more";
  internal::Faults faults(1);
  faults.Add(fault);
  return faults.ToStatus("");
}

}  // namespace

NextMessage DecodeNext(absl::string_view bytes, v1::Serializer serializer,
                       v1::Frame* out, const DecodeOptions& options) {
  const size_t most = options.limits.max_bytes;
  const absl::string_view part = bytes.substr(0, most);
  size_t size = 0;
  const auto decode = [&](absl::string_view message) {
    return internal::WithCodec(serializer, [&](auto codec) {
      return internal::DecodeMessage<decltype(codec)>(message, options, *out,
                                                      &size);
    });
  };
  absl::Status status = decode(part);
  if (status.ok()) return {size, absl::OkStatus()};
  // Where the message ends the fault doesn't say.
  const auto measured = MeasureValue(part, serializer, options);
  if (!measured.ok()) return {std::nullopt, std::move(status)};
  if (*measured == part.size()) return {*measured, std::move(status)};
  // The place of a fault at its end may be that of what follows it.
  if (measured->has_value()) {
    return {*measured, decode(part.substr(0, **measured))};
  }
  if (part.size() < bytes.size()) return {std::nullopt, TooLong(most)};
  return {std::nullopt, absl::OkStatus()};
}

}  // namespace wamp
