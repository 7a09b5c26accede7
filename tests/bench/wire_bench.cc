// Decoding and encoding of messages as peers send them: ours in every format
// beside protobuf's own parse and serialization of the same messages, and
// beside other libraries with picks by hand (yardsticks/).
//
// The names: Decode/EVENT/wamp cbor/reused, where the last part says where a
// message goes: into one that is reused, a new one, or one on an arena. "raw"
// leaves the payload unread, and "validated" reads back what was written.
//
// All ways must come to the same message, which is looked at before anything is
// measured.
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmark/benchmark.h"
#include "google/protobuf/arena.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/bench/bench_frames.h"
#include "tests/bench/or_die.h"
#include "tests/bench/way.h"
#include "tests/bench/yardsticks/yardsticks.h"
#include "wamp/transcode.h"
#include "wamp/wire.h"

namespace wamp {
namespace bench {
namespace {

struct WireFormat {
  const char* name;
  Form form;
  v1::Serializer serializer;
};

constexpr WireFormat kFormats[] = {
    {"msgpack", Form::kMsgPack, v1::SERIALIZER_MSGPACK},
    {"cbor", Form::kCbor, v1::SERIALIZER_CBOR},
    {"ubjson", Form::kUbjson, v1::SERIALIZER_UBJSON},
    {"bjdata", Form::kBjdata, v1::SERIALIZER_BJDATA},
    {"json", Form::kJson, v1::SERIALIZER_JSON},
};

// How WAMP calls a form; null for those of protobuf.
const WireFormat* FormatOf(Form form) {
  for (const WireFormat& format : kFormats) {
    if (format.form == form) return &format;
  }
  return nullptr;
}

template <class Message>
Way<Message> Ours(const std::string& name, const WireFormat& format,
                  const DecodeOptions& options = {},
                  const EncodeOptions& encode = {}) {
  const v1::Serializer serializer = format.serializer;
  return {"wamp " + name, format.form,
          [=](const std::string& bytes, Message& out) {
            return Decode(bytes, serializer, &out, options).ok();
          },
          [=](const Message& message, std::string& out) {
            const bool ok = Encode(message, serializer, &out, encode).ok();
            return ok ? absl::string_view(out) : absl::string_view();
          },
          options};
}

void AddOurs(Ways& ways) {
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    for (const WireFormat& format : kFormats) {
      of_kind.push_back(Ours<Message>(format.name, format));
    }
    DecodeOptions raw;
    raw.payload = PayloadMode::kRaw;
    of_kind.push_back(Ours<Message>("msgpack raw", kFormats[0], raw));
    EncodeOptions checked;
    checked.validate.emplace();
    Way<Message> validated =
        Ours<Message>("msgpack validated", kFormats[0], {}, checked);
    validated.decode = nullptr;
    of_kind.push_back(std::move(validated));
  });
}

// What a way is given to work on.
template <class Message>
struct Work {
  std::string bytes;
  Message message;
};

// The bytes of `frame`, which is JSON, in the form; WAMP's keep its order of
// keys.
template <class Message>
std::string BytesOf(const std::string& frame, const Message& message,
                    const Way<Message>& protobuf, Form form) {
  std::string bytes;
  if (const WireFormat* format = FormatOf(form)) {
    OrDie(Transcode(frame, v1::SERIALIZER_JSON, format->serializer, &bytes));
  } else {
    protobuf.encode(message, bytes);
  }
  bytes.reserve(bytes.size() + kRoomBehind);
  return bytes;
}

template <class Message>
void Expect(const std::string& place, const Message& want, bool worked,
            const Message& got) {
  google::protobuf::util::MessageDifferencer differencer;
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  if (worked && differencer.Compare(want, got)) return;
  absl::FPrintF(stderr,
                "%s: expected the message of the other ways, got %s\n%s", place,
                worked ? "another" : "a failure", differences);
  std::abort();
}

// Reads bytes as a way's are to be read, by ours or by protobuf's own.
template <class Message>
bool Read(const std::string& bytes, const Way<Message>& way,
          const Way<Message>& protobuf, Message& out) {
  const WireFormat* format = FormatOf(way.form);
  if (format == nullptr) return protobuf.decode(bytes, out);
  return Decode(bytes, format->serializer, &out, way.options).ok();
}

// Ends the program if the way makes something else of the frame than others do.
template <class Message>
Work<Message> CheckedWork(const std::string& place, const std::string& frame,
                          const Message& message, const Way<Message>& way,
                          const Way<Message>& protobuf) {
  Work<Message> work;
  work.bytes = BytesOf(frame, message, protobuf, way.form);
  const bool read = Read(work.bytes, way, protobuf, work.message);
  // A payload that is left as bytes is what it is.
  if (way.options.payload == PayloadMode::kDecode) {
    Expect(place + ": reading its bytes", message, read, work.message);
  }
  if (way.decode != nullptr) {
    Message got;
    // Twice, since what is reused must not be added to.
    const bool worked =
        way.decode(work.bytes, got) && way.decode(work.bytes, got);
    Expect(place + ": decoding", work.message, worked, got);
  }
  if (way.encode != nullptr) {
    std::string out;
    way.encode(work.message, out);
    const std::string bytes(way.encode(work.message, out));
    Message got;
    const bool worked = Read(bytes, way, protobuf, got);
    Expect(place + ": encoding", work.message, worked, got);
  }
  return work;
}

template <class Run>
void AddRow(const std::string& what, const std::string& message,
            const std::string& way, const std::string& where, Run run) {
  benchmark::RegisterBenchmark(
      absl::StrCat(what, "/", message, "/", way, "/", where).c_str(), run);
}

template <class Message>
void DecodeOnArena(benchmark::State& state, const Way<Message>& way,
                   const std::string& bytes) {
  std::vector<char> first(1 << 16);
  google::protobuf::ArenaOptions options;
  options.initial_block = first.data();
  options.initial_block_size = first.size();
  google::protobuf::Arena arena(options);
  for (auto _ : state) {
    auto* message = Message::default_instance().New(&arena);
    benchmark::DoNotOptimize(way.decode(bytes, *message));
    arena.Reset();
  }
}

template <class Message>
void AddRows(const std::string& message, const Way<Message>& way,
             std::shared_ptr<const Work<Message>> work) {
  if (way.decode != nullptr) {
    AddRow("Decode", message, way.name, "reused", [=](benchmark::State& state) {
      Message out;
      for (auto _ : state) {
        benchmark::DoNotOptimize(way.decode(work->bytes, out));
      }
    });
    AddRow("Decode", message, way.name, "new", [=](benchmark::State& state) {
      for (auto _ : state) {
        Message out;
        benchmark::DoNotOptimize(way.decode(work->bytes, out));
      }
    });
    AddRow("Decode", message, way.name, "arena", [=](benchmark::State& state) {
      DecodeOnArena(state, way, work->bytes);
    });
  }
  if (way.encode != nullptr) {
    AddRow("Encode", message, way.name, "reused", [=](benchmark::State& state) {
      std::string out;
      for (auto _ : state) {
        benchmark::DoNotOptimize(way.encode(work->message, out));
      }
    });
  }
}

// The rows of a frame, which is JSON.
template <class Message>
void Register(const std::string& name, const std::string& frame,
              const Ways& ways) {
  const auto& of_kind = std::get<std::vector<Way<Message>>>(ways);
  const auto message = OrDie(Decode<Message>(frame, v1::SERIALIZER_JSON));
  const auto protobuf_of = [&of_kind](Form form) -> const Way<Message>& {
    for (const Way<Message>& way : of_kind) {
      if (way.form == form) return way;
    }
    return of_kind.front();
  };
  for (const Way<Message>& way : of_kind) {
    AddRows(name, way,
            std::make_shared<const Work<Message>>(
                CheckedWork(absl::StrCat(name, ", ", way.name), frame, message,
                            way, protobuf_of(way.form))));
  }
}

void RegisterAll() {
  Ways ways;
  AddProtobuf(ways);
  AddOurs(ways);
  AddPeers(ways);
  Register<v1::Hello>("HELLO", JsonFrame("HELLO"), ways);
  Register<v1::Welcome>("WELCOME", JsonFrame("WELCOME"), ways);
  Register<v1::Event>("EVENT", JsonFrame("EVENT"), ways);
  Register<v1::Publish>("PUBLISH", JsonFrame("PUBLISH"), ways);
  Register<v1::Call>("CALL", JsonFrame("CALL"), ways);
  Register<v1::Invocation>("INVOCATION", JsonFrame("INVOCATION"), ways);
  Register<v1::Register>("REGISTER", JsonFrame("REGISTER"), ways);
  Register<v1::Challenge>("CHALLENGE", JsonFrame("CHALLENGE"), ways);
  Register<v1::Event>("EVENT numbers", NumbersEvent(), ways);
  Register<v1::Event>("EVENT text", TextEvent(), ways);
}

}  // namespace
}  // namespace bench
}  // namespace wamp

int main(int argc, char** argv) {
  wamp::bench::RegisterAll();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
