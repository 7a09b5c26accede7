#include "src/tools/wampcat/frame_sink.h"

#include "wamp/transport/framing.h"
#include "wamp/transport/rawsocket.h"
#include "wamp/transport/subprotocol.h"

namespace wamp {
namespace tools {
namespace {

// A handshake that takes messages of any size.
absl::Status AppendHandshake(v1::Serializer serializer, std::string* out) {
  RawSocketHandshake handshake;
  handshake.serializer = RawSocketNumber(serializer);
  const auto octets = FormatRawSocketHandshake(handshake);
  if (octets.ok()) out->append(*octets);
  return octets.status();
}

}  // namespace

void FrameSink::Put(absl::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

absl::Status FrameSink::Frame(absl::string_view message) {
  if (format_.layout == StreamLayout::kBatched) {
    return IsJson() ? AppendJsonBatch(message, &framed_, format_.separator)
                    : AppendBinaryBatch(message, &framed_);
  }
  if (!began_) {
    absl::Status status = AppendHandshake(format_.serializer, &framed_);
    if (!status.ok()) return status;
  }
  return AppendRawSocket(RawSocketType::kMessage, message, &framed_);
}

absl::Status FrameSink::Write(absl::string_view message) {
  if (format_.layout == StreamLayout::kBare) {
    Put(message);
    if (IsJson()) out_.put('\n');
    return absl::OkStatus();
  }
  framed_.clear();
  absl::Status status = Frame(message);
  if (!status.ok()) return status;
  Put(framed_);
  began_ = true;
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
