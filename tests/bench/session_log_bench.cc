// Records that go to a SessionLogService, beside the store that it has.
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "benchmark/benchmark.h"
#include "tests/bench/log_rows.h"
#include "tests/bench/sqlite_folder.h"
#include "wamp/grpc/session_log_client.h"
#include "wamp/grpc/session_log_service.h"

namespace wamp {
namespace log {
namespace {

// A store that is reached by gRPC.
class Served final : public RecordSink {
 public:
  Served()
      : address_(absl::StrCat("unix-abstract:session-log-bench-", getpid(), "-",
                              ++count_)),
        store_(MakeSqlite()),
        service_(MakeSessionLogService(store_.get())) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
    builder.RegisterService(service_.get());
    server_ = builder.BuildAndStart();
    client_ = std::make_unique<SessionLogClient>(
        grpc::CreateChannel(address_, grpc::InsecureChannelCredentials()));
  }
  ~Served() override {
    client_ = nullptr;
    server_->Shutdown(std::chrono::system_clock::now());
  }

  absl::Status Append(absl::Span<const SealedRecord> records) override {
    return client_->Append(records);
  }
  absl::StatusOr<NodeHead> Head(absl::string_view node) override {
    return client_->Head(node);
  }

 private:
  static int count_;
  const std::string address_;
  const std::shared_ptr<Store> store_;
  const std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<SessionLogClient> client_;
};
int Served::count_ = 0;

void AddRows() {
  for (const uint64_t batch : {1U, 10U, 100U, 1000U}) {
    const std::string what =
        absl::StrCat("Appending a record/", batch, " at once/");
    const auto add = [&](const char* who, auto run) {
      AddRow(absl::StrCat(what, who, "/wall"), run)
          ->Iterations(batch == 1 ? 200 : 20)
          ->UseManualTime();
    };
    add("store alone", [batch](benchmark::State& state) {
      AppendBatches(*MakeSqlite(), batch, state);
    });
    add("service", [batch](benchmark::State& state) {
      Served served;
      AppendBatches(served, batch, state);
    });
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  wamp::log::AddRows();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
