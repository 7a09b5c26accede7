#include "src/tools/common/unframed_source.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "wamp/decode_next.h"
#include "wamp/measure.h"
#include "wamp/transport/framing.h"
#include "wamp/ubjson_dialect.h"
#include "wamp/violation.h"

namespace wamp {
namespace tools {
namespace {

// From this size on as much again is read before a frame is measured anew, so
// that the work grows no faster than the frame.
constexpr size_t kLarge = size_t{1} << 20;

constexpr int kDeepest = 1000;

// The violation that `status` tells of, in bytes of the stream and not of the
// message that starts at `offset`.
v1::Violation Moved(const absl::Status& status, uint64_t offset) {
  v1::Violation violation = ViolationsOf(status).violations(0);
  violation.set_offset(offset + violation.offset());
  return violation;
}

bool EndsLine(char c) {
  return c == '\n' || c == kJsonSeparator || c == kAutobahnJsonSeparator;
}

bool IsJsonSeparator(char c) {
  return EndsLine(c) || c == ' ' || c == '\r' || c == '\t';
}

bool IsNoOp(char c) { return c == 'N'; }

}  // namespace

UnframedSource::UnframedSource(google::protobuf::io::CopyingInputStream& in,
                               SourceOptions options)
    : FrameSource(std::move(options)),
      buffer_(in, this->options().max_bytes),
      guess_(this->options().format.serializer) {}

absl::StatusOr<std::optional<size_t>> UnframedSource::MeasureNext(
    absl::string_view bytes) {
  DecodeOptions lenient;
  lenient.profile = Profile::kLenient;
  // How deep is too deep is said when it is decoded, with its place.
  lenient.limits.max_depth = kDeepest;
  // So are values that WAMP doesn't have.
  lenient.foreign = ForeignValues::kCarry;
  // What is longer is refused.
  bytes = bytes.substr(0, options().max_bytes);
  if (guess_.settled()) return MeasureValue(bytes, serializer(), lenient);
  const auto message = MeasureUbjson(bytes, lenient);
  if (!message.ok()) return message.status();
  if (!message->has_value()) return std::nullopt;
  guess_.Settle((*message)->serializer);
  return (*message)->size;
}

bool UnframedSource::Fill() {
  const size_t size = buffer_.view().size();
  return size < options().max_bytes && buffer_.Fill(size < kLarge ? 1 : size);
}

void UnframedSource::Use(size_t size) {
  buffer_.Use(size);
  next_ += size;
}

void UnframedSource::DropSeparators() {
  if (!IsJson() && !HasNoOps()) return;
  if (IsJson() && next_ == 0) DropByteOrderMark();
  bool (*const is_separator)(char) = IsJson() ? IsJsonSeparator : IsNoOp;
  do {
    const absl::string_view bytes = buffer_.view();
    size_t end = 0;
    while (end < bytes.size() && is_separator(bytes[end])) ++end;
    Use(end);
  } while (buffer_.view().empty() && Fill());
}

void UnframedSource::DropByteOrderMark() {
  while (absl::StartsWith(kByteOrderMark, buffer_.view()) &&
         buffer_.view().size() < kByteOrderMark.size() && Fill()) {
  }
  if (absl::StartsWith(buffer_.view(), kByteOrderMark)) {
    Use(kByteOrderMark.size());
  }
}

void UnframedSource::Resynchronise() {
  lost_ = false;
  // The lines of a message that takes several are indented, or close it.
  bool line_starts = false;
  do {
    const absl::string_view bytes = buffer_.view();
    for (size_t i = 0; IsJson() && i < bytes.size(); ++i) {
      if (line_starts && bytes[i] == '[') return Use(i);
      line_starts = EndsLine(bytes[i]);
    }
    Use(bytes.size());
  } while (Fill());
}

// Reads the next message without looking first where it ends, if all of it is
// in the buffer and the format is known.
std::optional<FoundFrame> UnframedSource::TakeNext(FrameSlots& frames) {
  // What is cut short is read in vain: a message is expected to be as long as
  // the one before.
  if (!guess_.settled() || buffer_.view().size() < size_) return std::nullopt;
  DecodeOptions decode = options().decode(serializer());
  decode.limits.max_bytes = options().max_bytes;
  const absl::string_view left = buffer_.view();
  NextMessage next =
      DecodeNext(left, serializer(), &frames.Choose(left), decode);
  if (!next.size.has_value()) return std::nullopt;
  size_ = *next.size;
  frames.Count(size_);
  Use(size_);
  return FoundFrame{left.substr(0, size_), std::move(next.status)};
}

absl::StatusOr<std::optional<FoundFrame>> UnframedSource::Next(
    FrameSlots& frames) {
  if (lost_) Resynchronise();
  DropSeparators();
  if (buffer_.view().empty() && !Fill()) return std::nullopt;
  ++number_;
  offset_ = next_;
  if (auto found = TakeNext(frames)) return found;
  while (true) {
    const absl::string_view left = buffer_.view();
    const auto size = MeasureNext(left);
    if (size.ok() && size->has_value()) {
      size_ = **size;
      Use(size_);
      return Read(left.substr(0, size_), frames);
    }
    if (size.ok() && Fill()) continue;
    const bool too_long = left.size() >= options().max_bytes;
    // What was wrong is told before there is a wait for more.
    lost_ = true;
    if (!size.ok()) return GiveUp(ToText(Moved(size.status(), offset_)));
    if (too_long) {
      return GiveUp(absl::StrCat("expected a message of at most ",
                                 options().max_bytes, " bytes, got more"));
    }
    return GiveUp("expected the end of the message, got the end of the input");
  }
}

absl::Status UnframedSource::GiveUp(absl::string_view why) const {
  return absl::InvalidArgumentError(absl::StrCat(
      why, IsJson() ? ""
                    : "; the rest is not read, as it can't be known where the "
                      "next message starts"));
}

std::string UnframedSource::place() const {
  return absl::StrCat("frame ", number_, " at byte ", offset_);
}

}  // namespace tools
}  // namespace wamp
