#include "wamp/grpc/session_log_service.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/grpc/test_server.h"
#include "tests/log/memory_store.h"
#include "tests/log/sealed_log.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/status_matchers.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"

namespace wamp {
namespace log {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

constexpr char kNode[] = "router-1";
constexpr size_t kMiB = size_t{1} << 20;

v1::AppendRequest RequestOf(const std::vector<SealedRecord>& records) {
  v1::AppendRequest request;
  request.set_node(kNode);
  for (const SealedRecord& sealed : records) {
    request.add_records(sealed.bytes);
  }
  return request;
}

// What no Redactor would make shorter.
SealedRecord Large(uint64_t sequence, absl::string_view previous_hash,
                   size_t size) {
  SealedRecord sealed;
  v1::SessionRecord& record = sealed.record;
  record.set_record_id(absl::StrCat("record-", sequence));
  record.set_node(kNode);
  record.set_boot_id("boot");
  record.set_sequence(sequence);
  if (!previous_hash.empty()) {
    record.set_previous_hash(std::string(previous_hash));
  }
  record.set_realm(std::string(size, 'x'));
  sealed.bytes = record.SerializeAsString();
  return sealed;
}

std::vector<std::string> BytesOf(const std::vector<SealedRecord>& records) {
  std::vector<std::string> bytes;
  bytes.reserve(records.size());
  for (const SealedRecord& sealed : records) bytes.push_back(sealed.bytes);
  return bytes;
}

// What a stream gave until it ended.
struct Answers {
  std::vector<v1::AppendResponse> responses;
  absl::Status status;
};

using StoreMaker = std::unique_ptr<Store> (*)(const TemporaryFolder&);

class SessionLogServiceTest : public ::testing::TestWithParam<StoreMaker> {
 protected:
  SessionLogServiceTest()
      : store_(GetParam()(folder_)),
        keys_(*MakeCheckpointKeys("logs.example.com")) {
    options_.checkpoint_signer = keys_.signer;
    options_.clock = [] { return At(99); };
    options_.tail_pause = absl::Milliseconds(1);
    Serve();
  }

  void Serve() {
    stub_.reset();
    server_.reset();
    service_ = MakeSessionLogService(store_.get(), options_);
    server_ = std::make_unique<wamp::testing::TestServer>(service_.get());
    stub_ = v1::SessionLogService::NewStub(server_->Connect());
  }

  Answers Append(const std::vector<v1::AppendRequest>& requests) {
    grpc::ClientContext context;
    const auto stream = stub_->Append(&context);
    Answers answers;
    v1::AppendResponse response;
    for (const v1::AppendRequest& request : requests) {
      if (!stream->Write(request) || !stream->Read(&response)) break;
      answers.responses.push_back(response);
    }
    stream->WritesDone();
    answers.status = FromGrpcStatus(stream->Finish());
    return answers;
  }
  absl::Status Append(const std::vector<SealedRecord>& records) {
    return Append({RequestOf(records)}).status;
  }

  absl::StatusOr<v1::ListRecordsResponse> List(
      const v1::ListRecordsRequest& request) {
    grpc::ClientContext context;
    v1::ListRecordsResponse response;
    const grpc::Status status =
        stub_->ListRecords(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  absl::StatusOr<std::string> GetCheckpoint(const std::string& node) {
    grpc::ClientContext context;
    v1::GetCheckpointRequest request;
    request.set_node(node);
    v1::GetCheckpointResponse response;
    const grpc::Status status =
        stub_->GetCheckpoint(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response.checkpoint();
  }

  void ExpectWhole(uint64_t records) {
    const auto report = store_->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->intact())
        << report->faults[0].number << ": " << report->faults[0].message;
    EXPECT_EQ(report->records, records);
  }

  const TemporaryFolder folder_;
  const std::unique_ptr<Store> store_;
  const CheckpointKeys keys_;
  SessionLogServiceOptions options_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<wamp::testing::TestServer> server_;
  std::unique_ptr<v1::SessionLogService::Stub> stub_;
  NodeLog node_{kNode};
};

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
      {"NoRecord", kInvalid, "records[0]: SessionRecord: expected a message",
       [](NodeLog*) {
         v1::AppendRequest request = RequestOf({});
         request.add_records("\xff\xff");
         return Requests{request};
       }},
      {"EmptyRecord", kInvalid, "records[0]: SessionRecord: expected a record",
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

TEST_P(SessionLogServiceTest, ListsPageByPage) {
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

TEST_P(SessionLogServiceTest, FindsByEachField) {
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

TEST_P(SessionLogServiceTest, RefusesQuestionsThatHaveNoAnswer) {
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
TEST_P(SessionLogServiceTest, PagesAreBoundedByTheirBytes) {
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
TEST_P(SessionLogServiceTest, TailTellsWhatComes) {
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

TEST_P(SessionLogServiceTest, TailRefusesWhatHasAnEnd) {
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

TEST_P(SessionLogServiceTest, SignsCheckpoints) {
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

TEST_P(SessionLogServiceTest, HoldsNoMoreStreamsThanItMay) {
  options_.max_appends = 1;
  Serve();
  grpc::ClientContext context;
  const auto stream = stub_->Append(&context);
  v1::AppendResponse response;
  ASSERT_TRUE(stream->Write(RequestOf({})));
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_THAT(Append({RequestOf({})}).status,
              StatusIs(absl::StatusCode::kResourceExhausted,
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
              StatusIs(absl::StatusCode::kResourceExhausted,
                       HasSubstr("Tail: 1 calls are open")));
  first.TryCancel();
}

INSTANTIATE_TEST_SUITE_P(
    Stores, SessionLogServiceTest,
    ::testing::Values(
        [](const TemporaryFolder&) -> std::unique_ptr<Store> {
          return std::make_unique<MemoryStore>();
        },
        [](const TemporaryFolder& folder) -> std::unique_ptr<Store> {
          return *SqliteStore::Open(folder.path("log.db"));
        }),
    [](const auto& test) {
      return std::string(test.index == 0 ? "Memory" : "Sqlite");
    });

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
