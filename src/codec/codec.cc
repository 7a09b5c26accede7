#include "wamp/codec/codec.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "wamp/codec/utf8.h"

namespace wamp {

absl::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kInvalid:
      return "no value";
    case Kind::kNull:
      return "a null";
    case Kind::kBool:
      return "a boolean";
    case Kind::kUint:
    case Kind::kInt:
      return "an integer";
    case Kind::kDouble:
      return "a float";
    case Kind::kString:
      return "a string";
    case Kind::kBytes:
      return "a byte string";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a dict";
  }
  return "no value";
}

namespace codec_internal {

std::string Quote(absl::string_view value) {
  constexpr size_t kMost = 40;
  std::string out = "\"";
  const size_t length = std::min(value.size(), kMost);
  for (size_t i = 0; i < length; ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c == '"' || c == '\\') {
      out += {'\\', static_cast<char>(c)};
    } else if (c < 0x20 || c >= 0x7F) {
      absl::StrAppend(&out, "\\x", absl::Hex(c, absl::kZeroPad2));
    } else {
      out += static_cast<char>(c);
    }
  }
  out += '"';
  if (value.size() > kMost) {
    absl::StrAppend(&out, "… (", value.size(), " bytes)");
  }
  return out;
}

void FaultKeeper::Record(Rule rule, size_t offset, absl::string_view expected,
                         absl::string_view found,
                         absl::string_view found_value) {
  if (fault_ == nullptr) {
    fault_ = std::make_unique<Fault>(Fault{rule, offset, std::string(expected),
                                           std::string(found),
                                           std::string(found_value)});
  }
}

}  // namespace codec_internal
}  // namespace wamp
