#include "src/text/fault_text.h"

#include "absl/strings/str_cat.h"

namespace wamp {
namespace internal {

std::string FaultText(absl::string_view place, absl::string_view expected,
                      absl::string_view found, std::optional<uint64_t> offset) {
  std::string text = absl::StrCat(place, place.empty() ? "" : ": ", "expected ",
                                  expected, ", got ", found);
  if (offset.has_value()) absl::StrAppend(&text, " (byte ", *offset, ")");
  return text;
}

}  // namespace internal
}  // namespace wamp
