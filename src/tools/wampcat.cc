// The command-line tool: see kHelpText in wampcat_flags.cc.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/tools/frame_source.h"
#include "src/tools/frame_text.h"
#include "src/tools/typed_stream.h"
#include "src/tools/wampcat_flags.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace tools {
namespace {

// Runs a command over its files and remembers whether all went well.
class Wampcat {
 public:
  explicit Wampcat(Flags flags) : flags_(std::move(flags)) {}

  int Run() {
    for (const std::string& file : flags_.files) {
      if (file == "-") {
        RunOn(std::cin, "(standard input)");
        continue;
      }
      std::ifstream in(file, std::ios::binary);
      if (!in) {
        Complain(file, "cannot be read");
        continue;
      }
      RunOn(in, file);
    }
    std::cout.flush();
    if (!std::cout) Complain("(standard output)", "cannot be written");
    return good_ ? 0 : 1;
  }

 private:
  void RunOn(std::istream& in, const std::string& file) {
    if (flags_.command == Command::kEncode) {
      Encode(in, file);
    } else {
      Decode(in, file);
    }
  }

  void Decode(std::istream& in, const std::string& file) {
    FrameSource source(in, flags_.format);
    while (true) {
      const auto raw = source.Next();
      if (!raw.ok()) {
        Complain(Place(file, source.number()), raw.status().message());
        continue;
      }
      if (!raw->has_value()) return;
      DecodeOne(**raw, file);
    }
  }

  void DecodeOne(const RawFrame& raw, const std::string& file) {
    const absl::Status status =
        wamp::Decode(flags_.format, raw.bytes, &frame_, flags_.decode);
    if (!status.ok()) {
      Complain(absl::StrCat(Place(file, raw.number), " at byte ", raw.offset),
               status.message());
      return;
    }
    if (!flags_.message.empty() && NameOf(frame_) != flags_.message) return;
    if (flags_.command == Command::kTranscode) {
      WriteWamp(Place(file, raw.number));
      return;
    }
    if (flags_.form == Form::kText) std::cout << "#" << raw.number << " ";
    const absl::Status written = WriteFrame(flags_.form, frame_, std::cout);
    if (!written.ok()) Complain(Place(file, raw.number), written.message());
  }

  void Encode(std::istream& in, const std::string& file) {
    ReadFrames(flags_.form, in,
               [&](uint64_t number, absl::StatusOr<v1::Frame> frame) {
                 if (!frame.ok()) {
                   Complain(Place(file, number), frame.status().message());
                   return;
                 }
                 frame_ = *std::move(frame);
                 WriteWamp(Place(file, number));
               });
  }

  void WriteWamp(const std::string& place) {
    const absl::Status status = wamp::Encode(flags_.to, frame_, &bytes_);
    if (!status.ok()) {
      Complain(place, status.message());
      return;
    }
    std::cout << bytes_;
    if (flags_.to == v1::SERIALIZER_JSON) std::cout << '\n';
  }

  static std::string Place(const std::string& file, uint64_t number) {
    return absl::StrCat(file, ": frame ", number);
  }

  void Complain(const std::string& place, absl::string_view what) {
    good_ = false;
    std::cout.flush();
    std::cerr << place << ": " << what << "\n";
  }

  const Flags flags_;
  v1::Frame frame_;
  std::string bytes_;
  bool good_ = true;
};

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const auto flags =
      wamp::tools::ParseFlags(std::vector<std::string>(argv + 1, argv + argc));
  if (!flags.ok()) {
    std::cerr << "wampcat: " << flags.status().message()
              << "\nTry wampcat --help.\n";
    return 2;
  }
  if (flags->command == wamp::tools::Command::kHelp) {
    std::cout << wamp::tools::kHelpText;
    return 0;
  }
  return wamp::tools::Wampcat(*flags).Run();
}
