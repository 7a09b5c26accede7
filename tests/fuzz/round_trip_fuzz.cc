// What can be read can be written, and what was written is read as the same
// message: in the format that it came in, and by way of any other.
#include <string>

#include "google/protobuf/arena.h"
#include "tests/fuzz/each_message.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/message.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

struct Formats {
  v1::Serializer from;
  v1::Serializer to;
};

struct RoundTrip {
  template <class Message>
  static void Run(absl::string_view bytes, const Formats& formats,
                  const DecodeOptions& options) {
    Message message;
    const bool is_read = Decode(bytes, formats.from, &message, options).ok();
    fuzz::CountRead("message", bytes, is_read);
    if (!is_read) {
      ToString(message);
      return;
    }
    const EncodeOptions writing = fuzz::WritingOf(options);
    std::string written;
    fuzz::ExpectOk("what was read can be written",
                   Encode(message, formats.from, &written, writing));
    Message back;
    fuzz::ExpectOk("what was written can be read",
                   Decode(written, formats.from, &back, options));
    // A payload that stays as it came is written in the form that is the
    // library's own.
    if (options.payload == PayloadMode::kDecode) {
      fuzz::ExpectSame("what was written is what was read", message, back);
    }
    std::string again;
    fuzz::ExpectOk("what was written and read can be written",
                   Encode(back, formats.from, &again, writing));
    fuzz::ExpectSame("what is written again has the same bytes", written,
                     again);
    ReadOver(formats, options, bytes, message);
    GoBy(formats, options, message);
    static_cast<void>(Validate(message, options));
    ToString(message);
  }

  // Neither what a message held before nor where it lies changes what is read.
  template <class Message>
  static void ReadOver(const Formats& formats, const DecodeOptions& options,
                       absl::string_view bytes, const Message& expected) {
    google::protobuf::Arena arena;
    auto* message = Message::default_instance().New(&arena);
    for (const size_t size : {bytes.size(), bytes.size() / 2, bytes.size()}) {
      Decode(bytes.substr(0, size), formats.from, message, options)
          .IgnoreError();
    }
    fuzz::ExpectSame("what is read over another message is the same", expected,
                     *message);
  }

  template <class Message>
  static void GoBy(const Formats& formats, const DecodeOptions& options,
                   const Message& message) {
    const EncodeOptions writing = fuzz::WritingOf(options);
    std::string there;
    // Not each format can express all values.
    if (!Encode(message, formats.to, &there, writing).ok()) return;
    Message by;
    fuzz::ExpectOk("what was written in another format can be read",
                   Decode(there, formats.to, &by, options));
    std::string again;
    fuzz::ExpectOk("what went by another format can be written",
                   Encode(by, formats.to, &again, writing));
    fuzz::ExpectSame("what went by another format has the same bytes", there,
                     again);
    if (options.payload == PayloadMode::kDecode) {
      fuzz::ExpectSame("what went by another format is the same", message, by);
    }
  }
};

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::fuzz::Input input(data, size);
  wamp::Formats formats = {};
  formats.from = input.Serializer();
  formats.to = input.Serializer();
  const wamp::DecodeOptions options = input.Options();
  wamp::fuzz::RunForChosenMessage<wamp::RoundTrip>(input, formats, options);
  return 0;
}
