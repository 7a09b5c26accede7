// Streams of WAMP messages: where one ends and the next one starts.
//
// A splitter looks at what has been received so far and returns views into it.
// It keeps no bytes itself, so a stream of any length needs memory for one
// message only.
//
// Example:
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
// Streams may be hostile: a length takes no memory before its bytes have
// arrived, and one above the splitter's limit is an error.
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

// How the messages of a stream are separated.
enum class Framing : uint8_t {
  // Each JSON message is followed by a separator, one of the two below. It may
  // be missing after the last message, and white space and more separators may
  // come between messages (WAMP: Batched WebSocket Transport).
  kJsonBatch,
  // Each message follows its length, four octets with the most significant one
  // first: the batches of all formats but JSON.
  kBinaryBatch,
  // RawSocket's packets, after any number of handshakes: what one peer sends,
  // or both of them (WAMP: RawSocket Transport).
  kRawSocket,
};

// The separators of batched JSON: the specification's and autobahn's.
inline constexpr char kJsonSeparator = '\x1E';
inline constexpr char kAutobahnJsonSeparator = '\x18';

// The longest message that a splitter accepts unless told otherwise: four times
// what a RawSocket packet can hold.
inline constexpr size_t kMaxPieceLength = size_t{64} << 20;

// What a splitter found.
struct StreamPiece {
  enum class Kind : uint8_t {
    // Nothing yet: more input is needed, or its end.
    kNone,
    kMessage,
    // Only in RawSocket. The `content` of a handshake is all of its octets.
    kPing,
    kPong,
    kHandshake,
  };

  Kind kind = Kind::kNone;
  // The bytes of the message, ping or pong: a view into the input.
  absl::string_view content;
  // Where they start, counted in bytes from the start of the stream.
  uint64_t offset = 0;
  // How many bytes of the input are used up, even if nothing was found.
  size_t size = 0;
};

// Splits one stream. A value for one thread.
class StreamSplitter {
 public:
  // Messages, pings and pongs of more than `max_length` bytes are errors.
  explicit StreamSplitter(Framing framing, size_t max_length = kMaxPieceLength)
      : framing_(framing), max_length_(max_length) {}

  // Finds the piece at the start of `input`, which must be all received bytes
  // of the stream that no earlier call has used up. `ended` means that no more
  // bytes will come; kNone then means that the stream is over.
  //
  // Fails with INVALID_ARGUMENT if the stream is broken, cut short or above the
  // limit; the message names the byte. All later calls fail, too, as it can't
  // be known how the stream goes on.
  absl::StatusOr<StreamPiece> Next(absl::string_view input, bool ended = false);

  // How many bytes of the stream are used up.
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
  // Whether a RawSocket packet has been seen, after which there is no
  // handshake.
  bool in_packets_ = false;
  absl::Status status_;
};

// Appends `message` and a separator to `out`. Fails with INVALID_ARGUMENT if
// `separator` is none of the two, or if the message holds one of them: JSON
// never does, as it escapes them.
absl::Status AppendJsonBatch(absl::string_view message, std::string* out,
                             char separator = kJsonSeparator);

// Appends the length of `message` and then `message` to `out`. Fails with
// INVALID_ARGUMENT if it has 2^32 bytes or more.
absl::Status AppendBinaryBatch(absl::string_view message, std::string* out);

// Appends a packet to `out`. Fails with INVALID_ARGUMENT if `content` has more
// than 2^24 bytes; a peer may have announced a lower limit in its handshake.
absl::Status AppendRawSocket(RawSocketType type, absl::string_view content,
                             std::string* out);

}  // namespace wamp

#endif  // WAMP_TRANSPORT_FRAMING_H_
