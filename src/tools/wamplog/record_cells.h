// What a person sees of a record.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_RECORD_CELLS_H_
#define WAMP_SRC_TOOLS_WAMPLOG_RECORD_CELLS_H_

#include <cstdint>
#include <string>

#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace tools {

// The texts are as the record has them, hostile ones included: they are still
// to be escaped, as a terminal or a page needs it. Absent is empty.
struct RecordCells {
  // In microseconds since 1970.
  int64_t time = 0;
  // "joined", ….
  std::string event;
  std::string realm;
  std::string authid;
  std::string authrole;
  std::string session;
  // Of those that were refused or ended.
  std::string reason;
  // The rest of what happened, in a few words.
  std::string what;
  std::string peer;
  std::string session_uid;
  // How many like this one.
  uint64_t count = 1;
};

RecordCells CellsOf(const log::v1::SessionRecord& record);

// "wamp.close.normal: goodbye by client (2 times)".
std::string WhatText(const RecordCells& cells);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_RECORD_CELLS_H_
