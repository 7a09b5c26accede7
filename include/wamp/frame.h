// Whole WAMP messages of any type: what one frame on a connection holds.
//
// Example:
//
//   absl::StatusOr<wamp::v1::Frame> frame =
//       wamp::Decode<wamp::v1::Frame>(bytes, wamp::v1::SERIALIZER_JSON);
//   if (frame.ok() && frame->has_publish()) Publish(frame->publish());
//
// A router that only passes messages on looks at their headers:
//
//   absl::StatusOr<wamp::FrameHeader> header =
//       wamp::PeekHeader(bytes, wamp::v1::SERIALIZER_JSON);
//   if (header.ok() && header->type == wamp::v1::MESSAGE_TYPE_CALL) {
//     Route(*header->uri, bytes);
//   }
//
// The functions are safe to call from any thread, on distinct messages. What
// they return on failure carries a wamp.v1.Violations (violation.h).
#ifndef WAMP_FRAME_H_
#define WAMP_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/wire.h"

namespace wamp {

// The name of the message in `frame`, for example "PUBLISH"; empty for an empty
// frame.
absl::string_view MessageName(const v1::Frame& frame);

// The name of the messages of a type; empty if there is no such type.
absl::string_view MessageName(v1::MessageType type);

// The positions of a message array outside its dict and payload. What the
// message doesn't have is absent.
struct FrameHeader {
  v1::MessageType type = v1::MESSAGE_TYPE_UNSPECIFIED;

  // The ids.
  std::optional<uint64_t> request;
  std::optional<uint64_t> session;
  std::optional<uint64_t> subscription;
  std::optional<uint64_t> publication;
  std::optional<uint64_t> registration;

  // The type of the message that failed; ERROR only.
  std::optional<v1::MessageType> request_type;

  // The realm, topic, procedure, error or reason.
  std::optional<std::string> uri;

  // Where the dict (Options, Details or Extra) starts, in bytes from the start
  // of the message.
  std::optional<size_t> details_offset;
};

// Reads the positions of the message in `bytes`, up to the last one that the
// header holds. The dict is skipped if positions follow it; the payload, and
// any bytes after the end of the message, are not looked at.
//
// The positions are checked as Decode checks them, except for the topic of
// SUBSCRIBE and the procedure of REGISTER: what is allowed there depends on the
// dict. Of `options`, only `profile`, `uri` and `limits` matter.
absl::StatusOr<FrameHeader> PeekHeader(absl::string_view bytes,
                                       v1::Serializer serializer,
                                       const DecodeOptions& options = {});

}  // namespace wamp

#endif  // WAMP_FRAME_H_
