// Both engines read the same, in the same words, and write the same.
#include <string>

#include "tests/fuzz/each_message.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/dict.h"
#include "wamp/reflection.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

struct Engines {
  template <class Message>
  static void Run(absl::string_view bytes, const v1::Serializer& serializer,
                  const DecodeOptions& options) {
    Message message;
    const bool is_read = ReadByBoth(serializer, options, bytes, &message);
    fuzz::CountRead("message", bytes, is_read);
    if (!is_read) return;
    ReadUnderLimits(serializer, options, bytes, message);
    Write(serializer, options, message);
    Check(options, message);
    ReadValue(options, message);
  }

  // Returns whether they are a message.
  template <class Message>
  static bool ReadByBoth(v1::Serializer serializer,
                         const DecodeOptions& options, absl::string_view bytes,
                         Message* message) {
    Message reflection;
    const absl::Status status = Decode(bytes, serializer, message, options);
    fuzz::ExpectSame(
        "both engines say the same of what they read", status,
        DecodeByReflection(bytes, serializer, &reflection, options));
    if (!status.ok()) return false;
    fuzz::ExpectSame("both engines read the same", *message, reflection);
    return true;
  }

  // What is read under limits is what is read without, or is refused alike.
  template <class Message>
  static void ReadUnderLimits(v1::Serializer serializer, DecodeOptions options,
                              absl::string_view bytes,
                              const Message& expected) {
    options.max_values = bytes.size() / 8;
    options.max_memory = bytes.size() * 4;
    Message limited;
    if (!ReadByBoth(serializer, options, bytes, &limited)) return;
    fuzz::ExpectSame("limits change nothing", expected, limited);
  }

  template <class Message>
  static void Write(v1::Serializer serializer, const DecodeOptions& options,
                    const Message& message) {
    const EncodeOptions writing = fuzz::WritingOf(options);
    std::string schema;
    std::string reflection;
    fuzz::ExpectSame(
        "both engines say the same of what they write",
        Encode(message, serializer, &schema, writing),
        EncodeByReflection(message, serializer, &reflection, writing));
    fuzz::ExpectSame("both engines write the same", schema, reflection);
  }

  template <class Message>
  static void Check(const DecodeOptions& options, const Message& message) {
    fuzz::ExpectSame("both engines find the same invalid",
                     Validate(message, options),
                     ValidateByReflection(message, options));
  }

  template <class Message>
  static void ReadValue(const DecodeOptions& options, const Message& message) {
    v1::Value schema;
    v1::Value reflection;
    const absl::Status status = ToValue(message, &schema);
    fuzz::ExpectSame("both engines say the same of the values they write",
                     status, ToValueByReflection(message, &reflection));
    if (!status.ok()) return;
    fuzz::ExpectSame("both engines write the same values", schema, reflection);
    Message by_schema;
    Message by_reflection;
    const absl::Status read = FromValue(schema, &by_schema, options);
    fuzz::ExpectSame("both engines say the same of the values they read", read,
                     FromValueByReflection(schema, &by_reflection, options));
    if (!read.ok()) return;
    fuzz::ExpectSame("both engines read the same values", by_schema,
                     by_reflection);
  }
};

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::fuzz::Input input(data, size);
  const wamp::v1::Serializer serializer = input.Serializer();
  const wamp::DecodeOptions options = input.Options();
  wamp::fuzz::RunForChosenMessage<wamp::Engines>(input, serializer, options);
  return 0;
}
