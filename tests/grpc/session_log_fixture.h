// A SessionLogService over a store of each kind, and a client of it.
#ifndef WAMP_TESTS_GRPC_SESSION_LOG_FIXTURE_H_
#define WAMP_TESTS_GRPC_SESSION_LOG_FIXTURE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
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
#include "wamp/grpc/session_log_service.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"

namespace wamp {
namespace log {

inline constexpr char kNode[] = "router-1";
inline constexpr size_t kMiB = size_t{1} << 20;

inline v1::AppendRequest RequestOf(const std::vector<SealedRecord>& records) {
  v1::AppendRequest request;
  request.set_node(kNode);
  for (const SealedRecord& sealed : records) {
    request.add_records(sealed.bytes);
  }
  return request;
}

// What no Redactor would make shorter.
inline SealedRecord Large(uint64_t sequence, absl::string_view previous_hash,
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

inline std::vector<std::string> BytesOf(
    const std::vector<SealedRecord>& records) {
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

class SessionLogFixture : public ::testing::TestWithParam<StoreMaker> {
 protected:
  SessionLogFixture()
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
    ASSERT_THAT(report, ::wamp::testing::IsOk());
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

inline auto AllStores() {
  return ::testing::Values(
      [](const TemporaryFolder&) -> std::unique_ptr<Store> {
        return std::make_unique<MemoryStore>();
      },
      [](const TemporaryFolder& folder) -> std::unique_ptr<Store> {
        return *SqliteStore::Open(folder.path("log.db"));
      });
}

inline std::string NameOfStore(
    const ::testing::TestParamInfo<StoreMaker>& test) {
  return test.index == 0 ? "Memory" : "Sqlite";
}

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_GRPC_SESSION_LOG_FIXTURE_H_
