// All messages that have generated rows, as what a test is given in turn. The
// functions below take each by its rows, though a test sees them by their base
// class alone: so it is compiled once, and not once for each.
#ifndef WAMP_TESTS_TESTING_MESSAGE_TYPES_H_
#define WAMP_TESTS_TESTING_MESSAGE_TYPES_H_

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace testing {

using MessagePtr = std::unique_ptr<google::protobuf::Message>;

// The messages given to these functions are of this type.
struct MessageType {
  using Message = google::protobuf::Message;

  MessagePtr New() const { return MessagePtr(prototype->New()); }
  MessagePtr Copy(const Message& message) const {
    MessagePtr copy = New();
    copy->CopyFrom(message);
    return copy;
  }
  std::string name() const {
    return std::string(prototype->GetDescriptor()->name());
  }

  const Message* prototype;
  absl::Status (*encode)(const Message& message, v1::Serializer serializer,
                         std::string* out, const EncodeOptions& options);
  absl::Status (*decode)(absl::string_view bytes, v1::Serializer serializer,
                         Message* out, const DecodeOptions& options);
  absl::Status (*to_value)(const Message& message, v1::Value* out);
  absl::Status (*from_value)(const v1::Value& value, Message* out,
                             const DecodeOptions& options);
  absl::Status (*validate)(const Message& message,
                           const DecodeOptions& options);
};

inline void PrintTo(const MessageType& type, std::ostream* out) {
  *out << type.name();
}

// For names of tests.
inline std::string MessageName(
    const ::testing::TestParamInfo<MessageType>& info) {
  return info.param.name();
}

std::vector<MessageType> MessageTypes();

// How to read so that nothing is lost.
inline DecodeOptions KeepAll() {
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  return options;
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_MESSAGE_TYPES_H_
