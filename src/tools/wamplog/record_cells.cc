#include "src/tools/wamplog/record_cells.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/engine/annotations.h"
#include "src/log/record_columns.h"
#include "wamp/log/record.h"

namespace wamp {
namespace tools {
namespace {

using log::v1::SessionRecord;

std::string TextOf(const std::optional<absl::string_view>& text) {
  return std::string(text.value_or(""));
}

// The texts that are not empty, with blanks in between.
std::string Words(const std::vector<absl::string_view>& words) {
  std::vector<absl::string_view> some;
  for (const absl::string_view word : words) {
    if (!word.empty()) some.push_back(word);
  }
  return absl::StrJoin(some, " ");
}

std::string LeftText(const log::v1::Left& left) {
  const std::string cause =
      internal::TokenOf(log::v1::LeaveCause_descriptor(), left.cause());
  const std::string side =
      internal::TokenOf(log::v1::Side_descriptor(), left.side());
  const std::string& message = left.details().message();
  return absl::StrCat(cause, side.empty() ? "" : " by ", side,
                      message.empty() ? "" : ", ", message);
}

std::string DecidedText(const log::v1::Decision& decision) {
  const std::string action =
      internal::TokenOf(wamp::v1::Action_descriptor(), decision.action());
  absl::string_view answer = "no answer:";
  if (decision.has_allowed()) {
    answer = decision.allowed() ? "allowed:" : "not allowed:";
  }
  return Words({answer, action, decision.uri(), decision.message()});
}

std::string WhatOf(const SessionRecord& record) {
  switch (record.event_case()) {
    case SessionRecord::kAttaching:
      return Words(
          {absl::StrJoin(record.attaching().authmethods().values(), ", "),
           record.attaching().agent()});
    case SessionRecord::kChallenged:
      return record.challenged().method();
    case SessionRecord::kAccepted:
      return Words(
          {record.accepted().authmethod(), record.accepted().authprovider()});
    case SessionRecord::kDenied:
      return record.denied().message();
    case SessionRecord::kJoined:
      return Words(
          {record.joined().authmethod(), record.joined().authprovider()});
    case SessionRecord::kLeft:
      return LeftText(record.left());
    case SessionRecord::kDecided:
      return DecidedText(record.decided());
    case SessionRecord::EVENT_NOT_SET:
      return "";
  }
  return "";
}

}  // namespace

RecordCells CellsOf(const SessionRecord& record) {
  const internal::RecordColumns columns = internal::ColumnsOf(record);
  RecordCells cells;
  cells.time = columns.time;
  cells.event = std::string(log::EventName(record));
  if (cells.event.empty()) cells.event = "unknown";
  cells.realm = TextOf(columns.realm);
  cells.authid = TextOf(columns.authid);
  cells.authrole = TextOf(columns.authrole);
  if (columns.session) cells.session = absl::StrCat(*columns.session);
  cells.reason = TextOf(columns.reason);
  cells.what = WhatOf(record);
  cells.peer = record.transport().peer();
  cells.session_uid = TextOf(columns.session_uid);
  if (record.has_count()) cells.count = record.count();
  return cells;
}

std::string WhatText(const RecordCells& cells) {
  std::string text = cells.reason;
  if (!text.empty() && !cells.what.empty()) text += ": ";
  text += cells.what;
  if (cells.count != 1) absl::StrAppend(&text, " (", cells.count, " times)");
  return text;
}

}  // namespace tools
}  // namespace wamp
