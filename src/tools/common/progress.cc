#include "src/tools/common/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/tools/common/terminal.h"

namespace wamp {
namespace tools {
namespace {

constexpr std::chrono::milliseconds kDelay(1000);
constexpr std::chrono::milliseconds kInterval(200);

// "12.5 MiB".
std::string SizeText(double bytes) {
  constexpr absl::string_view kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  size_t unit = 0;
  double size = bytes / 1024;
  while (size >= 1024 && unit + 1 < std::size(kUnits)) {
    size /= 1024;
    ++unit;
  }
  return absl::StrFormat("%.1f %s", size, kUnits[unit]);
}

// How long a line may be without a break.
size_t Columns() {
  constexpr size_t kUsual = 80;
  return std::max<size_t>(
             TerminalSizeOf(STDERR_FILENO).columns.value_or(kUsual), 2) -
         1;
}

// For example "12.5 MiB of 50.0 MiB (25%), 1000 frames, 6.2 MiB/s".
std::string ProgressText(uint64_t bytes, std::optional<uint64_t> size,
                         uint64_t frames, double seconds) {
  const auto count = static_cast<double>(bytes);
  std::string text = SizeText(count);
  if (size.has_value() && *size >= bytes && *size > 0) {
    const auto total = static_cast<double>(*size);
    absl::StrAppendFormat(&text, " of %s (%d%%)", SizeText(total),
                          static_cast<int>(100 * count / total));
  }
  absl::StrAppend(&text, ", ", frames, " frames");
  if (seconds > 0) {
    absl::StrAppend(&text, ", ", SizeText(count / seconds), "/s");
  }
  return text;
}

}  // namespace

void Progress::Begin(absl::string_view file, std::optional<uint64_t> size) {
  if (!shown_) return;
  Clear();
  file_ = absl::CHexEscape(file);
  size_ = size;
  begin_ = Clock::now();
  next_ = begin_ + kDelay;
}

void Progress::BeginCount(absl::string_view what, absl::string_view unit) {
  Begin(what, std::nullopt);
  unit_ = std::string(unit);
}

void Progress::Update(uint64_t bytes, uint64_t frames) {
  if (!IsTime()) return;
  const std::chrono::duration<double> passed = Clock::now() - begin_;
  Show(absl::StrCat(file_, ": ",
                    ProgressText(bytes, size_, frames, passed.count())));
}

void Progress::UpdateCount(uint64_t done, uint64_t total) {
  if (!IsTime()) return;
  std::string line = absl::StrCat(file_, ": ", done);
  if (total >= done && total > 0) {
    absl::StrAppend(&line, " of ", total, " ", unit_, " (", 100 * done / total,
                    "%)");
  } else {
    absl::StrAppend(&line, " ", unit_);
  }
  Show(std::move(line));
}

// Whether the line is to be written anew.
bool Progress::IsTime() {
  if (!shown_) return false;
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + kInterval;
  return true;
}

void Progress::Show(std::string line) {
  const size_t columns = Columns();
  if (line.size() > columns) line.erase(0, line.size() - columns);
  const size_t width = line.size();
  if (width < width_) line.append(width_ - width, ' ');
  out_ << '\r' << line << std::flush;
  width_ = std::max(width, width_);
}

void Progress::Clear() {
  if (width_ == 0) return;
  out_ << '\r' << std::string(width_, ' ') << '\r' << std::flush;
  width_ = 0;
}

}  // namespace tools
}  // namespace wamp
