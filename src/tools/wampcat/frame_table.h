// Shows WAMP messages to a person, as the rows of a table.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FRAME_TABLE_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FRAME_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/color.h"
#include "wamp/frame.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// The names of the columns.
std::string TableHeading(std::optional<size_t> columns, const Palette& palette);

// The row of a message of `size` bytes: its number, name, request, session,
// size, what of that is payload, and URI. The session is the one that the
// message opens, or that published or called. The payload's size is known only
// if it was read in PayloadMode::kRaw. With `columns`, no row is wider
// than that: URIs lose their start, and ids of many digits their middle.
std::string TableRow(uint64_t number, const FrameHeader& header,
                     const v1::Frame& frame, size_t size,
                     std::optional<size_t> columns, const Palette& palette);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FRAME_TABLE_H_
