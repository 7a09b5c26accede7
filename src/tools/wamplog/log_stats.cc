#include "src/tools/wamplog/log_stats.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "src/tools/common/terminal.h"
#include "src/tools/wamplog/time_text.h"

namespace wamp {
namespace tools {
namespace {

constexpr size_t kRows = 6;
constexpr size_t kMostLines = 5;
// Where there is no terminal.
constexpr size_t kUsualColumns = 80;

// A part of a row, in eighths from below.
constexpr absl::string_view kBlocks[] = {" ", "▁", "▂", "▃", "▄",
                                         "▅", "▆", "▇", "█"};

std::string TimeText(int64_t micros) {
  return TimeToSeconds(absl::FromUnixMicros(micros));
}

// A heading, and a bar for each of the most frequent.
void AppendReasons(absl::string_view heading, const UriCounter& reasons,
                   const Palette& palette, std::string* text) {
  constexpr size_t kLongestBar = 20;
  if (reasons.total() == 0) return;
  absl::StrAppend(text, "\n", palette.Heading(heading), "\n");
  const auto top = reasons.Top(kMostLines);
  uint64_t shown = 0;
  for (const auto& [count, uri] : top) {
    shown += count;
    const size_t length = std::max<size_t>(
        static_cast<size_t>(static_cast<double>(count) * kLongestBar /
                            static_cast<double>(top[0].first)),
        1);
    absl::StrAppendFormat(text, "%10d  ", count);
    for (size_t i = 0; i < kLongestBar; ++i) {
      absl::StrAppend(text, i < length ? "█" : " ");
    }
    absl::StrAppend(text, "  ", uri, "\n");
  }
  if (shown < reasons.total()) {
    absl::StrAppendFormat(text, "%10d  %*sothers\n", reasons.total() - shown,
                          kLongestBar + 2, "");
  }
}

}  // namespace

std::string DrawSessions(const LogSummary& summary, size_t columns) {
  const auto buckets = summary.Buckets(columns);
  uint64_t most = 0;
  for (const LogSummary::Bucket& bucket : buckets) {
    most = std::max(most, bucket.most_open);
  }
  std::string text;
  if (most == 0) return text;
  for (size_t row = kRows; row > 0; --row) {
    absl::StrAppendFormat(&text, "%8s │",
                          row == kRows ? absl::StrCat(most) : "");
    for (const LogSummary::Bucket& bucket : buckets) {
      const auto height =
          static_cast<size_t>(static_cast<double>(bucket.most_open) * kRows *
                              8 / static_cast<double>(most));
      const size_t below = (row - 1) * 8;
      // What is there is seen, however little it is.
      const size_t eighths = height > below
                                 ? std::min<size_t>(height - below, 8)
                                 : (row == 1 && bucket.most_open > 0 ? 1 : 0);
      absl::StrAppend(&text, kBlocks[eighths]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  absl::StrAppendFormat(&text, "%8s └", "0");
  for (size_t i = 0; i < buckets.size(); ++i) text += "─";
  const std::string first = TimeText(summary.first());
  const std::string last = TimeText(summary.last());
  const size_t room = buckets.size() > first.size() + last.size()
                          ? buckets.size() - first.size() - last.size()
                          : 1;
  absl::StrAppendFormat(&text, "\n%10s%s%*s%s\n", "", first, room, "", last);
  return text;
}

absl::Status PrintStats(const LogFlags& flags, log::Store& store,
                        Teller& teller, Progress& progress) {
  const absl::StatusOr<LogSummary> summary =
      Summarize(flags.filter, store, teller, progress);
  if (!summary.ok()) return summary.status();
  const absl::StatusOr<log::Stats> stats = store.GetStats();
  if (!stats.ok()) return stats.status();
  const Palette palette(IsColored(flags.color, STDOUT_FILENO));
  std::string text = absl::StrFormat(
      "%d records of %d in the store, which takes %.1f MB; %d sessions are "
      "open\n",
      summary->records(), stats->records,
      static_cast<double>(stats->bytes) / 1e6, stats->open_sessions);
  for (const auto& [event, count] : summary->events()) {
    absl::StrAppendFormat(&text, "%10d  %s\n", count, event);
  }
  constexpr size_t kAxis = 11;
  const size_t width =
      TerminalSizeOf(STDOUT_FILENO).columns.value_or(kUsualColumns);
  const std::string chart =
      DrawSessions(*summary, width > kAxis + 20 ? width - kAxis : 20);
  if (!chart.empty()) {
    absl::StrAppend(&text, "\n", palette.Heading("open sessions over time"),
                    "\n", chart);
  }
  AppendReasons("why clients were turned away", summary->deny_reasons(),
                palette, &text);
  AppendReasons("why sessions ended", summary->close_reasons(), palette, &text);
  AppendReasons("what was not allowed", summary->refusals(), palette, &text);
  std::cout << text;
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
