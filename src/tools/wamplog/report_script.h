// The script by which a report draws itself.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_REPORT_SCRIPT_H_
#define WAMP_SRC_TOOLS_WAMPLOG_REPORT_SCRIPT_H_

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// It reads the JSON of the element "data", and makes nothing but elements with
// texts of that.
extern const absl::string_view kReportScript;

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_REPORT_SCRIPT_H_
