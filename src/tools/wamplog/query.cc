#include "src/tools/wamplog/query.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "src/tools/common/terminal.h"
#include "src/tools/wamplog/record_printer.h"

namespace wamp {
namespace tools {
namespace {

constexpr uint64_t kPageSize = 1000;
constexpr char kNoRecords[] = "no records match";

std::string LeftOut(uint64_t count) {
  return absl::StrCat(count, " records could not be read, and are left out");
}

RecordPrinter PrinterOf(const LogFlags& flags) {
  return RecordPrinter(flags.form, std::cout,
                       TerminalSizeOf(STDOUT_FILENO).columns,
                       Palette(IsColored(flags.color, STDOUT_FILENO)));
}

absl::Status Print(
    const LogFlags& flags, Teller& teller,
    const std::function<absl::StatusOr<log::Page>(const log::PageOptions&)>&
        ask) {
  RecordPrinter printer = PrinterOf(flags);
  bool any = false;
  absl::Status status =
      ForEachPage(ask, flags.order, flags.limit, teller,
                  [&](const std::vector<log::SealedRecord>& records) {
                    any = any || !records.empty();
                    printer.Print(records);
                    std::cout.flush();
                    return !std::cout.fail();
                  });
  if (status.ok() && !any) teller.Tell(kNoRecords);
  return status;
}

std::set<std::string> IdsOf(const std::vector<log::SealedRecord>& records) {
  std::set<std::string> ids;
  for (const log::SealedRecord& sealed : records) {
    ids.insert(sealed.record.record_id());
  }
  return ids;
}

// Prints what is appended, but for `printed`, for as long as that can be done.
absl::Status Follow(const LogFlags& flags, std::set<std::string> printed,
                    log::PageOptions options, log::Store& store, Teller& teller,
                    RecordPrinter& printer) {
  constexpr absl::Duration kPause = absl::Milliseconds(200);
  while (!std::cout.fail()) {
    absl::StatusOr<log::Page> page = store.Appended(flags.filter, options);
    if (!page.ok()) return page.status();
    options.page_token = page->next_page_token;
    if (page->unreadable > 0) teller.Fault(LeftOut(page->unreadable));
    std::vector<log::SealedRecord>& records = page->records;
    if (records.empty()) {
      // What was there before is passed.
      printed.clear();
      absl::SleepFor(kPause);
      continue;
    }
    records.erase(
        std::remove_if(records.begin(), records.end(),
                       [&printed](const log::SealedRecord& sealed) {
                         return printed.count(sealed.record.record_id()) != 0;
                       }),
        records.end());
    printer.Print(records);
    std::cout.flush();
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ForEachPage(
    const std::function<absl::StatusOr<log::Page>(const log::PageOptions&)>&
        ask,
    log::Order order, uint64_t limit, Teller& teller,
    const std::function<bool(std::vector<log::SealedRecord>)>& use) {
  log::PageOptions options;
  options.order = order;
  options.page_size = kPageSize;
  uint64_t unreadable = 0;
  uint64_t left = limit;
  do {
    absl::StatusOr<log::Page> page = ask(options);
    if (!page.ok()) return page.status();
    unreadable += page->unreadable;
    if (limit != 0 && page->records.size() > left) page->records.resize(left);
    left -= page->records.size();
    options.page_token = page->next_page_token;
    if (!use(std::move(page->records))) break;
  } while (!options.page_token.empty() && (limit == 0 || left > 0));
  if (unreadable > 0) teller.Fault(LeftOut(unreadable));
  return absl::OkStatus();
}

absl::Status Query(const LogFlags& flags, log::Store& store, Teller& teller) {
  return Print(flags, teller, [&](const log::PageOptions& options) {
    return store.Query(flags.filter, options);
  });
}

absl::Status Open(const LogFlags& flags, log::Store& store, Teller& teller) {
  const absl::Time at = flags.at.value_or(absl::Now());
  return Print(flags, teller, [&](const log::PageOptions& options) {
    return store.OpenSessions(at, flags.filter, options);
  });
}

absl::Status Tail(const LogFlags& flags, log::Store& store, Teller& teller) {
  RecordPrinter printer = PrinterOf(flags);
  log::PageOptions options;
  options.page_size = kPageSize;
  if (flags.follow) {
    // Where the store ends, before it is asked for what is there.
    const absl::StatusOr<log::Page> end = store.Appended(flags.filter, options);
    if (!end.ok()) return end.status();
    options.page_token = end->next_page_token;
  }
  std::vector<log::SealedRecord> records;
  absl::Status status = ForEachPage(
      [&](const log::PageOptions& page) {
        return store.Query(flags.filter, page);
      },
      log::Order::kNewestFirst, flags.limit, teller,
      [&](std::vector<log::SealedRecord> page) {
        std::move(page.begin(), page.end(), std::back_inserter(records));
        return true;
      });
  if (!status.ok()) return status;
  std::reverse(records.begin(), records.end());
  printer.Print(records);
  std::cout.flush();
  if (!flags.follow) {
    if (records.empty()) teller.Tell(kNoRecords);
    return absl::OkStatus();
  }
  return Follow(flags, IdsOf(records), options, store, teller, printer);
}

}  // namespace tools
}  // namespace wamp
