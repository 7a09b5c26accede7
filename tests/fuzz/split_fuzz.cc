// A stream has the same pieces, however it arrives.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/transport/framing.h"
#include "wamp/transport/rawsocket.h"

namespace wamp {
namespace {

constexpr Framing kFramings[] = {Framing::kJsonBatch, Framing::kBinaryBatch,
                                 Framing::kRawSocket};
constexpr size_t kMaxLengths[] = {kMaxPieceLength, 0, 16, kRawSocketMaxLength};

struct Split {
  // A line for each piece.
  std::string pieces;
  // What was given as content, one after the other.
  std::vector<std::string> messages;
  absl::Status status;
};

// The pieces of a stream of which `step` more bytes arrive at a time.
Split SplitBy(size_t step, Framing framing, size_t max_length,
              absl::string_view stream) {
  Split split;
  StreamSplitter splitter(framing, max_length);
  size_t used = 0;
  size_t arrived = 0;
  bool ended = false;
  while (!ended) {
    arrived += std::min(step, stream.size() - arrived);
    ended = arrived == stream.size();
    for (;;) {
      // A copy, so that what lies behind it is out of bounds.
      const std::string input(stream.substr(used, arrived - used));
      const absl::StatusOr<StreamPiece> piece = splitter.Next(input, ended);
      if (!piece.ok()) {
        split.status = piece.status();
        fuzz::ExpectSame("a broken stream stays broken", split.status,
                         splitter.Next(input, ended).status());
        return split;
      }
      fuzz::Expect("no more is used than there is",
                   piece->size <= input.size());
      used += piece->size;
      fuzz::Expect("the offset counts what is used", splitter.offset() == used);
      if (piece->kind == StreamPiece::Kind::kNone) break;
      fuzz::Expect("a piece uses some bytes", piece->size != 0);
      fuzz::Expect("a piece is no longer than it may be",
                   piece->kind == StreamPiece::Kind::kHandshake ||
                       piece->content.size() <= max_length);
      fuzz::ExpectSame("a piece is where it says",
                       stream.substr(piece->offset, piece->content.size()),
                       piece->content);
      absl::StrAppend(&split.pieces, static_cast<int>(piece->kind), " at ",
                      piece->offset, ": ", piece->content, "\n");
      if (piece->kind == StreamPiece::Kind::kMessage) {
        split.messages.emplace_back(piece->content);
      }
    }
  }
  return split;
}

// What the messages are when they are put together again.
void Join(Framing framing, const Split& split) {
  std::string stream;
  for (const std::string& message : split.messages) {
    switch (framing) {
      case Framing::kJsonBatch:
        fuzz::ExpectOk("a message of a batch can be put into one",
                       AppendJsonBatch(message, &stream));
        break;
      case Framing::kBinaryBatch:
        fuzz::ExpectOk("a message of a batch can be put into one",
                       AppendBinaryBatch(message, &stream));
        break;
      case Framing::kRawSocket:
        fuzz::ExpectOk(
            "a message of a packet can be put into one",
            AppendRawSocket(RawSocketType::kMessage, message, &stream));
        break;
    }
  }
  const Split again = SplitBy(stream.size(), framing, kMaxPieceLength, stream);
  fuzz::ExpectOk("what is put together can be split", again.status);
  fuzz::Expect("what is put together has the same messages",
               split.messages == again.messages);
}

void Run(fuzz::Input input) {
  const Framing framing = kFramings[input.Choose(std::size(kFramings))];
  const size_t max_length = kMaxLengths[input.Choose(std::size(kMaxLengths))];
  const size_t step = 1 + input.Choose(256);
  const absl::string_view stream = input.Rest();
  const Split whole = SplitBy(stream.size(), framing, max_length, stream);
  const Split split = SplitBy(step, framing, max_length, stream);
  fuzz::ExpectSame("a stream has the same pieces at once and bit by bit",
                   whole.pieces, split.pieces);
  fuzz::ExpectSame("a stream ends the same at once and bit by bit",
                   whole.status, split.status);
  Join(framing, whole);
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::Run(wamp::fuzz::Input(data, size));
  return 0;
}
