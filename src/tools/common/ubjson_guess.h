// Which of the formats a stream is in that peers call "ubjson".
#ifndef WAMP_SRC_TOOLS_COMMON_UBJSON_GUESS_H_
#define WAMP_SRC_TOOLS_COMMON_UBJSON_GUESS_H_

#include "absl/strings/string_view.h"
#include "wamp/ubjson_dialect.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// Takes a stream for UBJSON until a message shows that it is BJData, or that it
// is not; all others follow it, as a peer writes one of them only.
class UbjsonGuess {
 public:
  // Streams of any other serializer are what they are said to be.
  explicit UbjsonGuess(v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED)
      : serializer_(serializer),
        settled_(serializer != v1::SERIALIZER_UBJSON) {}

  v1::Serializer serializer() const { return serializer_; }

  // Whether messages need not be looked at any more.
  bool settled() const { return settled_; }

  // Learns from a message of the stream.
  void Look(absl::string_view message) {
    if (!settled_) Settle(DetectUbjson(message));
  }

  // Learns what the stream is, or nothing if it is unspecified.
  void Settle(v1::Serializer serializer) {
    if (serializer == v1::SERIALIZER_UNSPECIFIED) return;
    serializer_ = serializer;
    settled_ = true;
  }

 private:
  v1::Serializer serializer_;
  bool settled_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_UBJSON_GUESS_H_
