// Tells a person at a terminal how far a long read has come.
#ifndef WAMP_SRC_TOOLS_COMMON_PROGRESS_H_
#define WAMP_SRC_TOOLS_COMMON_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace tools {

// A line that is written over and over again: of a file that takes more than a
// second, some times a second.
class Progress {
 public:
  // Writes to `out`; nothing at all unless `shown`.
  Progress(bool shown, std::ostream& out) : shown_(shown), out_(out) {}
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Starts anew for a file, whose size may be unknown.
  void Begin(absl::string_view file, std::optional<uint64_t> size);

  // What has been read of it. Cheap, if called for each block.
  void Update(uint64_t bytes, uint64_t frames);

  // The same for work that is counted in something else than bytes, called
  // `unit`.
  void BeginCount(absl::string_view what, absl::string_view unit);
  void UpdateCount(uint64_t done, uint64_t total);

  // Takes the line away, so that something else can be written.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  bool IsTime();
  void Show(std::string line);

  const bool shown_;
  std::ostream& out_;
  std::string file_;
  std::string unit_;
  std::optional<uint64_t> size_;
  Clock::time_point begin_;
  Clock::time_point next_;
  // How many columns the line takes.
  size_t width_ = 0;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_PROGRESS_H_
