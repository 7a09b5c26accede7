// What holds for every store. A test includes this and says which store:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreConformance,
//                            ::testing::Values(StoreFactory{…}));
#ifndef WAMP_TESTS_LOG_STORE_CONFORMANCE_H_
#define WAMP_TESTS_LOG_STORE_CONFORMANCE_H_

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/log/memory_store.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/store.h"

namespace wamp {
namespace log {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

// Appends `count` records, and returns how many there are then.
inline uint64_t FillStore(Store* store, NodeLog* node, int count) {
  std::vector<v1::SessionRecord> records;
  records.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    records.push_back(JoinedAt(i, absl::StrCat("u", i)));
  }
  EXPECT_THAT(store->Append(SealAll(node, std::move(records))), IsOk());
  return store->GetStats()->records;
}

// Appends nothing where the database claims a number of records of router-1's,
// which is `node`, that two can't be added to. `set_count` puts one there.
inline void ExpectImpossibleCountsAreRefused(
    Store* store, NodeLog* node,
    const std::function<void(const std::string& count)>& set_count) {
  FillStore(store, node, 1);
  for (const char* count :
       {"9223372036854775807", "9223372036854775806", "-1"}) {
    set_count(count);
    EXPECT_THAT(
        store->Append(SealAll(node, {JoinedAt(1, "u1"), JoinedAt(2, "u2")})),
        StatusIs(absl::StatusCode::kDataLoss,
                 HasSubstr(absl::StrCat("router-1\": expected a count "
                                        "of its records, got ",
                                        count))));
    EXPECT_EQ(store->GetStats()->records, 1U);
  }
}

struct StoreUnderTest {
  std::unique_ptr<Store> store;
  // Makes a record's bytes unreadable behind the store's back; absent where
  // that can't be.
  std::function<void(const std::string& record_id)> spoil;
};

// Makes an empty store.
using StoreFactory = std::function<StoreUnderTest()>;

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
 protected:
  StoreConformance() : under_test_(GetParam()()) {}

  Store* store() { return under_test_.store.get(); }

  std::vector<SealedRecord> Append(std::vector<v1::SessionRecord> records) {
    std::vector<SealedRecord> sealed = SealAll(&node_, std::move(records));
    EXPECT_THAT(store()->Append(sealed), IsOk());
    return sealed;
  }

  // All pages of an answer, as the ids of the records.
  static std::vector<std::string> Ids(
      const std::function<absl::StatusOr<Page>(const PageOptions&)>& ask,
      PageOptions options = {}) {
    std::vector<std::string> ids;
    do {
      const absl::StatusOr<Page> page = ask(options);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      EXPECT_LE(page->records.size(), options.page_size);
      for (const SealedRecord& sealed : page->records) {
        ids.push_back(sealed.record.record_id());
      }
      options.page_token = page->next_page_token;
    } while (!options.page_token.empty());
    return ids;
  }
  static std::vector<std::string> QueryIds(Store* store, const Filter& filter,
                                           const PageOptions& options = {}) {
    return Ids([&](auto& page) { return store->Query(filter, page); }, options);
  }
  static std::vector<std::string> OpenIds(Store* store, absl::Time at,
                                          const Filter& filter = {},
                                          const PageOptions& options = {}) {
    return Ids(
        [&](auto& page) { return store->OpenSessions(at, filter, page); },
        options);
  }
  static std::vector<std::string> IdsOf(
      const std::vector<SealedRecord>& records) {
    std::vector<std::string> ids;
    ids.reserve(records.size());
    for (const SealedRecord& sealed : records) {
      ids.push_back(sealed.record.record_id());
    }
    return ids;
  }

  StoreUnderTest under_test_;
  NodeLog node_{"router-1"};
};

TEST_P(StoreConformance, AnEmptyStoreHasNothing) {
  EXPECT_THAT(QueryIds(store(), {}), IsEmpty());
  EXPECT_THAT(OpenIds(store(), At(0)), IsEmpty());
  EXPECT_THAT(store()->Append({}), IsOk());
  const auto stats = store()->GetStats();
  ASSERT_THAT(stats, IsOk());
  EXPECT_EQ(stats->records, 0U);
  EXPECT_FALSE(stats->oldest.has_value());
  EXPECT_THAT(stats->nodes, IsEmpty());
  const auto head = store()->Head("router-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->count, 0U);
  EXPECT_THAT(store()->MakeCheckpoint("router-1", At(0)),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"router-1\"")));
  const auto report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
}

TEST_P(StoreConformance, GivesBackWhatItWasGiven) {
  v1::SessionRecord newer = DeniedAt(1);
  // Field 999 of a newer release, a varint of 5.
  ASSERT_TRUE(newer.MergeFromString("\xb8\x3e\x05"));
  v1::SessionRecord odd = DeniedAt(2, std::string("a\0'\xf0\x9f\x98\x80", 7));
  v1::SessionRecord none;
  const auto sealed = Append({JoinedAt(0, "u1"), newer, odd, none});
  PageOptions options;
  options.order = Order::kOldestFirst;
  const auto page = store()->Query({}, options);
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->records.size(), sealed.size());
  EXPECT_EQ(page->next_page_token, "");
  for (size_t i = 0; i < sealed.size(); ++i) {
    EXPECT_EQ(page->records[i].bytes, sealed[i].bytes) << i;
    EXPECT_EQ(page->records[i].record.SerializeAsString(), sealed[i].bytes);
  }
  Filter filter;
  filter.authid = odd.claimed_ident().authid();
  EXPECT_THAT(QueryIds(store(), filter),
              ElementsAre(sealed[2].record.record_id()));
}

TEST_P(StoreConformance, AppendsARecordOnce) {
  const auto sealed = Append({JoinedAt(0, "u1"), LeftAt(1, "u1")});
  EXPECT_THAT(store()->Append(sealed), IsOk());
  const SealedRecord more = Seal(&node_, DeniedAt(2));
  EXPECT_THAT(store()->Append({more, sealed[1], more}), IsOk());
  EXPECT_EQ(QueryIds(store(), {}).size(), 3U);
  const auto head = store()->Head("router-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->count, 3U);
  EXPECT_EQ(head->hash, RecordHash(more.bytes));
}

TEST_P(StoreConformance, RefusesAnotherRecordOfTheSameIdWithAllOfItsBatch) {
  const auto sealed = Append({DeniedAt(0)});
  v1::SessionRecord other = DeniedAt(1);
  other.set_record_id(sealed[0].record.record_id());
  EXPECT_THAT(store()->Append(SealAll(&node_, {DeniedAt(2), other})),
              StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("id")));
  EXPECT_EQ(QueryIds(store(), {}), IdsOf(sealed));
}

TEST_P(StoreConformance, KnowsWhereANodeEnds) {
  NodeLog other("router-2");
  ASSERT_THAT(store()->Append({Seal(&other, DeniedAt(5))}), IsOk());
  const auto sealed = Append({DeniedAt(0), DeniedAt(1)});
  const auto head = store()->Head("router-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->node, "router-1");
  EXPECT_EQ(head->boot_id, node_.boot_id());
  EXPECT_EQ(head->count, 2U);
  EXPECT_EQ(head->sequence, 2U);
  EXPECT_EQ(head->hash, RecordHash(sealed[1].bytes));
  const auto checkpoint = store()->MakeCheckpoint("router-2", At(9));
  ASSERT_THAT(checkpoint, IsOk());
  EXPECT_EQ(checkpoint->count, 1U);
  EXPECT_EQ(checkpoint->hash, other.head().hash);
  EXPECT_EQ(checkpoint->time, At(9));
}

// Each filter, order and size of a page, over records of many kinds, against a
// loop over all of them.
TEST_P(StoreConformance, AnswersAsALoopOverAllRecordsWould) {
  std::mt19937 random(1);
  const auto sealed = SealRandom(&node_, 300, &random);
  MemoryStore reference;
  for (Store* each : {store(), static_cast<Store*>(&reference)}) {
    ASSERT_THAT(each->Append(sealed), IsOk());
  }
  std::vector<Filter> filters(15);
  filters[0].realm = "realm1";
  filters[1].authid = "authid1";
  filters[2].authrole = "user";
  filters[3].session = 2;
  filters[4].session_uid = "uid-3";
  filters[5].node = "router-1";
  filters[6].node = "router-2";
  filters[7].reason = "reason.1";
  filters[8].events = {v1::SessionRecord::kDenied, v1::SessionRecord::kLeft};
  filters[9].since = At(20);
  filters[10].until = At(20);
  filters[11].realm = filters[12].realm = "realm2";
  filters[11].authid = filters[12].authid = "authid2";
  filters[12].since = At(5) + absl::Microseconds(1);
  filters[12].until = At(25);
  filters[12].events = {v1::SessionRecord::kJoined};
  filters[13].authid = "";
  for (const Filter& filter : filters) {
    for (const Order order : {Order::kNewestFirst, Order::kOldestFirst}) {
      for (const size_t page_size : {size_t{7}, size_t{300}}) {
        const PageOptions options{order, page_size, ""};
        EXPECT_EQ(QueryIds(store(), filter, options),
                  QueryIds(&reference, filter, options))
            << "filter " << &filter - filters.data() << ", pages of "
            << page_size;
      }
    }
  }
  EXPECT_EQ(QueryIds(&reference, filters[14]).size(), sealed.size());
  for (int64_t second = -1; second <= 41; ++second) {
    EXPECT_EQ(OpenIds(store(), At(second)), OpenIds(&reference, At(second)))
        << second;
    Filter filter;
    filter.realm = "realm1";
    EXPECT_EQ(
        OpenIds(store(), At(second), filter, {Order::kOldestFirst, 2, ""}),
        OpenIds(&reference, At(second), filter,
                {Order::kOldestFirst, 100, ""}));
  }
  const auto is = store()->GetStats();
  const auto expected = reference.GetStats();
  ASSERT_THAT(is, IsOk());
  ASSERT_THAT(expected, IsOk());
  EXPECT_EQ(is->records, 300U);
  EXPECT_EQ(is->sessions, expected->sessions);
  EXPECT_EQ(is->open_sessions, expected->open_sessions);
  EXPECT_EQ(is->oldest, expected->oldest);
  EXPECT_EQ(is->newest, expected->newest);
  EXPECT_EQ(is->events, expected->events);
  EXPECT_EQ(is->reasons, expected->reasons);
  EXPECT_GT(is->bytes, 0U);
  ASSERT_EQ(is->nodes.size(), 1U);
  EXPECT_EQ(is->nodes[0].hash, node_.head().hash);
}

TEST_P(StoreConformance, PagesStayWhatTheyAreWhileOthersWrite) {
  std::mt19937 random(2);
  for (const Order order : {Order::kNewestFirst, Order::kOldestFirst}) {
    const std::vector<std::string> before =
        QueryIds(store(), {}, {order, 500, ""});
    const auto sealed = SealRandom(&node_, 60, &random);
    ASSERT_THAT(store()->Append(sealed), IsOk());
    PageOptions options{order, 7, ""};
    std::vector<std::string> seen;
    do {
      const auto page = store()->Query({}, options);
      ASSERT_THAT(page, IsOk());
      for (const SealedRecord& each : page->records) {
        seen.push_back(each.record.record_id());
      }
      options.page_token = page->next_page_token;
      ASSERT_THAT(store()->Append(SealRandom(&node_, 3, &random)), IsOk());
    } while (!options.page_token.empty());
    const std::set<std::string> once(seen.begin(), seen.end());
    EXPECT_EQ(once.size(), seen.size());
    for (const std::string& id : before) EXPECT_EQ(once.count(id), 1U);
    for (const SealedRecord& each : sealed) {
      EXPECT_EQ(once.count(each.record.record_id()), 1U);
    }
  }
}

TEST_P(StoreConformance, RefusesTokensOfOtherQuestions) {
  Append({JoinedAt(0, "u1"), JoinedAt(1, "u2"), JoinedAt(2, "u3")});
  PageOptions options;
  options.page_size = 1;
  const auto page = store()->Query({}, options);
  ASSERT_THAT(page, IsOk());
  const std::string token = page->next_page_token;
  ASSERT_NE(token, "");
  const auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_token: "));
  Filter filter;
  filter.realm = "realm1";
  options.page_token = token;
  EXPECT_THAT(store()->Query(filter, options), refused);
  EXPECT_THAT(store()->OpenSessions(At(5), {}, options), refused);
  PageOptions other_order = options;
  other_order.order = Order::kOldestFirst;
  EXPECT_THAT(store()->Query({}, other_order), refused);
  for (const std::string& hostile :
       {std::string("x"), token + token, token.substr(1), std::string("' OR 1"),
        std::string(1000000, 'A'), std::string("\0\xff", 2)}) {
    options.page_token = hostile;
    EXPECT_THAT(store()->Query({}, options), refused);
  }
}

TEST_P(StoreConformance, RefusesWhatIsNoQuestion) {
  PageOptions options;
  options.page_size = 0;
  EXPECT_THAT(
      store()->Query({}, options),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size: ")));
  options.page_size = PageOptions::kMostRecords + 1;
  EXPECT_THAT(store()->Query({}, options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("10000")));
  Filter filter;
  filter.since = At(0);
  EXPECT_THAT(
      store()->OpenSessions(At(0), filter, {}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("filter: ")));
}

TEST_P(StoreConformance, KnowsWhichSessionsWereOpen) {
  const auto sealed =
      Append({JoinedAt(0, "u1"), JoinedAt(5, "u2"), LeftAt(10, "u1"),
              // What is told late, or out of order.
              LeftAt(8, "u3"), JoinedAt(2, "u3"), DeniedAt(3),
              // A clock that went backwards.
              JoinedAt(20, "u4"), LeftAt(19, "u4")});
  const std::string u1 = sealed[0].record.record_id();
  const std::string u2 = sealed[1].record.record_id();
  const std::string u3 = sealed[4].record.record_id();
  EXPECT_THAT(OpenIds(store(), At(-1)), IsEmpty());
  EXPECT_THAT(OpenIds(store(), At(0)), ElementsAre(u1));
  EXPECT_THAT(OpenIds(store(), At(5)), ElementsAre(u2, u3, u1));
  EXPECT_THAT(OpenIds(store(), At(8)), ElementsAre(u2, u1));
  EXPECT_THAT(OpenIds(store(), At(10)), ElementsAre(u2));
  EXPECT_THAT(OpenIds(store(), At(30)), ElementsAre(u2));
  EXPECT_THAT(OpenIds(store(), absl::InfiniteFuture()), ElementsAre(u2));
  EXPECT_THAT(OpenIds(store(), absl::InfinitePast()), IsEmpty());
}

TEST_P(StoreConformance, PrunesAndStaysWhole) {
  const auto sealed =
      Append({JoinedAt(0, "u1"), DeniedAt(10), DeniedAt(3), LeftAt(20, "u1")});
  NodeLog other("router-2");
  ASSERT_THAT(
      store()->Append(SealAll(&other, {JoinedAt(1, "u2"), JoinedAt(30, "u3")})),
      IsOk());
  PrunePolicy policy;
  policy.before = At(5);
  const auto count = store()->Prune(policy);
  ASSERT_THAT(count, IsOk());
  // The third is older, too, but the second has to stay.
  EXPECT_EQ(*count, 2U);
  PageOptions oldest_first;
  oldest_first.order = Order::kOldestFirst;
  Filter filter;
  filter.node = "router-1";
  EXPECT_THAT(
      QueryIds(store(), filter, oldest_first),
      ElementsAre(sealed[2].record.record_id(), sealed[1].record.record_id(),
                  sealed[3].record.record_id()));
  const auto head = store()->Head("router-1");
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->count, 4U);
  EXPECT_EQ(head->pruned, 1U);
  EXPECT_THAT(OpenIds(store(), At(2)), IsEmpty());
  EXPECT_EQ(OpenIds(store(), At(30)).size(), 1U);
  auto report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact())
      << report->faults[0].node << ": " << report->faults[0].message;
  EXPECT_EQ(report->records, 4U);
  EXPECT_EQ(report->lost, 0U);

  policy.before = absl::InfiniteFuture();
  ASSERT_THAT(store()->Prune(policy), IsOk());
  EXPECT_THAT(QueryIds(store(), {}), IsEmpty());
  Append({DeniedAt(50)});
  report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact())
      << report->faults[0].node << ": " << report->faults[0].message;
  EXPECT_EQ(report->records, 1U);
}

TEST_P(StoreConformance, VerifyCountsWhatIsMissingByTheNodesOwnWord) {
  Append({DeniedAt(0)});
  node_.Skip(3);
  Append({DeniedAt(1), DeniedAt(2)});
  NodeLog next("router-1");
  next.ContinueFrom(node_.head().hash);
  next.Skip(2);
  ASSERT_THAT(store()->Append({Seal(&next, DeniedAt(3))}), IsOk());
  NodeLog forgetful("router-1");
  ASSERT_THAT(store()->Append({Seal(&forgetful, DeniedAt(4))}), IsOk());
  const auto report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact())
      << report->faults[0].number << ": " << report->faults[0].message;
  EXPECT_EQ(report->records, 5U);
  EXPECT_EQ(report->lost, 5U);
  EXPECT_EQ(report->unlinked_runs, 1U);
}

TEST_P(StoreConformance, VerifyLooksForCheckpoints) {
  const auto sealed = Append({DeniedAt(0), DeniedAt(1), DeniedAt(2)});
  VerifyOptions options;
  options.checkpoints.push_back(*store()->MakeCheckpoint("router-1", At(5)));
  Append({DeniedAt(3)});
  auto report = store()->Verify(options);
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->checkpoints, 1U);

  // After its record has been pruned, and after a later one.
  PrunePolicy policy;
  for (const uint64_t found : {uint64_t{1}, uint64_t{0}}) {
    policy.before = At(4 - static_cast<int64_t>(found));
    ASSERT_THAT(store()->Prune(policy), IsOk());
    report = store()->Verify(options);
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact());
    EXPECT_EQ(report->checkpoints, found);
    EXPECT_EQ(report->pruned_checkpoints, 1 - found);
  }

  // Others than this store has had.
  Checkpoint longer = options.checkpoints[0];
  longer.count = 9;
  Checkpoint stranger = longer;
  stranger.node = "router-9";
  options.checkpoints = {longer, stranger};
  report = store()->Verify(options);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->fault_count, 2U);
}

// Whatever the time of it, and by whichever node.
TEST_P(StoreConformance, TellsWhatHasBeenAppended) {
  Append({DeniedAt(0), DeniedAt(1)});
  Filter filter;
  filter.events = {v1::SessionRecord::kDenied};
  PageOptions options;
  options.page_size = 2;
  // The ids of all pages up to one without records.
  const auto news = [&] {
    std::vector<std::string> ids;
    for (;;) {
      const auto page = store()->Appended(filter, options);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return ids;
      EXPECT_FALSE(page->next_page_token.empty());
      EXPECT_LE(page->records.size(), options.page_size);
      options.page_token = page->next_page_token;
      if (page->records.empty()) return ids;
      for (const std::string& id : IdsOf(page->records)) ids.push_back(id);
    }
  };
  EXPECT_THAT(news(), IsEmpty());
  const auto late = Append({DeniedAt(9), JoinedAt(5, "u1"), DeniedAt(-5)});
  EXPECT_THAT(news(), ElementsAre(late[0].record.record_id(),
                                  late[2].record.record_id()));
  Append({JoinedAt(10, "u2")});
  EXPECT_THAT(news(), IsEmpty());
  // In pages, of a node that was not there before, and after the end of all.
  NodeLog other("router-0");
  const auto more =
      SealAll(&other, std::vector<v1::SessionRecord>(5, DeniedAt(3)));
  ASSERT_THAT(store()->Append(more), IsOk());
  EXPECT_EQ(news(), IdsOf(more));
  PrunePolicy policy;
  policy.before = absl::InfiniteFuture();
  ASSERT_THAT(store()->Prune(policy), IsOk());
  EXPECT_THAT(news(), IsEmpty());
  const auto last = Append({DeniedAt(0)});
  EXPECT_EQ(news(), IdsOf(last));

  filter.events.clear();
  EXPECT_THAT(
      store()->Appended(filter, options),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_token")));
  EXPECT_THAT(
      store()->Query(filter, options),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_token")));
}

TEST_P(StoreConformance, PutsAsideWhatCannotBeRead) {
  if (!under_test_.spoil) GTEST_SKIP() << "nothing can be spoiled here";
  const auto sealed = Append({DeniedAt(0), JoinedAt(1, "u1"), DeniedAt(2)});
  under_test_.spoil(sealed[1].record.record_id());
  const auto page = store()->Query({}, {});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->unreadable, 1U);
  // Then it is there no more, also for pages that it would have filled.
  EXPECT_THAT(
      QueryIds(store(), {}, {Order::kOldestFirst, 1, ""}),
      ElementsAre(sealed[0].record.record_id(), sealed[2].record.record_id()));
  EXPECT_THAT(OpenIds(store(), At(5)), IsEmpty());
  const auto stats = store()->GetStats();
  ASSERT_THAT(stats, IsOk());
  EXPECT_EQ(stats->unreadable, 1U);
  EXPECT_EQ(stats->records, 2U);
  const auto report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  ASSERT_GE(report->faults.size(), 1U);
  EXPECT_EQ(report->faults[0].node, "router-1");
  EXPECT_EQ(report->faults[0].number, 2U);
  // Nobody gives it a second time by sending it again.
  EXPECT_THAT(store()->Append(sealed), IsOk());
  EXPECT_EQ(QueryIds(store(), {}).size(), 2U);
}

TEST_P(StoreConformance, TakesThreadsThatWriteAndRead) {
  constexpr int kThreads = 4;
  constexpr size_t kEach = 40;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this, i] {
      std::mt19937 random(static_cast<unsigned>(i));
      NodeLog mine(absl::StrCat("node-", i));
      for (size_t j = 0; j < kEach; j += 4) {
        EXPECT_THAT(store()->Append(SealRandom(&mine, 4, &random)), IsOk());
        EXPECT_THAT(store()->Query({}, {}), IsOk());
        EXPECT_THAT(store()->OpenSessions(At(5), {}, {}), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto report = store()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->records, kThreads * kEach);
}

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_STORE_CONFORMANCE_H_
