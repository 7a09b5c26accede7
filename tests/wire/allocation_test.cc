// What reading and writing ask of the heap, beside what protobuf's own parser
// asks for the same messages.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/arena.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/heap.h"
#include "tests/testing/recorded.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/frame.h"
#include "wamp/transcode.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::Arena;
using google::protobuf::ArenaOptions;
using testing::HeapUse;
using testing::HeapUseOf;
using testing::IsOk;

// An arena whose first block, of the caller, is large enough for everything:
// what is counted beside it is no block.
class RoomyArena {
 public:
  Arena* get() { return arena_.get(); }

 private:
  static ArenaOptions Options(std::vector<char>& block) {
    ArenaOptions options;
    options.initial_block = block.data();
    options.initial_block_size = block.size();
    return options;
  }

  std::vector<char> block_ = std::vector<char>(size_t{4} << 20);
  std::unique_ptr<Arena> arena_ = std::make_unique<Arena>(Options(block_));
};

// The messages of a recorded file, written by one serializer.
struct Recording {
  std::string name;
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  std::vector<std::string> messages;
};

void PrintTo(const Recording& recording, std::ostream* out) {
  *out << recording.name;
}

DecodeOptions With(PayloadMode payload) {
  DecodeOptions options;
  options.payload = payload;
  return options;
}

// Whether `bytes` may hold a string that must be decoded before it is copied,
// and doesn't fit into the reader itself: a long one with escapes, or bytes. It
// then has a buffer of its own for the time.
bool TakesABuffer(const std::string& bytes, v1::Serializer serializer) {
  constexpr size_t kFits = 400;
  return serializer == v1::SERIALIZER_JSON &&
         (bytes.size() > kFits ? bytes.find('\\') : bytes.find("\\u0000")) !=
             std::string::npos;
}

// How much oftener the heap is asked where a list grows with each number, as it
// does while it is read from a format that doesn't say how many there are, than
// by protobuf's parser, whose newer releases know that from protobuf's own
// bytes.
int64_t CostOfGrowth(const v1::IdList& list) {
  const HeapUse growth = HeapUseOf([&] {
    v1::PublishOptions grown;
    v1::IdList& ids = *grown.mutable_exclude();
    for (const uint64_t id : list.values()) ids.add_values(id);
  });
  // At the end of what it is given, protobuf knows less.
  v1::PublishOptions rest;
  rest.mutable_eligible_authid()->add_values(std::string(100, 'a'));
  const auto parsing = [](const v1::PublishOptions& options) {
    const std::string bytes = options.SerializeAsString();
    return HeapUseOf([&] {
             v1::PublishOptions parsed;
             static_cast<void>(parsed.ParseFromString(bytes));
           })
        .allocations;
  };
  v1::PublishOptions both = rest;
  *both.mutable_exclude() = list;
  return growth.allocations - (parsing(both) - parsing(rest));
}

bool SaysHowMany(v1::Serializer serializer) {
  return serializer == v1::SERIALIZER_MSGPACK ||
         serializer == v1::SERIALIZER_CBOR;
}

// Those of all files, by all serializers that can express them.
std::vector<Recording> Recordings() {
  std::vector<Recording> recordings;
  for (const testing::RecordedFile& file : testing::RecordedFiles()) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      Recording recording;
      recording.name = testing::TestName(
          absl::StrCat(file.name, "_as_", testing::NameOf(serializer)));
      recording.serializer = serializer;
      for (const std::string& bytes : file.messages) {
        // Some have whole floats as ids, which lenient readers alone take.
        const auto frame = Decode<v1::Frame>(bytes, file.serializer);
        if (!frame.ok()) continue;
        if (serializer == file.serializer) {
          recording.messages.push_back(bytes);
          continue;
        }
        auto other = Encode(*frame, serializer);
        if (other.ok()) recording.messages.push_back(*std::move(other));
      }
      recordings.push_back(std::move(recording));
    }
  }
  return recordings;
}

class RecordingTest : public ::testing::TestWithParam<Recording> {
 protected:
  void SetUp() override { ASSERT_FALSE(GetParam().messages.empty()); }

  static absl::Status Read(const std::string& bytes, v1::Frame* frame,
                           const DecodeOptions& options = {}) {
    return Decode(bytes, GetParam().serializer, frame, options);
  }

  // How often reading `bytes` into `ours` asks the heap for memory, the
  // reader's buffer aside, and how often protobuf's parser does, for the same
  // message.
  static void ExpectNoMoreThanProtobuf(const std::string& bytes,
                                       v1::Frame* ours, v1::Frame* theirs) {
    if (TakesABuffer(bytes, GetParam().serializer)) return;
    std::string serialized;
    v1::Frame frame;
    ASSERT_THAT(Read(bytes, &frame), IsOk());
    ASSERT_TRUE(frame.SerializeToString(&serialized));
    absl::Status status;
    const HeapUse read = HeapUseOf([&] { status = Read(bytes, ours); });
    bool parsed = false;
    const HeapUse parse =
        HeapUseOf([&] { parsed = theirs->ParseFromString(serialized); });
    ASSERT_THAT(status, IsOk());
    ASSERT_TRUE(parsed);
    int64_t most = parse.allocations;
    if (!SaysHowMany(GetParam().serializer)) {
      const v1::PublishOptions& options = frame.publish().options();
      most +=
          CostOfGrowth(options.exclude()) + CostOfGrowth(options.eligible());
    }
    EXPECT_LE(read.allocations, most) << frame.DebugString();
  }
};

TEST_P(RecordingTest, ReadAgainIntoAMessageAllocatesNothing) {
  for (const auto mode : {PayloadMode::kDecode, PayloadMode::kRaw}) {
    const DecodeOptions options = With(mode);
    Arena arena;
    v1::Frame owned;
    for (const std::string& bytes : GetParam().messages) {
      for (v1::Frame* frame :
           {&owned, v1::Frame::default_instance().New(&arena)}) {
        ASSERT_THAT(Read(bytes, frame, options), IsOk());
        const uint64_t space = arena.SpaceUsed();
        absl::Status status;
        const HeapUse use =
            HeapUseOf([&] { status = Read(bytes, frame, options); });
        ASSERT_THAT(status, IsOk());
        EXPECT_TRUE(use.allocations == 0 ||
                    TakesABuffer(bytes, GetParam().serializer))
            << use.allocations << ": " << frame->DebugString();
        EXPECT_EQ(use.bytes, 0);
        EXPECT_EQ(arena.SpaceUsed(), space);
      }
    }
  }
}

TEST_P(RecordingTest, ReadingANewMessageAllocatesNoMoreThanProtobuf) {
  for (const std::string& bytes : GetParam().messages) {
    v1::Frame ours;
    v1::Frame theirs;
    ExpectNoMoreThanProtobuf(bytes, &ours, &theirs);
  }
}

TEST_P(RecordingTest, ReadingOntoAnArenaAllocatesNoMoreThanProtobuf) {
  RoomyArena arena;
  for (const std::string& bytes : GetParam().messages) {
    ExpectNoMoreThanProtobuf(bytes,
                             v1::Frame::default_instance().New(arena.get()),
                             v1::Frame::default_instance().New(arena.get()));
  }
}

TEST_P(RecordingTest, WrittenAgainIntoAStringAllocatesNothing) {
  for (const std::string& bytes : GetParam().messages) {
    v1::Frame frame;
    ASSERT_THAT(Read(bytes, &frame), IsOk());
    std::string out;
    ASSERT_THAT(Encode(frame, GetParam().serializer, &out), IsOk());
    absl::Status status;
    const HeapUse use =
        HeapUseOf([&] { status = Encode(frame, GetParam().serializer, &out); });
    ASSERT_THAT(status, IsOk());
    EXPECT_EQ(use.allocations, 0) << frame.DebugString();
  }
}

TEST_P(RecordingTest, ReadingItsHeadAllocatesItsUriAtMost) {
  for (const std::string& bytes : GetParam().messages) {
    absl::StatusOr<FrameHeader> header;
    const HeapUse use =
        HeapUseOf([&] { header = PeekHeader(bytes, GetParam().serializer); });
    ASSERT_THAT(header, IsOk());
    EXPECT_TRUE(use.allocations <= (header->uri.has_value() ? 1 : 0) ||
                TakesABuffer(bytes, GetParam().serializer))
        << use.allocations;
  }
}

// A key without a field, which is passed over.
class PassedOverTest : public ::testing::TestWithParam<v1::Serializer> {};

TEST_P(PassedOverTest, KeysOfAnyLengthAllocateNothing) {
  for (const size_t length : {size_t{1}, size_t{40}, size_t{100}}) {
    const std::string json =
        absl::StrCat("[36,1,1,{\"", std::string(length, 'k'), "\":[1,2]}]");
    std::string bytes;
    ASSERT_THAT(Transcode(json, v1::SERIALIZER_JSON, GetParam(), &bytes),
                IsOk());
    v1::Frame frame;
    ASSERT_THAT(Decode(bytes, GetParam(), &frame), IsOk());
    absl::Status status;
    const HeapUse use =
        HeapUseOf([&] { status = Decode(bytes, GetParam(), &frame); });
    ASSERT_THAT(status, IsOk());
    EXPECT_EQ(use.allocations, 0) << length;
  }
}

INSTANTIATE_TEST_SUITE_P(Serializers, PassedOverTest,
                         ::testing::ValuesIn(testing::Serializers()),
                         [](const auto& sample) {
                           return testing::NameOf(sample.param);
                         });

INSTANTIATE_TEST_SUITE_P(Recordings, RecordingTest,
                         ::testing::ValuesIn(Recordings()),
                         testing::SampleName());

// A long payload, and how much of the heap reading it takes.
struct Load {
  std::string name;
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  v1::Payload (*make)() = nullptr;
  PayloadMode mode = PayloadMode::kDecode;
};

void PrintTo(const Load& load, std::ostream* out) { *out << load.name; }

constexpr size_t kMegabyte = size_t{1} << 20;

v1::Payload Text() {
  v1::Payload payload;
  payload.mutable_args()->add_values()->set_string_value(
      std::string(16 * kMegabyte, 'a'));
  return payload;
}

v1::Payload Escapes() {
  v1::Payload payload;
  payload.mutable_args()->add_values()->set_string_value(
      std::string(16 * kMegabyte, '"'));
  return payload;
}

v1::Payload ByteString() {
  v1::Payload payload;
  payload.mutable_args()->add_values()->set_bytes_value(
      std::string(16 * kMegabyte, '\xff'));
  return payload;
}

v1::Payload Transparent() {
  v1::Payload payload;
  payload.set_transparent(std::string(16 * kMegabyte, '\xff'));
  return payload;
}

v1::Payload Texts() {
  v1::Payload payload;
  for (int i = 0; i < 16 * 1024; ++i) {
    payload.mutable_args()->add_values()->set_string_value(
        std::string(1024, 'a'));
  }
  return payload;
}

v1::Payload Numbers() {
  v1::Payload payload;
  for (uint64_t i = 0; i < kMegabyte / 2; ++i) {
    payload.mutable_args()->add_values()->set_uint_value(i << 40);
  }
  return payload;
}

v1::Payload Dicts() {
  v1::Payload payload;
  for (uint64_t i = 0; i < 100000; ++i) {
    v1::Dict& dict =
        *payload.mutable_args()->add_values()->mutable_dict_value();
    for (const char* key : {"a name", "another name of some length"}) {
      v1::Entry& entry = *dict.add_entries();
      entry.set_key(key);
      entry.mutable_value()->set_uint_value(i << 40);
    }
  }
  return payload;
}

std::vector<Load> Loads() {
  const struct {
    const char* name;
    v1::Payload (*make)();
  } kPayloads[] = {{"text", Text},        {"escapes", Escapes},
                   {"bytes", ByteString}, {"transparent", Transparent},
                   {"texts", Texts},      {"numbers", Numbers},
                   {"dicts", Dicts}};
  std::vector<Load> loads;
  for (const auto& payload : kPayloads) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      for (const bool raw : {false, true}) {
        loads.push_back({absl::StrCat(payload.name, raw ? "_raw_" : "_",
                                      testing::NameOf(serializer)),
                         serializer, payload.make,
                         raw ? PayloadMode::kRaw : PayloadMode::kDecode});
      }
    }
  }
  return loads;
}

class LoadTest : public ::testing::TestWithParam<Load> {};

// Beside the message itself there is never more than some constant, and what
// protobuf's own parser takes where a list grows.
TEST_P(LoadTest, ReadingTakesTheMemoryOfTheMessage) {
  constexpr int64_t kConstant = int64_t{64} * 1024;
  const Load& load = GetParam();
  std::string bytes;
  std::string serialized;
  {
    v1::Event event;
    event.mutable_details()->set_subscription(1);
    event.mutable_details()->set_publication(2);
    *event.mutable_payload() = load.make();
    ASSERT_THAT(Encode(event, load.serializer, &bytes), IsOk());
  }
  const DecodeOptions options = With(load.mode);
  int64_t own = 0;
  int64_t more = 0;
  {
    v1::Event event;
    absl::Status status;
    const HeapUse use = HeapUseOf(
        [&] { status = Decode(bytes, load.serializer, &event, options); });
    ASSERT_THAT(status, IsOk());
    own = use.bytes;
    more = use.peak - use.bytes;
    ASSERT_TRUE(event.SerializeToString(&serialized));
  }
  EXPECT_GE(own, static_cast<int64_t>(4 * kMegabyte));
  v1::Event event;
  const HeapUse parse =
      HeapUseOf([&] { ASSERT_TRUE(event.ParseFromString(serialized)); });
  int64_t most = kConstant + parse.peak - parse.bytes;
  if (TakesABuffer(bytes, load.serializer)) {
    most += static_cast<int64_t>(bytes.size());
  }
  EXPECT_LE(more, most) << own;
}

INSTANTIATE_TEST_SUITE_P(Loads, LoadTest, ::testing::ValuesIn(Loads()),
                         testing::SampleName());

}  // namespace
}  // namespace wamp
