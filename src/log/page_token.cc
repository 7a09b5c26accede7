#include "src/log/page_token.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/log/digest.h"
#include "src/log/record_columns.h"
#include "src/text/quote.h"

namespace wamp {
namespace internal {
namespace {

// The layout of a token, before base64: the digest of the question, and pairs
// of numbers: the time and the position, or a node and a number each.
constexpr size_t kDigestBytes = 12;
constexpr size_t kNumberBytes = 8;
constexpr size_t kPairBytes = 2 * kNumberBytes;
using Pairs = std::vector<std::pair<int64_t, int64_t>>;

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

void AppendFilter(const log::Filter& filter, std::string* text) {
  for (const auto* field :
       {&filter.realm, &filter.authid, &filter.authrole, &filter.session_uid,
        &filter.node, &filter.reason}) {
    AppendText(*field, text);
  }
  AppendNumber(filter.session ? 1 : 0, text);
  AppendNumber(static_cast<int64_t>(filter.session.value_or(0)), text);
  AppendNumber(ToMicros(filter.since), text);
  AppendNumber(ToMicros(filter.until), text);
  for (const auto event : filter.events) {
    AppendNumber(static_cast<int64_t>(event), text);
  }
}

// What tells questions apart.
std::string DigestOf(const Question& question) {
  std::string text = "wamp page 1";
  AppendNumber(static_cast<int64_t>(question.order), &text);
  AppendNumber(question.open_at ? 1 : 0, &text);
  AppendNumber(question.open_at ? ToMicros(*question.open_at) : 0, &text);
  AppendFilter(*question.filter, &text);
  return Sha256(text).substr(0, kDigestBytes);
}

std::string DigestOf(const log::Filter& filter) {
  std::string text = "wamp appended 1";
  AppendFilter(filter, &text);
  return Sha256(text).substr(0, kDigestBytes);
}
absl::Status NoToken(absl::string_view token) {
  return absl::InvalidArgumentError(
      absl::StrCat("page_token: expected one of an answer to this question, "
                   "got ",
                   Quote(token)));
}

// The numbers in a token of a question with this digest.
absl::StatusOr<Pairs> ReadToken(absl::string_view digest,
                                absl::string_view token) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() < kDigestBytes ||
      (bytes.size() - kDigestBytes) % kPairBytes != 0 ||
      absl::string_view(bytes).substr(0, kDigestBytes) != digest) {
    return NoToken(token);
  }
  Pairs pairs;
  absl::string_view numbers = absl::string_view(bytes).substr(kDigestBytes);
  for (; !numbers.empty(); numbers.remove_prefix(kPairBytes)) {
    pairs.emplace_back(ReadNumber(numbers.substr(0, kNumberBytes)),
                       ReadNumber(numbers.substr(kNumberBytes, kNumberBytes)));
  }
  return pairs;
}

absl::Status CheckPageSize(const log::PageOptions& options) {
  if (options.page_size >= 1 &&
      options.page_size <= log::PageOptions::kMostRecords) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("page_size: expected 1 to ",
                                                 log::PageOptions::kMostRecords,
                                                 ", got ", options.page_size));
}

}  // namespace

absl::StatusOr<std::optional<PageEnd>> CheckQuestion(
    const Question& question, const log::PageOptions& options) {
  absl::Status status = CheckPageSize(options);
  if (!status.ok()) return status;
  const log::Filter& filter = *question.filter;
  if (question.open_at &&
      (!filter.events.empty() || filter.since != absl::InfinitePast() ||
       filter.until != absl::InfiniteFuture())) {
    return absl::InvalidArgumentError(
        "filter: expected no events and no times for open sessions");
  }
  if (options.page_token.empty()) return std::nullopt;
  const absl::StatusOr<Pairs> pairs =
      ReadToken(DigestOf(question), options.page_token);
  if (!pairs.ok()) return pairs.status();
  if (pairs->size() != 1) return NoToken(options.page_token);
  return PageEnd{pairs->front().first, pairs->front().second};
}

std::string MakePageToken(const Question& question, const PageEnd& end) {
  std::string bytes = DigestOf(question);
  AppendNumber(end.time, &bytes);
  AppendNumber(end.position, &bytes);
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<std::optional<AppendedEnds>> CheckAppended(
    const log::Filter& filter, const log::PageOptions& options) {
  absl::Status status = CheckPageSize(options);
  if (!status.ok()) return status;
  if (options.page_token.empty()) return std::nullopt;
  const absl::StatusOr<Pairs> pairs =
      ReadToken(DigestOf(filter), options.page_token);
  if (!pairs.ok()) return pairs.status();
  return AppendedEnds(pairs->begin(), pairs->end());
}

std::string MakeAppendedToken(const log::Filter& filter,
                              const AppendedEnds& ends) {
  std::string bytes = DigestOf(filter);
  for (const auto& [key, end] : ends) {
    AppendNumber(key, &bytes);
    AppendNumber(end, &bytes);
  }
  return absl::WebSafeBase64Escape(bytes);
}

}  // namespace internal
}  // namespace wamp
