#include "src/tools/typed_stream.h"

#include <string>

#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "google/protobuf/util/json_util.h"
#include "src/tools/frame_text.h"

namespace wamp {
namespace tools {
namespace {

absl::Status FromJson(const std::string& line, v1::Frame& frame) {
  const auto status = google::protobuf::util::JsonStringToMessage(line, &frame);
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(std::string(status.message()));
}

absl::Status FromTextproto(const std::string& line, v1::Frame& frame) {
  if (google::protobuf::TextFormat::ParseFromString(line, &frame)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("expected the text format of a Frame");
}

}  // namespace

absl::Status WriteFrame(Form form, const v1::Frame& frame, std::ostream& out) {
  switch (form) {
    case Form::kText:
      out << FrameText(frame) << "\n";
      return absl::OkStatus();
    case Form::kJson: {
      std::string json;
      const auto status =
          google::protobuf::util::MessageToJsonString(frame, &json);
      if (!status.ok()) {
        return absl::InvalidArgumentError(std::string(status.message()));
      }
      out << json << "\n";
      return absl::OkStatus();
    }
    case Form::kTextproto: {
      google::protobuf::TextFormat::Printer printer;
      printer.SetSingleLineMode(true);
      std::string text;
      printer.PrintToString(frame, &text);
      out << text << "\n";
      return absl::OkStatus();
    }
    case Form::kBinary:
      google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

void ReadFrames(
    Form form, std::istream& in,
    const std::function<void(uint64_t, absl::StatusOr<v1::Frame>)>& use) {
  uint64_t number = 0;
  if (form == Form::kBinary) {
    google::protobuf::io::IstreamInputStream stream(&in);
    while (true) {
      v1::Frame frame;
      bool clean_end = false;
      ++number;
      if (google::protobuf::util::ParseDelimitedFromZeroCopyStream(
              &frame, &stream, &clean_end)) {
        use(number, std::move(frame));
        continue;
      }
      if (!clean_end) {
        use(number, absl::InvalidArgumentError(
                        "expected a record of a Frame; the rest of the file "
                        "is not read"));
      }
      return;
    }
  }
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    v1::Frame frame;
    const absl::Status status = form == Form::kJson
                                    ? FromJson(line, frame)
                                    : FromTextproto(line, frame);
    ++number;
    if (status.ok()) {
      use(number, std::move(frame));
    } else {
      use(number, status);
    }
  }
}

}  // namespace tools
}  // namespace wamp
