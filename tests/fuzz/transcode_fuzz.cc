// A value that goes through a chain of formats comes out as it would have by
// the last one alone, and as it does by way of a Value.
#include <string>

#include "tests/fuzz/fuzz.h"
#include "wamp/transcode.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

constexpr size_t kLongestChain = 4;

void GoThrough(fuzz::Input input) {
  const v1::Serializer from = input.Serializer();
  const DecodeOptions options = input.Options();
  // The word of JSON for a NaN has none of its bits, which the others keep.
  const EncodeOptions writing =
      from == v1::SERIALIZER_JSON ? fuzz::WritingOf(options) : EncodeOptions();
  v1::Serializer chain[kLongestChain];
  const size_t length = 1 + input.Choose(kLongestChain);
  for (size_t i = 0; i < length; ++i) chain[i] = input.Serializer();
  const absl::string_view bytes = input.Rest();

  std::string own;
  const absl::Status status =
      Transcode(bytes, from, from, &own, options, writing);
  fuzz::CountRead("value", bytes, status.ok());
  v1::Value value;
  if (Decode(bytes, from, &value, options).ok()) {
    fuzz::ExpectOk("what is a Value can be transcoded", status);
    std::string written;
    fuzz::ExpectOk("what is a Value can be written",
                   Encode(value, from, &written, writing));
    fuzz::ExpectSame("a value is transcoded as it is written", own, written);
  }
  if (!status.ok()) return;

  std::string there = own;
  v1::Serializer last = from;
  for (size_t i = 0; i < length; ++i) {
    std::string next;
    // Not each format can express all values.
    if (!Transcode(there, last, chain[i], &next, options, writing).ok()) return;
    there = std::move(next);
    last = chain[i];
    std::string direct;
    fuzz::ExpectOk("what goes through a chain goes straight",
                   Transcode(bytes, from, last, &direct, options, writing));
    fuzz::ExpectSame("a chain gives what its end gives", direct, there);
  }
  std::string back;
  fuzz::ExpectOk("what goes through a chain comes back",
                 Transcode(there, last, from, &back, options, writing));
  fuzz::ExpectSame("what comes back has the same bytes", own, back);
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::GoThrough(wamp::fuzz::Input(data, size));
  return 0;
}
