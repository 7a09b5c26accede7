// Counts what a stream of WAMP messages holds.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_STATS_H_
#define WAMP_SRC_TOOLS_WAMPCAT_STATS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "src/tools/common/color.h"
#include "src/tools/common/uri_counter.h"
#include "wamp/frame.h"

namespace wamp {
namespace tools {

// What `wampcat stats` prints. It takes the same memory for any stream.
class Stats {
 public:
  // Counts a message of `size` bytes.
  void Add(const FrameHeader& header, size_t size);

  // Counts what could not be read.
  void AddFault() { ++faults_; }

  // As much as fits a terminal of so many rows; all if there is none.
  std::string ToText(const Palette& palette, std::optional<size_t> rows) const;

 private:
  // The messages of some types.
  struct Messages {
    void Add(const Messages& others);
    // A row of the table; `all_bytes` are those of all messages.
    std::string ToText(absl::string_view name, uint64_t all_bytes) const;

    uint64_t count = 0;
    uint64_t bytes = 0;
    size_t biggest = 0;
  };

  uint64_t CountOf(v1::MessageType type) const;

  std::map<v1::MessageType, Messages> messages_;
  // Of ERROR; and of ABORT and GOODBYE.
  UriCounter errors_;
  UriCounter reasons_;
  uint64_t faults_ = 0;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_STATS_H_
