#include "src/log/sqlite/query.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "src/log/record_columns.h"
#include "src/log/session_times.h"

namespace wamp {
namespace internal {
namespace {

using log::v1::SessionRecord;

// The parameters of each question.
enum Parameter {
  kRealm = 1,
  kAuthid,
  kAuthrole,
  kSession,
  kSessionUid,
  kNode,
  kReason,
  kSince,
  kUntil,
  kEndTime,
  kEndPosition,
  kOpenAt,
};

// The conditions of a filter.
void AddFields(const log::Filter& filter,
               std::vector<std::string>* conditions) {
  const std::pair<const char*, std::pair<bool, int>> fields[] = {
      {"r.realm", {filter.realm.has_value(), kRealm}},
      {"r.authid", {filter.authid.has_value(), kAuthid}},
      {"r.authrole", {filter.authrole.has_value(), kAuthrole}},
      {"r.session", {filter.session.has_value(), kSession}},
      {"r.session_uid", {filter.session_uid.has_value(), kSessionUid}},
      {"r.reason", {filter.reason.has_value(), kReason}},
  };
  for (const auto& [column, given] : fields) {
    if (given.first) {
      conditions->push_back(absl::StrCat(column, " = ?", given.second));
    }
  }
  if (filter.node) {
    conditions->push_back(absl::StrCat(
        "r.node = (SELECT node FROM nodes WHERE name = ?", kNode, ")"));
  }
  if (filter.events.size() == 1) {
    conditions->push_back(
        absl::StrCat("r.event = ", static_cast<int>(filter.events[0])));
  } else if (!filter.events.empty()) {
    conditions->push_back(absl::StrCat(
        "r.event IN (",
        absl::StrJoin(filter.events, ",",
                      [](std::string* out, SessionRecord::EventCase event) {
                        absl::StrAppend(out, static_cast<int>(event));
                      }),
        ")"));
  }
}

void AddTimes(const log::Filter& filter, std::vector<std::string>* conditions) {
  if (filter.since != absl::InfinitePast()) {
    conditions->push_back(absl::StrCat("r.time >= ?", kSince));
  }
  if (filter.until != absl::InfiniteFuture()) {
    conditions->push_back(absl::StrCat("r.time < ?", kUntil));
  }
}

// A question as SQL. Which index is used is said there, so that the time that
// it takes doesn't depend on what SQLite guesses of the file: that of the field
// that likely has the fewest records of one value.
class Sql {
 public:
  explicit Sql(const Question& question, bool has_end)
      : filter_(*question.filter),
        newest_first_(question.order == log::Order::kNewestFirst) {
    text_ = "SELECT r.position, r.time FROM ";
    if (question.open_at) {
      text_ += OpenTables(ToMicros(*question.open_at));
      conditions_.push_back(absl::StrCat(
          "s.span = spans.span AND s.joined > spans.after AND "
          "s.joined <= ?",
          kOpenAt, " AND (s.ended IS NULL OR s.ended > ?", kOpenAt, ")"));
    } else {
      text_ += absl::StrCat("records AS r INDEXED BY ", Index());
    }
    AddFields(filter_, &conditions_);
    AddTimes(filter_, &conditions_);
    if (has_end) {
      conditions_.push_back(absl::StrCat("(r.time, r.position) ",
                                         newest_first_ ? "<" : ">", " (?",
                                         kEndTime, ", ?", kEndPosition, ")"));
    }
    if (!conditions_.empty()) {
      absl::StrAppend(&text_, " WHERE ", absl::StrJoin(conditions_, " AND "));
    }
    const char* direction = newest_first_ ? " DESC" : "";
    absl::StrAppend(&text_, " ORDER BY r.time", direction, ", r.position",
                    direction);
  }

  const std::string& text() const { return text_; }

 private:
  // The lengths of sessions in powers of 2: of each, only those that were
  // joined that long before can still be open.
  static std::string OpenTables(int64_t at) {
    std::vector<std::string> spans;
    for (const auto& [span, after] : OpenSpansAt(at)) {
      // SQL has no number below this in digits.
      spans.push_back(
          after == std::numeric_limits<int64_t>::min()
              ? absl::StrCat("(", span, ", -9223372036854775807 - 1)")
              : absl::StrCat("(", span, ", ", after, ")"));
    }
    return absl::StrCat(
        "(SELECT column1 AS span, column2 AS after FROM (VALUES",
        absl::StrJoin(spans, ","),
        ")) AS spans CROSS JOIN sessions AS s INDEXED BY "
        "sessions_span CROSS JOIN records AS r "
        "ON r.position = s.joined_position");
  }

  const char* Index() const {
    if (filter_.session_uid) return "records_session_uid";
    if (filter_.session) return "records_session";
    if (filter_.authid) return "records_authid";
    if (filter_.reason) return "records_reason";
    if (filter_.realm) return "records_realm";
    if (filter_.authrole) return "records_authrole";
    if (filter_.node) return "records_node_time";
    if (filter_.events.size() == 1) return "records_event";
    return "records_time";
  }

  const log::Filter& filter_;
  const bool newest_first_;
  std::vector<std::string> conditions_;
  std::string text_;
};

void BindText(int parameter, const std::optional<std::string>& text,
              Statement* statement) {
  if (text) statement->Bind(parameter, absl::string_view(*text));
}

void BindQuestion(const Question& question, const std::optional<PageEnd>& end,
                  Statement* statement) {
  const log::Filter& filter = *question.filter;
  BindText(kRealm, filter.realm, statement);
  BindText(kAuthid, filter.authid, statement);
  BindText(kAuthrole, filter.authrole, statement);
  BindText(kSessionUid, filter.session_uid, statement);
  BindText(kNode, filter.node, statement);
  BindText(kReason, filter.reason, statement);
  if (filter.session) {
    statement->Bind(kSession, static_cast<int64_t>(*filter.session));
  }
  if (filter.since != absl::InfinitePast()) {
    statement->Bind(kSince, ToMicros(filter.since));
  }
  if (filter.until != absl::InfiniteFuture()) {
    statement->Bind(kUntil, ToMicros(filter.until));
  }
  if (end) {
    statement->Bind(kEndTime, end->time);
    statement->Bind(kEndPosition, end->position);
  }
  if (question.open_at) {
    statement->Bind(kOpenAt, ToMicros(*question.open_at));
  }
}

// Adds the record at a position to the answer, or says there why it can't. A
// broken page of the file spoils but what is on it.
absl::Status AddRecord(Database* database, int64_t position,
                       SqliteAnswer* answer) {
  Statement body =
      database->Prepare("SELECT bytes FROM bodies WHERE position = ?1");
  body.Bind(1, position);
  const absl::StatusOr<bool> row = body.Step();
  if (!row.ok() && row.status().code() != absl::StatusCode::kDataLoss) {
    return row.status();
  }
  if (!row.ok() || !*row) {
    ++answer->page.unreadable;
    return absl::OkStatus();
  }
  absl::StatusOr<log::SealedRecord> sealed = log::ParseSealed(body.Text(0));
  if (!sealed.ok()) {
    ++answer->page.unreadable;
    answer->spoiled.push_back(position);
    return absl::OkStatus();
  }
  answer->page.records.push_back(*std::move(sealed));
  return absl::OkStatus();
}

// What is left of a page of a statement's rows, each a position and a time.
// Returns the last that was looked at of a page that is full; otherwise there
// are no more.
absl::StatusOr<std::optional<PageEnd>> AddPage(Database* database,
                                               size_t page_size,
                                               Statement* select,
                                               SqliteAnswer* answer) {
  std::optional<PageEnd> end;
  size_t bytes = 0;
  for (;;) {
    const absl::StatusOr<bool> row = select->Step();
    if (!row.ok()) return row.status();
    if (!*row) return std::nullopt;
    if (answer->page.records.size() == page_size || bytes > kMostPageBytes) {
      return end;
    }
    end = PageEnd{select->Int(1), select->Int(0)};
    const size_t before = answer->page.records.size();
    absl::Status status = AddRecord(database, end->position, answer);
    if (!status.ok()) return status;
    if (answer->page.records.size() > before) {
      bytes += answer->page.records.back().bytes.size();
    }
  }
}

}  // namespace

absl::StatusOr<SqliteAnswer> AnswerQuestion(Database* database,
                                            const Question& question,
                                            const log::PageOptions& options) {
  const auto start = CheckQuestion(question, options);
  if (!start.ok()) return start.status();
  const SqliteTransaction transaction(database, SqliteTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  Statement select =
      database->Prepare(Sql(question, start->has_value()).text());
  BindQuestion(question, *start, &select);
  SqliteAnswer answer;
  const auto end = AddPage(database, options.page_size, &select, &answer);
  if (!end.ok()) return end.status();
  if (*end) answer.page.next_page_token = MakePageToken(question, **end);
  return answer;
}

absl::StatusOr<SqliteAnswer> AnswerAppended(Database* database,
                                            const log::Filter& filter,
                                            const log::PageOptions& options) {
  const auto start = CheckAppended(filter, options);
  if (!start.ok()) return start.status();
  const SqliteTransaction transaction(database, SqliteTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  // That of a record that has been pruned is not given again.
  const absl::StatusOr<int64_t> last =
      database->AskInt("SELECT max(seq) FROM sqlite_sequence");
  if (!last.ok()) return last.status();
  // There is one key.
  AppendedEnds ends = {{0, *last}};
  SqliteAnswer answer;
  if (*start) {
    std::vector<std::string> conditions = {
        absl::StrCat("r.position > ?", kEndPosition)};
    AddFields(filter, &conditions);
    AddTimes(filter, &conditions);
    Statement select = database->Prepare(absl::StrCat(
        "SELECT r.position, r.time FROM records AS r NOT INDEXED WHERE ",
        absl::StrJoin(conditions, " AND "), " ORDER BY r.position"));
    const int64_t position = (*start)->empty() ? 0 : (*start)->begin()->second;
    BindQuestion({&filter, log::Order::kOldestFirst, std::nullopt},
                 PageEnd{0, position}, &select);
    const auto end = AddPage(database, options.page_size, &select, &answer);
    if (!end.ok()) return end.status();
    if (*end) ends[0] = (*end)->position;
  }
  answer.page.next_page_token = MakeAppendedToken(filter, ends);
  return answer;
}

absl::StatusOr<log::NodeHead> FindHead(Database* database,
                                       absl::string_view node) {
  log::NodeHead head;
  head.node = std::string(node);
  Statement select = database->Prepare(
      "SELECT count, pruned, boot_id, sequence, hash FROM nodes "
      "WHERE name = ?1");
  select.Bind(1, node);
  const absl::StatusOr<bool> row = select.Step();
  if (!row.ok()) return row.status();
  if (*row) {
    head.count = static_cast<uint64_t>(select.Int(0));
    head.pruned = static_cast<uint64_t>(select.Int(1));
    head.boot_id = std::string(select.Text(2));
    head.sequence = static_cast<uint64_t>(select.Int(3));
    head.hash = std::string(select.Text(4));
  }
  return head;
}

absl::StatusOr<log::Stats> CountRecords(Database* database) {
  const SqliteTransaction transaction(database, SqliteTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  log::Stats stats;
  // Counts, one after the other.
  const std::pair<const char*, uint64_t*> counts[] = {
      {"SELECT count(*) FROM quarantine", &stats.unreadable},
      {"SELECT count(*) FROM sessions WHERE joined IS NOT NULL",
       &stats.sessions},
      {"SELECT count(*) FROM sessions WHERE joined IS NOT NULL AND "
       "ended IS NULL",
       &stats.open_sessions},
      {"SELECT page_count * page_size FROM pragma_page_count, "
       "pragma_page_size",
       &stats.bytes},
  };
  for (const auto& [sql, count] : counts) {
    const absl::StatusOr<int64_t> is = database->AskInt(sql);
    if (!is.ok()) return is.status();
    *count = static_cast<uint64_t>(*is);
  }
  const auto each = [database](absl::string_view sql, const auto& use) {
    Statement select = database->Prepare(sql);
    for (;;) {
      const absl::StatusOr<bool> row = select.Step();
      if (!row.ok() || !*row) return row.status();
      use(select);
    }
  };
  absl::Status status =
      each("SELECT event, count(*) FROM records GROUP BY event",
           [&](const Statement& row) {
             const auto count = static_cast<uint64_t>(row.Int(1));
             stats.events[EventOf(row.Int(0))] += count;
             stats.records += count;
           });
  if (!status.ok()) return status;
  stats.records -= std::min(stats.records, stats.unreadable);
  status = each(
      "SELECT (SELECT min(time) FROM records), (SELECT max(time) FROM records)",
      [&](const Statement& row) {
        if (row.IsNull(0)) return;
        stats.oldest = FromMicros(row.Int(0));
        stats.newest = FromMicros(row.Int(1));
      });
  if (!status.ok()) return status;
  status = each(absl::StrCat("SELECT reason, count(*) FROM records "
                             "WHERE reason IS NOT NULL GROUP BY reason "
                             "ORDER BY 2 DESC, 1 LIMIT ",
                             log::Stats::kMostReasons),
                [&](const Statement& row) {
                  stats.reasons.emplace_back(row.Text(0),
                                             static_cast<uint64_t>(row.Int(1)));
                });
  if (!status.ok()) return status;
  std::vector<std::string> nodes;
  status = each("SELECT name FROM nodes ORDER BY name",
                [&](const Statement& row) { nodes.emplace_back(row.Text(0)); });
  if (!status.ok()) return status;
  for (const std::string& node : nodes) {
    absl::StatusOr<log::NodeHead> head = FindHead(database, node);
    if (!head.ok()) return head.status();
    stats.nodes.push_back(*std::move(head));
  }
  return stats;
}

}  // namespace internal
}  // namespace wamp
