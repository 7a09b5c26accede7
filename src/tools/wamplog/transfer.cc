#include "src/tools/wamplog/transfer.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/tools/wamplog/query.h"
#include "src/tools/wamplog/record_file.h"
#include "src/tools/wamplog/time_text.h"
#include "wamp/log/delimited.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace tools {
namespace {

// Writes the records of a node, which come in the order of time, in that of its
// chain: what comes too early, since a clock went back, waits.
class ChainWriter {
 public:
  void Add(log::SealedRecord sealed) {
    const std::string& before = sealed.record.previous_hash();
    if (before.empty() || (began_ && before == last_)) {
      Write(sealed);
      return;
    }
    const std::string key = before;
    waiting_.emplace(key, std::move(sealed));
    if (!began_ && waiting_.size() >= kMostBeforeBegin) Begin();
  }

  // Writes what still waits, for want of what was before it.
  void Finish() {
    if (!began_) Begin();
    std::vector<log::SealedRecord> rest;
    for (auto& [before, sealed] : waiting_) rest.push_back(std::move(sealed));
    waiting_.clear();
    std::sort(rest.begin(), rest.end(),
              [](const log::SealedRecord& a, const log::SealedRecord& b) {
                return std::make_pair(a.record.boot_id(), a.record.sequence()) <
                       std::make_pair(b.record.boot_id(), b.record.sequence());
              });
    for (const log::SealedRecord& sealed : rest) Write(sealed);
  }

  uint64_t count() const { return count_; }

 private:
  // So many records may come before the one that all others come after.
  static constexpr size_t kMostBeforeBegin = 10000;

  // Writes the record that comes after none of those that wait: the first of a
  // chain of which the beginning is not asked for, or gone.
  void Begin() {
    absl::flat_hash_set<std::string> hashes;
    for (const auto& [before, sealed] : waiting_) {
      hashes.insert(log::RecordHash(sealed.bytes));
    }
    for (auto it = waiting_.begin(); it != waiting_.end(); ++it) {
      if (hashes.contains(it->first)) continue;
      const log::SealedRecord first = std::move(it->second);
      waiting_.erase(it);
      return Write(first);
    }
  }

  void Write(const log::SealedRecord& sealed) {
    WriteOne(sealed);
    for (auto next = waiting_.find(last_); next != waiting_.end();
         next = waiting_.find(last_)) {
      const log::SealedRecord follower = std::move(next->second);
      waiting_.erase(next);
      WriteOne(follower);
    }
  }

  void WriteOne(const log::SealedRecord& sealed) {
    std::string out;
    log::AppendDelimited(sealed.bytes, &out);
    std::cout << out;
    last_ = log::RecordHash(sealed.bytes);
    began_ = true;
    ++count_;
  }

  bool began_ = false;
  // The hash of what was written last.
  std::string last_;
  // By the hash of what is before each.
  std::multimap<std::string, log::SealedRecord> waiting_;
  uint64_t count_ = 0;
};

}  // namespace

absl::Status Export(const LogFlags& flags, log::Store& store, Teller& teller) {
  const absl::StatusOr<log::Stats> stats = store.GetStats();
  if (!stats.ok()) return stats.status();
  uint64_t count = 0;
  for (const log::NodeHead& node : stats->nodes) {
    if (flags.filter.node && node.node != *flags.filter.node) continue;
    log::Filter filter = flags.filter;
    filter.node = node.node;
    ChainWriter writer;
    absl::Status status = ForEachPage(
        [&](const log::PageOptions& options) {
          return store.Query(filter, options);
        },
        log::Order::kOldestFirst, 0, teller,
        [&](std::vector<log::SealedRecord> records) {
          for (log::SealedRecord& sealed : records) {
            writer.Add(std::move(sealed));
          }
          return !std::cout.fail();
        });
    writer.Finish();
    count += writer.count();
    if (!status.ok()) return status;
  }
  teller.Tell(absl::StrCat(count, " records exported"));
  return absl::OkStatus();
}

absl::Status Import(const LogFlags& flags, StoreToFill& to_fill,
                    Teller& teller) {
  // One commit for so many.
  constexpr size_t kBatch = 1000;
  constexpr size_t kBatchBytes = size_t{16} << 20;
  std::vector<log::SealedRecord> batch;
  size_t bytes = 0;
  uint64_t read = 0;
  log::Store* store = nullptr;
  uint64_t before = 0;
  const auto open = [&]() -> absl::Status {
    if (store != nullptr) return absl::OkStatus();
    const absl::StatusOr<log::Store*> opened = to_fill.Get();
    if (!opened.ok()) return opened.status();
    const absl::StatusOr<log::Stats> stats = (*opened)->GetStats();
    if (!stats.ok()) return stats.status();
    before = stats->records;
    store = *opened;
    return absl::OkStatus();
  };
  const auto flush = [&]() {
    absl::Status status = open();
    if (!status.ok()) return status;
    status = store->Append(batch);
    read += batch.size();
    batch.clear();
    bytes = 0;
    return status;
  };
  absl::Status status;
  for (const std::string& file : flags.files) {
    status = ForEachRecordBytes(file, [&](const std::string& text) {
      absl::StatusOr<log::SealedRecord> sealed = log::ParseSealed(text);
      if (!sealed.ok()) return sealed.status();
      bytes += text.size();
      batch.push_back(*std::move(sealed));
      return batch.size() < kBatch && bytes < kBatchBytes ? absl::OkStatus()
                                                          : flush();
    });
    if (!status.ok()) break;
  }
  // What was read before a fault is kept.
  if (status.ok() || !batch.empty()) status.Update(flush());
  if (store == nullptr) return status;
  const absl::StatusOr<log::Stats> after = store->GetStats();
  if (!after.ok()) return after.status();
  teller.Tell(
      absl::StrCat(after->records - before, " records imported, of ", read));
  return status;
}

absl::Status Prune(const LogFlags& flags, log::Store& store, Teller& teller) {
  log::PrunePolicy policy;
  policy.before = flags.before;
  const absl::StatusOr<uint64_t> pruned = store.Prune(policy);
  if (!pruned.ok()) return pruned.status();
  log::Filter filter;
  filter.until = flags.before;
  log::PageOptions one;
  one.page_size = 1;
  const absl::StatusOr<log::Page> left = store.Query(filter, one);
  if (!left.ok()) return left.status();
  teller.Tell(absl::StrCat(
      *pruned, " records from before ", TimeToSeconds(flags.before),
      " UTC removed",
      left->records.empty()
          ? ""
          : "; others from before stay, which their nodes stored after later "
            "ones"));
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
