#include "src/tools/common/format_guess.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "src/tools/common/stream_options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {
namespace {

// As many bytes as it takes, if there are so many: the length of a message in a
// batch, and the first two of the message. JSON may have white space before and
// between these, and then it takes more.
constexpr size_t kGuessBytes = 6;

// Whether there is no more to go by than white space, and one bracket.
bool IsBlank(absl::string_view start) {
  absl::ConsumePrefix(&start, kByteOrderMark);
  start = absl::StripLeadingAsciiWhitespace(start);
  if (!start.empty() && start[0] == '[') start.remove_prefix(1);
  return absl::StripLeadingAsciiWhitespace(start).empty();
}

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

absl::string_view StartOf(Input& in, bool guess) {
  size_t wanted = guess ? kGuessBytes : 1;
  absl::string_view start = in.Peek(wanted);
  while (guess && IsBlank(start) && start.size() >= wanted &&
         wanted < kMostGuessBytes) {
    wanted = start.size() + 1;
    start = in.Peek(wanted);
  }
  return start;
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

std::string GuessText(const StreamFormat& format, absl::string_view option) {
  if (format.layout == StreamLayout::kRawSocket) {
    return "read as a RawSocket stream";
  }
  return absl::StrCat("read as ", FormatName(format), "; ", option,
                      " overrides");
}

}  // namespace tools
}  // namespace wamp
