// What a store held at an instant, as a small signed text that is kept
// elsewhere: against it, Store::Verify finds a chain that was cut off or made
// anew.
//
// Example:
//
//   absl::StatusOr<wamp::log::CheckpointKeys> keys =
//       wamp::log::MakeCheckpointKeys("logs.example.com");
//   // keys->signer to where secrets are, keys->verifier to everybody
//
//   absl::StatusOr<wamp::log::Checkpoint> checkpoint =
//       store->MakeCheckpoint("router-1.example.com", absl::Now());
//   absl::StatusOr<std::string> text =
//       wamp::log::SignCheckpoint(*checkpoint, keys->signer);
//
//   wamp::log::VerifyOptions options;
//   options.checkpoints = {*wamp::log::OpenCheckpoint(*text, keys->verifier)};
//   absl::StatusOr<wamp::log::VerifyReport> report = store->Verify(options);
//
// The text is a signed note in the form of C2SP, in the manner of its
// tlog-checkpoint:
//
//   logs.example.com                              the name of the key
//   42                                            how many records there were
//   bm90aGluZyB0byBzZWUgaGVyZSwgbW92ZSBvbiEgICA=  the hash of the last
//   node router-1.example.com
//   boot_id 01890a5d-ac96-774b-bcce-b302099a8057
//   sequence 40
//   time 2026-01-02T03:04:05Z
//                                                 (an empty line)
//   — logs.example.com CqXcZg…                    the signature, by Ed25519
#ifndef WAMP_LOG_CHECKPOINT_H_
#define WAMP_LOG_CHECKPOINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/log/store.h"

namespace wamp {
namespace log {

// Both as texts of one line, in the form of C2SP's signed notes.
struct CheckpointKeys {
  // `PRIVATE+KEY+<name>+<id>+<key>`: a secret.
  std::string signer;
  // `<name>+<id>+<key>`.
  std::string verifier;
};

// A new pair. The name says whose log it is, for example by a host's name; it
// has no spaces and no `+`.
absl::StatusOr<CheckpointKeys> MakeCheckpointKeys(absl::string_view name);

// The text of a checkpoint. A node or run whose name has control characters, or
// is not UTF-8, is an InvalidArgument. Errors never show the key.
absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           absl::string_view signer);

// The checkpoint in a text that the key has signed. What is no such text is an
// InvalidArgument; what has another signature is a PermissionDenied.
absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view text,
                                          absl::string_view verifier);

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_CHECKPOINT_H_
