#include "src/tools/wamplog/query.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
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
  return ForEachPage(ask, flags.order, flags.limit, teller,
                     [&](const std::vector<log::SealedRecord>& records) {
                       printer.Print(records);
                       std::cout.flush();
                       return !std::cout.fail();
                     });
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
  if (unreadable > 0) {
    teller.Fault(absl::StrCat(unreadable,
                              " records could not be read, and are left out"));
  }
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
  constexpr absl::Duration kPause = absl::Milliseconds(200);
  // Records may be appended that much after they have happened.
  constexpr absl::Duration kLate = absl::Minutes(5);
  RecordPrinter printer = PrinterOf(flags);
  // Of the last poll.
  std::set<std::string> seen;
  std::vector<log::SealedRecord> records;
  // Puts what has happened of late, and was not there before, into `records`,
  // the oldest first.
  const auto poll = [&]() {
    log::Filter filter = flags.filter;
    filter.since = absl::Now() - kLate;
    records.clear();
    std::set<std::string> found;
    absl::Status status = ForEachPage(
        [&](const log::PageOptions& options) {
          return store.Query(filter, options);
        },
        log::Order::kOldestFirst, 0, teller,
        [&](std::vector<log::SealedRecord> page) {
          for (log::SealedRecord& sealed : page) {
            found.insert(sealed.record.record_id());
            if (seen.count(sealed.record.record_id()) == 0) {
              records.push_back(std::move(sealed));
            }
          }
          return true;
        });
    seen = std::move(found);
    return status;
  };
  absl::Status status = flags.follow ? poll() : absl::OkStatus();
  if (!status.ok()) return status;
  records.clear();
  status = ForEachPage(
      [&](const log::PageOptions& options) {
        return store.Query(flags.filter, options);
      },
      log::Order::kNewestFirst, flags.limit, teller,
      [&](std::vector<log::SealedRecord> page) {
        for (log::SealedRecord& sealed : page) {
          seen.insert(sealed.record.record_id());
          records.push_back(std::move(sealed));
        }
        return true;
      });
  std::reverse(records.begin(), records.end());
  while (status.ok()) {
    printer.Print(records);
    std::cout.flush();
    if (!flags.follow || std::cout.fail()) break;
    absl::SleepFor(kPause);
    status = poll();
  }
  return status;
}

}  // namespace tools
}  // namespace wamp
