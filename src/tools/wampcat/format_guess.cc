#include "src/tools/wampcat/format_guess.h"

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {
namespace {

// The format of the message, an array, that starts with `start`.
v1::Serializer GuessSerializer(absl::string_view start) {
  if (start.empty()) return v1::SERIALIZER_UNSPECIFIED;
  const auto first = static_cast<unsigned char>(start[0]);
  if (first == '[') {
    const absl::string_view rest =
        absl::StripLeadingAsciiWhitespace(start.substr(1));
    if (rest.empty()) return v1::SERIALIZER_UNSPECIFIED;
    if (absl::ascii_isdigit(static_cast<unsigned char>(rest[0]))) {
      return v1::SERIALIZER_JSON;
    }
    // The type of the code, or of all elements, or their number.
    constexpr absl::string_view kMarkers = "iIlLUumM$#N";
    return kMarkers.find(rest[0]) == absl::string_view::npos
               ? v1::SERIALIZER_UNSPECIFIED
               : v1::SERIALIZER_UBJSON;
  }
  if ((first >= 0x92 && first <= 0x99) || first == 0xDC || first == 0xDD) {
    return v1::SERIALIZER_MSGPACK;
  }
  // A short array, one without a length, or the tag that marks CBOR.
  if ((first >= 0x82 && first <= 0x89) || first == 0x9F || first == 0xD9) {
    return v1::SERIALIZER_CBOR;
  }
  return v1::SERIALIZER_UNSPECIFIED;
}

}  // namespace

bool IsBlank(absl::string_view start) {
  absl::ConsumePrefix(&start, kByteOrderMark);
  start = absl::StripLeadingAsciiWhitespace(start);
  if (!start.empty() && start[0] == '[') start.remove_prefix(1);
  return absl::StripLeadingAsciiWhitespace(start).empty();
}

std::optional<StreamFormat> GuessFormat(absl::string_view start) {
  constexpr size_t kLengthBytes = 4;
  constexpr char kRawSocketMagic = 0x7F;
  StreamFormat format;
  if (!start.empty() && start[0] == kRawSocketMagic) {
    format.layout = StreamLayout::kRawSocket;
    return format;
  }
  if (start.size() > kLengthBytes && start[0] == '\0') {
    format.layout = StreamLayout::kBatched;
    start.remove_prefix(kLengthBytes);
  } else {
    absl::ConsumePrefix(&start, kByteOrderMark);
    start = absl::StripLeadingAsciiWhitespace(start);
  }
  format.serializer = GuessSerializer(start);
  // Batches of JSON have no lengths; packets of a RawSocket look alike.
  if (format.layout == StreamLayout::kBatched &&
      format.serializer == v1::SERIALIZER_JSON) {
    format.layout = StreamLayout::kRawSocket;
  }
  if (format.serializer == v1::SERIALIZER_UNSPECIFIED) return std::nullopt;
  return format;
}

}  // namespace tools
}  // namespace wamp
