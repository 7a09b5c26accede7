#include "src/tools/wamplog/small_file.h"

#include <fstream>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "src/tools/common/input.h"

namespace wamp {
namespace tools {
absl::StatusOr<std::string> ReadSmallFile(const std::string& file) {
  constexpr size_t kMost = size_t{1} << 16;
  std::ifstream in(file, std::ios::binary);
  if (!in) return Unreadable(file);
  std::string text(kMost + 1, '\0');
  in.read(&text[0], static_cast<std::streamsize>(text.size()));
  if (in.bad()) return Unreadable(file);
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kMost) {
    return absl::InvalidArgumentError(absl::StrCat(
        InputName(file), ": expected at most ", kMost, " bytes, got more"));
  }
  return text;
}

absl::StatusOr<std::string> ReadKey(const std::string& file) {
  absl::StatusOr<std::string> text = ReadSmallFile(file);
  if (text.ok()) absl::StripAsciiWhitespace(&*text);
  return text;
}

}  // namespace tools
}  // namespace wamp
