#include "tests/bench/bench_frames.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/or_die.h"
#include "wamp/frame.h"
#include "wamp/wire.h"

namespace wamp {
namespace bench {
namespace {

constexpr char kFile[] = "tests/bench/frames.json";

v1::Frame EventWithoutPayload() {
  auto event =
      OrDie(Decode<v1::Frame>(JsonFrame("EVENT"), v1::SERIALIZER_JSON));
  event.mutable_event()->clear_payload();
  return event;
}

std::string Json(const v1::Frame& frame) {
  return OrDie(Encode(frame, v1::SERIALIZER_JSON));
}

}  // namespace

std::string JsonFrame(const std::string& name) {
  std::ifstream lines(kFile);
  std::string line;
  while (std::getline(lines, line)) {
    const FrameHeader header = OrDie(PeekHeader(line, v1::SERIALIZER_JSON));
    if (MessageName(header.type) == name) return line;
  }
  absl::FPrintF(stderr, "%s: expected a line with a frame of %s, found none\n",
                kFile, name);
  std::abort();
}

std::string NumbersEvent() {
  v1::Frame event = EventWithoutPayload();
  v1::List& args = *event.mutable_event()->mutable_payload()->mutable_args();
  for (uint64_t i = 0; i < 1000; ++i) {
    v1::Dict& sample = *args.add_values()->mutable_dict_value();
    const auto add = [&sample](const char* key) -> v1::Value& {
      v1::Entry& entry = *sample.add_entries();
      entry.set_key(key);
      return *entry.mutable_value();
    };
    // Without a whole number among them, which msgpack-c makes an integer.
    add("celsius").set_double_value(20.0625 + static_cast<double>(i) / 8);
    add("name").set_string_value(absl::StrCat("boiler ", i % 17));
    add("sensor").set_uint_value(7000 + i);
    add("valid").set_bool_value(i % 5 != 0);
  }
  return Json(event);
}

std::string TextEvent() {
  std::string text;
  for (size_t line = 0; text.size() < (64 << 10); ++line) {
    absl::StrAppend(&text, absl::Dec(line, absl::kZeroPad6),
                    " the quick brown fox jumps over the lazy dog, and over "
                    "whatever else lies about in the yard today",
                    line % 10 == 0 ? "ü\n" : ".\n");
  }
  v1::Frame event = EventWithoutPayload();
  event.mutable_event()
      ->mutable_payload()
      ->mutable_args()
      ->add_values()
      ->set_string_value(text);
  return Json(event);
}

}  // namespace bench
}  // namespace wamp
