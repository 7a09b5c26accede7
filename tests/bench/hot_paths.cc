// The paths whose instructions are counted (instructions.py): prints their
// names, or runs the one of the given name.
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/bench/bench_frames.h"
#include "tests/bench/or_die.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/transcode.h"
#include "wamp/wire.h"

// Callgrind counts what is below this function, and finds it by its name.
extern "C" [[gnu::noinline]] void WampBenchHotPath(
    const std::function<void()>& path) {
  for (int i = 0; i < 10; ++i) path();
}

namespace wamp {
namespace bench {
namespace {

using Path = std::pair<std::string, std::function<void()>>;

Path DecodePath(const std::string& message, const std::string& format,
                v1::Serializer serializer) {
  std::string bytes;
  OrDie(Transcode(JsonFrame(message), v1::SERIALIZER_JSON, serializer, &bytes));
  return {"decode " + message + " " + format,
          [=, frame = v1::Frame()]() mutable {
            OrDie(Decode(bytes, serializer, &frame));
          }};
}

Path EncodePath(const std::string& message, const std::string& format,
                v1::Serializer serializer) {
  const auto frame =
      OrDie(Decode<v1::Frame>(JsonFrame(message), v1::SERIALIZER_JSON));
  return {"encode " + message + " " + format,
          [=, bytes = std::string()]() mutable {
            OrDie(Encode(frame, serializer, &bytes));
          }};
}

std::vector<Path> Paths() {
  const auto publish =
      OrDie(Decode<v1::Frame>(JsonFrame("PUBLISH"), v1::SERIALIZER_JSON));
  const v1::PublishOptions options = publish.publish().options();
  const v1::Dict dict = OrDie(ToDict(options));
  return {
      DecodePath("HELLO", "msgpack", v1::SERIALIZER_MSGPACK),
      DecodePath("EVENT", "msgpack", v1::SERIALIZER_MSGPACK),
      DecodePath("PUBLISH", "cbor", v1::SERIALIZER_CBOR),
      DecodePath("HELLO", "json", v1::SERIALIZER_JSON),
      DecodePath("EVENT", "json", v1::SERIALIZER_JSON),
      EncodePath("HELLO", "msgpack", v1::SERIALIZER_MSGPACK),
      EncodePath("PUBLISH", "cbor", v1::SERIALIZER_CBOR),
      EncodePath("EVENT", "json", v1::SERIALIZER_JSON),
      {"FromDict PUBLISH.Options",
       [=, out = v1::PublishOptions()]() mutable {
         OrDie(FromDict(dict, &out));
       }},
      {"ToDict PUBLISH.Options", [=] { OrDie(ToDict(options)); }},
  };
}

int Run(const char* wanted) {
  for (const auto& [name, path] : Paths()) {
    if (wanted == nullptr) {
      absl::PrintF("%s\n", name);
    } else if (name == wanted) {
      // What is reused has its memory from then on.
      for (int i = 0; i < 3; ++i) path();
      WampBenchHotPath(path);
      return 0;
    }
  }
  if (wanted == nullptr) return 0;
  absl::FPrintF(stderr,
                "expected a name that is printed without one, got \"%s\"\n",
                wanted);
  return 2;
}

}  // namespace
}  // namespace bench
}  // namespace wamp

int main(int argc, char** argv) {
  return wamp::bench::Run(argc > 1 ? argv[1] : nullptr);
}
