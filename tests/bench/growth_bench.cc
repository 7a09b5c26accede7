// How time grows with what is read and written: from 100 bytes to 16 MB, from 1
// element to 100,000, from depth 1 to the limit, from one thread to two, and
// FromDict and ToDict beside building the dict by hand. And with what strangers
// may send to keep a reader busy, doubled again and again.
//
// The names: "Decode by text/16 MB/cbor/wall". A time is that of 1000 bytes of
// the message as protobuf writes it, in nanoseconds, or of one dict: flat is
// what stays the same along a row. It is the processors', so that other work on
// the machine weighs little.
// `./dev bench` prints the ratios to the first row, protobuf's.
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "google/protobuf/arena.h"
#include "tests/bench/or_die.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/transcode.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::Arena;

constexpr struct {
  const char* name;
  v1::Serializer serializer;
} kFormats[] = {
    {"msgpack", v1::SERIALIZER_MSGPACK}, {"json", v1::SERIALIZER_JSON},
    {"cbor", v1::SERIALIZER_CBOR},       {"ubjson", v1::SERIALIZER_UBJSON},
    {"bjdata", v1::SERIALIZER_BJDATA},
};

v1::Value& Add(v1::Dict& dict, const std::string& key) {
  v1::Entry& entry = *dict.add_entries();
  entry.set_key(key);
  return *entry.mutable_value();
}

v1::Event Event() {
  v1::Event event;
  event.mutable_details()->set_subscription(1);
  event.mutable_details()->set_publication(2);
  return event;
}

v1::Event OfText(int64_t size) {
  v1::Event event = Event();
  event.mutable_payload()->mutable_args()->add_values()->set_string_value(
      std::string(static_cast<size_t>(size), 'a'));
  return event;
}

// As from a sensor that sends what it has gathered.
v1::Event OfElements(int64_t count) {
  v1::Event event = Event();
  v1::List& args = *event.mutable_payload()->mutable_args();
  for (int64_t i = 0; i < count; ++i) {
    v1::Dict& sample = *args.add_values()->mutable_dict_value();
    const auto number = static_cast<uint64_t>(i % 100);
    Add(sample, "sensor").set_uint_value(7000 + number);
    Add(sample, "name").set_string_value(absl::StrCat("boiler ", number % 17));
    Add(sample, "celsius").set_double_value(20.5 + static_cast<double>(number));
    Add(sample, "valid").set_bool_value(number % 5 != 0);
  }
  return event;
}

v1::Event OfDepth(int64_t depth) {
  v1::Event event = Event();
  v1::Value* inner = event.mutable_payload()->mutable_args()->add_values();
  // The message is a list, and so are its arguments.
  for (int64_t i = 2; i < depth; ++i) {
    inner = &Add(*inner->mutable_dict_value(), "deeper and deeper");
  }
  inner->set_string_value("here we are");
  return event;
}

absl::Status ByProtobuf(bool ok) {
  return ok ? absl::OkStatus() : absl::InternalError("protobuf: it failed");
}

double Now(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) / 1e9;
}

// Takes the time of `run()`, which works on `bytes` bytes: the least of some,
// as the machine may have other work.
template <class Run>
void Time(benchmark::State& state, size_t bytes, clockid_t clock, Run run) {
  constexpr double kAtLeast = 1e-4;  // seconds, or the clock matters
  constexpr double kInAll = 0.1;
  for (auto _ : state) {
    int times = 1;
    double least = 0;
    double all = 0;
    for (int samples = 0; samples < 5 || all < kInAll; ++samples) {
      const double start = Now(clock);
      for (int i = 0; i < times; ++i) run();
      const double time = Now(clock) - start;
      all += time;
      if (time < kAtLeast) {
        times *= 2;
        samples = -1;
        continue;
      }
      const double each = time / times;
      least = least == 0 ? each : std::min(least, each);
    }
    state.SetIterationTime(least * 1000 / static_cast<double>(bytes));
  }
}

template <class Run>
void Register(const std::string& name, size_t bytes, Run run,
              clockid_t clock = CLOCK_THREAD_CPUTIME_ID) {
  benchmark::RegisterBenchmark(
      (name + "/wall").c_str(),
      [=](benchmark::State& state) { Time(state, bytes, clock, run); })
      ->Iterations(1)
      ->UseManualTime();
}

// Of one message, in the bytes of one format.
struct Sample {
  std::string by;    // what grows
  std::string size;  // how far it has
  std::string who;
  size_t bytes = 0;  // of the message as protobuf writes it

  std::string Name(const std::string& what) const {
    return absl::StrCat(what, " by ", by, "/", size, "/", who);
  }
};

template <class Read>
void RegisterDecode(const Sample& sample, std::string bytes, Read read) {
  const auto input = std::make_shared<const std::string>(std::move(bytes));
  Register(sample.Name("Decode"), sample.bytes,
           [=, event = v1::Event()]() mutable {
             bench::OrDie(read(*input, &event));
           });
  Register(sample.Name("Decode new"), sample.bytes, [=] {
    v1::Event event;
    bench::OrDie(read(*input, &event));
  });
  Register(sample.Name("Decode on an arena"), sample.bytes, [=] {
    Arena arena;
    bench::OrDie(read(*input, v1::Event::default_instance().New(&arena)));
  });
}

template <class Write>
void RegisterEncode(const Sample& sample, Write write) {
  Register(sample.Name("Encode"), sample.bytes,
           [=, out = std::string()]() mutable { bench::OrDie(write(&out)); });
}

void RegisterMessage(const std::string& by, const std::string& size,
                     v1::Event message) {
  const auto event = std::make_shared<const v1::Event>(std::move(message));
  const std::string serialized = event->SerializeAsString();
  Sample sample{by, size, "protobuf", serialized.size()};
  RegisterDecode(sample, serialized, [](const std::string& in, v1::Event* out) {
    return ByProtobuf(out->ParseFromString(in));
  });
  RegisterEncode(sample, [event](std::string* out) {
    return ByProtobuf(event->SerializeToString(out));
  });
  for (const auto& format : kFormats) {
    const v1::Serializer serializer = format.serializer;
    sample.who = format.name;
    RegisterDecode(sample, Encode(*event, serializer).value(),
                   [serializer](const std::string& in, v1::Event* out) {
                     return Decode(in, serializer, out);
                   });
    RegisterEncode(sample, [event, serializer](std::string* out) {
      return Encode(*event, serializer, out);
    });
  }
}

// Twice the work on two threads, beside the work on one: twice the time where
// they don't hinder each other.
void RegisterThreads() {
  const v1::Event event = OfElements(1000);
  for (const auto& format : kFormats) {
    std::string bytes;
    bench::OrDie(Encode(event, format.serializer, &bytes));
    const v1::Serializer serializer = format.serializer;
    const auto work = [bytes, serializer] {
      v1::Event out;
      std::string again;
      for (int i = 0; i < 100; ++i) {
        bench::OrDie(Decode(bytes, serializer, &out));
        bench::OrDie(Encode(out, serializer, &again));
      }
    };
    const std::string what = std::string("Threads/") + format.name;
    Register(what + "/one", bytes.size() * 100, work, CLOCK_PROCESS_CPUTIME_ID);
    Register(
        what + "/two, twice the work", bytes.size() * 100,
        [work] {
          std::thread other(work);
          work();
          other.join();
        },
        CLOCK_PROCESS_CPUTIME_ID);
  }
}

// Makes `out` equal to `model`, as a program would that knows what is in it.
void Build(const v1::Dict& model, v1::Dict& out) {
  for (const v1::Entry& entry : model.entries()) {
    v1::Value& value = Add(out, entry.key());
    switch (entry.value().kind_case()) {
      case v1::Value::kBoolValue:
        value.set_bool_value(entry.value().bool_value());
        break;
      case v1::Value::kUintValue:
        value.set_uint_value(entry.value().uint_value());
        break;
      case v1::Value::kStringValue:
        value.set_string_value(entry.value().string_value());
        break;
      case v1::Value::kDictValue:
        Build(entry.value().dict_value(), *value.mutable_dict_value());
        break;
      default:
        value = entry.value();
    }
  }
}

template <class Message>
void RegisterDict(const std::string& name, const std::string& json) {
  Message message;
  bench::OrDie(Decode(json, v1::SERIALIZER_JSON, &message));
  const v1::Dict dict = ToDict(message).value();
  // Of 1000 bytes, so that the time is that of one dict in nanoseconds.
  constexpr size_t kWhole = 1000;
  Register("Dict, whole/" + name + "/building it", kWhole, [dict] {
    v1::Dict built;
    Build(dict, built);
    benchmark::DoNotOptimize(built);
  });
  Register("Dict, whole/" + name + "/ToDict", kWhole,
           [message] { benchmark::DoNotOptimize(ToDict(message).ok()); });
  Register("Dict, whole/" + name + "/FromDict", kWhole,
           [dict] { benchmark::DoNotOptimize(FromDict<Message>(dict).ok()); });
  Register("Dict, whole/" + name + "/FromDict, reused", kWhole,
           [dict, out = Message()]() mutable {
             benchmark::DoNotOptimize(FromDict(dict, &out).ok());
           });
}

void RegisterDicts() {
  RegisterDict<v1::PublishOptions>(
      "PUBLISH",
      R"({"acknowledge": true, "exclude_me": false, "exclude": [1, 2, 3],
          "eligible_authrole": ["an", "other"], "retain": true})");
  RegisterDict<v1::EventDetails>(
      "EVENT",
      R"({"publisher": 123456789, "publisher_authid": "joe@example.com",
          "publisher_authrole": "a role", "topic": "com.example.on_event",
          "retained": true})");
  RegisterDict<v1::HelloDetails>(
      "HELLO",
      R"({"roles": {"caller": {"features": {"caller_identification": true,
                                            "call_canceling": true,
                                            "progressive_call_results": true}},
                    "publisher": {"features": {"publisher_exclusion": true}}},
          "authmethods": ["wampcra", "ticket"], "authid": "joe@example.com",
          "authextra": {"channel_binding": "tls-unique", "challenge": "none"}})");
}

// A frame in JSON of so many parts, which a stranger makes up.
struct Hostile {
  const char* name;
  const char* head;
  std::string (*part)(int number);
  const char* between;
  const char* tail;
};

const Hostile kHostile[] = {
    {"a key again and again", "[16,1,{",
     [](int) -> std::string { return R"("acknowledge":true)"; }, ",",
     R"(},"a.b"])"},
    {"unknown keys", "[16,1,{",
     [](int number) { return absl::StrCat("\"k", number, "\":0"); }, ",",
     R"(},"a.b"])"},
    {"faults", R"([16,1,{"exclude":[)", [](int) -> std::string { return "0"; },
     ",", R"(]},"a.b"])"},
    {"faults within each other", R"([16,1,{"forward_for":[)",
     [](int) -> std::string { return R"({"session":0,"authid":0})"; }, ",",
     R"(]},"a.b"])"},
    {"escapes", R"([16,1,{},"a.b",[")",
     [](int) -> std::string { return "\\u00e9\\n"; }, "", R"("]])"},
    {"nested lists", R"([16,1,{},"a.b",[)",
     [](int) -> std::string { return "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]"; }, ",",
     "]]"},
    {"lists without an end", R"([16,1,{},"a.b",)",
     [](int) -> std::string { return "["; }, "", ""},
};

void RegisterHostile() {
  DecodeOptions options;
  options.collect_all = true;
  options.unknown_keys = UnknownKeys::kKeep;
  for (const Hostile& hostile : kHostile) {
    for (int parts = 1000; parts <= 64000; parts *= 2) {
      std::string json = hostile.head;
      for (int i = 0; i < parts; ++i) {
        absl::StrAppend(&json, i == 0 ? "" : hostile.between, hostile.part(i));
      }
      json += hostile.tail;
      for (const auto& format : kFormats) {
        std::string bytes = json;
        if (format.serializer != v1::SERIALIZER_JSON &&
            !Transcode(json, v1::SERIALIZER_JSON, format.serializer, &bytes)
                 .ok()) {
          continue;  // what has no end can't be transcoded
        }
        const v1::Serializer serializer = format.serializer;
        Register(absl::StrCat("Hostile: ", hostile.name, "/", parts, "/",
                              format.name),
                 bytes.size(), [bytes, serializer, options] {
                   v1::Frame frame;
                   benchmark::DoNotOptimize(
                       Decode(bytes, serializer, &frame, options).ok());
                 });
      }
    }
  }
}

void RegisterAll() {
  for (const auto& [name, size] :
       std::vector<std::pair<std::string, int64_t>>{{"100 B", 100},
                                                    {"1 kB", 1000},
                                                    {"10 kB", 10000},
                                                    {"100 kB", 100000},
                                                    {"1 MB", 1000000},
                                                    {"16 MB", 16 << 20}}) {
    RegisterMessage("text", name, OfText(size));
  }
  for (const int64_t count : {1, 10, 100, 1000, 10000, 100000}) {
    RegisterMessage("elements", absl::StrCat(count), OfElements(count));
  }
  for (const int64_t depth : {2, 5, 10, 15, 20}) {
    RegisterMessage("depth", absl::StrCat(depth), OfDepth(depth));
  }
  RegisterThreads();
  RegisterDicts();
  RegisterHostile();
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  // Memory that is free stays with the program: no row pays for what another
  // has given back.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  wamp::RegisterAll();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
