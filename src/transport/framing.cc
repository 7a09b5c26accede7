#include "wamp/transport/framing.h"

#include "absl/strings/str_cat.h"

namespace wamp {
namespace {

constexpr size_t kLengthSize = 4;

bool IsSeparator(char c) {
  return c == kJsonSeparator || c == kAutobahnJsonSeparator;
}

// The offset of the first separator in `bytes` at or after `from`; their size
// if there is none.
size_t FindSeparator(absl::string_view bytes, size_t from) {
  while (from < bytes.size() && !IsSeparator(bytes[from])) ++from;
  return from;
}

bool IsFiller(char c) {
  return IsSeparator(c) || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

StreamPiece::Kind KindOf(RawSocketType type) {
  switch (type) {
    case RawSocketType::kMessage:
      return StreamPiece::Kind::kMessage;
    case RawSocketType::kPing:
      return StreamPiece::Kind::kPing;
    case RawSocketType::kPong:
      return StreamPiece::Kind::kPong;
  }
  return StreamPiece::Kind::kNone;
}

}  // namespace

absl::StatusOr<StreamPiece> StreamSplitter::Next(absl::string_view input,
                                                 bool ended) {
  if (!status_.ok()) return status_;
  switch (framing_) {
    case Framing::kJsonBatch:
      return NextOfJson(input, ended);
    case Framing::kBinaryBatch:
      return NextOfBinary(input, ended);
    case Framing::kRawSocket:
      return NextOfRawSocket(input, ended);
  }
  return Fail("expected a known framing, got another", 0);
}

absl::StatusOr<StreamPiece> StreamSplitter::NextOfJson(absl::string_view input,
                                                       bool ended) {
  size_t start = 0;
  if (scanned_ == 0) {
    while (start < input.size() && IsFiller(input[start])) ++start;
    scanned_ = start;
  }
  const bool full = input.size() - start > max_length_;
  // The bytes in which the message and its separator must end.
  const absl::string_view part =
      full ? input.substr(0, start + max_length_ + 1) : input;
  const size_t end = FindSeparator(part, scanned_);
  StreamPiece piece;
  piece.offset = offset_ + start;
  if (end < part.size() || (ended && !full && end > start)) {
    piece.kind = StreamPiece::Kind::kMessage;
    piece.content = input.substr(start, end - start);
    piece.size = end < part.size() ? end + 1 : end;
    scanned_ = 0;
  } else if (full) {
    return Fail(absl::StrCat("expected a separator (0x1e or 0x18) within ",
                             max_length_, " bytes, got none"),
                start);
  } else {
    piece.size = start;
    scanned_ = end - start;
  }
  offset_ += piece.size;
  return piece;
}

absl::StatusOr<StreamPiece> StreamSplitter::NextOfBinary(
    absl::string_view input, bool ended) {
  if (input.size() < kLengthSize) {
    return Wait(input, ended, kLengthSize, "the length of a message");
  }
  size_t length = 0;
  for (size_t i = 0; i < kLengthSize; ++i) {
    length = (length << 8) | static_cast<unsigned char>(input[i]);
  }
  return Take(input, ended, StreamPiece::Kind::kMessage, kLengthSize, length);
}

absl::StatusOr<StreamPiece> StreamSplitter::NextOfRawSocket(
    absl::string_view input, bool ended) {
  if (input.size() < kRawSocketHeaderSize) {
    return Wait(input, ended, kRawSocketHeaderSize, "a header");
  }
  const absl::string_view octets = input.substr(0, kRawSocketHeaderSize);
  if (octets[0] == kRawSocketMagic && !in_packets_) {
    const auto handshake = ParseRawSocketHandshake(octets);
    if (!handshake.ok()) return Fail(handshake.status().message(), 0);
    return Take(input, ended, StreamPiece::Kind::kHandshake, 0,
                kRawSocketHeaderSize);
  }
  const auto header = ParseRawSocketHeader(octets);
  if (!header.ok()) return Fail(header.status().message(), 0);
  in_packets_ = true;
  return Take(input, ended, KindOf(header->type), kRawSocketHeaderSize,
              header->length);
}

// The piece of `length` bytes that follows `header` bytes.
absl::StatusOr<StreamPiece> StreamSplitter::Take(absl::string_view input,
                                                 bool ended,
                                                 StreamPiece::Kind kind,
                                                 size_t header, size_t length) {
  if (kind != StreamPiece::Kind::kHandshake && length > max_length_) {
    return Fail(absl::StrCat("expected a length of at most ", max_length_,
                             ", got ", length),
                0);
  }
  if (input.size() - header < length) {
    return Wait(input, ended, header + length, "a message");
  }
  StreamPiece piece;
  piece.kind = kind;
  piece.content = input.substr(header, length);
  piece.offset = offset_ + header;
  piece.size = header + length;
  offset_ += piece.size;
  return piece;
}

// No piece yet, as `what` needs more bytes than there are.
absl::StatusOr<StreamPiece> StreamSplitter::Wait(absl::string_view input,
                                                 bool ended, size_t needed,
                                                 absl::string_view what) {
  if (ended && !input.empty()) {
    return Fail(absl::StrCat("expected ", needed, " bytes of ", what, ", got ",
                             input.size(), " and the end of the input"),
                0);
  }
  StreamPiece piece;
  piece.offset = offset_;
  return piece;
}

absl::Status StreamSplitter::Fail(absl::string_view what, size_t at) {
  status_ = absl::InvalidArgumentError(
      absl::StrCat(what, " (byte ", offset_ + at, ")"));
  return status_;
}

absl::Status AppendJsonBatch(absl::string_view message, std::string* out,
                             char separator) {
  if (!IsSeparator(separator)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected 0x1e or 0x18 as the separator, got 0x",
        absl::Hex(static_cast<unsigned char>(separator), absl::kZeroPad2)));
  }
  const size_t found = FindSeparator(message, 0);
  if (found < message.size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected a message without separators, got one (byte ", found, ")"));
  }
  out->append(message.data(), message.size());
  out->push_back(separator);
  return absl::OkStatus();
}

absl::Status AppendBinaryBatch(absl::string_view message, std::string* out) {
  const size_t length = message.size();
  if (length > UINT32_MAX) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected at most ", UINT32_MAX, " bytes for a batch, got ", length));
  }
  for (int shift = 24; shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(length >> shift));
  }
  out->append(message.data(), message.size());
  return absl::OkStatus();
}

absl::Status AppendRawSocket(RawSocketType type, absl::string_view content,
                             std::string* out) {
  const auto header = FormatRawSocketHeader({type, content.size()});
  if (!header.ok()) return header.status();
  out->append(*header);
  out->append(content.data(), content.size());
  return absl::OkStatus();
}

}  // namespace wamp
