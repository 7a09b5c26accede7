// The command line of wampcat.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_FLAGS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

extern const absl::string_view kHelpText;

enum class Command { kDecode, kEncode, kTranscode, kHelp };
// How typed messages are written: for people, or for programs.
enum class Form { kText, kJson, kTextproto, kBinary };

struct Flags {
  Command command = Command::kHelp;
  // The format of WAMP messages on the input, or on the output.
  v1::Serializer format = v1::SERIALIZER_UNSPECIFIED;
  v1::Serializer to = v1::SERIALIZER_UNSPECIFIED;
  // The form of typed messages on the output, or on the input.
  Form form = Form::kText;
  // Only messages of this name, for example "WELCOME"; all if empty.
  std::string message;
  DecodeOptions decode;
  // "-" is standard input.
  std::vector<std::string> files;
};

// Fails with what is wrong, and where.
absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_FLAGS_H_
