// Decoding and encoding of recorded frames: ours beside protobuf's own parse
// and serialization of the same messages, and beside the trees that msgpack-c
// and nlohmann-json build of the same bytes before anybody picks a value.
//
// The names: Decode/EVENT/wamp/reused. `./dev bench` prints the ratios.
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/benchmark.h"
#include "msgpack.hpp"
#include "nlohmann/json.hpp"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

constexpr v1::Serializer kFormat = v1::SERIALIZER_MSGPACK;

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The longest frame of a message among the recorded ones: the one with the most
// options set.
template <class Message>
std::string LongestFrame() {
  std::string longest;
  for (const char* name : {"auth", "passthru", "pubsub", "rpc", "session"}) {
    const std::string bytes = ReadFile(
        std::string("tests/data/autobahn-python/built_") + name + ".msgpack");
    MsgPackReader reader(bytes);
    while (!reader.AtEnd()) {
      const size_t start = reader.offset();
      if (!reader.Skip()) break;
      const std::string frame(reader.Since(start));
      Message message;
      if (frame.size() > longest.size() &&
          Decode(kFormat, frame, &message).ok()) {
        longest = frame;
      }
    }
  }
  return longest;
}

template <class Message>
void DecodeReused(benchmark::State& state, const std::string& frame) {
  Message message;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Decode(kFormat, frame, &message).ok());
  }
}

template <class Message>
void DecodeFresh(benchmark::State& state, const std::string& frame) {
  for (auto _ : state) {
    Message message;
    benchmark::DoNotOptimize(Decode(kFormat, frame, &message).ok());
  }
}

template <class Message>
void ParseReused(benchmark::State& state, const std::string& bytes) {
  Message message;
  for (auto _ : state) {
    benchmark::DoNotOptimize(message.ParseFromString(bytes));
  }
}

template <class Message>
void ParseFresh(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) {
    Message message;
    benchmark::DoNotOptimize(message.ParseFromString(bytes));
  }
}

void UnpackTree(benchmark::State& state, const std::string& frame) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(msgpack::unpack(frame.data(), frame.size()));
  }
}

void ParseJsonTree(benchmark::State& state, const std::string& frame) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(nlohmann::json::from_msgpack(frame));
  }
}

template <class Message>
void EncodeReused(benchmark::State& state, const Message& message) {
  std::string out;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Encode(kFormat, message, &out).ok());
  }
}

template <class Message>
void SerializeReused(benchmark::State& state, const Message& message) {
  std::string out;
  for (auto _ : state) {
    benchmark::DoNotOptimize(message.SerializeToString(&out));
  }
}

template <class Message>
void Register(const std::string& name) {
  const std::string frame = LongestFrame<Message>();
  Message message;
  if (frame.empty() || !Decode(kFormat, frame, &message).ok()) std::abort();
  const std::string bytes = message.SerializeAsString();
  const auto add = [](const std::string& full, auto run, auto input) {
    benchmark::RegisterBenchmark(
        full.c_str(),
        [run, input](benchmark::State& state) { run(state, input); });
  };
  const std::string decode = "Decode/" + name;
  add(decode + "/wamp/reused", DecodeReused<Message>, frame);
  add(decode + "/wamp/fresh", DecodeFresh<Message>, frame);
  add(decode + "/protobuf/reused", ParseReused<Message>, bytes);
  add(decode + "/protobuf/fresh", ParseFresh<Message>, bytes);
  add(decode + "/msgpack-c-tree/fresh", UnpackTree, frame);
  add(decode + "/nlohmann-tree/fresh", ParseJsonTree, frame);
  add("Encode/" + name + "/wamp/reused", EncodeReused<Message>, message);
  add("Encode/" + name + "/protobuf/reused", SerializeReused<Message>, message);
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  wamp::Register<wamp::v1::Hello>("HELLO");
  wamp::Register<wamp::v1::Welcome>("WELCOME");
  wamp::Register<wamp::v1::Event>("EVENT");
  wamp::Register<wamp::v1::Publish>("PUBLISH");
  wamp::Register<wamp::v1::Invocation>("INVOCATION");
  wamp::Register<wamp::v1::Challenge>("CHALLENGE");
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
