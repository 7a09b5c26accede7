// The command-line tool: `wampcat --help` says what it does.
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/tools/frame_source.h"
#include "src/tools/frame_text.h"
#include "src/tools/input.h"
#include "src/tools/typed_stream.h"
#include "src/tools/wampcat_flags.h"
#include "wamp/frame.h"
#include "wamp/violation.h"

namespace wamp {
namespace tools {
namespace {

// What a message is read with. Payloads that need not be understood are passed
// on in their bytes; but not in JSON, where line breaks would go along.
DecodeOptions ReadOptions(const Flags& flags) {
  DecodeOptions options = flags.decode;
  const bool copies = flags.command == Command::kTranscode &&
                      flags.from == flags.to && flags.to != v1::SERIALIZER_JSON;
  const bool counts =
      flags.command == Command::kDecode && flags.form == Form::kText;
  if (copies || counts) options.payload = PayloadMode::kRaw;
  return options;
}

// Runs a command over its files and remembers whether all went well.
class Wampcat {
 public:
  explicit Wampcat(Flags flags)
      : flags_(std::move(flags)), read_options_(ReadOptions(flags_)) {}

  int Run() {
    for (const std::string& file : flags_.files) {
      file_ = file == "-" ? "(standard input)" : file;
      // What is done is shown before there is a wait for more.
      Input in(file, [] { std::cout.flush(); });
      if (flags_.command == Command::kEncode) {
        ReadTyped(in);
      } else {
        ReadWamp(in);
      }
      if (!in.error().empty()) Complain(absl::StrCat(file_, ": ", in.error()));
    }
    std::cout.flush();
    if (!std::cout) Complain("(standard output): cannot be written");
    return good_ ? 0 : 1;
  }

 private:
  void ReadWamp(Input& in) {
    FrameSource source(in, flags_.from);
    while (std::cout) {
      const auto bytes = source.Next();
      place_ = absl::StrCat(file_, ": frame ", source.number(), " at byte ",
                            source.offset());
      if (!bytes.ok()) {
        Complain(absl::StrCat(place_, ": ", bytes.status().message()));
        continue;
      }
      if (!bytes->has_value()) return;
      const absl::Status status =
          DecodeFrame(**bytes, flags_.from, &frame_, read_options_);
      if (!status.ok()) {
        ComplainAbout(status, source.offset());
      } else {
        Write(source.number());
      }
    }
  }

  void ReadTyped(Input& in) {
    google::protobuf::io::CopyingInputStreamAdaptor stream(&in);
    TypedSource source(flags_.form, stream);
    while (std::cout) {
      const auto more = source.Next(frame_);
      place_ = absl::StrCat(file_, ": frame ", source.number());
      if (!more.ok()) {
        Complain(absl::StrCat(place_, ": ", more.status().message()));
        continue;
      }
      if (!*more) return;
      Write(source.number());
    }
  }

  void Write(uint64_t number) {
    if (!flags_.message.empty() && MessageName(frame_) != flags_.message) {
      return;
    }
    absl::Status status;
    if (flags_.to != v1::SERIALIZER_UNSPECIFIED) {
      status = WriteWamp();
    } else if (flags_.command == Command::kLint) {
      return;
    } else if (flags_.form == Form::kText) {
      std::cout << '#' << number << ' ' << FrameText(frame_, read_options_)
                << '\n';
    } else {
      status = WriteTyped(flags_.form, frame_, std::cout);
    }
    if (!status.ok()) Complain(absl::StrCat(place_, ": ", status.message()));
  }

  absl::Status WriteWamp() {
    absl::Status status =
        EncodeFrame(frame_, flags_.to, &bytes_, flags_.encode);
    if (!status.ok()) return status;
    std::cout << bytes_;
    if (flags_.to == v1::SERIALIZER_JSON) std::cout << '\n';
    return absl::OkStatus();
  }

  // A line for each violation, whose offsets count from the frame's `start`.
  void ComplainAbout(const absl::Status& status, uint64_t start) {
    const v1::Violations violations = ViolationsOf(status);
    if (violations.violations().empty()) {
      Complain(absl::StrCat(place_, ": ", status.message()));
    }
    for (const v1::Violation& v : violations.violations()) {
      Complain(absl::StrCat(
          place_, ": ", v.path(), ": expected ", v.expected(), ", got ",
          v.found(),
          v.has_offset() ? absl::StrCat(" (byte ", start + v.offset(), ")")
                         : ""));
    }
  }

  // Also flushes what was printed before, so that the lines stay in order.
  void Complain(absl::string_view what) {
    good_ = false;
    std::cout.flush();
    std::cerr << what << '\n';
  }

  const Flags flags_;
  const DecodeOptions read_options_;
  // The file that is read, and the frame of it.
  std::string file_;
  std::string place_;
  v1::Frame frame_;
  std::string bytes_;
  bool good_ = true;
};

int Main(const std::vector<std::string>& args) {
  absl::StatusOr<Flags> flags = ParseFlags(args);
  if (!flags.ok()) {
    std::cerr << "wampcat: " << flags.status().message()
              << "\nTry wampcat --help.\n";
    return 2;
  }
  if (flags->command == Command::kHelp) {
    std::cout << HelpText();
    return 0;
  }
  return Wampcat(*std::move(flags)).Run();
}

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return wamp::tools::Main(std::vector<std::string>(argv + 1, argv + argc));
}
