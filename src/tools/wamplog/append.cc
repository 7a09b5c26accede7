#include "src/tools/wamplog/append.h"

#include <unistd.h>

#include <climits>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "src/sync/mutex_lock.h"
#include "src/text/quote.h"
#include "src/tools/wamplog/frame_feed.h"
#include "src/tools/wamplog/record_file.h"
#include "wamp/log/node_log.h"
#include "wamp/log/session_recorder.h"
#include "wamp/log/writer.h"

namespace wamp {
namespace tools {
namespace {

// What is behind the records of a node: a store, from the first of them on, a
// writer, and what became of each.
class Recording {
 public:
  Recording(const std::string& node, StoreToFill& store)
      : store_(store), node_(node) {}

  void Add(log::v1::SessionRecord record) {
    Begin();
    if (!writer_) return;
    const absl::Status status = writer_->Offer(
        std::move(record), [this](const absl::Status& done) { Note(done); });
    if (!status.ok()) Note(status);
  }

  // Opens the store, unless that has been done, or has failed.
  void Begin() {
    if (writer_ || !opened_.ok()) return;
    const absl::StatusOr<log::Store*> store = store_.Get();
    opened_ = store.ok() ? LockForAppend(store_.spec()) : store.status();
    if (opened_.ok()) writer_.emplace(&node_, *store, Patient());
  }

  // Waits for all, and says what went wrong first.
  absl::Status Finish() {
    if (!writer_) return opened_;
    writer_->Close();
    const sync::MutexLock lock(mutex_);
    if (status_.ok()) return status_;
    return absl::Status(status_.code(), absl::StrCat(ShownStore(store_.spec()),
                                                     ": ", status_.message()));
  }

  uint64_t stored() const { return writer_ ? writer_->counts().stored : 0; }

 private:
  static log::WriterOptions Patient() {
    log::WriterOptions options;
    options.block_for = absl::InfiniteDuration();
    return options;
  }

  void Note(const absl::Status& status) {
    const sync::MutexLock lock(mutex_);
    status_.Update(status);
  }

  StoreToFill& store_;
  absl::Status opened_;
  absl::Mutex mutex_;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  log::NodeLog node_;
  std::optional<log::SessionLogWriter> writer_;
};

using v1::Frame;

// Whether a GOODBYE answers another.
bool IsAnswer(const Frame& frame) {
  return absl::EndsWith(frame.goodbye().details().reason(), "goodbye_and_out");
}

// Whether only routers send such messages.
bool IsOfRouter(const Frame& frame) {
  switch (frame.message_case()) {
    case Frame::kWelcome:
    case Frame::kChallenge:
    case Frame::kAbort:
      return true;
    default:
      return false;
  }
}

// Hands a frame to the recorder, whichever side has sent it.
absl::Status Record(const Frame& frame, log::SessionRecorder& recorder) {
  if (IsOfRouter(frame)) return recorder.Sent(frame);
  const absl::Status status = recorder.Received(frame);
  // The answer to the client's, or the router's own.
  return status.ok() || !frame.has_goodbye() ? status : recorder.Sent(frame);
}

void RecordFile(FrameFeed& feed, log::SessionRecorder& recorder) {
  while (const Frame* frame = feed.Peek()) {
    const absl::Status status = Record(*frame, recorder);
    if (!status.ok()) feed.Complain(status.message());
    feed.Drop();
  }
}

// Whether the router's frame is likely to have passed before the client's,
// where both could be next.
bool RouterIsFirst(const Frame& client, const Frame& router) {
  if (client.has_hello()) return !IsOfRouter(router);
  if (client.has_abort()) return router.has_challenge() || router.has_welcome();
  if (client.has_goodbye() && router.has_goodbye()) {
    return IsAnswer(client) && !IsAnswer(router);
  }
  return false;
}

// Puts the two sides together again: of the frames that are next, the one goes
// on that the session takes.
void RecordSides(FrameFeed& client, FrameFeed& router,
                 log::SessionRecorder& recorder) {
  for (;;) {
    const Frame* received = client.Peek();
    const Frame* sent = router.Peek();
    if (received == nullptr && sent == nullptr) return;
    const bool router_first =
        received == nullptr ||
        (sent != nullptr && RouterIsFirst(*received, *sent));
    absl::Status status =
        router_first ? recorder.Sent(*sent) : recorder.Received(*received);
    FrameFeed* taken = router_first ? &router : &client;
    const Frame* other = router_first ? received : sent;
    if (!status.ok() && other != nullptr) {
      const absl::Status second =
          router_first ? recorder.Received(*other) : recorder.Sent(*other);
      if (second.ok()) {
        status = second;
        taken = router_first ? &client : &router;
      }
    }
    if (!status.ok()) taken->Complain(status.message());
    taken->Drop();
  }
}

std::string NameOfMachine() {
  char name[HOST_NAME_MAX + 1] = {};
  return gethostname(name, HOST_NAME_MAX) == 0 && name[0] != '\0' ? name
                                                                  : "localhost";
}

absl::Status AppendFrames(const LogFlags& flags, Recording& recording,
                          Teller& teller, Progress& progress) {
  log::Connection connection;
  if (!flags.peer.empty()) connection.transport->set_peer(flags.peer);
  if (!flags.forwarded_for.empty()) {
    connection.claimed_addresses =
        log::AddressesOf("x-forwarded-for", flags.forwarded_for);
  }
  const absl::Time at = flags.at.value_or(absl::InfinitePast());
  log::SessionRecorder recorder(
      [&recording](log::v1::SessionRecord record) {
        recording.Add(std::move(record));
      },
      std::move(connection), log::Redactor(),
      [at] { return at == absl::InfinitePast() ? absl::Now() : at; });
  absl::Status status;
  const auto open = [&](const std::string& file) {
    return FrameFeed(file, flags.format, flags.guess, teller, progress);
  };
  if (!flags.client.empty()) {
    FrameFeed client = open(flags.client);
    FrameFeed router = open(flags.router);
    RecordSides(client, router, recorder);
    status.Update(client.status());
    status.Update(router.status());
  }
  for (const std::string& file : flags.files) {
    FrameFeed feed = open(file);
    RecordFile(feed, recorder);
    status.Update(feed.status());
  }
  if (!flags.keep_open) recorder.TransportLost();
  return status;
}

absl::Status AppendRecords(const LogFlags& flags, Recording& recording) {
  for (const std::string& file : flags.files) {
    absl::Status status =
        ForEachRecord(file, [&](log::v1::SessionRecord record) -> absl::Status {
          if (record.has_previous_hash() || record.has_sequence()) {
            return absl::InvalidArgumentError(absl::StrCat(
                "expected a record that is not sealed, got one of node ",
                internal::Quote(record.node()), "; wamplog import takes it"));
          }
          recording.Add(std::move(record));
          return absl::OkStatus();
        });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Append(const LogFlags& flags, StoreToFill& store, Teller& teller,
                    Progress& progress) {
  Recording recording(flags.node.value_or(NameOfMachine()), store);
  const absl::Status read =
      flags.source == AppendSource::kRecords
          ? AppendRecords(flags, recording)
          : AppendFrames(flags, recording, teller, progress);
  // Nothing to store is no failure: then there is an empty one.
  if (read.ok() && teller.faults() == 0) recording.Begin();
  absl::Status status = recording.Finish();
  teller.Tell(absl::StrCat(recording.stored(), " records stored"));
  status.Update(read);
  return status;
}

}  // namespace tools
}  // namespace wamp
