// Whatever a service of the log is asked is a question of which the pages
// follow each other, or is refused.
//
// A line each: ListRecordsRequest and AppendRequest, in protobuf's text form.
#include <limits>
#include <optional>

#include "src/grpc/append_check.h"
#include "src/grpc/log_requests.h"
#include "src/log/page_token.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"

namespace wamp {
namespace internal {
namespace {

void AskForPage(const Question& question, log::PageOptions options) {
  const absl::StatusOr<std::optional<PageEnd>> start =
      CheckQuestion(question, options);
  PageEnd end = {std::numeric_limits<int64_t>::min(), -1};
  if (start.ok() && start->has_value()) end = **start;
  options.page_size = 1;
  options.page_token = MakePageToken(question, end);
  const absl::StatusOr<std::optional<PageEnd>> next =
      CheckQuestion(question, options);
  // Some questions are none, whatever the token.
  if (!next.ok()) return;
  fuzz::Expect("a token says where its page ends",
               next->has_value() && (*next)->time == end.time &&
                   (*next)->position == end.position);
}

void AskForMore(const log::Filter& filter, log::PageOptions options) {
  const absl::StatusOr<std::optional<AppendedEnds>> start =
      CheckAppended(filter, options);
  AppendedEnds ends = {{0, -1}, {1, 7}};
  if (start.ok() && start->has_value()) ends = **start;
  options.page_size = 1;
  options.page_token = MakeAppendedToken(filter, ends);
  const absl::StatusOr<std::optional<AppendedEnds>> next =
      CheckAppended(filter, options);
  fuzz::ExpectOk("a token is good for its question", next.status());
  fuzz::Expect("a token says where its page ends",
               next->has_value() && **next == ends);
}

void Ask(fuzz::Input input) {
  log::v1::ListRecordsRequest list;
  if (fuzz::ReadText(input.Until('\n'), &list)) {
    const absl::StatusOr<log::Filter> filter = ReadFilter(list.filter());
    const absl::StatusOr<log::PageOptions> options = ReadPageOptions(list);
    if (filter.ok() && options.ok()) {
      AskForPage({&*filter, options->order, std::nullopt}, *options);
      AskForPage({&*filter, options->order, filter->since}, *options);
      AskForMore(*filter, *options);
    }
  }
  log::v1::AppendRequest append;
  if (fuzz::ReadText(input.Rest(), &append)) {
    const auto records = ReadRecords(append.node(), append);
    if (!records.ok()) return;
    for (const log::SealedRecord& sealed : *records) {
      fuzz::ExpectSame("a record is of the node that sends it", append.node(),
                       sealed.record.node());
    }
  }
}

}  // namespace
}  // namespace internal
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::internal::Ask(wamp::fuzz::Input(data, size));
  return 0;
}
