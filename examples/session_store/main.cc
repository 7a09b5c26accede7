// A store of sessions: written by a thread of its own, asked who was there, and
// checked against a signed checkpoint.
//
// usage: session_store [sqlite:PATH or postgres:CONNINFO]
//
// Without an argument, it is in a file that goes with the program.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/postgres_store.h"
#include "wamp/log/record.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/uuid.h"
#include "wamp/log/writer.h"

namespace {

// What a SessionRecorder makes of a session, from its start to its end.
absl::Status Write(wamp::log::Store* store, absl::Time start) {
  wamp::log::NodeLog node("router-1");
  wamp::log::SessionLogWriter writer(&node, store);
  const std::string uid = wamp::log::MakeUuid();
  wamp::SessionDetails details("realm1", 7);
  details->set_authid("joe");
  wamp::log::v1::SessionRecord joined = wamp::log::RecordOf(details, start);
  joined.set_session_uid(uid);
  absl::Status status = writer.Offer(std::move(joined));
  if (!status.ok()) return status;

  wamp::log::v1::Left left;
  left.set_cause(wamp::log::v1::LEAVE_CAUSE_TRANSPORT_LOST);
  wamp::log::v1::SessionRecord ended =
      wamp::log::RecordOf(left, start + absl::Minutes(10));
  ended.set_session_uid(uid);
  // Waits until both are durable.
  return writer.Write(std::move(ended));
}

absl::Status Ask(wamp::log::Store* store, absl::Time at) {
  absl::StatusOr<wamp::log::Page> open = store->OpenSessions(at, {}, {});
  if (!open.ok()) return open.status();
  std::cout << open->records.size() << " open\n";
  for (const wamp::log::SealedRecord& sealed : open->records) {
    std::cout << sealed.record.ident().authid() << " on "
              << sealed.record.realm() << "\n";
  }
  return absl::OkStatus();
}

absl::Status Check(wamp::log::Store* store) {
  absl::StatusOr<wamp::log::CheckpointKeys> keys =
      wamp::log::MakeCheckpointKeys("logs.example.com");
  if (!keys.ok()) return keys.status();
  absl::StatusOr<wamp::log::Checkpoint> made =
      store->MakeCheckpoint("router-1", absl::Now());
  if (!made.ok()) return made.status();
  // To be kept elsewhere.
  absl::StatusOr<std::string> text =
      wamp::log::SignCheckpoint(*made, keys->signer);
  if (!text.ok()) return text.status();

  absl::StatusOr<wamp::log::Checkpoint> kept =
      wamp::log::OpenCheckpoint(*text, keys->verifier);
  if (!kept.ok()) return kept.status();
  wamp::log::VerifyOptions options;
  options.checkpoints = {*kept};
  absl::StatusOr<wamp::log::VerifyReport> report = store->Verify(options);
  if (!report.ok()) return report.status();
  std::cout << report->records << " records, " << report->checkpoints
            << " checkpoint, " << report->fault_count << " faults\n";
  return absl::OkStatus();
}

// Whichever it is, the rest of the program is the same.
absl::StatusOr<std::unique_ptr<wamp::log::Store>> Open(absl::string_view name) {
  if (absl::ConsumePrefix(&name, "sqlite:")) {
    return wamp::log::SqliteStore::Open(name);
  }
  if (absl::ConsumePrefix(&name, "postgres:")) {
    return wamp::log::PostgresStore::Open(name);
  }
  return absl::InvalidArgumentError(
      "expected sqlite:PATH or postgres:CONNINFO");
}

absl::Status Run(absl::string_view name) {
  absl::StatusOr<std::unique_ptr<wamp::log::Store>> store = Open(name);
  if (!store.ok()) return store.status();
  const absl::Time start = absl::FromUnixSeconds(1767323045);
  absl::Status status = Write(store->get(), start);
  if (status.ok()) status = Ask(store->get(), start + absl::Minutes(5));
  if (status.ok()) status = Ask(store->get(), start + absl::Minutes(15));
  if (status.ok()) status = Check(store->get());
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    const absl::Status status = Run(argv[1]);
    if (!status.ok()) std::cerr << status.message() << "\n";
    return status.ok() ? 0 : 1;
  }
  // A folder that goes with the program; yours has a place that lasts.
  const char* temporary = std::getenv("TMPDIR");
  std::string folder =
      std::string(temporary == nullptr ? "/tmp" : temporary) + "/storeXXXXXX";
  if (mkdtemp(&folder[0]) == nullptr) {
    std::cerr << folder << ": can't be made\n";
    return 1;
  }
  const std::string path = folder + "/sessions.db";
  const absl::Status status = Run("sqlite:" + path);
  unlink(path.c_str());
  rmdir(folder.c_str());
  if (!status.ok()) std::cerr << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
