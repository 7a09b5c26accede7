#include "src/tools/frame_source.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "src/internal/media.h"

namespace wamp {
namespace tools {
namespace {

// What a value at the start of some bytes turned out to be.
struct Extent {
  size_t size = 0;
  // Whether more bytes might complete it.
  bool truncated = false;
  absl::Status status;
};

template <class Medium>
Extent Measure(absl::string_view bytes) {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  auto reader = Medium::MakeReader(bytes, options);
  const bool ok = !reader.failed() && reader.Skip();
  Extent extent;
  extent.size = bytes.size();
  if (ok) {
    extent.size = reader.Since(0).size();
    return extent;
  }
  const Fault& fault = reader.fault();
  extent.truncated = fault.rule == Rule::kSyntax &&
                     (fault.found == "the end of the input" ||
                      absl::string_view(fault.found).find("bytes left") !=
                          absl::string_view::npos);
  extent.status = absl::InvalidArgumentError(
      absl::StrCat("expected ", fault.expected, ", got ", fault.found,
                   fault.found_value.empty() ? "" : " ", fault.found_value,
                   " (byte ", fault.offset, ")"));
  return extent;
}

Extent MeasureAs(v1::Serializer serializer, absl::string_view bytes) {
  return serializer == v1::SERIALIZER_JSON ? Measure<internal::Json>(bytes)
                                           : Measure<internal::MsgPack>(bytes);
}

bool IsSeparator(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\x18' ||
         c == '\x1E';
}

}  // namespace

bool FrameSource::Fill() {
  if (ended_) return false;
  buffer_.erase(0, used_);
  used_ = 0;
  // Doubles, so that a long frame is measured a few times only.
  const size_t old = buffer_.size();
  const size_t more = std::max<size_t>(old, size_t{1} << 16);
  buffer_.resize(old + more);
  in_.read(&buffer_[old], static_cast<std::streamsize>(more));
  buffer_.resize(old + static_cast<size_t>(in_.gcount()));
  ended_ = !in_;
  return buffer_.size() > old;
}

void FrameSource::DropSeparators() {
  if (serializer_ != v1::SERIALIZER_JSON) return;
  while (true) {
    while (used_ < buffer_.size() && IsSeparator(buffer_[used_])) {
      ++used_;
      ++offset_;
    }
    if (used_ < buffer_.size() || !Fill()) return;
  }
}

void FrameSource::Resynchronise() {
  while (true) {
    const size_t end = serializer_ == v1::SERIALIZER_JSON
                           ? buffer_.find('\n', used_)
                           : std::string::npos;
    const size_t next = std::min(end, buffer_.size());
    offset_ += next - used_;
    used_ = next;
    if (end != std::string::npos || !Fill()) return;
  }
}

absl::StatusOr<std::optional<RawFrame>> FrameSource::Next() {
  DropSeparators();
  if (used_ == buffer_.size() && !Fill()) return std::nullopt;
  ++number_;
  while (true) {
    const absl::string_view left = absl::string_view(buffer_).substr(used_);
    const Extent extent = MeasureAs(serializer_, left);
    // A number at the very end may go on in what has not been read.
    const bool open = extent.truncated || extent.size == left.size();
    if (open && Fill()) continue;
    if (!extent.status.ok()) {
      Resynchronise();
      return extent.status;
    }
    RawFrame frame{number_, offset_, left.substr(0, extent.size)};
    used_ += extent.size;
    offset_ += extent.size;
    return frame;
  }
}

}  // namespace tools
}  // namespace wamp
