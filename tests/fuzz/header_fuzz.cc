// The head of a message says what the whole message says.
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/frame.h"
#include "wamp/measure.h"
#include "wamp/message.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What a message, or else its details, has under the name of a position: some
// positions are fields of the details.
std::optional<uint64_t> IdOf(const Message& message, const char* name) {
  const auto& reflection = *message.GetReflection();
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field != nullptr && reflection.HasField(message, field)) {
    return reflection.GetUInt64(message, field);
  }
  const FieldDescriptor* details =
      message.GetDescriptor()->FindFieldByName("details");
  if (details == nullptr || !reflection.HasField(message, details)) {
    return std::nullopt;
  }
  return IdOf(reflection.GetMessage(message, details), name);
}

void ExpectId(const Message& message, const char* name,
              const std::optional<uint64_t>& found) {
  if (!found) return;
  const std::optional<uint64_t> expected = IdOf(message, name);
  if (found == expected) return;
  fuzz::Fail("the head has the ids of the message",
             absl::StrCat(name, ": ", *found, " and ", expected.value_or(0),
                          " in ", ToString(message)));
}

void Peek(fuzz::Input input) {
  const v1::Serializer serializer = input.Serializer();
  const DecodeOptions options = input.Options();
  const absl::string_view bytes = input.Rest();
  v1::Frame frame;
  const absl::Status status = Decode(bytes, serializer, &frame, options);
  fuzz::CountRead("message", bytes, status.ok());
  const absl::StatusOr<FrameHeader> header =
      PeekHeader(bytes, serializer, options);
  if (!status.ok()) return;
  fuzz::ExpectOk("what is a message has a head", header.status());
  fuzz::ExpectSame("the head has the type of the message",
                   MessageName(header->type), MessageName(frame));
  const FieldDescriptor* arm = frame.GetReflection()->GetOneofFieldDescriptor(
      frame, v1::Frame::descriptor()->oneof_decl(0));
  const Message& message = frame.GetReflection()->GetMessage(frame, arm);
  ExpectId(message, "request", header->request);
  ExpectId(message, "subscription", header->subscription);
  ExpectId(message, "publication", header->publication);
  ExpectId(message, "registration", header->registration);
  if (!header->details_offset) return;
  // The dict itself is a good value, which ends before the message does.
  const absl::StatusOr<std::optional<size_t>> details =
      MeasureValue(bytes.substr(*header->details_offset), serializer, options);
  fuzz::ExpectOk("the details are where the head says", details.status());
  fuzz::Expect("the details end within the message", details->has_value());
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::Peek(wamp::fuzz::Input(data, size));
  return 0;
}
