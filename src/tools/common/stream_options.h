// The options that say how a stream of WAMP messages is to be read or written.
#ifndef WAMP_SRC_TOOLS_COMMON_STREAM_OPTIONS_H_
#define WAMP_SRC_TOOLS_COMMON_STREAM_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/tools/common/stream_format.h"
#include "src/tools/common/words.h"

namespace wamp {
namespace tools {

// The names of the formats.
std::vector<std::string> FormatNames();

inline Words<StreamLayout> Framings() {
  return {{"none", StreamLayout::kBare},
          {"batched", StreamLayout::kBatched},
          {"rawsocket", StreamLayout::kRawSocket}};
}

// How a stream of WAMP messages was described.
struct StreamOptions {
  // The value that names the format; it may say that there are batches.
  std::string name;
  bool batched = false;
  // The value of the option for the framing, and what it means.
  std::string framing_name;
  std::optional<StreamLayout> framing;
  bool separator = false;
};

// Take the value of an option of the name `option`.
absl::Status SetFormat(absl::string_view option, const std::string& value,
                       StreamFormat& format, StreamOptions& options);
absl::Status SetFraming(absl::string_view option, const std::string& value,
                        StreamOptions& options);

// Sets `guess` to whether the format that is read is to be guessed: if neither
// it nor the framing was told. `format` is the name of the option for it.
absl::Status SettleGuess(absl::string_view format, const StreamOptions& options,
                         bool& guess);

// Puts together what the format's name and the option for the framing say.
absl::Status Settle(absl::string_view framing, const StreamOptions& options,
                    StreamFormat& format);

// What the option for the format is given.
std::string FormatName(const StreamFormat& format);

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_STREAM_OPTIONS_H_
