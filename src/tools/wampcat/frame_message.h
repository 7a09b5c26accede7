// The message inside a frame, whichever it is.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FRAME_MESSAGE_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FRAME_MESSAGE_H_

#include "google/protobuf/message.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// The message that the frame holds; null if there is none.
const google::protobuf::Message* MessageOf(const v1::Frame& frame);

// The payload of that message; null if it has no place for one.
const v1::Payload* PayloadOf(const v1::Frame& frame);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FRAME_MESSAGE_H_
