#include "tests/fuzz/text.h"

#include <string>

#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"
#include "src/tools/wampcat/protobuf_compat.h"
#include "tests/fuzz/fuzz.h"

namespace wamp {
namespace fuzz {
namespace {

// What is no message is no news.
class Silence : public internal::TextErrorCollector {
  void OnError(int, int, absl::string_view) override {}
};

#if GOOGLE_PROTOBUF_VERSION < 4022000
const bool kIsSilent = [] {
  google::protobuf::SetLogHandler(nullptr);
  return true;
}();
#endif

}  // namespace

bool ReadText(absl::string_view text, google::protobuf::Message* message) {
  Silence silence;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&silence);
  parser.SetRecursionLimit(100);
  const bool is_one = parser.ParseFromString(std::string(text), message);
  CountRead(message->GetDescriptor()->full_name(), text, is_one);
  return is_one;
}

bool ReadBytes(absl::string_view bytes, google::protobuf::Message* message) {
  const bool is_one =
      message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  CountRead(message->GetDescriptor()->full_name(), bytes, is_one);
  return is_one;
}

}  // namespace fuzz
}  // namespace wamp
