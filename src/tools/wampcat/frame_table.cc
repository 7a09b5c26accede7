#include "src/tools/wampcat/frame_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/common/text_width.h"
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

// The digits of an id, at most.
constexpr size_t kIdDigits = 16;

// Requests are counted from 1 within a session, so that long ones are rare.
size_t RequestWidth(std::optional<size_t> columns) {
  return !columns.has_value() || *columns >= 100 ? kIdDigits : 7;
}

// An id or a name, to the right of its column: "900…992" if it is too narrow.
std::string IdCell(absl::string_view text, size_t width) {
  return text.size() <= width ? absl::StrFormat("%*s", width, text)
                              : Shortened(text, width);
}

// Which way a message goes: ">" to the router, "<" to the client; " " for those
// that both send.
absl::string_view DirectionOf(const FrameHeader& header) {
  switch (header.type) {
    case v1::MESSAGE_TYPE_HELLO:
    case v1::MESSAGE_TYPE_AUTHENTICATE:
    case v1::MESSAGE_TYPE_PUBLISH:
    case v1::MESSAGE_TYPE_SUBSCRIBE:
    case v1::MESSAGE_TYPE_UNSUBSCRIBE:
    case v1::MESSAGE_TYPE_EVENT_RECEIVED:
    case v1::MESSAGE_TYPE_CALL:
    case v1::MESSAGE_TYPE_CANCEL:
    case v1::MESSAGE_TYPE_REGISTER:
    case v1::MESSAGE_TYPE_UNREGISTER:
    case v1::MESSAGE_TYPE_YIELD:
      return ">";
    case v1::MESSAGE_TYPE_ERROR:
      return header.request_type == v1::MESSAGE_TYPE_INVOCATION ? ">" : "<";
    case v1::MESSAGE_TYPE_ABORT:
    case v1::MESSAGE_TYPE_GOODBYE:
      return " ";
    default:
      return "<";
  }
}

// The URI of the message; of an EVENT and an INVOCATION, that in the details,
// which is there if the receiver asked for more than one.
std::string UriOf(const FrameHeader& header, const v1::Frame& frame) {
  if (header.uri.has_value()) return *header.uri;
  if (frame.has_event()) return frame.event().details().topic();
  return frame.invocation().details().procedure();
}

std::string Digits(std::optional<uint64_t> number) {
  return number.has_value() ? absl::StrCat(*number) : "";
}

// What stands before the name of the message, and behind it.
std::string NumberCell(absl::string_view number) {
  return absl::StrFormat("%5s ", number);
}

std::string OtherCells(absl::string_view name, absl::string_view direction,
                       absl::string_view request, absl::string_view session,
                       absl::string_view size, absl::string_view payload,
                       size_t request_width) {
  constexpr size_t kLongestName = 12;
  return absl::StrFormat("%*s %s %s %s %6s %7s ", kLongestName - name.size(),
                         "", direction, IdCell(request, request_width),
                         IdCell(session, kIdDigits), size, payload);
}

}  // namespace

std::string TableHeading(std::optional<size_t> columns,
                         const Palette& palette) {
  constexpr absl::string_view kName = "MESSAGE";
  return palette.Heading(
      absl::StrCat(NumberCell("#"), kName,
                   OtherCells(kName, " ", "REQUEST", "SESSION", "BYTES",
                              "PAYLOAD", RequestWidth(columns)),
                   "URI"));
}

std::string TableRow(uint64_t number, const FrameHeader& header,
                     const v1::Frame& frame, size_t size,
                     std::optional<size_t> columns, const Palette& palette) {
  const std::string first = NumberCell(absl::StrCat(number));
  const absl::string_view name = MessageName(header.type);
  std::string rest =
      OtherCells(name, DirectionOf(header), Digits(header.request),
                 Digits(SessionOf(header, frame)), absl::StrCat(size),
                 Digits(PayloadSize(frame)), RequestWidth(columns));
  const std::string uri = internal::Escape(UriOf(header, frame), kMostOfUri);
  const size_t width = first.size() + name.size() + TextWidth(rest);
  // What a URI ends with tells it from others of the same program.
  if (columns.has_value() && width + TextWidth(uri) > *columns &&
      *columns > width + 1) {
    absl::StrAppend(&rest, "…", LastColumns(uri, *columns - width - 1));
  } else {
    rest += uri;
  }
  rest.erase(rest.find_last_not_of(' ') + 1);
  return absl::StrCat(first, palette.Message(name), rest);
}

}  // namespace tools
}  // namespace wamp
