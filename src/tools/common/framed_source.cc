#include "src/tools/common/framed_source.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/tools/common/stream_format.h"
#include "wamp/transport/rawsocket.h"
#include "wamp/transport/subprotocol.h"

namespace wamp {
namespace tools {
namespace {

Framing FramingOf(const StreamFormat& format) {
  if (format.layout == StreamLayout::kRawSocket) return Framing::kRawSocket;
  return format.serializer == v1::SERIALIZER_JSON ? Framing::kJsonBatch
                                                  : Framing::kBinaryBatch;
}

}  // namespace

FramedSource::FramedSource(google::protobuf::io::CopyingInputStream& in,
                           SourceOptions options)
    : FrameSource(std::move(options)),
      buffer_(in, this->options().max_bytes),
      splitter_(FramingOf(this->options().format), this->options().max_bytes),
      guess_(this->options().format.serializer) {}

absl::StatusOr<std::optional<FoundFrame>> FramedSource::Next(
    FrameSlots& frames) {
  if (given_up_) return std::nullopt;
  in_handshake_ = false;
  while (true) {
    const auto piece = splitter_.Next(buffer_.view(), buffer_.ended());
    if (!piece.ok()) {
      ++number_;
      offset_ = splitter_.offset();
      return GiveUp(piece.status().message());
    }
    buffer_.Use(piece->size);
    switch (piece->kind) {
      case StreamPiece::Kind::kNone:
        if (!buffer_.Fill() && buffer_.view().empty()) return std::nullopt;
        break;
      case StreamPiece::Kind::kMessage:
        ++number_;
        offset_ = piece->offset;
        if (serializer() != v1::SERIALIZER_UNSPECIFIED) {
          guess_.Look(piece->content);
          return Read(piece->content, frames);
        }
        return GiveUp(
            "expected a handshake before it that names the format, or the "
            "format on the command line, got none");
      case StreamPiece::Kind::kPing:
      case StreamPiece::Kind::kPong:
        options().note(absl::StrCat(
            piece->kind == StreamPiece::Kind::kPing ? "ping" : "pong",
            " at byte ", piece->offset - kRawSocketHeaderSize, ": ",
            piece->content.size(), " bytes, skipped"));
        break;
      case StreamPiece::Kind::kHandshake: {
        offset_ = piece->offset;
        const absl::Status status = ReadHandshake(piece->content);
        if (status.ok()) break;
        in_handshake_ = true;
        return status;
      }
    }
  }
}

absl::Status FramedSource::ReadHandshake(absl::string_view octets) {
  const auto handshake = ParseRawSocketHandshake(octets);
  if (!handshake.ok()) return handshake.status();
  if (handshake->refusal != RawSocketRefusal::kNone) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected an accepted connection, got refusal ",
                     static_cast<int>(handshake->refusal), " (",
                     RawSocketRefusalText(handshake->refusal), ")"));
  }
  const auto named = SerializerOfRawSocket(handshake->serializer);
  if (options().format.serializer == v1::SERIALIZER_UNSPECIFIED) {
    if (!named.ok()) return GiveUp(named.status().message());
    if (serializer() != v1::SERIALIZER_UNSPECIFIED && serializer() != *named) {
      return GiveUp(absl::StrCat("expected ", FormatSerializer({serializer()}),
                                 " as in the handshake before it, got ",
                                 FormatSerializer({*named})));
    }
    guess_ = UbjsonGuess(*named);
  } else if (handshake->serializer !=
             RawSocketNumber(options().format.serializer)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected ", FormatSerializer({options().format.serializer}),
        " as on the command line, got ",
        named.ok() ? FormatSerializer({*named})
                   : absl::StrCat("serializer ",
                                  static_cast<int>(handshake->serializer))));
  }
  options().note(absl::StrCat(
      "handshake at byte ", offset_, ": ", FormatSerializer({serializer()}),
      ", takes messages of up to ", handshake->max_length, " bytes"));
  return absl::OkStatus();
}

absl::Status FramedSource::GiveUp(absl::string_view why) {
  given_up_ = true;
  return absl::InvalidArgumentError(
      absl::StrCat(why, "; the rest is not read"));
}

std::string FramedSource::place() const {
  if (in_handshake_) return absl::StrCat("handshake at byte ", offset_);
  return absl::StrCat("frame ", number_, " at byte ", offset_);
}

}  // namespace tools
}  // namespace wamp
