// Shows a WAMP message to a person.
#ifndef WAMP_SRC_TOOLS_FRAME_TEXT_H_
#define WAMP_SRC_TOOLS_FRAME_TEXT_H_

#include <string>

#include "google/protobuf/message.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// The message in a frame; null if there is none.
const google::protobuf::Message* MessageOf(const v1::Frame& frame);

// "PUBLISH", "WELCOME", …; empty for an empty frame.
std::string NameOf(const v1::Frame& frame);

// One line: the message's name, its ids and URIs, its typed details with
// secrets hidden, and what its payload holds.
std::string FrameText(const v1::Frame& frame);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_FRAME_TEXT_H_
