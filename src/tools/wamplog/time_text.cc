#include "src/tools/wamplog/time_text.h"

#include <cstdint>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

// "90s", "10m", "2h", "7d".
std::optional<absl::Duration> ParseAge(absl::string_view text) {
  if (text.size() < 2) return std::nullopt;
  uint32_t count = 0;
  if (!absl::SimpleAtoi(text.substr(0, text.size() - 1), &count)) {
    return std::nullopt;
  }
  switch (text.back()) {
    case 's':
      return absl::Seconds(count);
    case 'm':
      return absl::Minutes(count);
    case 'h':
      return absl::Hours(count);
    case 'd':
      return absl::Hours(24) * count;
    default:
      return std::nullopt;
  }
}

}  // namespace

absl::StatusOr<absl::Time> ParseTime(absl::string_view option,
                                     const std::string& text, absl::Time now) {
  if (text == "now") return now;
  if (const auto age = ParseAge(text)) return now - *age;
  constexpr const char* kForms[] = {
      "%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%d %H:%M:%E*S%Ez",
      "%Y-%m-%dT%H:%M%Ez",      "%Y-%m-%dT%H:%M:%E*S",
      "%Y-%m-%d %H:%M:%E*S",    "%Y-%m-%dT%H:%M",
      "%Y-%m-%d %H:%M",         "%Y-%m-%d"};
  for (const char* form : kForms) {
    absl::Time time;
    // Infinite times have words of their own there.
    if (absl::ParseTime(form, text, absl::UTCTimeZone(), &time, nullptr) &&
        time > absl::InfinitePast() && time < absl::InfiniteFuture()) {
      return time;
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option,
      ": expected a time such as 2026-01-02T10:05:00Z, 2026-01-02, 2h (ago) "
      "or now, got ",
      internal::Quote(text)));
}

std::string TimeToSeconds(absl::Time time) {
  return absl::FormatTime("%E4Y-%m-%d %H:%M:%S", time, absl::UTCTimeZone());
}

}  // namespace tools
}  // namespace wamp
