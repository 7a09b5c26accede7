#include "src/tools/wamplog/frame_feed.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/tools/common/format_guess.h"
#include "wamp/options.h"
#include "wamp/violation.h"

namespace wamp {
namespace tools {
namespace {

// What peers really send is to be on record, as far as it can be understood.
DecodeOptions ReadOptions() {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  options.payload = PayloadMode::kRaw;
  options.foreign = ForeignValues::kCarry;
  return options;
}

}  // namespace

FrameFeed::FrameFeed(const std::string& file, StreamFormat format, bool guess,
                     Teller& teller, Progress& progress)
    : name_(InputName(file)),
      format_(format),
      guess_(guess),
      teller_(teller),
      progress_(progress),
      in_(file, [this](uint64_t bytes) {
        progress_.Update(bytes, source_ == nullptr ? 0 : source_->number());
      }) {
  progress_.Begin(name_, in_.size());
}

const v1::Frame* FrameFeed::Peek() {
  if (has_frame_) return &*slots_;
  if (source_ == nullptr && !ended_) {
    if (guess_) {
      const std::optional<StreamFormat> guess =
          GuessFormat(StartOf(in_, guess_));
      if (guess.has_value()) {
        format_ = *guess;
        teller_.Tell(absl::StrCat(name_, ": ", GuessText(format_, "--format")));
      } else {
        ended_ = true;
        if (!in_.Peek(1).empty()) {
          teller_.Fault(absl::StrCat(
              name_, ": cannot tell the format; give it by --format"));
        }
        return nullptr;
      }
    }
    SourceOptions options;
    options.format = format_;
    options.decode = [](v1::Serializer) { return ReadOptions(); };
    options.note = [](absl::string_view) {};
    source_ = MakeFrameSource(in_, std::move(options));
  }
  while (!ended_) {
    const auto found = source_->Next(slots_);
    if (found.ok() && !found->has_value()) {
      ended_ = true;
      break;
    }
    const absl::Status status = found.ok() ? (*found)->status : found.status();
    if (status.ok()) {
      has_frame_ = true;
      return &*slots_;
    }
    Complain(status.message());
  }
  return nullptr;
}

void FrameFeed::Complain(absl::string_view what) {
  teller_.Fault(absl::StrCat(name_, ": ", source_->place(), ": ", what));
}

absl::Status FrameFeed::status() const {
  if (in_.error().empty()) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat(name_, ": ", in_.error()));
}

}  // namespace tools
}  // namespace wamp
