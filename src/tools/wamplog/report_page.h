// The page of a report around its data.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_REPORT_PAGE_H_
#define WAMP_SRC_TOOLS_WAMPLOG_REPORT_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// The whole page. `json` is the data, in which "<", ">" and "&" may occur in
// texts alone. The page allows its own script and style, by their hashes, and
// no other, nor anything from elsewhere.
std::string ReportPage(absl::string_view json);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_REPORT_PAGE_H_
