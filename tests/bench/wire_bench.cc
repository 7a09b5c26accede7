// Decoding and encoding of recorded frames: ours beside protobuf's own parse
// and serialization of the same messages, and beside msgpack-c and
// nlohmann-json with picks of the most common keys by hand, which check nothing
// else.
//
// The names: Decode/EVENT/wamp/reused. `./dev bench` prints the ratios.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "benchmark/benchmark.h"
#include "tests/bench/yardsticks.h"
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

template <class Pick>
void PickFresh(benchmark::State& state, const std::string& frame,
               const bench::Wanted& wanted, Pick pick) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(pick(frame, wanted));
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
  const bench::Wanted& wanted = bench::WantedOf(name);
  const auto add_pick = [&](const std::string& full, auto pick) {
    add(
        full,
        [&wanted, pick](benchmark::State& state, const std::string& in) {
          PickFresh(state, in, wanted, pick);
        },
        frame);
  };
  add_pick(decode + "/msgpack-c/fresh", bench::PickWithMsgPackC);
  add_pick(decode + "/nlohmann/fresh", bench::PickWithNlohmann);
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
