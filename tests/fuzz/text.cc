#include "tests/fuzz/text.h"

#include <string>

#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/text_format.h"
#include "src/tools/wampcat/protobuf_compat.h"

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
  return parser.ParseFromString(std::string(text), message);
}

bool ReadBytes(absl::string_view bytes, google::protobuf::Message* message) {
  return message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace fuzz
}  // namespace wamp
