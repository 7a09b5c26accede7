// Reads messages from a stream that keeps no messages apart.
//
//   wamp::v1::Frame frame;
//   wamp::NextMessage next =
//       wamp::DecodeNext(received, wamp::v1::SERIALIZER_MSGPACK, &frame);
//   if (!next.status.ok()) Report(next.status);
//   else if (next.size.has_value()) Handle(frame);
//   else return WaitForMore();
//   if (!next.size.has_value()) return Abort();
//   received.remove_prefix(*next.size);
//
// Each call reads from the start of `bytes`: a message that arrives in a
// hundred pieces is read a hundred times. Give strangers a small `max_bytes`,
// and receive large pieces.
//
// The function is safe to call from any thread, on distinct messages.
#ifndef WAMP_DECODE_NEXT_H_
#define WAMP_DECODE_NEXT_H_

#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {

struct NextMessage {
  // How many bytes the message takes, white space before it included: whether
  // it is a good one or not. None where that can't be known (yet).
  std::optional<size_t> size;
  // What is wrong, if something is. All is well without a size where the bytes
  // end before the message does.
  absl::Status status;
};

// Reads the message at the start of `bytes`, which may go on after it, into
// `out`, as Decode (wire.h) does. It is found and read at once: in less time
// than by MeasureValue (measure.h) first.
//
// `max_bytes` is the limit of one message, not of `bytes`. Where the status is
// not OK, it is an INVALID_ARGUMENT with a wamp.v1.Violations (violation.h),
// whose offsets count from the start of `bytes`, or UNIMPLEMENTED for an
// unknown serializer. A message is not judged before it is whole, unless no
// further bytes could make it a value.
NextMessage DecodeNext(absl::string_view bytes, v1::Serializer serializer,
                       v1::Frame* out, const DecodeOptions& options = {});

}  // namespace wamp

#endif  // WAMP_DECODE_NEXT_H_
