#include "tests/fuzz/stored.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"

namespace wamp {
namespace fuzz {
namespace {

constexpr size_t kPageSize = 3;
// No store of a target has as many records as to fill these.
constexpr int kMostPages = 50;

absl::Time At(int64_t second) {
  return absl::FromUnixSeconds(1700000000 + second);
}

log::v1::SessionRecord Joined(int64_t second, const std::string& uid) {
  SessionDetails details{"realm1", 7};
  details->set_authid("joe");
  details->set_authrole("user");
  log::v1::SessionRecord record = log::RecordOf(details, At(second));
  record.set_session_uid(uid);
  return record;
}

log::v1::SessionRecord Left(int64_t second, const std::string& uid) {
  log::v1::Left left;
  left.set_cause(log::v1::LEAVE_CAUSE_GOODBYE);
  left.mutable_details()->set_reason("wamp.close.normal");
  log::v1::SessionRecord record = log::RecordOf(left, At(second));
  record.set_session_uid(uid);
  return record;
}

// `ask(options)` gives a page.
template <class Ask>
void AskPages(const Ask& ask) {
  log::PageOptions options;
  options.page_size = kPageSize;
  for (int i = 0; i < kMostPages; ++i) {
    const absl::StatusOr<log::Page> page = ask(options);
    if (!page.ok()) return;
    Expect("a page has no more than it may", page->records.size() <= kPageSize,
           absl::StrCat(page->records.size()));
    if (page->next_page_token.empty()) return;
    options.page_token = page->next_page_token;
  }
}

}  // namespace

const std::vector<log::SealedRecord>& StoredRecords() {
  static const auto& records = *[] {
    auto* made = new std::vector<log::SealedRecord>;
    log::NodeLog node(kNode, log::Redactor(), [] { return At(0); });
    for (log::v1::SessionRecord record :
         {Joined(1, "a"), Joined(2, "b"), Left(3, "a"),
          log::RecordOf(Deny(), At(4)), Joined(5, "c"), Left(9, "c")}) {
      std::string bytes = node.Seal(&record).value();
      made->push_back({std::move(record), std::move(bytes)});
    }
    return made;
  }();
  return records;
}

void AskStore(log::Store* store) {
  log::Filter any;
  log::Filter some;
  some.realm = "realm1";
  some.authid = "joe";
  some.node = kNode;
  some.since = At(1);
  for (const log::Filter& filter : {any, some}) {
    AskPages([&](const log::PageOptions& options) {
      return store->Query(filter, options);
    });
    AskPages([&](log::PageOptions options) {
      options.order = log::Order::kOldestFirst;
      return store->Query(filter, options);
    });
  }
  AskPages([&](const log::PageOptions& options) {
    return store->OpenSessions(At(4), any, options);
  });
  // As a token of the first page would be of where the store ends, those are
  // asked for that are given first.
  log::PageOptions options;
  options.page_size = kPageSize;
  const absl::StatusOr<log::Page> end = store->Appended(any, options);
  if (end.ok()) {
    options.page_token = end->next_page_token;
    store->Appended(any, options).IgnoreError();
  }
  store->GetStats().IgnoreError();
  store->Head(kNode).IgnoreError();
  log::VerifyOptions verify;
  verify.max_faults = 5;
  const absl::StatusOr<log::VerifyReport> report = store->Verify(verify);
  if (report.ok()) {
    Expect("no more faults are told than may be", report->faults.size() <= 5);
  }
  store->MakeCheckpoint(kNode, At(10)).IgnoreError();
}

void PruneStore(log::Store* store) {
  log::PrunePolicy policy;
  policy.before = At(3);
  store->Prune(policy).IgnoreError();
}

}  // namespace fuzz
}  // namespace wamp
