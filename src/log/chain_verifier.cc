#include "src/log/chain_verifier.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/text/quote.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace internal {

using log::v1::SessionRecord;

ChainVerifier::ChainVerifier(const log::VerifyOptions& options,
                             const std::vector<NodeEnds>& nodes)
    : max_faults_(options.max_faults) {
  for (const NodeEnds& ends : nodes) {
    Chain& chain = chains_[ends.head.node];
    chain.head = ends.head;
    chain.number = ends.head.pruned;
    chain.hash = ends.anchor;
  }
  for (const log::Checkpoint& checkpoint : options.checkpoints) {
    const auto chain = chains_.find(checkpoint.node);
    if (chain == chains_.end()) {
      AddFault(checkpoint.node, checkpoint.count,
               "all of it is missing: a checkpoint names a record of it");
      continue;
    }
    chain->second.checkpoints.push_back(checkpoint);
  }
  for (const auto& [node, chain] : chains_) {
    for (const log::Checkpoint& checkpoint : chain.checkpoints) {
      if (checkpoint.count < chain.head.pruned) ++report_.pruned_checkpoints;
    }
    CheckCheckpoints(chain, chain.head.pruned, chain.hash);
  }
}

void ChainVerifier::Take(const StoredRow& row) {
  ++report_.records;
  Chain* chain = ChainOf(row.node, row.number);
  const std::string hash = log::RecordHash(row.bytes);
  CheckNumber(chain, row.number);
  if (hash != row.hash) {
    AddFault(row.node, row.number, "its bytes are not those that were stored");
  }
  SessionRecord record;
  if (row.bytes.size() > std::numeric_limits<int>::max() ||
      !record.ParseFromArray(row.bytes.data(),
                             static_cast<int>(row.bytes.size()))) {
    AddFault(row.node, row.number, "its bytes are no record");
    chain->broken = true;
    return;
  }
  CheckColumns(row, record);
  CheckLink(chain, record, row.number);
  CheckCheckpoints(*chain, row.number, hash);
  chain->hash = hash;
  chain->broken = false;
}

void ChainVerifier::TakeUnreadable(absl::string_view node, uint64_t number,
                                   absl::string_view why) {
  ++report_.records;
  Chain* chain = ChainOf(node, number);
  CheckNumber(chain, number);
  AddFault(node, number, absl::StrCat("it can't be read: ", why));
  chain->broken = true;
}

void ChainVerifier::AddFault(absl::string_view node, uint64_t number,
                             absl::string_view message) {
  ++report_.fault_count;
  if (report_.faults.size() < max_faults_) {
    report_.faults.push_back({std::string(node), number, std::string(message)});
  }
}

log::VerifyReport ChainVerifier::Finish() {
  for (const auto& [node, chain] : chains_) {
    if (chain.number != chain.head.count) {
      AddFault(node, chain.number,
               absl::StrCat("expected ", chain.head.count,
                            " records to its end, got ", chain.number));
    }
    if (!chain.broken && chain.hash != chain.head.hash) {
      AddFault(node, chain.number,
               "the last record is not the one that was stored last");
    }
    if (chain.head.count > chain.head.pruned && !chain.broken &&
        (chain.boot_id != chain.head.boot_id ||
         chain.sequence != chain.head.sequence)) {
      AddFault(node, chain.number,
               "the last record's run or sequence is not what the store says");
    }
    for (const log::Checkpoint& checkpoint : chain.checkpoints) {
      if (checkpoint.count > chain.number) {
        AddFault(node, checkpoint.count,
                 absl::StrCat("the end is missing: a checkpoint has ",
                              checkpoint.count, " records, the store ",
                              chain.number));
      }
    }
  }
  return std::move(report_);
}

ChainVerifier::Chain* ChainVerifier::ChainOf(absl::string_view node,
                                             uint64_t number) {
  const auto found = chains_.find(node);
  if (found != chains_.end()) return &found->second;
  AddFault(node, number, "the store knows no such node");
  Chain& chain = chains_[std::string(node)];
  chain.head.node = std::string(node);
  return &chain;
}

void ChainVerifier::CheckNumber(Chain* chain, uint64_t number) {
  if (number != chain->number + 1) {
    AddFault(chain->head.node, number,
             absl::StrCat("expected record ", chain->number + 1,
                          " of the node, got ", number));
  }
  // The next one is compared with what has been found, so that each fault is
  // told once.
  chain->number = number;
}

void ChainVerifier::CheckLink(Chain* chain, const SessionRecord& record,
                              uint64_t number) {
  const auto fault = [&](absl::string_view message) {
    AddFault(chain->head.node, number, message);
  };
  const bool new_run = record.boot_id() != chain->boot_id;
  // The run of the record before is known, or that there is none.
  const bool known = !chain->boot_id.empty() || chain->hash.empty();
  if (!record.has_previous_hash() && new_run && number > 1) {
    if (!chain->hash.empty() || chain->broken) ++report_.unlinked_runs;
  } else if (!chain->broken && record.previous_hash() != chain->hash) {
    fault("the record before it is not the one that it names");
  }
  if (new_run) {
    if (!chain->runs.insert(record.boot_id()).second) {
      fault("its run was over already");
    } else if (known) {
      report_.lost += record.sequence() - 1;
    }
  } else if (record.sequence() <= chain->sequence) {
    fault(absl::StrCat("expected a sequence above ", chain->sequence, ", got ",
                       record.sequence()));
  } else if (!chain->broken) {
    report_.lost += record.sequence() - chain->sequence - 1;
  }
  chain->boot_id = record.boot_id();
  chain->sequence = record.sequence();
}

void ChainVerifier::CheckColumns(const StoredRow& row,
                                 const SessionRecord& record) {
  const RecordColumns is = ColumnsOf(record);
  const RecordColumns& kept = row.columns;
  const std::pair<const char*, bool> columns[] = {
      {"record_id", row.record_id == record.record_id()},
      {"node", row.node == record.node()},
      {"time", kept.time == is.time},
      {"event", kept.event == is.event},
      {"realm", kept.realm == is.realm},
      {"authid", kept.authid == is.authid},
      {"authrole", kept.authrole == is.authrole},
      {"session", kept.session == is.session},
      {"session_uid", kept.session_uid == is.session_uid},
      {"reason", kept.reason == is.reason},
  };
  for (const auto& [name, same] : columns) {
    if (!same) {
      AddFault(row.node, row.number,
               absl::StrCat("it is found under another ", name,
                            " than the one that it holds"));
    }
  }
}

void ChainVerifier::CheckCheckpoints(const Chain& chain, uint64_t number,
                                     absl::string_view hash) {
  for (const log::Checkpoint& checkpoint : chain.checkpoints) {
    if (checkpoint.count != number) continue;
    if (checkpoint.hash == hash) {
      ++report_.checkpoints;
    } else {
      AddFault(chain.head.node, number,
               "it is not the record that a checkpoint names");
    }
  }
}

}  // namespace internal
}  // namespace wamp
