// Files of records, each after its length.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_RECORD_FILE_H_
#define WAMP_SRC_TOOLS_WAMPLOG_RECORD_FILE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace tools {

// Calls `use` for each record of a file ("-": standard input) until it fails.
// Errors name the file and the record.
absl::Status ForEachRecord(
    const std::string& file,
    const std::function<absl::Status(log::v1::SessionRecord record)>& use);

// The same for the bytes of each.
absl::Status ForEachRecordBytes(
    const std::string& file,
    const std::function<absl::Status(const std::string& bytes)>& use);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_RECORD_FILE_H_
