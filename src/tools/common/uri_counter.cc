#include "src/tools/common/uri_counter.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

// How many URIs are kept by name: more are a mistake, or an attack.
constexpr size_t kMostUris = 1000;

// How much of a URI is kept and shown, so that a line fits 80 columns.
constexpr size_t kMostOfUri = 50;

}  // namespace

void UriCounter::Add(absl::string_view uri, uint64_t times) {
  total_ += times;
  std::string name = internal::Escape(uri, kMostOfUri);
  const auto found = counts_.find(name);
  if (found != counts_.end()) {
    found->second += times;
  } else if (counts_.size() < kMostUris) {
    counts_.emplace(std::move(name), times);
  }
}

std::vector<std::pair<uint64_t, std::string>> UriCounter::Top(
    size_t most) const {
  std::vector<std::pair<uint64_t, std::string>> lines;
  for (const auto& [uri, count] : counts_) lines.emplace_back(count, uri);
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  lines.resize(std::min(most, lines.size()));
  return lines;
}

std::string UriCounter::ToText(size_t most) const {
  std::string text;
  uint64_t shown = 0;
  for (const auto& [count, uri] : Top(most)) {
    shown += count;
    absl::StrAppendFormat(&text, "%12d  %s\n", count, uri);
  }
  if (shown < total_) {
    absl::StrAppendFormat(&text, "%12d  of other URIs\n", total_ - shown);
  }
  return text;
}

}  // namespace tools
}  // namespace wamp
