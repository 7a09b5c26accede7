#include "wamp/grpc/session_log_client.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"
#include "tests/grpc/test_server.h"
#include "tests/log/memory_store.h"
#include "tests/log/sealed_log.h"
#include "tests/testing/status_matchers.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace log {
namespace {

using ::testing::HasSubstr;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;
using ::wamp::testing::TestServer;

constexpr char kNode[] = "router-1";

// Counts, and fails by plan: before or after it has stored.
class CountingStore : public MemoryStore {
 public:
  absl::Status Append(absl::Span<const SealedRecord> records) override {
    const sync::MutexLock lock(mutex_);
    ++appends_;
    if (faults_ == 0) return MemoryStore::Append(records);
    --faults_;
    if (is_late_) MemoryStore::Append(records).IgnoreError();
    return fault_;
  }
  void FailNext(int times, absl::Status fault, bool is_late = false) {
    const sync::MutexLock lock(mutex_);
    faults_ = times;
    fault_ = std::move(fault);
    is_late_ = is_late;
  }
  int appends() {
    const sync::MutexLock lock(mutex_);
    return appends_;
  }

 private:
  absl::Mutex mutex_;
  int appends_ ABSL_GUARDED_BY(mutex_) = 0;
  int faults_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status fault_ ABSL_GUARDED_BY(mutex_);
  bool is_late_ ABSL_GUARDED_BY(mutex_) = false;
};

SessionLogClientOptions Quick() {
  SessionLogClientOptions options;
  options.first_pause = absl::Milliseconds(1);
  options.longest_pause = absl::Milliseconds(10);
  return options;
}

SessionLogClientOptions Impatient() {
  SessionLogClientOptions options = Quick();
  options.patience = absl::ZeroDuration();
  return options;
}

class SessionLogClientTest : public ::testing::Test {
 protected:
  SessionLogClientTest() : service_(MakeSessionLogService(&store_)) { Start(); }

  // On the same port as before, if there was one.
  void Start() {
    server_ = std::make_unique<TestServer>(service_.get(), port_);
    port_ = server_->port();
  }
  void Stop() { server_.reset(); }

  std::shared_ptr<grpc::Channel> Connect() const {
    return grpc::CreateChannel(absl::StrCat("127.0.0.1:", port_),
                               grpc::InsecureChannelCredentials());
  }

  // The records are there once, in order, and none before them is missing.
  void ExpectStored(const std::vector<std::string>& ids) {
    PageOptions options;
    options.order = Order::kOldestFirst;
    options.page_size = PageOptions::kMostRecords;
    const auto page = store_.Query({}, options);
    ASSERT_THAT(page, IsOk());
    EXPECT_EQ(IdsOf(page->records), ids);
    const auto report = store_.Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact()) << report->faults[0].message;
    EXPECT_EQ(report->lost, 0U);
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

  // Records that are told apart, and come in the order of their numbers.
  static v1::SessionRecord Numbered(int i) {
    v1::SessionRecord record = DeniedAt(i);
    record.set_record_id(absl::StrCat("record-", i));
    return record;
  }
  static std::vector<std::string> Numbers(int count) {
    std::vector<std::string> ids;
    ids.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) ids.push_back(absl::StrCat("record-", i));
    return ids;
  }

  CountingStore store_;
  std::unique_ptr<grpc::Service> service_;
  int port_ = 0;
  std::unique_ptr<TestServer> server_;
  NodeLog node_{kNode};
};

TEST_F(SessionLogClientTest, AWriterWritesToTheService) {
  SessionLogClient client(Connect());
  {
    SessionLogWriter writer(&node_, &client);
    for (int i = 0; i < 50; ++i) {
      ASSERT_THAT(writer.Offer(Numbered(i)), IsOk());
    }
    EXPECT_THAT(writer.Write(Numbered(50)), IsOk());
    writer.Flush();
    EXPECT_EQ(writer.counts().stored, 51U);
  }
  ExpectStored(Numbers(51));

  // The next run of the node goes on from there.
  NodeLog next(kNode);
  SessionLogWriter writer(&next, &client);
  EXPECT_THAT(writer.Write(Numbered(51)), IsOk());
  ExpectStored(Numbers(52));
  EXPECT_EQ(store_.Verify({})->unlinked_runs, 0U);
}

TEST_F(SessionLogClientTest, TellsWhereANodeEnds) {
  SessionLogClient client(Connect());
  const auto none = client.Head(kNode);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->count, 0U);
  EXPECT_EQ(none->node, kNode);
  ASSERT_THAT(client.Append(SealAll(&node_, {DeniedAt(0), DeniedAt(1)})),
              IsOk());
  const auto head = client.Head(kNode);
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->count, 2U);
  EXPECT_EQ(head->boot_id, node_.boot_id());
  EXPECT_EQ(head->sequence, 2U);
  EXPECT_EQ(head->hash, node_.head().hash);
}

TEST_F(SessionLogClientTest, SendsInAsManyPartsAsItTakes) {
  SessionLogClientOptions options = Quick();
  for (const size_t most : {size_t{1}, size_t{1000}}) {
    options.max_request_bytes = most;
    SessionLogClient client(Connect(), options);
    const int before = store_.appends();
    const std::vector<v1::SessionRecord> records(20, DeniedAt(0));
    NodeLog node(absl::StrCat("router-", most));
    ASSERT_THAT(client.Append(SealAll(&node, records)), IsOk());
    const int parts = store_.appends() - before;
    EXPECT_GT(parts, 2) << most;
    EXPECT_EQ(parts == 20, most == 1) << parts;
    EXPECT_EQ(store_.Head(node.node())->count, 20U);
  }
}

TEST_F(SessionLogClientTest, SendsRecordsOfSeveralNodes) {
  NodeLog other("router-2");
  std::vector<SealedRecord> records;
  records.reserve(9);
  for (int i = 0; i < 9; ++i) {
    records.push_back(Seal(i % 3 == 0 ? &node_ : &other, DeniedAt(i)));
  }
  SessionLogClient client(Connect());
  ASSERT_THAT(client.Append(records), IsOk());
  ASSERT_THAT(client.Append(records), IsOk());
  ExpectStored(IdsOf(records));
}

TEST_F(SessionLogClientTest, GoesOnWhenTheServiceIsBack) {
  SessionLogClient client(Connect(), Quick());
  SessionLogWriter writer(&node_, &client);
  int count = 0;
  for (int round = 0; round < 5; ++round) {
    EXPECT_THAT(writer.Write(Numbered(count++)), IsOk());
    Stop();
    for (int i = 0; i < 10; ++i) {
      ASSERT_THAT(writer.Offer(Numbered(count++)), IsOk());
    }
    Start();
  }
  writer.Flush();
  EXPECT_EQ(writer.counts().failed, 0U);
  ExpectStored(Numbers(count));
}

TEST_F(SessionLogClientTest, HoldsNoMoreThanItMayMeanwhile) {
  for (const WhenFull when_full : {WhenFull::kReject, WhenFull::kDrop}) {
    Stop();
    SessionLogClient client(Connect(), Quick());
    NodeLog node(when_full == WhenFull::kDrop ? "dropping" : "rejecting");
    WriterOptions options;
    options.when_full = when_full;
    options.max_queue = 5;
    options.max_batch = 3;
    SessionLogWriter writer(&node, &client, options);
    for (int i = 0; i < 30; ++i) writer.Offer(DeniedAt(i)).IgnoreError();
    Start();
    writer.Flush();
    ASSERT_THAT(writer.Write(DeniedAt(99)), IsOk());
    writer.Close();
    const SessionLogWriter::Counts counts = writer.counts();
    EXPECT_EQ(counts.offered, 31U);
    EXPECT_EQ(counts.accepted + counts.rejected + counts.dropped, 31U);
    EXPECT_GE(counts.rejected + counts.dropped, 22U);
    EXPECT_EQ(counts.stored, counts.accepted);
    EXPECT_EQ(store_.Head(node.node())->count, counts.stored);
    EXPECT_EQ(store_.Head(node.node())->sequence,
              counts.stored + counts.dropped);
  }
  EXPECT_TRUE(store_.Verify({})->intact());
}

TEST_F(SessionLogClientTest, AsksAgainWhileTheStoreIsAway) {
  SessionLogClient client(Connect(), Quick());
  for (const auto code :
       {absl::StatusCode::kUnavailable, absl::StatusCode::kAborted,
        absl::StatusCode::kCancelled, absl::StatusCode::kDeadlineExceeded}) {
    store_.FailNext(3, absl::Status(code, "away"));
    const int before = store_.appends();
    EXPECT_THAT(client.Append(SealAll(&node_, {DeniedAt(0)})), IsOk());
    EXPECT_EQ(store_.appends() - before, 4);
  }
}

TEST_F(SessionLogClientTest, FindsOutWhatHasBeenStored) {
  SessionLogClient client(Connect(), Quick());
  const auto records = SealAll(&node_, {DeniedAt(0), DeniedAt(1)});
  store_.FailNext(1, absl::UnavailableError("no answer"), true);
  EXPECT_THAT(client.Append(records), IsOk());
  EXPECT_EQ(store_.appends(), 1);
  ExpectStored(IdsOf(records));
}

TEST_F(SessionLogClientTest, PassesOnAllOtherErrors) {
  SessionLogClient client(Connect(), Quick());
  const auto records = SealAll(&node_, {DeniedAt(0)});
  for (const auto code :
       {absl::StatusCode::kResourceExhausted, absl::StatusCode::kDataLoss,
        absl::StatusCode::kAlreadyExists, absl::StatusCode::kInvalidArgument,
        absl::StatusCode::kPermissionDenied, absl::StatusCode::kInternal}) {
    store_.FailNext(1, absl::Status(code, "out of order"));
    EXPECT_THAT(client.Append(records),
                StatusIs(code, HasSubstr("out of order")));
  }
  EXPECT_THAT(client.Append(records), IsOk());
}

TEST_F(SessionLogClientTest, SendsNothingThatIsTooLarge) {
  SealedRecord large = Seal(&node_, DeniedAt(0));
  large.bytes.resize(size_t{3} << 20, 'x');
  large.bytes += "x";
  SessionLogClient client(Connect(), Quick());
  EXPECT_THAT(client.Append({large}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at most 3145728 bytes, got 3145729")));
}

TEST_F(SessionLogClientTest, WaitsNoLongerThanItMay) {
  Stop();
  SessionLogClient client(Connect(), Impatient());
  EXPECT_THAT(client.Append(SealAll(&node_, {DeniedAt(0)})),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("")));
  EXPECT_THAT(client.Head(kNode),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("")));
}

TEST_F(SessionLogClientTest, StopsWhenItsTimeIsOver) {
  Stop();
  SessionLogClientOptions options;
  options.first_pause = absl::Hours(1);
  options.longest_pause = absl::Hours(1);
  SessionLogClient client(Connect(), options);
  SessionLogWriter writer(&node_, &client);
  absl::Status told;
  ASSERT_THAT(writer.Offer(Numbered(0),
                           [&](const absl::Status& status) { told = status; }),
              IsOk());
  client.FinishBy(absl::Now() + absl::Milliseconds(20));
  client.FinishBy(absl::InfiniteFuture());
  writer.Close();
  EXPECT_THAT(told, StatusIs(absl::StatusCode::kFailedPrecondition,
                             HasSubstr("time of the client is over")));
  EXPECT_EQ(writer.counts().failed, 1U);
  EXPECT_THAT(client.Head(kNode),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("")));
}

using Stream = grpc::ServerReaderWriter<v1::AppendResponse, v1::AppendRequest>;

// Answers as it is told.
class FakeService final : public v1::SessionLogService::Service {
 public:
  using Answer = std::function<grpc::Status(grpc::ServerContext*, Stream*)>;
  explicit FakeService(Answer answer) : answer_(std::move(answer)) {}

  grpc::Status Append(grpc::ServerContext* context, Stream* stream) override {
    return answer_(context, stream);
  }

 private:
  const Answer answer_;
};

v1::AppendResponse EndAt(uint64_t sequence, const std::string& boot_id) {
  v1::AppendResponse response;
  response.set_boot_id(boot_id);
  response.set_sequence(sequence);
  response.set_hash(std::string(32, 'h'));
  response.set_count(sequence);
  return response;
}

// What a service answers to records; to a question it says that it has none.
struct BadAnswer {
  const char* name;
  std::function<void(v1::AppendResponse*)> spoil;
};

class BadAnswerTest : public ::testing::TestWithParam<BadAnswer> {};

TEST_P(BadAnswerTest, AcknowledgesNothing) {
  NodeLog node(kNode);
  FakeService service([&](grpc::ServerContext*, Stream* stream) {
    v1::AppendRequest request;
    while (stream->Read(&request)) {
      v1::AppendResponse response;
      if (request.records_size() > 0) {
        response = EndAt(2, node.boot_id());
        GetParam().spoil(&response);
      }
      stream->Write(response);
    }
    return grpc::Status::OK;
  });
  const TestServer server(&service);
  SessionLogClient client(server.Connect(), Impatient());
  EXPECT_THAT(client.Append(SealAll(&node, {DeniedAt(0), DeniedAt(1)})),
              StatusIs(absl::StatusCode::kInternal,
                       HasSubstr("the service's answer: expected")));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, BadAnswerTest,
    ::testing::ValuesIn(std::vector<BadAnswer>{
        {"NothingSet", [](auto* response) { response->Clear(); }},
        {"NoRun", [](auto* response) { response->clear_boot_id(); }},
        {"EmptyRun", [](auto* response) { response->set_boot_id(""); }},
        {"NoSequence", [](auto* response) { response->clear_sequence(); }},
        {"NoHash", [](auto* response) { response->clear_hash(); }},
        {"ShortHash", [](auto* response) { response->set_hash("h"); }},
        {"NoCount", [](auto* response) { response->clear_count(); }},
        {"EarlierRecord", [](auto* response) { response->set_sequence(1); }},
        {"OtherRecord", [](auto* /*response*/) {}},
    }),
    [](const auto& test) { return std::string(test.param.name); });

TEST(SilentServiceTest, IsGivenUp) {
  FakeService service([](grpc::ServerContext* context, Stream*) {
    while (!context->IsCancelled()) absl::SleepFor(absl::Milliseconds(1));
    return grpc::Status::OK;
  });
  const TestServer server(&service);
  NodeLog node(kNode);
  SessionLogClientOptions options = Impatient();
  options.timeout = absl::Milliseconds(20);
  SessionLogClient hurried(server.Connect(), options);
  EXPECT_THAT(hurried.Append(SealAll(&node, {DeniedAt(0)})),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       HasSubstr("has not answered in time")));

  // In the middle of waiting.
  options.timeout = absl::InfiniteDuration();
  SessionLogClient patient(server.Connect(), options);
  absl::Status status;
  std::thread thread([&] { status = patient.Head(kNode).status(); });
  absl::SleepFor(absl::Milliseconds(20));
  patient.FinishBy(absl::Now());
  thread.join();
  EXPECT_FALSE(status.ok());
}

TEST(EndingServiceTest, IsAway) {
  FakeService service(
      [](grpc::ServerContext*, Stream*) { return grpc::Status::OK; });
  const TestServer server(&service);
  SessionLogClient client(server.Connect(), Impatient());
  EXPECT_THAT(client.Head(kNode), StatusIs(absl::StatusCode::kUnavailable,
                                           HasSubstr("ended the stream")));
}

TEST(OtherServiceTest, IsNone) {
  // A server without the method.
  v1::SessionLogService::Service service;
  const TestServer server(&service);
  SessionLogClient client(server.Connect(), Quick());
  EXPECT_THAT(client.Head(kNode),
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("")));
}

}  // namespace
}  // namespace log
}  // namespace wamp
