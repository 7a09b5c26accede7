#include "src/tools/wampcat/unframed_source.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
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

bool IsSeparator(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' ||
         c == kJsonSeparator || c == kAutobahnJsonSeparator;
}

}  // namespace

absl::StatusOr<std::optional<size_t>> UnframedSource::MeasureNext(
    absl::string_view bytes) {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  // How deep is too deep is said when it is decoded, with its place.
  options.limits.max_depth = kDeepest;
  // What is longer is refused when it is decoded, or never ends.
  bytes = bytes.substr(0, options.limits.max_bytes);
  if (guess_.settled()) return MeasureValue(bytes, serializer(), options);
  const auto message = MeasureUbjson(bytes, options);
  if (!message.ok()) return message.status();
  if (!message->has_value()) return std::nullopt;
  guess_.Settle((*message)->serializer);
  return (*message)->size;
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
    if (end == absl::string_view::npos || end + 1 == bytes.size()) {
      // The line end stays until it is known what follows.
      Use(std::min(end, bytes.size()));
      if (!Fill()) return;
      continue;
    }
    Use(end + 1);
    // The lines of one message are not taken for messages of their own.
    if (bytes[end + 1] == '[') return;
  }
}

absl::StatusOr<std::optional<absl::string_view>> UnframedSource::Next() {
  DropSeparators();
  if (buffer_.view().empty() && !Fill()) return std::nullopt;
  ++number_;
  offset_ = next_;
  while (true) {
    const absl::string_view left = buffer_.view();
    const auto size = MeasureNext(left);
    if (size.ok() && size->has_value()) {
      Use(**size);
      return left.substr(0, **size);
    }
    if (size.ok() && Fill()) continue;
    const bool too_long = left.size() >= Limits().max_bytes;
    Resynchronise();
    if (!size.ok()) return GiveUp(ToText(Moved(size.status(), offset_)));
    if (too_long) {
      return GiveUp(absl::StrCat("expected a message of at most ",
                                 Limits().max_bytes, " bytes, got more"));
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
