// Where sealed records are kept, asked for, and shown to be whole.
//
// Example: who was on a realm as "joe" in an hour, and what became of it,
//
//   wamp::log::Filter filter;
//   filter.realm = "realm1";
//   filter.authid = "joe";
//   filter.since = hour;
//   filter.until = hour + absl::Hours(1);
//   wamp::log::PageOptions options;
//   do {
//     absl::StatusOr<wamp::log::Page> page = store->Query(filter, options);
//     if (!page.ok()) return page.status();
//     for (const auto& sealed : page->records) Use(sealed.record);
//     options.page_token = page->next_page_token;
//   } while (!options.page_token.empty());
//
// SqliteStore (sqlite_store.h) is a store; a SessionLogWriter (writer.h) fills
// one.
#ifndef WAMP_LOG_STORE_H_
#define WAMP_LOG_STORE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// A record, and the bytes that NodeLog::Seal (node_log.h) gave for it, which
// are what is stored and hashed.
struct SealedRecord {
  v1::SessionRecord record;
  std::string bytes;
};

// Reads what Seal gave. What is no sealed record, with an id, a node, a run and
// a sequence, is an InvalidArgument.
absl::StatusOr<SealedRecord> ParseSealed(absl::string_view bytes);

// Which records are asked for: those that all that is set holds for.
struct Filter {
  std::optional<std::string> realm;
  // Who the session is or, as long as that is not known, who the client says
  // that it is: `ident`, or else `claimed_ident`.
  std::optional<std::string> authid;
  std::optional<std::string> authrole;
  std::optional<uint64_t> session;
  std::optional<std::string> session_uid;
  std::optional<std::string> node;
  // Why a session was turned away, ended, or not allowed something.
  std::optional<std::string> reason;
  // Any of these; empty for all.
  std::vector<v1::SessionRecord::EventCase> events;
  // `time` of the record, from this on and until before that, to the
  // microsecond.
  absl::Time since = absl::InfinitePast();
  absl::Time until = absl::InfiniteFuture();
};

// The order is that of `time` or, where that is the same, that of appending.
enum class Order { kNewestFirst, kOldestFirst };

struct PageOptions {
  Order order = Order::kNewestFirst;
  // 1 to kMostRecords.
  size_t page_size = 100;
  // What the page before gave; empty for the first. What doesn't belong to the
  // same question is an InvalidArgument.
  std::string page_token;

  static constexpr size_t kMostRecords = 10000;
};

struct Page {
  std::vector<SealedRecord> records;
  // For the next page; empty if this is the last.
  std::string next_page_token;
  // How many in between could not be read, and have been put aside.
  uint64_t unreadable = 0;
};

// The end of what is stored of a node.
struct NodeHead {
  std::string node;
  // How many of its records have ever been stored, pruned ones included.
  uint64_t count = 0;
  // How many have been pruned.
  uint64_t pruned = 0;
  // Of the last record: its run, its number within that, and its RecordHash.
  std::string boot_id;
  uint64_t sequence = 0;
  std::string hash;
};

struct Stats {
  uint64_t records = 0;
  // Those that could not be read, and are not in answers.
  uint64_t unreadable = 0;
  // Sessions that have been joined, as far as it is not pruned, and of these
  // those that have not been left.
  uint64_t sessions = 0;
  uint64_t open_sessions = 0;
  // `time` of the records; absent without any.
  std::optional<absl::Time> oldest;
  std::optional<absl::Time> newest;
  // What the store takes on its disk.
  uint64_t bytes = 0;
  std::map<v1::SessionRecord::EventCase, uint64_t> events;
  // The most frequent first, at most kMostReasons.
  std::vector<std::pair<std::string, uint64_t>> reasons;
  // In the order of their names.
  std::vector<NodeHead> nodes;

  static constexpr size_t kMostReasons = 20;
};

// What is to go. From each node's records only the first can go, up to one that
// has to stay, so that the rest remains a chain.
struct PrunePolicy {
  // Records of before this.
  absl::Time before = absl::InfinitePast();
};

// What a store held at an instant, to be kept elsewhere: see checkpoint.h.
struct Checkpoint {
  std::string node;
  // The last record: how many of the node there were with it, and as in
  // NodeHead.
  uint64_t count = 0;
  std::string boot_id;
  uint64_t sequence = 0;
  std::string hash;
  absl::Time time;
};

struct VerifyOptions {
  // To be found in the store as they were.
  std::vector<Checkpoint> checkpoints;
  // How many faults are described; all are counted.
  size_t max_faults = 100;
  // Is told from time to time how many records of how many have been read.
  std::function<void(uint64_t done, uint64_t total)> progress;
};

struct VerifyReport {
  struct Fault {
    std::string node;
    // The place of the record among all of the node, from 1; 0 if it has none.
    uint64_t number = 0;
    std::string message;
  };

  bool intact() const { return fault_count == 0; }

  uint64_t records = 0;
  // How many the nodes themselves say that they have lost or dropped.
  uint64_t lost = 0;
  // Runs of nodes that don't say what was before them.
  uint64_t unlinked_runs = 0;
  // Checkpoints that were found, and those of which nothing can be said since
  // later records have been pruned.
  uint64_t checkpoints = 0;
  uint64_t pruned_checkpoints = 0;
  uint64_t fault_count = 0;
  std::vector<Fault> faults;
};

// Where a SessionLogWriter writes to: a store, or the way to one. Safe to use
// from any thread. Statuses mean the same everywhere: InvalidArgument for what
// a store never takes, AlreadyExists as below, DataLoss for what is broken,
// ResourceExhausted for a full disk; others may go away by themselves.
class RecordSink {
 public:
  virtual ~RecordSink() = default;

  // Stores the records in this order: all of them or, if it fails, none or some
  // of the first. OK means that they are there after a loss of power, too. A
  // record that is there already is left out; one with its id and other bytes
  // is an AlreadyExists.
  virtual absl::Status Append(absl::Span<const SealedRecord> records) = 0;

  // The end of a node's records, for NodeLog::ContinueFrom; one with a `count`
  // of 0 if there are none.
  virtual absl::StatusOr<NodeHead> Head(absl::string_view node) = 0;
};

// Its Append stores all of the records, or none.
class Store : public RecordSink {
 public:
  // A page of the records that the filter takes. What is appended or pruned in
  // between changes nothing about all others: each is in one page.
  virtual absl::StatusOr<Page> Query(const Filter& filter,
                                     const PageOptions& options) = 0;

  // What has been appended since the page before, as far as the filter takes
  // it, whatever its times: the records of each node in the order of appending.
  // The first page, without a token, has none, and says but where the store
  // ends. Each has a token for the next; without records, that is for another
  // time. `order` says nothing here.
  virtual absl::StatusOr<Page> Appended(const Filter& filter,
                                        const PageOptions& options) = 0;

  // The `joined` records of the sessions that were open at an instant: joined
  // by then, and not left. A node that was lost has left its sessions open,
  // until somebody appends a `left` for each. Of the filter, `events`, `since`
  // and `until` must not be set.
  virtual absl::StatusOr<Page> OpenSessions(absl::Time at, const Filter& filter,
                                            const PageOptions& options) = 0;

  virtual absl::StatusOr<Stats> GetStats() = 0;

  // Removes records, and returns how many.
  virtual absl::StatusOr<uint64_t> Prune(const PrunePolicy& policy) = 0;

  // Looks at every record: whether it is as its node sealed it, after the one
  // that it names, and found under what it holds; and whether the end is where
  // the store, and the checkpoints, say. Whoever can write to the store can
  // make a whole chain of other records: then only checkpoints tell.
  virtual absl::StatusOr<VerifyReport> Verify(const VerifyOptions& options) = 0;

  // What SignCheckpoint (checkpoint.h) takes. A node without records is a
  // NotFound.
  absl::StatusOr<Checkpoint> MakeCheckpoint(absl::string_view node,
                                            absl::Time time);
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_STORE_H_
