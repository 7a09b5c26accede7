// Decoding and encoding of recorded frames in every format: ours beside
// protobuf's own parse and serialization of the same messages, and beside
// msgpack-c and nlohmann-json with picks of the most common keys by hand, which
// check nothing else.
//
// The names: Decode/EVENT/wamp cbor/reused; "raw" leaves the payload unread,
// and "validated" reads back what was written.
// `./dev bench` prints the ratios.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "benchmark/benchmark.h"
#include "tests/bench/baselines.h"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

struct Format {
  const char* name;
  v1::Serializer serializer;
  // nlohmann-json knows an older draft of BJData only.
  std::optional<bench::Format> baseline;
};

constexpr Format kFormats[] = {
    {"msgpack", v1::SERIALIZER_MSGPACK, bench::Format::kMsgPack},
    {"json", v1::SERIALIZER_JSON, bench::Format::kJson},
    {"cbor", v1::SERIALIZER_CBOR, bench::Format::kCbor},
    {"ubjson", v1::SERIALIZER_UBJSON, bench::Format::kUbjson},
    {"bjdata", v1::SERIALIZER_BJDATA, std::nullopt},
};

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The longest of the recorded frames of a message: the one with the most
// options set.
template <class Message>
Message LongestMessage() {
  Message longest;
  size_t most = 0;
  for (const char* name : {"auth", "passthru", "pubsub", "rpc", "session"}) {
    const std::string bytes = ReadFile(
        std::string("tests/data/autobahn-python/built_") + name + ".msgpack");
    MsgPackReader reader(bytes);
    while (!reader.AtEnd()) {
      const size_t start = reader.offset();
      if (!reader.Skip()) break;
      const absl::string_view frame = reader.Since(start);
      Message message;
      if (frame.size() > most &&
          Decode(frame, v1::SERIALIZER_MSGPACK, &message).ok()) {
        longest = message;
        most = frame.size();
      }
    }
  }
  if (most == 0) std::abort();
  return longest;
}

// An event with some 64 KiB of arguments, as of a sensor that sends a batch.
v1::Event LongEvent() {
  v1::Event event = LongestMessage<v1::Event>();
  event.clear_payload();
  v1::List& args = *event.mutable_payload()->mutable_args();
  for (uint64_t i = 0; i < 1000; ++i) {
    v1::Dict& sample = *args.add_values()->mutable_dict_value();
    const auto add = [&sample](const char* key) -> v1::Value& {
      v1::Entry& entry = *sample.add_entries();
      entry.set_key(key);
      return *entry.mutable_value();
    };
    add("sensor").set_uint_value(7000 + i);
    add("name").set_string_value("boiler " + std::to_string(i % 17));
    add("celsius").set_double_value(20.5 + static_cast<double>(i) / 8);
    add("valid").set_bool_value(i % 5 != 0);
  }
  return event;
}

template <class Message>
void DecodeReused(benchmark::State& state, v1::Serializer serializer,
                  const std::string& frame, const DecodeOptions& options) {
  Message message;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Decode(frame, serializer, &message, options).ok());
  }
}

template <class Message>
void DecodeFresh(benchmark::State& state, v1::Serializer serializer,
                 const std::string& frame) {
  for (auto _ : state) {
    Message message;
    benchmark::DoNotOptimize(Decode(frame, serializer, &message).ok());
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

template <class Message>
void EncodeReused(benchmark::State& state, v1::Serializer serializer,
                  const Message& message, const EncodeOptions& options = {}) {
  std::string out;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Encode(message, serializer, &out, options).ok());
  }
}

template <class Message>
void SerializeReused(benchmark::State& state, const Message& message) {
  std::string out;
  for (auto _ : state) {
    benchmark::DoNotOptimize(message.SerializeToString(&out));
  }
}

template <class Run>
void Add(const std::string& name, Run run) {
  benchmark::RegisterBenchmark(name.c_str(), run);
}

template <class Message>
void RegisterProtobuf(const std::string& name, const Message& message) {
  const std::string bytes = message.SerializeAsString();
  Add("Decode/" + name + "/protobuf/reused",
      [bytes](benchmark::State& state) { ParseReused<Message>(state, bytes); });
  Add("Decode/" + name + "/protobuf/fresh",
      [bytes](benchmark::State& state) { ParseFresh<Message>(state, bytes); });
  Add("Encode/" + name + "/protobuf/reused",
      [message](benchmark::State& state) { SerializeReused(state, message); });
}

template <class Message>
void RegisterFormat(const std::string& name, const Format& format,
                    const Message& message, const bench::Wanted& wanted) {
  const v1::Serializer serializer = format.serializer;
  std::string frame;
  if (!Encode(message, serializer, &frame).ok()) std::abort();
  const std::string label = std::string("wamp ") + format.name;
  Add("Decode/" + name + "/" + label + "/reused", [=](benchmark::State& state) {
    DecodeReused<Message>(state, serializer, frame, {});
  });
  Add("Decode/" + name + "/" + label + "/fresh", [=](benchmark::State& state) {
    DecodeFresh<Message>(state, serializer, frame);
  });
  Add("Encode/" + name + "/" + label + "/reused", [=](benchmark::State& state) {
    EncodeReused(state, serializer, message);
  });
  if (format.baseline.has_value()) {
    Add("Decode/" + name + "/nlohmann " + format.name + "/fresh",
        [=, &wanted](benchmark::State& state) {
          for (auto _ : state) {
            benchmark::DoNotOptimize(
                bench::PickWithNlohmann(*format.baseline, frame, wanted));
          }
        });
  }
  if (serializer != v1::SERIALIZER_MSGPACK) return;
  Add("Decode/" + name + "/msgpack-c/fresh",
      [=, &wanted](benchmark::State& state) {
        for (auto _ : state) {
          benchmark::DoNotOptimize(bench::PickWithMsgPackC(frame, wanted));
        }
      });
  EncodeOptions checked;
  checked.validate.emplace();
  Add("Encode/" + name + "/wamp msgpack, validated/reused",
      [=](benchmark::State& state) {
        EncodeReused(state, serializer, message, checked);
      });
  DecodeOptions options;
  options.payload = PayloadMode::kRaw;
  Message raw;
  if (!Decode(frame, serializer, &raw, options).ok()) std::abort();
  Add("Decode/" + name + "/wamp raw/reused", [=](benchmark::State& state) {
    DecodeReused<Message>(state, serializer, frame, options);
  });
  Add("Encode/" + name + "/wamp raw/reused",
      [=](benchmark::State& state) { EncodeReused(state, serializer, raw); });
}

template <class Message>
void Register(const std::string& name, const Message& message) {
  const bench::Wanted& wanted = bench::WantedOf(name);
  RegisterProtobuf(name, message);
  for (const Format& format : kFormats) {
    RegisterFormat(name, format, message, wanted);
  }
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  using wamp::LongestMessage;
  using wamp::Register;
  Register("HELLO", LongestMessage<wamp::v1::Hello>());
  Register("WELCOME", LongestMessage<wamp::v1::Welcome>());
  Register("EVENT", LongestMessage<wamp::v1::Event>());
  Register("EVENT 64K", wamp::LongEvent());
  Register("PUBLISH", LongestMessage<wamp::v1::Publish>());
  Register("INVOCATION", LongestMessage<wamp::v1::Invocation>());
  Register("CHALLENGE", LongestMessage<wamp::v1::Challenge>());
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
