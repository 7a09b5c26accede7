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

absl::Status FrameSink::Frame(absl::string_view message) {
  const bool json = format_.serializer == v1::SERIALIZER_JSON;
  switch (format_.layout) {
    case StreamLayout::kBare:
      framed_.append(message.data(), message.size());
      if (json) framed_.push_back('\n');
      return absl::OkStatus();
    case StreamLayout::kBatched:
      return json ? AppendJsonBatch(message, &framed_, format_.separator)
                  : AppendBinaryBatch(message, &framed_);
    case StreamLayout::kRawSocket:
      break;
  }
  if (!began_) {
    absl::Status status = AppendHandshake(format_.serializer, &framed_);
    if (!status.ok()) return status;
  }
  return AppendRawSocket(RawSocketType::kMessage, message, &framed_);
}

absl::Status FrameSink::Write(absl::string_view message) {
  framed_.clear();
  absl::Status status = Frame(message);
  if (!status.ok()) return status;
  out_.write(framed_.data(), static_cast<std::streamsize>(framed_.size()));
  began_ = true;
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
