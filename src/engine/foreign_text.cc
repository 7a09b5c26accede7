#include "src/engine/foreign_text.h"

#include "src/engine/annotations.h"
#include "src/text/foreign.h"

namespace wamp {
namespace internal {
namespace {

// The name of the serializer; a program may have set none, or no known one.
std::string FormatName(const v1::Foreign& foreign) {
  std::string name = TokenOf(v1::Serializer_descriptor(), foreign.serializer());
  return name.empty() ? "no format" : name;
}

}  // namespace

std::string ForeignText(const v1::Foreign& foreign, size_t max_bytes) {
  return ForeignText(FormatName(foreign), foreign.encoded(), max_bytes);
}

std::string ForeignName(const v1::Foreign& foreign) {
  return ForeignName(FormatName(foreign), foreign.encoded());
}

bool HoldsForeignParts(const v1::Foreign& foreign) {
  return HoldsForeignParts(FormatName(foreign), foreign.encoded());
}

}  // namespace internal
}  // namespace wamp
