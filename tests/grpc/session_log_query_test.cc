#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/grpc/session_log_fixture.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"

namespace wamp {
namespace log {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

using SessionLogQueryTest = SessionLogFixture;

TEST_P(SessionLogQueryTest, ListsPageByPage) {
  const auto records = SealAll(
      &node_, {DeniedAt(0), JoinedAt(1, "u1"), DeniedAt(2), DeniedAt(3)});
  ASSERT_THAT(Append(records), IsOk());
  v1::ListRecordsRequest request;
  request.mutable_filter()->add_events("denied");
  *request.mutable_filter()->mutable_since() = ToTimestamp(At(0));
  *request.mutable_filter()->mutable_until() = ToTimestamp(At(3));
  request.set_order(v1::RECORD_ORDER_OLDEST_FIRST);
  request.set_page_size(1);
  auto page = List(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->records(), ElementsAre(records[0].bytes));
  EXPECT_FALSE(page->has_unreadable());
  request.set_page_token(page->next_page_token());
  page = List(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->records(), ElementsAre(records[2].bytes));

  const auto all = List({});
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(all->records(), ElementsAre(records[3].bytes, records[2].bytes,
                                          records[1].bytes, records[0].bytes));
  EXPECT_FALSE(all->has_next_page_token());
}

TEST_P(SessionLogQueryTest, FindsByEachField) {
  v1::SessionRecord denied = DeniedAt(0);
  denied.mutable_denied()->set_reason("com.example.no");
  NodeLog other("router-2");
  const auto records = SealAll(
      &node_, {JoinedAt(0, "u1"), JoinedAt(0, "u2", "ann", "realm2"), denied});
  const auto others = SealAll(&other, {JoinedAt(0, "u3", "bob")});
  ASSERT_THAT(store_->Append(records), IsOk());
  ASSERT_THAT(store_->Append(others), IsOk());
  struct Sample {
    const char* name;
    std::function<void(v1::RecordFilter*)> fill;
    size_t count;
  };
  const Sample samples[] = {
      {"Realm", [](auto* filter) { filter->set_realm("realm2"); }, 1},
      {"Authid", [](auto* filter) { filter->set_authid("ann"); }, 1},
      {"Authrole", [](auto* filter) { filter->set_authrole("user"); }, 3},
      {"Session", [](auto* filter) { filter->set_session(7); }, 3},
      {"SessionUid", [](auto* filter) { filter->set_session_uid("u1"); }, 1},
      {"Node", [](auto* filter) { filter->set_node("router-2"); }, 1},
      {"Reason", [](auto* filter) { filter->set_reason("com.example.no"); }, 1},
      {"Nothing", [](auto* filter) { filter->set_realm(""); }, 0},
  };
  for (const Sample& sample : samples) {
    v1::ListRecordsRequest request;
    sample.fill(request.mutable_filter());
    const auto page = List(request);
    ASSERT_THAT(page, IsOk()) << sample.name;
    EXPECT_THAT(page->records(), SizeIs(static_cast<int>(sample.count)))
        << sample.name;
  }
}

TEST_P(SessionLogQueryTest, RefusesQuestionsThatHaveNoAnswer) {
  ASSERT_THAT(Append(SealAll(&node_, {DeniedAt(0), DeniedAt(1)})), IsOk());
  v1::ListRecordsRequest first;
  first.set_page_size(1);
  const std::string token = List(first)->next_page_token();
  struct Sample {
    const char* message;
    std::function<void(v1::ListRecordsRequest*)> fill;
  };
  const Sample samples[] = {
      {"page_size: expected 1 to 10000",
       [](auto* request) { request->set_page_size(10001); }},
      {"page_token: expected one of an answer to this question",
       [](auto* request) { request->set_page_token("x"); }},
      {"page_token: expected one of an answer to this question",
       [](auto* request) { request->set_page_token(std::string(kMiB, 'A')); }},
      // Of another question.
      {"page_token: expected one of an answer to this question",
       [&](auto* request) {
         request->set_page_token(token);
         request->mutable_filter()->set_realm("realm1");
       }},
      {"order: expected one that is known, got 9",
       [](auto* request) {
         request->set_order(static_cast<v1::RecordOrder>(9));
       }},
      {"filter.session: expected 1 to 2^53, got 0",
       [](auto* request) { request->mutable_filter()->set_session(0); }},
      {"filter.events[1]: expected the name of an event, got \"realm\"",
       [](auto* request) {
         request->mutable_filter()->add_events("joined");
         request->mutable_filter()->add_events("realm");
       }},
      {"filter.since: expected a time",
       [](auto* request) {
         request->mutable_filter()->mutable_since()->set_nanos(-1);
       }},
      {"filter.until: expected a time",
       [](auto* request) {
         request->mutable_filter()->mutable_until()->set_seconds(
             std::numeric_limits<int64_t>::max());
       }},
  };
  for (const Sample& sample : samples) {
    v1::ListRecordsRequest request;
    sample.fill(&request);
    const absl::Status status = List(request).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr(sample.message)));
    EXPECT_LT(status.message().size(), 300U);
  }
}

// Each answer fits into what a client of gRPC's takes.
TEST_P(SessionLogQueryTest, PagesAreBoundedByTheirBytes) {
  std::vector<SealedRecord> records;
  std::string hash;
  for (uint64_t i = 1; i <= 8; ++i) {
    records.push_back(Large(i, hash, i == 4 ? 3 * kMiB - 200 : kMiB));
    hash = RecordHash(records.back().bytes);
    ASSERT_THAT(Append({records.back()}), IsOk());
  }
  // Some that came another way.
  records.push_back(Large(9, hash, 5 * kMiB));
  ASSERT_THAT(store_->Append({records.back()}), IsOk());
  std::vector<std::string> listed;
  uint64_t unreadable = 0;
  v1::ListRecordsRequest request;
  request.set_order(v1::RECORD_ORDER_OLDEST_FIRST);
  do {
    const auto page = List(request);
    ASSERT_THAT(page, IsOk());
    listed.insert(listed.end(), page->records().begin(), page->records().end());
    unreadable += page->unreadable();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  records.pop_back();
  EXPECT_TRUE(listed == BytesOf(records)) << listed.size();
  EXPECT_EQ(unreadable, 1U);
}

// Whatever their times, and none that was there before.
TEST_P(SessionLogQueryTest, TailTellsWhatComes) {
  ASSERT_THAT(Append(SealAll(&node_, {DeniedAt(0)})), IsOk());
  grpc::ClientContext context;
  v1::TailRequest request;
  request.mutable_filter()->add_events("denied");
  const auto stream = stub_->Tail(&context, request);
  stream->WaitForInitialMetadata();
  const auto records =
      SealAll(&node_, {DeniedAt(9), JoinedAt(5, "u1"), DeniedAt(-5)});
  ASSERT_THAT(Append(records), IsOk());
  uint64_t unreadable = 0;
  std::vector<std::string> listed;
  const auto read = [&](size_t count) {
    v1::TailResponse response;
    while (listed.size() + unreadable < count && stream->Read(&response)) {
      EXPECT_TRUE(response.records_size() > 0 || response.has_unreadable());
      listed.insert(listed.end(), response.records().begin(),
                    response.records().end());
      unreadable += response.unreadable();
    }
  };
  read(2);
  EXPECT_THAT(listed, ElementsAre(records[0].bytes, records[2].bytes));

  // More at once than fits into a message, and one that fits into none.
  listed.clear();
  std::vector<SealedRecord> large;
  std::string hash = node_.head().hash;
  for (uint64_t i = 1; i <= 5; ++i) {
    SealedRecord sealed = Large(i, hash, (i == 3 ? 4 : 2) * kMiB);
    sealed.record.mutable_denied();
    sealed.bytes = sealed.record.SerializeAsString();
    hash = RecordHash(sealed.bytes);
    large.push_back(std::move(sealed));
  }
  ASSERT_THAT(store_->Append(large), IsOk());
  read(5);
  large.erase(large.begin() + 2);
  EXPECT_TRUE(listed == BytesOf(large)) << listed.size();
  EXPECT_EQ(unreadable, 1U);

  context.TryCancel();
  v1::TailResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_P(SessionLogQueryTest, TailRefusesWhatHasAnEnd) {
  const auto tail = [this](const v1::TailRequest& request) {
    grpc::ClientContext context;
    return FromGrpcStatus(stub_->Tail(&context, request)->Finish());
  };
  v1::TailRequest request;
  request.mutable_filter()->add_events("deny");
  EXPECT_THAT(tail(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                      HasSubstr("filter.events[0]")));
  request.Clear();
  request.mutable_filter()->mutable_until();
  EXPECT_THAT(tail(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                      HasSubstr("filter.until")));
}

TEST_P(SessionLogQueryTest, SignsCheckpoints) {
  ASSERT_THAT(Append(SealAll(&node_, {DeniedAt(0), DeniedAt(1)})), IsOk());
  const auto text = GetCheckpoint(kNode);
  ASSERT_THAT(text, IsOk());
  const auto checkpoint = OpenCheckpoint(*text, keys_.verifier);
  ASSERT_THAT(checkpoint, IsOk());
  EXPECT_EQ(checkpoint->node, kNode);
  EXPECT_EQ(checkpoint->count, 2U);
  EXPECT_EQ(checkpoint->time, At(99));
  EXPECT_EQ(checkpoint->hash, node_.head().hash);

  EXPECT_THAT(GetCheckpoint(""), StatusIs(absl::StatusCode::kInvalidArgument,
                                          HasSubstr("node: expected")));
  EXPECT_THAT(GetCheckpoint("router-9"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"router-9\"")));
  options_.checkpoint_signer.clear();
  Serve();
  EXPECT_THAT(GetCheckpoint(kNode),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("a key that signs checkpoints")));
}

INSTANTIATE_TEST_SUITE_P(Stores, SessionLogQueryTest, AllStores(), NameOfStore);

}  // namespace
}  // namespace log
}  // namespace wamp
