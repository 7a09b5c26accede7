// Shows a WAMP message to a person.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FRAME_TEXT_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FRAME_TEXT_H_

#include <string>

#include "src/tools/common/color.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// One line: the message's name, its ids and URIs, its typed details with
// secrets hidden, and its payload (PayloadText). `options` are those that the
// frame was read with.
std::string FrameText(const v1::Frame& frame, const DecodeOptions& options,
                      const Palette& palette);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FRAME_TEXT_H_
