#include "src/tools/wampcat/unframed_source.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/engine/with_codec.h"
#include "wamp/frame.h"
#include "wamp/transport/framing.h"

namespace wamp {
namespace tools {
namespace {

// From this size on as much again is read before a frame is measured anew, so
// that the work grows no faster than the frame.
constexpr size_t kLarge = size_t{1} << 20;

// Whether more input may mend the fault. A token cut in two (`tru`, an escape)
// is reported where it starts, which is close to the end.
bool IsTruncation(const Fault& fault, size_t size) {
  constexpr size_t kLongestToken = 16;
  return fault.rule == Rule::kSyntax &&
         (fault.found == "the end of the input" ||
          absl::EndsWith(fault.found, "bytes left") ||
          fault.offset + kLongestToken > size);
}

// Reads over the value at the start of `bytes`. Returns its size, or none after
// a fault, which is then in `fault`.
template <class Codec>
std::optional<size_t> Measure(absl::string_view bytes, Fault& fault) {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  // What is longer is refused when it is decoded, or never ends.
  bytes = bytes.substr(0, options.limits.max_bytes);
  auto reader = Codec::MakeReader(bytes, options);
  if (!reader.failed() && reader.Skip()) return reader.Since(0).size();
  fault = reader.fault();
  return std::nullopt;
}

std::optional<size_t> MeasureAs(v1::Serializer serializer,
                                absl::string_view bytes, Fault& fault) {
  return internal::WithCodec(
      serializer,
      [&](auto codec) { return Measure<decltype(codec)>(bytes, fault); },
      [&]() -> std::optional<size_t> {
        fault.expected = "a format that can be read";
        fault.found = "another";
        return std::nullopt;
      });
}

bool IsFrame(v1::Serializer serializer, absl::string_view bytes) {
  return Decode<v1::Frame>(bytes, serializer).ok();
}

bool IsSeparator(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' ||
         c == kJsonSeparator || c == kAutobahnJsonSeparator;
}

}  // namespace

std::optional<size_t> UnframedSource::MeasureNext(absl::string_view bytes,
                                                  Fault& fault) {
  if (!guess_.settled()) return MeasureBoth(bytes, fault);
  return MeasureAs(serializer(), bytes, fault);
}

// As UBJSON and as BJData, to see which one it is.
std::optional<size_t> UnframedSource::MeasureBoth(absl::string_view bytes,
                                                  Fault& fault) {
  Fault other;
  const auto ubjson = MeasureAs(v1::SERIALIZER_UBJSON, bytes, fault);
  const auto bjdata = MeasureAs(v1::SERIALIZER_BJDATA, bytes, other);
  if (ubjson == bjdata) {
    if (ubjson.has_value()) guess_.Look(bytes.substr(0, *ubjson));
    // More input may show that it is what more input can mend.
    if (IsTruncation(other, bytes.size())) fault = other;
    return ubjson;
  }
  const bool is_bjdata =
      !ubjson.has_value() ||
      (bjdata.has_value() &&
       !IsFrame(v1::SERIALIZER_UBJSON, bytes.substr(0, *ubjson)) &&
       IsFrame(v1::SERIALIZER_BJDATA, bytes.substr(0, *bjdata)));
  guess_.Settle(is_bjdata ? v1::SERIALIZER_BJDATA : v1::SERIALIZER_UBJSON);
  return is_bjdata ? bjdata : ubjson;
}

bool UnframedSource::Fill() {
  const size_t size = buffer_.view().size();
  return size < Limits().max_bytes && buffer_.Fill(size < kLarge ? 1 : size);
}

void UnframedSource::Use(size_t size) {
  buffer_.Use(size);
  next_ += size;
}

void UnframedSource::DropSeparators() {
  if (!IsJson()) return;
  do {
    const absl::string_view bytes = buffer_.view();
    size_t end = 0;
    while (end < bytes.size() && IsSeparator(bytes[end])) ++end;
    Use(end);
  } while (buffer_.view().empty() && Fill());
}

void UnframedSource::Resynchronise() {
  constexpr char kLineEnds[] = {'\n', kJsonSeparator, kAutobahnJsonSeparator,
                                '\0'};
  while (true) {
    const absl::string_view bytes = buffer_.view();
    const size_t end =
        IsJson() ? bytes.find_first_of(kLineEnds) : absl::string_view::npos;
    Use(std::min(end, bytes.size()));
    if (end != absl::string_view::npos || !Fill()) return;
  }
}

absl::StatusOr<std::optional<absl::string_view>> UnframedSource::Next() {
  DropSeparators();
  if (buffer_.view().empty() && !Fill()) return std::nullopt;
  ++number_;
  offset_ = next_;
  while (true) {
    const absl::string_view left = buffer_.view();
    Fault fault;
    if (const auto size = MeasureNext(left, fault)) {
      Use(*size);
      return left.substr(0, *size);
    }
    if (IsTruncation(fault, left.size())) {
      if (Fill()) continue;
      if (left.size() >= Limits().max_bytes) {
        fault.offset = 0;
        fault.expected =
            absl::StrCat("a message of at most ", Limits().max_bytes, " bytes");
        fault.found = "more";
        fault.found_value.clear();
      }
    }
    Resynchronise();
    return absl::InvalidArgumentError(absl::StrCat(
        "expected ", fault.expected, ", got ", fault.found,
        fault.found_value.empty() ? "" : " ", fault.found_value, " (byte ",
        offset_ + fault.offset, ")",
        IsJson()
            ? ""
            : "; the rest is not read, as it can't be known where the next "
              "message starts"));
  }
}

std::string UnframedSource::place() const {
  return absl::StrCat("frame ", number_, " at byte ", offset_);
}

}  // namespace tools
}  // namespace wamp
