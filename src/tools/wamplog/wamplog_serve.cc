// The server of a store: `wamplog help serve` says what it does.
#include <chrono>
#include <climits>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "src/text/quote.h"
#include "src/tools/common/output.h"
#include "src/tools/server/metrics.h"
#include "src/tools/server/server.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/small_file.h"
#include "src/tools/wamplog/wamplog_flags.h"
#include "wamp/grpc/session_log_service.h"
#include "wamp/log/checkpoint.h"

namespace wamp {
namespace tools {
namespace {

// What a batch of records may have, and what comes with it.
constexpr int kMostBytes = 4 << 20;

absl::StatusOr<std::string> ReadSigner(const std::string& file) {
  if (file.empty()) return "";
  absl::StatusOr<std::string> signer = ReadKey(file);
  if (!signer.ok()) return signer;
  // A key that is none is told of now, not when somebody asks.
  log::Checkpoint any;
  any.node = any.boot_id = "-";
  any.count = any.sequence = 1;
  any.hash = std::string(32, '\0');
  const absl::Status status = log::SignCheckpoint(any, *signer).status();
  if (status.ok()) return signer;
  return absl::Status(
      status.code(),
      absl::StrCat(internal::Escape(file, PATH_MAX), ": ", status.message()));
}

absl::Status Serve(const LogFlags& flags) {
  log::SessionLogServiceOptions options;
  absl::StatusOr<std::string> signer = ReadSigner(flags.key);
  if (!signer.ok()) return signer.status();
  options.checkpoint_signer = *std::move(signer);
  const auto store = OpenStore(flags.store, Access::kAppend);
  if (!store.ok()) return store.status();
  absl::Status status = LockForAppend(flags.store);
  if (!status.ok()) return status;
  // Until here signals end a program that waits for its store.
  BlockServerSignals();
  const auto service =
      log::MakeSessionLogService(store->get(), std::move(options));
  Metrics metrics;
  ServerParts parts;
  parts.services = {service.get()};
  parts.max_request_bytes = kMostBytes;
  parts.metrics = &metrics;
  // Streams don't end by themselves, and senders go on where they were.
  parts.drain = std::chrono::seconds(1);
  return RunServer(flags.server, parts);
}

int Main(const std::vector<std::string>& args) {
  const absl::StatusOr<LogFlags> flags = ParseLogFlags(args, absl::Now());
  absl::Status status = flags.status();
  if (status.ok() && flags->command != LogCommand::kServe) {
    status = absl::InvalidArgumentError("expected \"serve\"");
  }
  if (status.ok()) status = Serve(*flags);
  if (status.ok()) return 0;
  std::cerr << "wamplog: " << status.message() << std::endl;
  return 2;
}

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  return wamp::tools::RunProgram(argc, argv, wamp::tools::Main);
}
