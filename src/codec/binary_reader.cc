#include "wamp/codec/binary_reader.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace wamp {
namespace codec_internal {
namespace {

// A float of 16 bits: 1 for the sign, 5 for the exponent, 10 for the fraction.
double HalfFloat(uint64_t raw) {
  const auto exponent = static_cast<int>(raw >> 10 & 0x1F);
  const auto fraction = static_cast<double>(raw & 0x3FF);
  double value;
  if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else if (exponent != 31) {
    value = std::ldexp(fraction + 1024, exponent - 25);
  } else {
    value = fraction == 0 ? HUGE_VAL : std::nan("");
  }
  return raw & 0x8000 ? -value : value;
}

}  // namespace

double BinaryReader::FloatOf(uint64_t raw, size_t width) {
  if (width == 2) return HalfFloat(raw);
  if (width == 4) {
    const auto narrow = static_cast<uint32_t>(raw);
    float value;
    std::memcpy(&value, &narrow, sizeof value);
    return static_cast<double>(value);
  }
  double value;
  std::memcpy(&value, &raw, sizeof value);
  return value;
}

void BinaryReader::RecordSize(size_t size, size_t most) {
  Fail(Rule::kLimit, 0, absl::StrCat("at most ", most, " bytes"),
       absl::StrCat(size, " bytes"));
}

void BinaryReader::RecordUtf8(absl::string_view text) {
  // Text that was put together from chunks is outside the input; the reader
  // is after it.
  const auto* start = reinterpret_cast<const uint8_t*>(text.data());
  const bool inside = start >= begin_ && start <= end_;
  FailText(Rule::kUtf8, inside ? static_cast<size_t>(start - begin_) : offset(),
           "a text in UTF-8", "bytes", text);
}

void BinaryReader::RecordCount(uint64_t count) {
  FaultKeeper::FailTruncated(
      offset(), absl::StrCat(count, " items"),
      absl::StrCat(left(), left() == 1 ? " byte left" : " bytes left"));
}

void BinaryReader::RecordDepth() {
  Fail(Rule::kLimit, offset(), "lists and dicts nested less deep", "one more");
}

void BinaryReader::RecordHead() {
  if (position_ == end_) {
    FailTruncated();
    return;
  }
  Fail(Rule::kSyntax, offset(), "a value",
       absl::StrCat("byte 0x", absl::Hex(*position_, absl::kZeroPad2)));
}

}  // namespace codec_internal
}  // namespace wamp
