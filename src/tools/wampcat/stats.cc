#include "src/tools/wampcat/stats.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace wamp {
namespace tools {
namespace {

// So many lines of each list of URIs fit a screen of 24 lines.
constexpr size_t kMostLines = 3;

// Of a terminal, the lines that may be needed beside those of the types: the
// headings, sums and lists, and a prompt.
constexpr size_t kOtherRows = 16;
constexpr size_t kFewestTypes = 8;

}  // namespace

void Stats::Messages::Add(const Messages& others) {
  count += others.count;
  bytes += others.bytes;
  biggest = std::max(biggest, others.biggest);
}

std::string Stats::Messages::ToText(absl::string_view name,
                                    uint64_t all_bytes) const {
  const double share = all_bytes == 0 ? 0
                                      : 100 * static_cast<double>(bytes) /
                                            static_cast<double>(all_bytes);
  return absl::StrFormat("%-14s %10d %14d %6.1f%% %10d\n", name, count, bytes,
                         share, biggest);
}

void Stats::Add(const FrameHeader& header, size_t size) {
  messages_[header.type].Add({1, size, size});
  if (header.type == v1::MESSAGE_TYPE_ERROR) {
    errors_.Add(header.uri.value_or(""));
  } else if (header.type == v1::MESSAGE_TYPE_ABORT ||
             header.type == v1::MESSAGE_TYPE_GOODBYE) {
    reasons_.Add(header.uri.value_or(""));
  }
}

uint64_t Stats::CountOf(v1::MessageType type) const {
  const auto found = messages_.find(type);
  return found == messages_.end() ? 0 : found->second.count;
}

std::string Stats::ToText(const Palette& palette,
                          std::optional<size_t> rows_there) const {
  std::vector<std::pair<v1::MessageType, Messages>> rows(messages_.begin(),
                                                         messages_.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second.count > b.second.count;
  });
  std::string text = absl::StrCat(
      palette.Heading(absl::StrFormat("%-14s %10s %14s %7s %10s", "MESSAGE",
                                      "COUNT", "BYTES", "SHARE", "BIGGEST")),
      "\n");
  Messages all;
  for (const auto& [type, messages] : rows) all.Add(messages);
  size_t most = rows.size();
  if (rows_there.has_value()) {
    most =
        std::max(kFewestTypes, *rows_there - std::min(*rows_there, kOtherRows));
  }
  Messages rest;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto& [type, messages] = rows[i];
    // A row for all others is not spent on one.
    if (i < most || rows.size() == most + 1) {
      absl::StrAppend(&text, messages.ToText(MessageName(type), all.bytes));
    } else {
      rest.Add(messages);
    }
  }
  if (rest.count > 0) {
    absl::StrAppend(
        &text,
        rest.ToText(absl::StrCat(rows.size() - most, " others"), all.bytes));
  }
  absl::StrAppend(&text, all.ToText("all", all.bytes));
  absl::StrAppendFormat(
      &text, "sessions: %d asked for, %d opened, %d refused, %d closed\n",
      CountOf(v1::MESSAGE_TYPE_HELLO), CountOf(v1::MESSAGE_TYPE_WELCOME),
      CountOf(v1::MESSAGE_TYPE_ABORT), CountOf(v1::MESSAGE_TYPE_GOODBYE));
  if (reasons_.total() > 0) {
    absl::StrAppend(&text, "reasons of ABORT and GOODBYE:\n",
                    reasons_.ToText(kMostLines));
  }
  if (errors_.total() > 0) {
    absl::StrAppend(&text, "errors:\n", errors_.ToText(kMostLines));
  }
  absl::StrAppend(&text, "faults: ", faults_,
                  faults_ > 0 ? "; wampcat lint names them\n" : "\n");
  return text;
}

}  // namespace tools
}  // namespace wamp
