#include "wamp/grpc/session_log_service.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/grpc/session_log_fixture.h"
#include "tests/grpc/test_server.h"
#include "tests/log/memory_store.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"
#include "wamp/grpc/status.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace log {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

using SessionLogServiceTest = SessionLogFixture;

TEST_P(SessionLogServiceTest, AcknowledgesEachBatchByTheEndOfTheNode) {
  const auto first = SealAll(&node_, {DeniedAt(0), DeniedAt(1)});
  const auto second = SealAll(&node_, {JoinedAt(2, "u1")});
  const Answers answers =
      Append({RequestOf({}), RequestOf(first), RequestOf(second)});
  ASSERT_THAT(answers.status, IsOk());
  ASSERT_THAT(answers.responses, SizeIs(3));
  // Nothing is known of the node yet.
  EXPECT_EQ(answers.responses[0].ByteSizeLong(), 0U);
  EXPECT_EQ(answers.responses[1].sequence(), 2U);
  EXPECT_EQ(answers.responses[1].hash(), RecordHash(first[1].bytes));
  const v1::AppendResponse& end = answers.responses[2];
  EXPECT_EQ(end.boot_id(), node_.boot_id());
  EXPECT_EQ(end.sequence(), 3U);
  EXPECT_EQ(end.hash(), RecordHash(second[0].bytes));
  EXPECT_EQ(end.count(), 3U);
  ExpectWhole(3);

  // A sender that comes back gets the same.
  const Answers again = Append({RequestOf({})});
  ASSERT_THAT(again.responses, SizeIs(1));
  EXPECT_EQ(again.responses[0].SerializeAsString(), end.SerializeAsString());
}

TEST_P(SessionLogServiceTest, StoresOnceWhatIsSentTwice) {
  const auto records =
      SealAll(&node_, {DeniedAt(0), DeniedAt(0), DeniedAt(1), DeniedAt(2)});
  const auto part = [&](size_t from, size_t to) {
    return RequestOf({records.begin() + static_cast<std::ptrdiff_t>(from),
                      records.begin() + static_cast<std::ptrdiff_t>(to)});
  };
  const std::vector<v1::AppendRequest> requests = {
      part(0, 3), part(0, 3), part(2, 3), part(0, 1),
      part(1, 2), part(1, 4), part(3, 4)};
  const std::vector<uint64_t> sequences = {3, 3, 3, 3, 3, 4, 4};
  const Answers answers = Append(requests);
  ASSERT_THAT(answers.status, IsOk());
  ASSERT_THAT(answers.responses, SizeIs(sequences.size()));
  for (size_t i = 0; i < sequences.size(); ++i) {
    EXPECT_EQ(answers.responses[i].sequence(), sequences[i]) << i;
  }
  ExpectWhole(4);
}

TEST_P(SessionLogServiceTest, TakesGapsAndNewRuns) {
  auto records = SealAll(&node_, {DeniedAt(0)});
  node_.Skip(5);
  records.push_back(Seal(&node_, DeniedAt(1)));
  NodeLog linked(kNode);
  linked.ContinueFrom(RecordHash(records.back().bytes));
  records.push_back(Seal(&linked, DeniedAt(2)));
  NodeLog unlinked(kNode);
  records.push_back(Seal(&unlinked, DeniedAt(3)));
  records.push_back(Seal(&unlinked, DeniedAt(4)));
  ASSERT_THAT(Append(records), IsOk());
  // What comes again is no new run.
  ASSERT_THAT(Append({records[0]}), IsOk());
  ASSERT_THAT(Append({records[3]}), IsOk());
  ExpectWhole(5);
}

// Requests of one stream, the last of which is refused.
struct BadAppend {
  const char* name;
  absl::StatusCode code;
  const char* message;
  std::function<std::vector<v1::AppendRequest>(NodeLog*)> requests;
};

std::vector<BadAppend> BadAppends() {
  using Requests = std::vector<v1::AppendRequest>;
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
  return {
      {"NoNode", kInvalid, "node: expected a name",
       [](NodeLog*) { return Requests(1); }},
      {"NodeIsEmpty", kInvalid, "node: expected a name",
       [](NodeLog*) {
         v1::AppendRequest request;
         request.set_node("");
         return Requests{request};
       }},
      {"AnotherNodeLater", kInvalid, "first request, got \"router-2\"",
       [](NodeLog*) {
         v1::AppendRequest other;
         other.set_node("router-2");
         return Requests{RequestOf({}), other};
       }},
      {"RecordOfAnotherNode", kInvalid, "records[1].node: expected",
       [](NodeLog* node) {
         NodeLog other("router-2");
         return Requests{
             RequestOf({Seal(node, DeniedAt(0)), Seal(&other, DeniedAt(0))})};
       }},
      {"NoRecord", kInvalid, "records[0]: expected a message",
       [](NodeLog*) {
         v1::AppendRequest request = RequestOf({});
         request.add_records("\xff\xff");
         return Requests{request};
       }},
      {"EmptyRecord", kInvalid, "records[0].record_id: expected a text",
       [](NodeLog*) {
         v1::AppendRequest request = RequestOf({});
         request.add_records("");
         return Requests{request};
       }},
      {"TooLarge", kInvalid, "records[0]: expected at most 3145728 bytes, got",
       [](NodeLog*) { return Requests{RequestOf({Large(1, "", 3 * kMiB)})}; }},
      {"TooLargeForARequest", absl::StatusCode::kResourceExhausted, "larger",
       [](NodeLog*) { return Requests{RequestOf({Large(1, "", 5 * kMiB)})}; }},
      {"MissesOne", kFailed,
       "records[0]: expected one after sequence 1 of the run",
       [](NodeLog* node) {
         const auto records =
             SealAll(node, {DeniedAt(0), DeniedAt(1), DeniedAt(2)});
         return Requests{RequestOf({records[0]}), RequestOf({records[2]})};
       }},
      {"MissesTheFirst", kFailed, "records[0]: expected the node's first one",
       [](NodeLog* node) {
         const auto records = SealAll(node, {DeniedAt(0), DeniedAt(1)});
         return Requests{RequestOf({records[1]})};
       }},
      {"OutOfOrder", kFailed, "records[1]: expected one after sequence 1",
       [](NodeLog* node) {
         const auto records =
             SealAll(node, {DeniedAt(0), DeniedAt(1), DeniedAt(2)});
         return Requests{RequestOf({records[0], records[2], records[1]})};
       }},
      {"TwiceInARequest", kFailed, "records[1]: expected one after sequence 1",
       [](NodeLog* node) {
         const auto record = Seal(node, DeniedAt(0));
         return Requests{RequestOf({record, record})};
       }},
      {"SameSequence", kFailed, "got sequence 1 of the run",
       [](NodeLog*) {
         const SealedRecord first = Large(1, "", 9);
         return Requests{RequestOf({first}),
                         RequestOf({Large(1, RecordHash(first.bytes), 10)})};
       }},
      {"ForgedPast", kFailed, "which names another record",
       [](NodeLog*) {
         const SealedRecord first = Large(1, "", 9);
         const SealedRecord second = Large(2, RecordHash(first.bytes), 9);
         const SealedRecord forged = Large(1, "x", 9);
         return Requests{RequestOf({first, second}),
                         RequestOf({forged, second})};
       }},
      {"RunOfAnotherPast", kFailed, "which names another record",
       [](NodeLog* node) {
         NodeLog next(kNode);
         next.ContinueFrom(std::string(32, 'x'));
         return Requests{RequestOf({Seal(node, DeniedAt(0))}),
                         RequestOf({Seal(&next, DeniedAt(1))})};
       }},
      {"IdOfAnother", absl::StatusCode::kAlreadyExists, "id",
       [](NodeLog* node) {
         v1::SessionRecord record = DeniedAt(0);
         record.set_record_id("of mine");
         const SealedRecord first = Seal(node, record);
         return Requests{RequestOf({first}), RequestOf({Seal(node, record)})};
       }},
  };
}

TEST_P(SessionLogServiceTest, RefusesWhatIsWrongAndStoresNoneOfIt) {
  for (const BadAppend& sample : BadAppends()) {
    SCOPED_TRACE(sample.name);
    const TemporaryFolder folder;
    const auto store = GetParam()(folder);
    const auto service = MakeSessionLogService(store.get());
    const wamp::testing::TestServer server(service.get());
    stub_ = v1::SessionLogService::NewStub(server.Connect());
    NodeLog node(kNode);
    const std::vector<v1::AppendRequest> requests = sample.requests(&node);
    uint64_t stored = 0;
    for (size_t i = 0; i + 1 < requests.size(); ++i) {
      stored += static_cast<uint64_t>(requests[i].records_size());
    }
    const Answers answers = Append(requests);
    EXPECT_THAT(answers.status,
                StatusIs(sample.code, HasSubstr(sample.message)));
    if (sample.code == absl::StatusCode::kInvalidArgument) {
      const wamp::v1::Violations violations = ViolationsOf(answers.status);
      ASSERT_EQ(violations.violations_size(), 1);
      EXPECT_EQ(ToText(violations.violations(0)), answers.status.message());
    }
    EXPECT_EQ(answers.responses.size(), requests.size() - 1);
    const auto report = store->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact());
    EXPECT_EQ(report->records, stored);
  }
}

// Records with some bytes changed or cut off, each time of a new run: whatever
// is taken, the store is whole.
TEST_P(SessionLogServiceTest, GarbageSpoilsNothing) {
  std::mt19937 random(20261128);  // NOLINT: the same in each run
  int taken = 0;
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    NodeLog other(kNode);
    v1::AppendRequest request =
        RequestOf(SealAll(&other, {DeniedAt(i), JoinedAt(i, "u1")}));
    std::string& bytes = *request.mutable_records(i % 2);
    for (int change = 0; change <= i % 3; ++change) {
      bytes[random() % bytes.size()] = static_cast<char>(random() % 128);
    }
    if (i % 4 == 0) bytes.resize(random() % bytes.size());
    ++(Append({request}).status.ok() ? taken : refused);
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(taken, 10);
  const auto report = store_->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact()) << report->faults[0].message;
}

TEST_P(SessionLogServiceTest, HoldsNoMoreStreamsThanItMay) {
  options_.max_appends = 1;
  Serve();
  grpc::ClientContext context;
  const auto stream = stub_->Append(&context);
  v1::AppendResponse response;
  ASSERT_TRUE(stream->Write(RequestOf({})));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(Append({RequestOf({})}).status,
              StatusIs(absl::StatusCode::kUnavailable,
                       HasSubstr("Append: 1 calls are open")));
  stream->WritesDone();
  ASSERT_TRUE(stream->Finish().ok());
  EXPECT_THAT(Append({RequestOf({})}).status, IsOk());

  options_.max_tails = 1;
  Serve();
  grpc::ClientContext first;
  const auto tail = stub_->Tail(&first, {});
  tail->WaitForInitialMetadata();
  grpc::ClientContext second;
  EXPECT_THAT(FromGrpcStatus(stub_->Tail(&second, {})->Finish()),
              StatusIs(absl::StatusCode::kUnavailable,
                       HasSubstr("Tail: 1 calls are open")));
  first.TryCancel();
}

INSTANTIATE_TEST_SUITE_P(Stores, SessionLogServiceTest, AllStores(),
                         NameOfStore);

TEST(FaultyStoreTest, ItsErrorsArePassedOn) {
  MemoryStore store;
  const auto service = MakeSessionLogService(&store);
  const wamp::testing::TestServer server(service.get());
  const auto stub = v1::SessionLogService::NewStub(server.Connect());
  NodeLog node(kNode);
  const v1::AppendRequest request = RequestOf(SealAll(&node, {DeniedAt(0)}));
  for (const auto code :
       {absl::StatusCode::kUnavailable, absl::StatusCode::kResourceExhausted,
        absl::StatusCode::kDataLoss}) {
    store.set_fault([&] { return absl::Status(code, "out of order"); });
    grpc::ClientContext context;
    const auto stream = stub->Append(&context);
    v1::AppendResponse response;
    stream->Write(request);
    EXPECT_FALSE(stream->Read(&response));
    EXPECT_THAT(FromGrpcStatus(stream->Finish()),
                StatusIs(code, HasSubstr("out of order")));
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
