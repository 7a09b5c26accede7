#include "src/tools/common/color.h"

#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace wamp {
namespace tools {
namespace {

// The terminal's own colors, so that they suit its background.
constexpr absl::string_view kBold = "1";
constexpr absl::string_view kRed = "1;31";
constexpr absl::string_view kCyan = "36";

absl::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool IsColored(ColorMode mode, int fd) {
  if (mode != ColorMode::kAuto) return mode == ColorMode::kAlways;
  return isatty(fd) != 0 && Variable("NO_COLOR").empty() &&
         Variable("TERM") != "dumb";
}

std::string Palette::Message(absl::string_view name) const {
  return Paint(name == "ABORT" || name == "ERROR" ? kRed : kBold, name);
}

std::string Palette::Heading(absl::string_view text) const {
  return Paint(kBold, text);
}

std::string Palette::Key(absl::string_view text) const {
  return Paint(kCyan, text);
}

std::string Palette::Place(absl::string_view text) const {
  return Paint(kBold, text);
}

std::string Palette::Paint(absl::string_view code,
                           absl::string_view text) const {
  if (!colored_) return std::string(text);
  return absl::StrCat("\x1b[", code, "m", text, "\x1b[0m");
}

}  // namespace tools
}  // namespace wamp
