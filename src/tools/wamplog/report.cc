#include "src/tools/wamplog/report.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "src/engine/annotations.h"
#include "src/log/json_text.h"
#include "src/text/quote.h"
#include "src/tools/wamplog/log_summary.h"
#include "src/tools/wamplog/open_store.h"
#include "src/tools/wamplog/query.h"
#include "src/tools/wamplog/record_cells.h"
#include "src/tools/wamplog/report_page.h"

namespace wamp {
namespace tools {
namespace {

using internal::JsonText;

// How much of a text of a record is in the page.
constexpr size_t kMostOfText = 256;
constexpr size_t kMostSessions = 300;
constexpr size_t kMostReasons = 8;
constexpr size_t kBuckets = 120;

// A session on the time line.
struct Lane {
  RecordCells cells;
  // Absent if it was joined before what the page has.
  std::optional<int64_t> start;
  std::optional<int64_t> end;
  std::string cause = "open";
  std::string reason;
};

void WriteText(absl::string_view text, JsonText& json) {
  json.String(internal::Escape(text, kMostOfText));
}

void WriteTime(const std::optional<int64_t>& time, JsonText& json) {
  if (time) {
    json.Int(*time);
  } else {
    json.Null();
  }
}

void WriteTiles(const LogSummary& summary, size_t open, JsonText& json) {
  const auto count = [&summary](const char* event) {
    const auto found = summary.events().find(event);
    return found == summary.events().end() ? 0 : found->second;
  };
  const std::pair<absl::string_view, uint64_t> tiles[] = {
      {"records", summary.records()},      {"sessions joined", count("joined")},
      {"clients denied", count("denied")}, {"sessions left", count("left")},
      {"open at the end", open},
  };
  json.BeginList();
  for (const auto& [name, value] : tiles) {
    json.BeginList();
    json.String(name);
    json.Uint(value);
    json.EndList();
  }
  json.EndList();
}

void WriteBuckets(const LogSummary& summary, JsonText& json) {
  json.BeginList();
  for (const LogSummary::Bucket& bucket : summary.Buckets(kBuckets)) {
    json.BeginList();
    json.Int(bucket.since);
    json.Int(bucket.until);
    json.Uint(bucket.most_open);
    json.Uint(bucket.joined);
    json.Uint(bucket.denied);
    json.EndList();
  }
  json.EndList();
}

void WriteReasons(const LogSummary& summary, JsonText& json) {
  const struct {
    absl::string_view title;
    absl::string_view color;
    const UriCounter* reasons;
  } lists[] = {
      {"Why clients were denied", "red", &summary.deny_reasons()},
      {"Why sessions ended", "blue", &summary.close_reasons()},
      {"What was not allowed", "amber", &summary.refusals()},
  };
  json.BeginList();
  for (const auto& list : lists) {
    json.BeginList();
    json.String(list.title);
    json.String(list.color);
    uint64_t others = list.reasons->total();
    json.BeginList();
    for (const auto& [count, uri] : list.reasons->Top(kMostReasons)) {
      others -= count;
      json.BeginList();
      json.Uint(count);
      json.String(uri);
      json.EndList();
    }
    json.EndList();
    json.Uint(others);
    json.EndList();
  }
  json.EndList();
}

// The sessions of the records, the oldest first, and those that are open.
std::vector<Lane> LanesOf(const std::vector<log::SealedRecord>& records,
                          const std::vector<log::SealedRecord>& open) {
  std::map<std::string, Lane> lanes;
  const auto join = [&lanes](const log::v1::SessionRecord& record) {
    Lane& lane = lanes[record.session_uid()];
    lane.cells = CellsOf(record);
    lane.start = lane.cells.time;
  };
  for (const log::SealedRecord& sealed : open) join(sealed.record);
  for (const log::SealedRecord& sealed : records) {
    const log::v1::SessionRecord& record = sealed.record;
    if (record.has_joined()) {
      join(record);
    } else if (record.has_left() && record.ident().has_session()) {
      Lane& lane = lanes[record.session_uid()];
      const RecordCells cells = CellsOf(record);
      if (!lane.start) lane.cells = cells;
      lane.end = cells.time;
      lane.cause = internal::TokenOf(log::v1::LeaveCause_descriptor(),
                                     record.left().cause());
      lane.reason = cells.reason;
    }
  }
  std::vector<Lane> sorted;
  sorted.reserve(lanes.size());
  for (auto& [uid, lane] : lanes) sorted.push_back(std::move(lane));
  std::stable_sort(
      sorted.begin(), sorted.end(), [](const Lane& a, const Lane& b) {
        return a.start.value_or(INT64_MIN) < b.start.value_or(INT64_MIN);
      });
  return sorted;
}

void WriteLanes(const std::vector<Lane>& lanes, JsonText& json) {
  json.BeginList();
  const size_t left_out =
      lanes.size() > kMostSessions ? lanes.size() - kMostSessions : 0;
  for (size_t i = left_out; i < lanes.size(); ++i) {
    const Lane& lane = lanes[i];
    json.BeginMap();
    const std::pair<absl::string_view, absl::string_view> texts[] = {
        {"authid", lane.cells.authid}, {"authrole", lane.cells.authrole},
        {"realm", lane.cells.realm},   {"session", lane.cells.session},
        {"cause", lane.cause},         {"reason", lane.reason},
    };
    for (const auto& [key, text] : texts) {
      json.Key(key);
      WriteText(text, json);
    }
    json.Key("start");
    WriteTime(lane.start, json);
    json.Key("end");
    WriteTime(lane.end, json);
    json.EndMap();
  }
  json.EndList();
  json.Key("sessions_left_out");
  json.Uint(left_out);
}

// The newest first.
void WriteRows(const std::vector<log::SealedRecord>& records, JsonText& json) {
  json.BeginList();
  for (auto sealed = records.rbegin(); sealed != records.rend(); ++sealed) {
    const RecordCells cells = CellsOf(sealed->record);
    json.BeginList();
    json.Int(cells.time);
    const std::string what = WhatText(cells);
    for (const std::string* text :
         {&cells.event, &cells.realm, &cells.authid, &cells.authrole,
          &cells.session, &what, &cells.peer, &cells.session_uid}) {
      WriteText(*text, json);
    }
    json.EndList();
  }
  json.EndList();
}

absl::Status WriteFile(const std::string& file, const std::string& text) {
  if (file == "-") {
    std::cout << text;
    return absl::OkStatus();
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(internal::Escape(file, PATH_MAX),
                                             ": ", std::strerror(errno)));
}

}  // namespace

absl::Status WriteReport(const LogFlags& flags, log::Store& store,
                         Teller& teller, Progress& progress) {
  const absl::StatusOr<LogSummary> summary =
      Summarize(flags.filter, store, teller, progress);
  if (!summary.ok()) return summary.status();
  std::vector<log::SealedRecord> records;
  std::vector<log::SealedRecord> open;
  const auto gather = [](std::vector<log::SealedRecord>& into) {
    return [&into](std::vector<log::SealedRecord> page) {
      for (log::SealedRecord& sealed : page) into.push_back(std::move(sealed));
      return true;
    };
  };
  absl::Status status = ForEachPage(
      [&](const log::PageOptions& options) {
        return store.Query(flags.filter, options);
      },
      log::Order::kNewestFirst, flags.limit, teller, gather(records));
  if (!status.ok()) return status;
  std::reverse(records.begin(), records.end());
  const absl::Time end = std::min(flags.filter.until, absl::Now());
  log::Filter timeless = flags.filter;
  timeless.since = absl::InfinitePast();
  timeless.until = absl::InfiniteFuture();
  timeless.reason.reset();
  status = ForEachPage(
      [&](const log::PageOptions& options) {
        return store.OpenSessions(end, timeless, options);
      },
      log::Order::kNewestFirst, 0, teller, gather(open));
  if (!status.ok()) return status;

  JsonText json;
  json.BeginMap();
  json.Key("store");
  WriteText(ShownStore(flags.store), json);
  json.Key("made");
  json.Int(absl::ToUnixMicros(absl::Now()));
  json.Key("records");
  json.Uint(summary->records());
  json.Key("range");
  json.BeginList();
  json.Int(summary->first());
  json.Int(summary->last());
  json.EndList();
  json.Key("tiles");
  WriteTiles(*summary, open.size(), json);
  json.Key("buckets");
  WriteBuckets(*summary, json);
  json.Key("reasons");
  WriteReasons(*summary, json);
  json.Key("sessions");
  WriteLanes(LanesOf(records, open), json);
  json.Key("events");
  json.BeginList();
  for (const auto& [event, count] : summary->events()) json.String(event);
  json.EndList();
  json.Key("rows");
  WriteRows(records, json);
  json.EndMap();
  return WriteFile(flags.output, ReportPage(std::move(json).Take()));
}

}  // namespace tools
}  // namespace wamp
