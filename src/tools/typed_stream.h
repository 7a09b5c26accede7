// Streams of typed messages, in the forms that programs read.
#ifndef WAMP_SRC_TOOLS_TYPED_STREAM_H_
#define WAMP_SRC_TOOLS_TYPED_STREAM_H_

#include <functional>
#include <istream>
#include <ostream>

#include "absl/status/status.h"
#include "src/tools/wampcat_flags.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// Writes a record, or a line.
absl::Status WriteFrame(Form form, const v1::Frame& frame, std::ostream& out);

// Calls `use` for every frame that `in` holds, or with what is wrong with it;
// the number of the first is 1.
void ReadFrames(
    Form form, std::istream& in,
    const std::function<void(uint64_t number, absl::StatusOr<v1::Frame>)>& use);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_TYPED_STREAM_H_
