#include "wamp/transport/framing.h"

#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::StatusIs;

// Bytes that may hold 0.
template <size_t size>
std::string Bytes(const char (&text)[size]) {
  return std::string(text, size - 1);
}

std::string Describe(const StreamPiece& piece) {
  constexpr absl::string_view kNames[] = {"none", "message", "ping", "pong",
                                          "handshake"};
  return absl::StrCat(kNames[static_cast<size_t>(piece.kind)], "@",
                      piece.offset, ":", piece.content);
}

// What a splitter finds in a stream that arrives in parts of `step` bytes: each
// piece, then the error if there was one.
std::vector<std::string> Split(Framing framing, const std::string& stream,
                               size_t step,
                               size_t max_length = kMaxPieceLength) {
  StreamSplitter splitter(framing, max_length);
  std::vector<std::string> found;
  // Of the exact size each time, so that a sanitizer sees reads after its end.
  std::string buffer;
  size_t arrived = 0;
  while (true) {
    const bool ended = arrived == stream.size();
    const auto piece = splitter.Next(buffer, ended);
    if (!piece.ok()) {
      found.push_back(std::string(piece.status().message()));
      EXPECT_EQ(splitter.Next(buffer, ended).status(), piece.status());
      return found;
    }
    buffer = buffer.substr(piece->size);
    if (piece->kind != StreamPiece::Kind::kNone) {
      // The content lies in the buffer as it was: its bytes are checked against
      // the stream instead.
      const size_t size = piece->content.size();
      found.push_back(Describe(
          {piece->kind, absl::string_view(stream).substr(piece->offset, size),
           piece->offset, piece->size}));
      continue;
    }
    if (ended) {
      EXPECT_EQ(splitter.offset(), stream.size());
      return found;
    }
    const std::string part = stream.substr(arrived, step);
    arrived += part.size();
    buffer += part;
    buffer.shrink_to_fit();
  }
}

struct Sample {
  std::string name;
  Framing framing;
  std::string stream;
  std::vector<std::string> found;
  size_t max_length = kMaxPieceLength;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class SplitTest : public ::testing::TestWithParam<Sample> {};

TEST_P(SplitTest, FindsTheSameInPartsOfAnySize) {
  const Sample& sample = GetParam();
  for (const size_t step : {size_t{1}, size_t{2}, size_t{3}, size_t{5},
                            size_t{64}, sample.stream.size() + 1}) {
    EXPECT_THAT(Split(sample.framing, sample.stream, step, sample.max_length),
                ElementsAreArray(sample.found))
        << "in parts of " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Json, SplitTest,
    ::testing::Values(
        Sample{"empty", Framing::kJsonBatch, "", {}},
        Sample{"spec",
               Framing::kJsonBatch,
               "[1]\x1E[22]\x1E",
               {"message@0:[1]", "message@4:[22]"}},
        Sample{"autobahn",
               Framing::kJsonBatch,
               "[1]\x18[22]\x18",
               {"message@0:[1]", "message@4:[22]"}},
        Sample{"mixed",
               Framing::kJsonBatch,
               "[1]\x18[22]\x1E",
               {"message@0:[1]", "message@4:[22]"}},
        Sample{"last_separator_missing",
               Framing::kJsonBatch,
               "[1]\x1E[22]",
               {"message@0:[1]", "message@4:[22]"}},
        Sample{"fillers",
               Framing::kJsonBatch,
               "\x1E\x1E [1]\n\x1E\r\n\x1E\t[2]\x1E \n",
               {"message@3:[1]\n", "message@12:[2]"}},
        Sample{"fillers_only", Framing::kJsonBatch, "\x1E\n\x18 \x1E", {}},
        Sample{"line_breaks_within",
               Framing::kJsonBatch,
               "[1,\n2]\x1E[\n]\x1E",
               {"message@0:[1,\n2]", "message@7:[\n]"}},
        Sample{"longest",
               Framing::kJsonBatch,
               "[12]\x1E[34]\x1E",
               {"message@0:[12]", "message@5:[34]"},
               4},
        Sample{"longest_without_separator",
               Framing::kJsonBatch,
               "[12]\x1E[34]",
               {"message@0:[12]", "message@5:[34]"},
               4},
        Sample{"too_long",
               Framing::kJsonBatch,
               "[1]\x1E [234]\x1E[5]\x1E",
               {"message@0:[1]",
                "expected a separator (0x1e or 0x18) within 4 bytes, "
                "got none (byte 5)"},
               4},
        Sample{"too_long_without_separator",
               Framing::kJsonBatch,
               "[1]\x1E[234]",
               {"message@0:[1]",
                "expected a separator (0x1e or 0x18) within 4 bytes, "
                "got none (byte 4)"},
               4}),
    [](const auto& sample) { return sample.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Binary, SplitTest,
    ::testing::Values(
        Sample{"empty", Framing::kBinaryBatch, "", {}},
        Sample{"two",
               Framing::kBinaryBatch,
               Bytes("\0\0\0\3abc\0\0\0\1d"),
               {"message@4:abc", "message@11:d"}},
        Sample{"message_of_no_bytes",
               Framing::kBinaryBatch,
               Bytes("\0\0\0\0\0\0\0\1d"),
               {"message@4:", "message@8:d"}},
        Sample{"longest",
               Framing::kBinaryBatch,
               Bytes("\0\0\0\3abc"),
               {"message@4:abc"},
               3},
        Sample{
            "too_long",
            Framing::kBinaryBatch,
            Bytes("\0\0\0\1a\0\0\0\4bcde"),
            {"message@4:a", "expected a length of at most 3, got 4 (byte 5)"},
            3},
        Sample{"huge_length",
               Framing::kBinaryBatch,
               "\xFF\xFF\xFF\xFF",
               {"expected a length of at most 67108864, got 4294967295 "
                "(byte 0)"}},
        Sample{"cut_in_length",
               Framing::kBinaryBatch,
               Bytes("\0\0\0\1a\0\0"),
               {"message@4:a",
                "expected 4 bytes of the length of a message, got 2 and the "
                "end of the input (byte 5)"}},
        Sample{"cut_in_message",
               Framing::kBinaryBatch,
               Bytes("\0\0\0\1a\0\0\0\5bcd"),
               {"message@4:a",
                "expected 9 bytes of a message, got 7 and the end of the input "
                "(byte 5)"}}),
    [](const auto& sample) { return sample.param.name; });

INSTANTIATE_TEST_SUITE_P(
    RawSocket, SplitTest,
    ::testing::Values(
        Sample{"empty", Framing::kRawSocket, "", {}},
        Sample{"handshake",
               Framing::kRawSocket,
               Bytes("\x7F\xF1\0\0"),
               {Bytes("handshake@0:\x7F\xF1\0\0")}},
        Sample{"both_peers",
               Framing::kRawSocket,
               Bytes("\x7F\xF1\0\0\x7F\x51\0\0\0\0\0\3abc"),
               {Bytes("handshake@0:\x7F\xF1\0\0"),
                Bytes("handshake@4:\x7F\x51\0\0"), "message@12:abc"}},
        Sample{"refusal",
               Framing::kRawSocket,
               Bytes("\x7F\x10\0\0"),
               {Bytes("handshake@0:\x7F\x10\0\0")}},
        Sample{"all_types_without_handshake",
               Framing::kRawSocket,
               Bytes("\1\0\0\2hi\0\0\0\3abc\2\0\0\2hi\1\0\0\0"),
               {"ping@4:hi", "message@10:abc", "pong@17:hi", "ping@23:"}},
        Sample{"handshake_beyond_the_limit_of_messages",
               Framing::kRawSocket,
               Bytes("\x7F\xF1\0\0\0\0\0\3abc"),
               {Bytes("handshake@0:\x7F\xF1\0\0"), "message@8:abc"},
               3},
        Sample{"too_long",
               Framing::kRawSocket,
               Bytes("\2\0\0\4abcd"),
               {"expected a length of at most 3, got 4 (byte 0)"},
               3},
        Sample{"reserved_octet_in_handshake",
               Framing::kRawSocket,
               Bytes("\x7F\xF1\1\0"),
               {"expected a handshake that ends with 0x0000, got octets "
                "0x7ff10100 (byte 0)"}},
        Sample{"handshake_after_frames",
               Framing::kRawSocket,
               Bytes("\0\0\0\1a\x7F\xF1\0\0"),
               {"message@4:a",
                "expected a message, ping or pong, which start with 0x00, 0x01 "
                "or 0x02, got octets 0x7ff10000 (byte 5)"}},
        Sample{"http",
               Framing::kRawSocket,
               "GET / HTTP/1.1\r\n",
               {"expected a message, ping or pong, which start with 0x00, 0x01 "
                "or 0x02, got octets 0x47455420 (byte 0)"}},
        Sample{"cut_in_handshake",
               Framing::kRawSocket,
               "\x7F\xF1",
               {"expected 4 bytes of a header, got 2 and the end of the input "
                "(byte 0)"}},
        Sample{"cut_in_message",
               Framing::kRawSocket,
               Bytes("\0\0\0\2a"),
               {"expected 6 bytes of a message, got 5 and the end of the input "
                "(byte 0)"}}),
    [](const auto& sample) { return sample.param.name; });

TEST(StreamSplitterTest, RawSocketMessagesHaveUpTo16MiB) {
  const std::string longest(kRawSocketMaxLength, 'x');
  std::string stream;
  ASSERT_THAT(AppendRawSocket(RawSocketType::kMessage, longest, &stream),
              IsOk());
  ASSERT_THAT(AppendRawSocket(RawSocketType::kPing, "y", &stream), IsOk());
  StreamSplitter splitter(Framing::kRawSocket);
  const auto piece = splitter.Next(stream);
  ASSERT_THAT(piece, IsOk());
  EXPECT_EQ(piece->kind, StreamPiece::Kind::kMessage);
  EXPECT_EQ(piece->content, longest);
  EXPECT_EQ(piece->content.data(), stream.data() + kRawSocketHeaderSize);
  const auto next =
      splitter.Next(absl::string_view(stream).substr(piece->size));
  ASSERT_THAT(next, IsOk());
  EXPECT_EQ(next->content, "y");
}

TEST(StreamSplitterTest, NothingIsFoundBeforeItIsWhole) {
  StreamSplitter splitter(Framing::kBinaryBatch);
  const std::string stream = Bytes("\0\0\0\3abc");
  for (size_t size = 0; size < stream.size(); ++size) {
    const auto piece = splitter.Next(absl::string_view(stream).substr(0, size));
    ASSERT_THAT(piece, IsOk());
    EXPECT_EQ(piece->kind, StreamPiece::Kind::kNone);
    EXPECT_EQ(piece->size, 0U);
  }
  EXPECT_EQ(splitter.Next(stream)->content, "abc");
}

// What is appended must be found again, whatever the messages are.
TEST(StreamSplitterTest, FindsWhatWasAppended) {
  std::mt19937 random(7);
  const auto up_to = [&random](size_t most) { return random() % (most + 1); };
  for (int round = 0; round < 200; ++round) {
    std::string json;
    std::string binary;
    std::string raw;
    std::vector<std::string> messages(up_to(8));
    for (std::string& message : messages) {
      message = "[" + std::string(up_to(40), '"');
      const char separator =
          up_to(1) == 0 ? kJsonSeparator : kAutobahnJsonSeparator;
      ASSERT_THAT(AppendJsonBatch(message, &json, separator), IsOk());
      ASSERT_THAT(AppendBinaryBatch(message, &binary), IsOk());
      ASSERT_THAT(AppendRawSocket(RawSocketType::kMessage, message, &raw),
                  IsOk());
    }
    for (const auto& [framing, stream] :
         {std::pair<Framing, std::string>(Framing::kJsonBatch, json),
          {Framing::kBinaryBatch, binary},
          {Framing::kRawSocket, raw}}) {
      std::vector<std::string> found =
          Split(framing, stream, 1 + up_to(stream.size()));
      for (std::string& piece : found) {
        piece = piece.substr(piece.find(':') + 1);
      }
      EXPECT_EQ(found, messages);
    }
  }
}

// Random bytes end in an error or at the end, never elsewhere.
TEST(StreamSplitterTest, AnyBytesAreHandled) {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string stream(random() % 40, '\0');
    for (char& c : stream) {
      // Mostly small octets, which get further.
      c = static_cast<char>(random() % (random() % 3 == 0 ? 256 : 4));
    }
    for (const Framing framing :
         {Framing::kJsonBatch, Framing::kBinaryBatch, Framing::kRawSocket}) {
      const size_t max_length = random() % 20;
      const auto whole = Split(framing, stream, stream.size() + 1, max_length);
      EXPECT_EQ(Split(framing, stream, 1, max_length), whole);
    }
  }
}

TEST(AppendTest, KeepsWhatIsThere) {
  std::string out = "x";
  ASSERT_THAT(AppendJsonBatch("[1]", &out), IsOk());
  ASSERT_THAT(AppendJsonBatch("[2]", &out, kAutobahnJsonSeparator), IsOk());
  EXPECT_EQ(out, "x[1]\x1E[2]\x18");
  ASSERT_THAT(AppendBinaryBatch("abc", &out), IsOk());
  EXPECT_EQ(out, Bytes("x[1]\x1E[2]\x18\0\0\0\3abc"));
  out.clear();
  ASSERT_THAT(AppendRawSocket(RawSocketType::kPong, "abc", &out), IsOk());
  EXPECT_EQ(out, Bytes("\2\0\0\3abc"));
}

TEST(AppendTest, FailsWhereAReaderWouldBeLost) {
  std::string out;
  EXPECT_THAT(AppendJsonBatch("[\x18]", &out),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a message without separators, "
                       "got one (byte 1)"));
  EXPECT_THAT(AppendJsonBatch("[]", &out, '\n'),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected 0x1e or 0x18 as the separator, got 0x0a"));
  EXPECT_THAT(AppendRawSocket(RawSocketType::kMessage,
                              std::string(kRawSocketMaxLength + 1, 'x'), &out),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected at most 16777216 bytes for a "
                       "RawSocket packet, got 16777217"));
  EXPECT_THAT(out, IsEmpty());
}

}  // namespace
}  // namespace wamp
