// Finds what has been done to the records of a store.
#ifndef WAMP_SRC_LOG_CHAIN_VERIFIER_H_
#define WAMP_SRC_LOG_CHAIN_VERIFIER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/log/record_columns.h"
#include "wamp/log/store.h"

namespace wamp {
namespace internal {

// A record as a store has it, with all that the store keeps beside its bytes.
struct StoredRow {
  absl::string_view record_id;
  absl::string_view node;
  // The place among the node's records.
  uint64_t number = 0;
  absl::string_view hash;
  absl::string_view bytes;
  RecordColumns columns;
};

// What a store says of a node.
struct NodeEnds {
  log::NodeHead head;
  // What the first record names as the one before: the hash of the last one
  // that has been pruned, if any.
  std::string anchor;
};

// To be given all rows of a store, those of each node in their order, then
// asked for its report.
class ChainVerifier {
 public:
  ChainVerifier(const log::VerifyOptions& options,
                const std::vector<NodeEnds>& nodes);

  void Take(const StoredRow& row);

  // A row of which not even the bytes can be had.
  void TakeUnreadable(absl::string_view node, uint64_t number,
                      absl::string_view why);

  // Adds a fault that the store itself has found.
  void AddFault(absl::string_view node, uint64_t number,
                absl::string_view message);

  log::VerifyReport Finish();

 private:
  struct Chain {
    log::NodeHead head;
    // The record before the next: its number, its hash, its run and its
    // sequence.
    uint64_t number = 0;
    std::string hash;
    std::string boot_id;
    uint64_t sequence = 0;
    // The hash of the record before is not known.
    bool broken = false;
    std::set<std::string> runs;
    std::vector<log::Checkpoint> checkpoints;
  };

  Chain* ChainOf(absl::string_view node, uint64_t number);
  void CheckNumber(Chain* chain, uint64_t number);
  void CheckLink(Chain* chain, const log::v1::SessionRecord& record,
                 uint64_t number);
  void CheckColumns(const StoredRow& row, const log::v1::SessionRecord& record);
  void CheckCheckpoints(const Chain& chain, uint64_t number,
                        absl::string_view hash);

  const size_t max_faults_;
  log::VerifyReport report_;
  std::map<std::string, Chain, std::less<>> chains_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_CHAIN_VERIFIER_H_
