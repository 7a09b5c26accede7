#include "src/tools/frame_source.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/internal/with_medium.h"

namespace wamp {
namespace tools {
namespace {

// How much is read at once.
constexpr size_t kChunk = size_t{1} << 16;
// From this size on the buffer is doubled before a frame is measured anew, so
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
template <class Medium>
std::optional<size_t> Measure(absl::string_view bytes, Fault& fault) {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  auto reader = Medium::MakeReader(bytes, options);
  if (!reader.failed() && reader.Skip()) return reader.Since(0).size();
  fault = reader.fault();
  return std::nullopt;
}

std::optional<size_t> MeasureAs(v1::Serializer serializer,
                                absl::string_view bytes, Fault& fault) {
  return internal::WithMedium(
      serializer,
      [&](auto medium) { return Measure<decltype(medium)>(bytes, fault); },
      [&]() -> std::optional<size_t> {
        fault.expected = "a format that can be read";
        fault.found = "another";
        return std::nullopt;
      });
}

bool IsSeparator(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\x18' ||
         c == '\x1E';
}

}  // namespace

// Drops what has been used and reads more. Returns false at the end.
bool FrameSource::Fill() {
  buffer_.erase(0, used_);
  used_ = 0;
  const size_t old = buffer_.size();
  const size_t enough = old < kLarge ? old + 1 : 2 * old;
  while (!ended_ && buffer_.size() < enough) {
    const size_t size = buffer_.size();
    buffer_.resize(size + kChunk);
    const int got = in_.Read(&buffer_[size], static_cast<int>(kChunk));
    buffer_.resize(size + static_cast<size_t>(std::max(got, 0)));
    ended_ = got <= 0;
  }
  return buffer_.size() > old;
}

void FrameSource::Use(size_t size) {
  used_ += size;
  next_ += size;
}

void FrameSource::DropSeparators() {
  if (serializer_ != v1::SERIALIZER_JSON) return;
  while (true) {
    size_t end = used_;
    while (end < buffer_.size() && IsSeparator(buffer_[end])) ++end;
    Use(end - used_);
    if (used_ < buffer_.size() || !Fill()) return;
  }
}

void FrameSource::Resynchronise() {
  while (true) {
    const size_t end = serializer_ == v1::SERIALIZER_JSON
                           ? buffer_.find_first_of("\n\x18\x1E", used_)
                           : std::string::npos;
    Use(std::min(end, buffer_.size()) - used_);
    if (end != std::string::npos || !Fill()) return;
  }
}

absl::StatusOr<std::optional<absl::string_view>> FrameSource::Next() {
  DropSeparators();
  if (used_ == buffer_.size() && !Fill()) return std::nullopt;
  ++number_;
  offset_ = next_;
  while (true) {
    const absl::string_view left = absl::string_view(buffer_).substr(used_);
    Fault fault;
    if (const auto size = MeasureAs(serializer_, left, fault)) {
      Use(*size);
      return left.substr(0, *size);
    }
    if (IsTruncation(fault, left.size()) && Fill()) continue;
    Resynchronise();
    return absl::InvalidArgumentError(absl::StrCat(
        "expected ", fault.expected, ", got ", fault.found,
        fault.found_value.empty() ? "" : " ", fault.found_value, " (byte ",
        offset_ + fault.offset, ")",
        serializer_ == v1::SERIALIZER_JSON
            ? ""
            : "; the rest is not read, as it can't be known where the next "
              "message starts"));
  }
}

}  // namespace tools
}  // namespace wamp
