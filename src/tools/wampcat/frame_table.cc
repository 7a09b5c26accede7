#include "src/tools/wampcat/frame_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/wampcat/frame_message.h"

namespace wamp {
namespace tools {
namespace {

// The longest URI that is shown where there is no terminal.
constexpr size_t kMostOfUri = 1024;

std::optional<uint64_t> SessionOf(const FrameHeader& header,
                                  const v1::Frame& frame) {
  if (header.session.has_value()) return header.session;
  const v1::EventDetails& event = frame.event().details();
  if (event.has_publisher()) return event.publisher();
  const v1::CallDetails& call = frame.invocation().details();
  if (call.has_caller()) return call.caller();
  return std::nullopt;
}

std::optional<size_t> PayloadSize(const v1::Frame& frame) {
  const v1::Payload* payload = PayloadOf(frame);
  if (payload == nullptr) return std::nullopt;
  if (payload->has_transparent()) return payload->transparent().size();
  if (!payload->has_raw()) return std::nullopt;
  return payload->raw().args().size() + payload->raw().kwargs().size();
}

// Whether ids, of up to 16 digits, are written in full.
bool HasWideIds(std::optional<size_t> columns) {
  return !columns.has_value() || *columns >= 100;
}

// An id or a name, to the right of its column: "9007…0992" if it is too narrow.
std::string IdCell(absl::string_view text, bool wide) {
  const size_t width = wide ? 16 : 9;
  if (text.size() <= width) return absl::StrFormat("%*s", width, text);
  return absl::StrCat(text.substr(0, 4), "…", text.substr(text.size() - 4));
}

std::string Digits(std::optional<uint64_t> number) {
  return number.has_value() ? absl::StrCat(*number) : "";
}

// What stands before the name of the message, and behind it.
std::string NumberCell(absl::string_view number) {
  return absl::StrFormat("%5s ", number);
}

std::string OtherCells(absl::string_view name, absl::string_view request,
                       absl::string_view session, absl::string_view size,
                       absl::string_view payload, bool wide) {
  constexpr size_t kLongestName = 12;
  return absl::StrFormat("%*s %s %s %7s %7s  ", kLongestName - name.size(), "",
                         IdCell(request, wide), IdCell(session, wide), size,
                         payload);
}

// How many columns a text of ours takes: its characters.
size_t Width(absl::string_view text) {
  size_t width = 0;
  for (const char c : text) width += (c & 0xC0) != 0x80 ? 1 : 0;
  return width;
}

// The last characters of a text, as many as `width` columns hold.
absl::string_view Last(absl::string_view text, size_t width) {
  size_t at = text.size();
  while (width > 0 && at > 0) {
    --at;
    if ((text[at] & 0xC0) != 0x80) --width;
  }
  return text.substr(at);
}

}  // namespace

std::string TableHeading(std::optional<size_t> columns,
                         const Palette& palette) {
  constexpr absl::string_view kName = "MESSAGE";
  return palette.Heading(
      absl::StrCat(NumberCell("#"), kName,
                   OtherCells(kName, "REQUEST", "SESSION", "BYTES", "PAYLOAD",
                              HasWideIds(columns)),
                   "URI"));
}

std::string TableRow(uint64_t number, const FrameHeader& header,
                     const v1::Frame& frame, size_t size,
                     std::optional<size_t> columns, const Palette& palette) {
  const std::string first = NumberCell(absl::StrCat(number));
  const absl::string_view name = MessageName(header.type);
  std::string rest = OtherCells(
      name, Digits(header.request), Digits(SessionOf(header, frame)),
      absl::StrCat(size), Digits(PayloadSize(frame)), HasWideIds(columns));
  const std::string uri = internal::Escape(header.uri.value_or(""), kMostOfUri);
  const size_t width = first.size() + name.size() + Width(rest);
  // What a URI ends with tells it from others of the same program.
  if (columns.has_value() && width + Width(uri) > *columns &&
      *columns > width + 1) {
    absl::StrAppend(&rest, "…", Last(uri, *columns - width - 1));
  } else {
    rest += uri;
  }
  rest.erase(rest.find_last_not_of(' ') + 1);
  return absl::StrCat(first, palette.Message(name), rest);
}

}  // namespace tools
}  // namespace wamp
