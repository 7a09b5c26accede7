// Shows a WAMP message to a person, a line for each thing it says.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FRAME_TREE_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FRAME_TREE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "src/tools/common/color.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// The message's name, and below it, indented, its positions and keys as WAMP
// spells them. What is absent is left out, secrets are hidden, and the features
// of a role that are true are one list. Each line ends with a line break.
// `options` are those that the frame was read with.
std::string FrameTree(const v1::Frame& frame, const DecodeOptions& options,
                      const Palette& palette, std::optional<size_t> columns);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FRAME_TREE_H_
