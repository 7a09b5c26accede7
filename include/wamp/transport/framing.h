// Streams of WAMP messages: where one ends and the next one starts.
//
// A splitter looks at what has been received so far and hands out views into
// it. It keeps no bytes itself, so a stream of any length needs memory for one
// message only:
//
//   wamp::StreamSplitter splitter(wamp::Framing::kRawSocket);
//   std::string buffer;
//   while (Receive(&buffer)) {  // appends
//     size_t used = 0;
//     while (true) {
//       auto piece = splitter.Next(absl::string_view(buffer).substr(used));
//       if (!piece.ok()) return piece.status();
//       used += piece->size;
//       if (piece->kind == wamp::StreamPiece::Kind::kNone) break;
//       Handle(*piece);
//     }
//     buffer.erase(0, used);
//   }
//
// Streams are hostile: a length costs no memory before its bytes are there, and
// one beyond the splitter's limit is an error.
#ifndef WAMP_TRANSPORT_FRAMING_H_
#define WAMP_TRANSPORT_FRAMING_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/transport/rawsocket.h"

namespace wamp {

// How the messages of a stream are kept apart.
enum class Framing : uint8_t {
  // Behind each JSON message stands a separator, one of the two below. Behind
  // the last one it may be missing, and white space and further separators may
  // stand between (WAMP: Batched WebSocket Transport).
  kJsonBatch,
  // Before each message stands its length, four octets with the most
  // significant one first: the batches of all formats but JSON.
  kBinaryBatch,
  // RawSocket's packets, behind any number of handshakes: what one peer sends,
  // or both of them (WAMP: RawSocket Transport).
  kRawSocket,
};

// The separators of batched JSON: the specification's and autobahn's.
inline constexpr char kJsonSeparator = '\x1E';
inline constexpr char kAutobahnJsonSeparator = '\x18';

// The longest message that a splitter accepts unless told otherwise.
inline constexpr size_t kMaxPieceLength = size_t{1} << 30;

// What a splitter found.
struct StreamPiece {
  enum class Kind : uint8_t {
    // Nothing as yet: there must be more input, or its end.
    kNone,
    kMessage,
    // RawSocket's; of a handshake, `content` is all of it.
    kPing,
    kPong,
    kHandshake,
  };

  Kind kind = Kind::kNone;
  // The bytes of the message, ping or pong: a view into the input.
  absl::string_view content;
  // Where they start, counted in bytes from the start of the stream.
  uint64_t offset = 0;
  // How many bytes of the input are done with, even if nothing was found.
  size_t size = 0;
};

// Splits one stream. A value for one thread.
class StreamSplitter {
 public:
  // Messages, pings and pongs of more than `max_length` bytes are errors.
  explicit StreamSplitter(Framing framing, size_t max_length = kMaxPieceLength)
      : framing_(framing), max_length_(max_length) {}

  // Finds the piece at the start of `input`: all bytes of the stream that have
  // been received and that no earlier call was done with. `ended` says that
  // there will be no more of them; kNone then means that the stream is over.
  //
  // Fails with INVALID_ARGUMENT where the stream is broken, cut short or beyond
  // the limit, with the byte in the message. As it can't be known how it goes
  // on, so do all later calls.
  absl::StatusOr<StreamPiece> Next(absl::string_view input, bool ended = false);

  // How many bytes of the stream have been done with.
  uint64_t offset() const { return offset_; }

 private:
  absl::StatusOr<StreamPiece> NextOfJson(absl::string_view input, bool ended);
  absl::StatusOr<StreamPiece> NextOfBinary(absl::string_view input, bool ended);
  absl::StatusOr<StreamPiece> NextOfRawSocket(absl::string_view input,
                                              bool ended);
  absl::StatusOr<StreamPiece> Take(absl::string_view input, bool ended,
                                   StreamPiece::Kind kind, size_t header,
                                   size_t length);
  absl::StatusOr<StreamPiece> Wait(absl::string_view input, bool ended,
                                   size_t needed, absl::string_view what);
  absl::Status Fail(absl::string_view what, size_t at);

  Framing framing_;
  size_t max_length_;
  uint64_t offset_ = 0;
  // How much of the input is known to hold no separator.
  size_t scanned_ = 0;
  // Whether a RawSocket packet has been seen, behind which no handshake may be.
  bool in_packets_ = false;
  absl::Status status_;
};

// Appends `message` and a separator to `out`. Fails with INVALID_ARGUMENT if
// the message holds a separator: JSON never does, as it escapes them.
absl::Status AppendJsonBatch(absl::string_view message, std::string* out,
                             char separator = kJsonSeparator);

// Appends `message` behind its length to `out`. Fails with INVALID_ARGUMENT if
// it has 2^32 bytes or more.
absl::Status AppendBinaryBatch(absl::string_view message, std::string* out);

// Appends a packet to `out`. Fails with INVALID_ARGUMENT if `content` has more
// than 2^24 bytes; a peer may have announced a lower limit in its handshake.
absl::Status AppendRawSocket(RawSocketType type, absl::string_view content,
                             std::string* out);

}  // namespace wamp

#endif  // WAMP_TRANSPORT_FRAMING_H_
