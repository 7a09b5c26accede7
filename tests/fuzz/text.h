// Messages of protobuf in protobuf's text form, which can hold what no reader
// of WAMP's would take.
#ifndef WAMP_TESTS_FUZZ_TEXT_H_
#define WAMP_TESTS_FUZZ_TEXT_H_

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace wamp {
namespace fuzz {

// Reads a message, and returns whether the text is one.
bool ReadText(absl::string_view text, google::protobuf::Message* message);

// Reads a message from protobuf's bytes, and returns whether they are one.
bool ReadBytes(absl::string_view bytes, google::protobuf::Message* message);

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_TEXT_H_
