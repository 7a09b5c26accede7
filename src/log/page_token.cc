#include "src/log/page_token.h"

#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/log/digest.h"
#include "src/log/record_columns.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {
namespace {

// The layout of a token, before base64: the digest of the question, the time
// and the position.
constexpr size_t kDigestBytes = 12;
constexpr size_t kNumberBytes = 8;
constexpr size_t kTokenBytes = kDigestBytes + 2 * kNumberBytes;

void AppendNumber(int64_t number, std::string* out) {
  const auto bits = static_cast<uint64_t>(number);
  for (int shift = 56; shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(bits >> shift & 0xff));
  }
}

int64_t ReadNumber(absl::string_view bytes) {
  uint64_t bits = 0;
  for (const char c : bytes) bits = bits << 8 | static_cast<uint8_t>(c);
  return static_cast<int64_t>(bits);
}

void AppendText(const std::optional<std::string>& text, std::string* out) {
  AppendNumber(text ? static_cast<int64_t>(text->size()) : -1, out);
  if (text) out->append(*text);
}

// What tells questions apart.
std::string DigestOf(const Question& question) {
  const log::Filter& filter = *question.filter;
  std::string text = "wamp page 1";
  AppendNumber(static_cast<int64_t>(question.order), &text);
  AppendNumber(question.open_at ? 1 : 0, &text);
  AppendNumber(question.open_at ? ToMicros(*question.open_at) : 0, &text);
  for (const auto* field :
       {&filter.realm, &filter.authid, &filter.authrole, &filter.session_uid,
        &filter.node, &filter.reason}) {
    AppendText(*field, &text);
  }
  AppendNumber(filter.session ? 1 : 0, &text);
  AppendNumber(static_cast<int64_t>(filter.session.value_or(0)), &text);
  AppendNumber(ToMicros(filter.since), &text);
  AppendNumber(ToMicros(filter.until), &text);
  for (const auto event : filter.events) {
    AppendNumber(static_cast<int64_t>(event), &text);
  }
  return Sha256(text).substr(0, kDigestBytes);
}

// The end in a token that was made for this question.
absl::StatusOr<PageEnd> ReadPageToken(const Question& question,
                                      absl::string_view token) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() != kTokenBytes ||
      absl::string_view(bytes).substr(0, kDigestBytes) != DigestOf(question)) {
    return absl::InvalidArgumentError(
        absl::StrCat("page_token: expected one of an answer to this question, "
                     "got ",
                     Quote(token)));
  }
  const absl::string_view numbers =
      absl::string_view(bytes).substr(kDigestBytes);
  PageEnd end;
  end.time = ReadNumber(numbers.substr(0, kNumberBytes));
  end.position = ReadNumber(numbers.substr(kNumberBytes));
  return end;
}

}  // namespace

absl::StatusOr<std::optional<PageEnd>> CheckQuestion(
    const Question& question, const log::PageOptions& options) {
  if (options.page_size < 1 ||
      options.page_size > log::PageOptions::kMostRecords) {
    return absl::InvalidArgumentError(absl::StrCat(
        "page_size: expected 1 to ", log::PageOptions::kMostRecords, ", got ",
        options.page_size));
  }
  const log::Filter& filter = *question.filter;
  if (question.open_at &&
      (!filter.events.empty() || filter.since != absl::InfinitePast() ||
       filter.until != absl::InfiniteFuture())) {
    return absl::InvalidArgumentError(
        "filter: expected no events and no times for open sessions");
  }
  if (options.page_token.empty()) return std::nullopt;
  const absl::StatusOr<PageEnd> end =
      ReadPageToken(question, options.page_token);
  if (!end.ok()) return end.status();
  return *end;
}

std::string MakePageToken(const Question& question, const PageEnd& end) {
  std::string bytes = DigestOf(question);
  AppendNumber(end.time, &bytes);
  AppendNumber(end.position, &bytes);
  return absl::WebSafeBase64Escape(bytes);
}

}  // namespace internal
}  // namespace wamp
