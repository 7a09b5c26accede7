#include "src/tools/wampcat/typed_stream.h"

#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "google/protobuf/util/json_util.h"
#include "src/tools/wampcat/json_place.h"
#include "src/tools/wampcat/protobuf_compat.h"
#include "wamp/frame.h"

namespace wamp {
namespace tools {
namespace {

// A dict in a dict takes three levels of messages, and the readers of WAMP
// messages allow 64 of them; protobuf's own limit is 100.
constexpr int kMaxProtobufDepth = 256;

// Keeps where protobuf's text parser first had something to say. What it says
// quotes the input, which may hold secrets.
class FirstError : public internal::TextErrorCollector {
 public:
  void OnError(int, int column, absl::string_view) override {
    if (!text_.empty()) return;
    text_ = absl::StrCat("column ", column + 1,
                         ": expected a wamp.v1.Frame in protobuf's text form, "
                         "got other text");
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

absl::Status FromJson(const std::string& line, v1::Frame& frame) {
  frame.Clear();
  const auto status = google::protobuf::util::JsonStringToMessage(line, &frame);
  if (status.ok()) return absl::OkStatus();
  // What protobuf says quotes the input, which may hold secrets.
  return absl::InvalidArgumentError(JsonPlace(line, v1::Frame::descriptor()));
}

absl::Status FromTextproto(const std::string& line, v1::Frame& frame) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.SetRecursionLimit(kMaxProtobufDepth);
  if (parser.ParseFromString(line, &frame)) return absl::OkStatus();
  return absl::InvalidArgumentError(error.text());
}

absl::Status WriteJson(const v1::Frame& frame, std::ostream& out) {
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(frame, &json);
  if (!status.ok()) {
    return absl::InvalidArgumentError(std::string(status.message()));
  }
  out << json << '\n';
  return absl::OkStatus();
}

absl::Status WriteTextproto(const v1::Frame& frame, std::ostream& out) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  if (!printer.PrintToString(frame, &text)) {
    return absl::InvalidArgumentError("expected a message that can be printed");
  }
  out << text << '\n';
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteTyped(Form form, const v1::Frame& frame, std::ostream& out) {
  switch (form) {
    case Form::kJson:
      return WriteJson(frame, out);
    case Form::kTextproto:
      return WriteTextproto(frame, out);
    case Form::kBinary:
      // A broken stream is found by whoever flushes it.
      google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
      return absl::OkStatus();
    case Form::kText:
    case Form::kTable:
    case Form::kTree:
    case Form::kWampJson:
      break;
  }
  return absl::InternalError("expected a form of typed messages for programs");
}

std::optional<Form> GuessForm(absl::string_view start) {
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(start);
  if (absl::StartsWith(text, "{")) {
    // A record of 123 bytes starts so, too.
    const absl::string_view rest =
        absl::StripLeadingAsciiWhitespace(text.substr(1));
    if (rest.empty() || rest[0] == '"' || rest[0] == '}') return Form::kJson;
  }
  // "hello {"
  size_t name = 0;
  while (name < text.size() &&
         absl::ascii_islower(static_cast<unsigned char>(text[name]))) {
    ++name;
  }
  if (name > 0 &&
      absl::StartsWith(absl::StripLeadingAsciiWhitespace(text.substr(name)),
                       "{")) {
    return Form::kTextproto;
  }
  google::protobuf::io::ArrayInputStream bytes(start.data(),
                                               static_cast<int>(start.size()));
  v1::Frame frame;
  const bool binary = google::protobuf::util::ParseDelimitedFromZeroCopyStream(
      &frame, &bytes, nullptr);
  if (binary && !MessageName(frame).empty()) return Form::kBinary;
  return std::nullopt;
}

// Returns false at the end. `whole`: whether the line is not too long; what is
// more of it is passed over.
bool TypedSource::NextLine(std::string& line, bool& whole) {
  line.clear();
  whole = true;
  const void* data = nullptr;
  int size = 0;
  bool any = false;
  while (in_.Next(&data, &size)) {
    any = true;
    const absl::string_view chunk(static_cast<const char*>(data),
                                  static_cast<size_t>(size));
    const size_t end = chunk.find('\n');
    const absl::string_view part = chunk.substr(0, end);
    whole = whole && part.size() <= max_bytes_ - line.size();
    if (whole) absl::StrAppend(&line, part);
    if (end == absl::string_view::npos) continue;
    in_.BackUp(size - static_cast<int>(end) - 1);
    return true;
  }
  return any;
}

absl::StatusOr<bool> TypedSource::NextRecord(v1::Frame& frame) {
  google::protobuf::io::CodedInputStream coded(&in_);
  coded.SetRecursionLimit(kMaxProtobufDepth);
  frame.Clear();
  uint32_t size = 0;
  const bool sized = coded.ReadVarint32(&size);
  if (!sized && coded.CurrentPosition() == 0) {
    ended_ = true;
    return false;
  }
  ++number_;
  if (sized && size <= max_bytes_) {
    static_cast<void>(coded.PushLimit(static_cast<int>(size)));
    if (frame.ParseFromCodedStream(&coded) && coded.ConsumedEntireMessage() &&
        coded.BytesUntilLimit() == 0) {
      return true;
    }
  }
  ended_ = true;
  constexpr absl::string_view kRest = "; the rest is not read";
  return absl::InvalidArgumentError(
      sized && size > max_bytes_
          ? absl::StrCat("expected a record of at most ", max_bytes_,
                         " bytes, got one of ", size, kRest)
          : absl::StrCat("expected a record of a wamp.v1.Frame, got other "
                         "bytes",
                         kRest));
}

absl::StatusOr<bool> TypedSource::Next(v1::Frame& frame) {
  if (ended_) return false;
  if (form_ == Form::kBinary) return NextRecord(frame);
  std::string line;
  bool whole = true;
  do {
    if (!NextLine(line, whole)) return false;
  } while (whole && line.find_first_not_of(" \t\r") == std::string::npos);
  ++number_;
  if (!whole) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected a line of at most ", max_bytes_, " bytes, got a longer one"));
  }
  const absl::Status status =
      form_ == Form::kJson ? FromJson(line, frame) : FromTextproto(line, frame);
  if (!status.ok()) return status;
  return true;
}

}  // namespace tools
}  // namespace wamp
