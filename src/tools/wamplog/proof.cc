#include "src/tools/wamplog/proof.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "src/text/quote.h"
#include "src/tools/wamplog/small_file.h"
#include "wamp/log/checkpoint.h"

namespace wamp {
namespace tools {
namespace {

absl::Status InFile(const std::string& file, const absl::Status& status) {
  return absl::Status(
      status.code(),
      absl::StrCat(internal::Escape(file, PATH_MAX), ": ", status.message()));
}

absl::StatusOr<std::vector<log::Checkpoint>> ReadCheckpoints(
    const LogFlags& flags) {
  std::vector<log::Checkpoint> checkpoints;
  if (flags.checkpoints.empty()) return checkpoints;
  const absl::StatusOr<std::string> verifier = ReadKey(flags.verifier);
  if (!verifier.ok()) return verifier.status();
  for (const std::string& file : flags.checkpoints) {
    const absl::StatusOr<std::string> text = ReadSmallFile(file);
    if (!text.ok()) return text.status();
    absl::StatusOr<log::Checkpoint> checkpoint =
        log::OpenCheckpoint(*text, *verifier);
    if (!checkpoint.ok()) return InFile(file, checkpoint.status());
    checkpoints.push_back(*std::move(checkpoint));
  }
  return checkpoints;
}

// The node that is meant, where the store has one alone.
absl::StatusOr<std::string> OnlyNode(log::Store& store) {
  const absl::StatusOr<log::Stats> stats = store.GetStats();
  if (!stats.ok()) return stats.status();
  if (stats->nodes.size() == 1) return stats->nodes[0].node;
  if (stats->nodes.empty()) {
    return absl::NotFoundError("expected a store with records, got none");
  }
  std::vector<std::string> names;
  for (const log::NodeHead& node : stats->nodes) {
    names.push_back(internal::Quote(node.node));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--node: missing; expected one of ", absl::StrJoin(names, ", ")));
}

// Makes a file that its owner alone can read.
absl::Status WriteSecret(const std::string& file, absl::string_view text) {
  const int fd =
      open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    return absl::AlreadyExistsError(absl::StrCat(
        internal::Escape(file, PATH_MAX), ": ", std::strerror(errno)));
  }
  absl::Status status;
  while (!text.empty() && status.ok()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      status = absl::UnavailableError(absl::StrCat(
          internal::Escape(file, PATH_MAX), ": ", std::strerror(errno)));
    }
  }
  close(fd);
  return status;
}

}  // namespace

absl::Status Verify(const LogFlags& flags, log::Store& store, Teller& teller,
                    Progress& progress) {
  absl::StatusOr<std::vector<log::Checkpoint>> checkpoints =
      ReadCheckpoints(flags);
  if (!checkpoints.ok()) return checkpoints.status();
  log::VerifyOptions options;
  options.checkpoints = *std::move(checkpoints);
  progress.BeginCount("verify", "records");
  options.progress = [&progress](uint64_t done, uint64_t total) {
    progress.UpdateCount(done, total);
  };
  const absl::StatusOr<log::VerifyReport> report = store.Verify(options);
  progress.Clear();
  if (!report.ok()) return report.status();
  const Palette palette(IsColored(flags.color, STDOUT_FILENO));
  std::cout << palette.Heading(report->intact() ? "intact" : "NOT INTACT")
            << ": " << report->records << " records, " << report->fault_count
            << " faults\n";
  if (report->lost > 0) {
    std::cout << report->lost << " records were lost or dropped by the nodes "
              << "themselves, as their numbers show\n";
  }
  if (report->unlinked_runs > 0) {
    std::cout << report->unlinked_runs
              << " runs of nodes don't say what was before them\n";
  }
  if (flags.checkpoints.empty()) {
    std::cout
        << "without a checkpoint: a whole chain that was made anew, or an "
           "end that was cut\noff, is not found\n";
  } else {
    std::cout << "checkpoints: " << report->checkpoints << " found, "
              << report->pruned_checkpoints
              << " of records that have been pruned\n";
  }
  for (const log::VerifyReport::Fault& fault : report->faults) {
    teller.Fault(absl::StrCat(
        fault.node.empty() ? "" : internal::Escape(fault.node, PATH_MAX),
        fault.number == 0 ? "" : absl::StrCat(" record ", fault.number), ": ",
        fault.message));
  }
  if (report->fault_count > report->faults.size()) {
    teller.Fault(absl::StrCat(
        "and ", report->fault_count - report->faults.size(), " more faults"));
  }
  return absl::OkStatus();
}

absl::Status MakeCheckpoint(const LogFlags& flags, log::Store& store) {
  absl::StatusOr<std::string> node =
      flags.node ? absl::StatusOr<std::string>(*flags.node) : OnlyNode(store);
  if (!node.ok()) return node.status();
  const absl::StatusOr<std::string> key = ReadKey(flags.key);
  if (!key.ok()) return key.status();
  const absl::StatusOr<log::Checkpoint> checkpoint =
      store.MakeCheckpoint(*node, absl::Now());
  if (!checkpoint.ok()) return checkpoint.status();
  const absl::StatusOr<std::string> text =
      log::SignCheckpoint(*checkpoint, *key);
  if (!text.ok()) return InFile(flags.key, text.status());
  std::cout << *text;
  return absl::OkStatus();
}

absl::Status MakeKeys(const LogFlags& flags) {
  const absl::StatusOr<log::CheckpointKeys> keys =
      log::MakeCheckpointKeys(flags.name);
  if (!keys.ok()) return keys.status();
  absl::Status status =
      WriteSecret(flags.key, absl::StrCat(keys->signer, "\n"));
  if (!status.ok()) return status;
  std::cout << keys->verifier << "\n" << std::flush;
  // Of what nobody can verify, the key is of no use.
  if (!std::cout) unlink(flags.key.c_str());
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
