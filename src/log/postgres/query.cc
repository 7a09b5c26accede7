#include "src/log/postgres/query.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "src/log/record_columns.h"
#include "src/log/session_times.h"

namespace wamp {
namespace internal {
namespace {

// What is asked of the records of a node that have been appended after a
// number, up to another.
struct Appended {
  int64_t node = 0;
  int64_t after = 0;
  int64_t last = 0;
};

// A question as SQL, and its parameters: the rows of a page, and of the one
// after.
class Sql {
 public:
  Sql(const log::Filter& filter, const Appended& appended, size_t limit)
      : filter_(filter), newest_first_(false), has_index_(true) {
    text_ =
        "SELECT r.time, r.position, coalesce(octet_length(r.bytes), -1)::int8, "
        "r.number FROM records AS r";
    conditions_.push_back(absl::StrCat(
        "r.node = ", Put(appended.node), " AND r.number > ",
        Put(appended.after), " AND r.number <= ", Put(appended.last)));
    AddFields();
    AddTimes();
    absl::StrAppend(&text_, " WHERE ", absl::StrJoin(conditions_, " AND "),
                    " ORDER BY r.number, r.position LIMIT ",
                    Put(static_cast<int64_t>(limit)));
  }

  Sql(const Question& question, const std::optional<PageEnd>& end, size_t limit)
      : filter_(*question.filter),
        newest_first_(question.order == log::Order::kNewestFirst) {
    text_ = "SELECT r.time, r.position, coalesce(octet_length(r.bytes), -1)";
    text_ += "::int8 FROM ";
    text_ += question.open_at ? OpenTables(ToMicros(*question.open_at))
                              : std::string("records AS r");
    AddFields();
    AddTimes();
    if (end) AddEnd(*end);
    if (!conditions_.empty()) {
      absl::StrAppend(&text_, " WHERE ", absl::StrJoin(conditions_, " AND "));
    }
    const char* direction = newest_first_ ? " DESC" : "";
    absl::StrAppend(&text_, " ORDER BY r.time", direction, ", r.position",
                    direction, " LIMIT ", Put(static_cast<int64_t>(limit)));
  }

  const std::string& text() const { return text_; }
  const Parameters& parameters() const { return parameters_; }

 private:
  // Adds a parameter, and returns how the statement calls it.
  template <class Value>
  std::string Put(const Value& value) {
    return absl::StrCat("$", parameters_.Add(value));
  }

  // Of the sessions of each span, only those that were joined that long before
  // can still be open. Each is a look of its own, with its bounds in sight, so
  // that PostgreSQL doesn't read all sessions; and so is that for the record of
  // each, by the OFFSET, so that it doesn't read all records since then.
  std::string OpenTables(int64_t at) {
    const std::string instant = Put(at);
    std::vector<std::string> looks;
    for (const auto& [span, after] : OpenSpansAt(at)) {
      looks.push_back(absl::StrCat(
          "SELECT joined, joined_position FROM sessions WHERE span = ", span,
          " AND joined > '", after, "'::int8 AND joined <= ", instant,
          " AND (ended IS NULL OR ended > ", instant, ")"));
    }
    return absl::StrCat(
        "(", absl::StrJoin(looks, " UNION ALL "),
        ") AS s CROSS JOIN LATERAL (SELECT * FROM records WHERE time = "
        "s.joined AND position = s.joined_position OFFSET 0) AS r");
  }

  // Of the fields that are set, the index of one is to be used: that of which a
  // value likely has the fewest records. What is asked of the others is said so
  // that it is in no index: PostgreSQL would choose by what it guesses of the
  // tables, and sort all records of a realm.
  void AddFields() {
    if (filter_.session_uid) {
      AddField("r.session_uid", Put(absl::string_view(*filter_.session_uid)));
    }
    if (filter_.session) {
      AddNumber("r.session", Put(static_cast<int64_t>(*filter_.session)));
    }
    const std::pair<const char*, const std::optional<std::string>*> texts[] = {
        {"r.authid", &filter_.authid},
        {"r.reason", &filter_.reason},
        {"r.realm", &filter_.realm},
        {"r.authrole", &filter_.authrole},
    };
    for (const auto& [column, value] : texts) {
      if (!*value) continue;
      const std::string text = Put(absl::string_view(**value));
      // The indexes have but the start of each text.
      if (!has_index_) {
        conditions_.push_back(absl::StrCat(
            "substr(", column, ", 1, 200) = substr(", text, ", 1, 200)"));
      }
      AddField(column, text);
    }
    if (filter_.node) {
      AddNumber("r.node",
                absl::StrCat("(SELECT node FROM nodes WHERE name = ",
                             Put(absl::string_view(*filter_.node)), ")"));
    }
    if (filter_.events.size() == 1) {
      AddNumber("r.event", Put(static_cast<int64_t>(filter_.events[0])));
    } else if (!filter_.events.empty()) {
      conditions_.push_back(
          absl::StrCat("r.event + 0 = ANY(",
                       Put(Parameters::Numbers(filter_.events.begin(),
                                               filter_.events.end())),
                       ")"));
    }
  }

  void AddField(absl::string_view column, const std::string& value) {
    conditions_.push_back(absl::StrCat(column, " = ", value));
    has_index_ = true;
  }

  void AddNumber(const char* column, const std::string& value) {
    AddField(absl::StrCat(column, has_index_ ? " + 0" : ""), value);
  }

  void AddTimes() {
    if (filter_.since != absl::InfinitePast()) {
      conditions_.push_back(
          absl::StrCat("r.time >= ", Put(ToMicros(filter_.since))));
    }
    if (filter_.until != absl::InfiniteFuture()) {
      conditions_.push_back(
          absl::StrCat("r.time < ", Put(ToMicros(filter_.until))));
    }
  }

  // The time twice, as partitions are left out by a column alone.
  void AddEnd(const PageEnd& end) {
    const char* compared = newest_first_ ? "<" : ">";
    const std::string time = Put(end.time);
    conditions_.push_back(absl::StrCat(
        "r.time ", compared, "= ", time, " AND (r.time, r.position) ", compared,
        " (", time, ", ", Put(end.position), ")"));
  }

  const log::Filter& filter_;
  const bool newest_first_;
  Parameters parameters_;
  std::vector<std::string> conditions_;
  // Whether one of them is in an index.
  bool has_index_ = false;
  std::string text_;
};

// What a record adds to its page. The server may say anything.
int64_t SizeIn(const Result& found, int row) {
  constexpr auto kMost = static_cast<int64_t>(kMostPageBytes) + 1;
  return std::clamp<int64_t>(found.Int(row, 2), 0, kMost);
}

// Adds the records at these places to the answer, or says there which it can't.
absl::Status AddRecords(PostgresConnection* connection,
                        const std::vector<PageEnd>& places,
                        PostgresAnswer* answer) {
  Parameters::Numbers times;
  Parameters::Numbers positions;
  for (const PageEnd& place : places) {
    times.emplace_back(place.time);
    positions.emplace_back(place.position);
  }
  Parameters parameters;
  parameters.Add(times);
  parameters.Add(positions);
  const absl::StatusOr<Result> bodies = connection->Run(
      "SELECT r.bytes, r.time, r.position FROM unnest($1, $2) WITH ORDINALITY "
      "AS places(time, position, place) CROSS JOIN LATERAL (SELECT * FROM "
      "records WHERE time = places.time AND position = places.position OFFSET "
      "0) AS r ORDER BY place",
      parameters);
  if (bodies.status().code() == absl::StatusCode::kDataLoss) {
    // What is broken spoils but itself.
    if (places.size() == 1) {
      ++answer->page.unreadable;
      return absl::OkStatus();
    }
    for (const PageEnd& place : places) {
      absl::Status status = AddRecords(connection, {place}, answer);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
  if (!bodies.ok()) return bodies.status();
  if (static_cast<size_t>(bodies->rows()) > places.size()) {
    return absl::InternalError(absl::StrCat("PostgreSQL: expected at most ",
                                            places.size(), " rows, got ",
                                            bodies->rows()));
  }
  for (int row = 0; row < bodies->rows(); ++row) {
    absl::StatusOr<log::SealedRecord> sealed =
        log::ParseSealed(bodies->Text(row, 0));
    if (sealed.ok()) {
      answer->page.records.push_back(*std::move(sealed));
      continue;
    }
    ++answer->page.unreadable;
    if (!bodies->IsNull(row, 0)) {
      answer->spoiled.push_back({bodies->Int(row, 1), bodies->Int(row, 2)});
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PostgresAnswer> AnswerQuestion(PostgresConnection* connection,
                                              const Question& question,
                                              const log::PageOptions& options) {
  const auto start = CheckQuestion(question, options);
  if (!start.ok()) return start.status();
  std::optional<PageEnd> end = *start;
  PostgresAnswer answer;
  int64_t bytes = 0;
  // Again as long as what can't be read leaves room.
  for (;;) {
    const size_t wanted = options.page_size - answer.page.records.size();
    const Sql sql(question, end, wanted + 1);
    const absl::StatusOr<Result> found =
        connection->RunOnce(sql.text(), sql.parameters());
    if (!found.ok()) return found.status();
    std::vector<PageEnd> places;
    const auto is_full = [&] {
      return places.size() == wanted ||
             bytes > static_cast<int64_t>(kMostPageBytes);
    };
    int row = 0;
    for (; row < found->rows() && !is_full(); ++row) {
      places.push_back({found->Int(row, 0), found->Int(row, 1)});
      bytes += SizeIn(*found, row);
    }
    const bool is_last = row == found->rows();
    if (!places.empty()) end = places.back();
    absl::Status status = AddRecords(connection, places, &answer);
    if (!status.ok()) return status;
    if (is_last) return answer;
    if (answer.page.records.size() == options.page_size ||
        bytes > static_cast<int64_t>(kMostPageBytes)) {
      answer.page.next_page_token = MakePageToken(question, *end);
      return answer;
    }
  }
}

absl::StatusOr<PostgresAnswer> AnswerAppended(PostgresConnection* connection,
                                              const log::Filter& filter,
                                              const log::PageOptions& options) {
  const auto start = CheckAppended(filter, options);
  if (!start.ok()) return start.status();
  const PostgresTransaction transaction(connection,
                                        PostgresTransaction::Kind::kRead);
  if (!transaction.status().ok()) return transaction.status();
  const absl::StatusOr<Result> nodes =
      connection->Run("SELECT node, count FROM nodes ORDER BY node");
  if (!nodes.ok()) return nodes.status();
  AppendedEnds ends = start->value_or(AppendedEnds());
  PostgresAnswer answer;
  std::vector<PageEnd> places;
  int64_t bytes = 0;
  for (int i = 0; i < nodes->rows(); ++i) {
    const Appended appended{nodes->Int(i, 0), ends[nodes->Int(i, 0)],
                            nodes->Int(i, 1)};
    if (!*start) {
      ends[appended.node] = appended.last;
      continue;
    }
    if (appended.after >= appended.last) continue;
    const Sql sql(filter, appended, options.page_size - places.size() + 1);
    const absl::StatusOr<Result> found =
        connection->RunOnce(sql.text(), sql.parameters());
    if (!found.ok()) return found.status();
    int row = 0;
    for (; row < found->rows(); ++row) {
      if (places.size() == options.page_size ||
          bytes > static_cast<int64_t>(kMostPageBytes)) {
        break;
      }
      places.push_back({found->Int(row, 0), found->Int(row, 1)});
      bytes += SizeIn(*found, row);
      ends[appended.node] = found->Int(row, 3);
    }
    if (row < found->rows()) break;
    // Those that the filter doesn't take are not looked at again.
    ends[appended.node] = appended.last;
  }
  absl::Status status = AddRecords(connection, places, &answer);
  if (!status.ok()) return status;
  answer.page.next_page_token = MakeAppendedToken(filter, ends);
  return answer;
}

absl::StatusOr<log::NodeHead> FindHead(PostgresConnection* connection,
                                       absl::string_view node) {
  log::NodeHead head;
  head.node = std::string(node);
  Parameters parameters;
  parameters.Add(node);
  const absl::StatusOr<Result> found = connection->Run(
      "SELECT count, pruned, boot_id, sequence, hash FROM nodes "
      "WHERE name = $1",
      parameters);
  if (!found.ok()) return found.status();
  if (found->rows() > 0) {
    head.count = static_cast<uint64_t>(found->Int(0, 0));
    head.pruned = static_cast<uint64_t>(found->Int(0, 1));
    head.boot_id = std::string(found->Text(0, 2));
    head.sequence = static_cast<uint64_t>(found->Int(0, 3));
    head.hash = std::string(found->Text(0, 4));
  }
  return head;
}

}  // namespace internal
}  // namespace wamp
