// The command-line tool: `wampcat --help` says what it does.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/tools/common/completion.h"
#include "src/tools/common/format_guess.h"
#include "src/tools/common/frame_slots.h"
#include "src/tools/common/frame_source.h"
#include "src/tools/common/help.h"
#include "src/tools/common/input.h"
#include "src/tools/common/output.h"
#include "src/tools/common/progress.h"
#include "src/tools/common/stream_options.h"
#include "src/tools/common/terminal.h"
#include "src/tools/wampcat/frame_sink.h"
#include "src/tools/wampcat/frame_table.h"
#include "src/tools/wampcat/frame_text.h"
#include "src/tools/wampcat/frame_tree.h"
#include "src/tools/wampcat/stats.h"
#include "src/tools/wampcat/typed_stream.h"
#include "src/tools/wampcat/wampcat_flags.h"
#include "src/tools/wampcat/wampcat_help.h"
#include "src/tools/wampcat/words.h"
#include "wamp/frame.h"
#include "wamp/version.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace tools {
namespace {

// Whether payloads need not be understood, but only counted or passed on in
// their bytes: not to bare JSON, where line breaks would go along.
bool LeavesPayloads(const Flags& flags, v1::Serializer from) {
  if (flags.command == Command::kStats) return true;
  if (flags.command == Command::kDecode) {
    return IsForPeople(flags.form) && !flags.payload;
  }
  return flags.command == Command::kTranscode && from == flags.to.serializer &&
         (from != v1::SERIALIZER_JSON ||
          flags.to.layout != StreamLayout::kBare);
}

// Where standard output goes to the same terminal, the lines would mix.
bool ShowsProgress(const Flags& flags) {
  return isatty(STDERR_FILENO) != 0 &&
         (flags.command == Command::kLint || flags.command == Command::kStats ||
          isatty(STDOUT_FILENO) == 0);
}

// Whether what is written would spoil a terminal.
bool WritesBinary(const Flags& flags) {
  switch (flags.command) {
    case Command::kEncode:
    case Command::kTranscode:
      return flags.to.serializer != v1::SERIALIZER_JSON ||
             flags.to.layout == StreamLayout::kRawSocket;
    case Command::kDecode:
      return flags.form == Form::kBinary;
    default:
      return false;
  }
}

// Whether a stream of the format starts as `guess` says.
bool LooksLike(const StreamFormat& format, const StreamFormat& guess) {
  // A RawSocket packet starts as a batch does.
  if (format.layout == StreamLayout::kRawSocket) {
    return guess.layout != StreamLayout::kBare;
  }
  // What keeps batched JSON apart may stand between other messages, too.
  if (format.serializer == v1::SERIALIZER_JSON) {
    return guess.serializer == v1::SERIALIZER_JSON &&
           (format.layout == StreamLayout::kBare ||
            guess.layout == StreamLayout::kBatched);
  }
  if (format.layout != guess.layout) return false;
  return format.serializer == guess.serializer ||
         (format.serializer == v1::SERIALIZER_BJDATA &&
          guess.serializer == v1::SERIALIZER_UBJSON);
}

// Runs a command over its files and remembers whether all went well.
class Wampcat {
 public:
  explicit Wampcat(Flags flags)
      : flags_(std::move(flags)),
        read_options_(flags_.decode),
        sink_(flags_.to, std::cout),
        progress_(ShowsProgress(flags_), std::cerr) {}

  int Run() {
    for (const std::string& file : flags_.files) {
      file_ = InputName(file);
      frames_ = 0;
      faults_ = 0;
      headed_ = false;
      // What is done is shown before there is a wait for more.
      Input in(file, [this](uint64_t bytes) {
        std::cout.flush();
        progress_.Update(bytes, frames_);
      });
      progress_.Begin(file_, in.size());
      if (flags_.command == Command::kEncode) {
        ReadTyped(in);
      } else {
        ReadWamp(in);
      }
      progress_.Clear();
      if (!in.error().empty()) {
        Fail(in.error(), 2);
      }
    }
    if (flags_.command == Command::kStats) {
      std::cout << stats_.ToText(palette_, terminal_.rows);
    }
    std::cout.flush();
    if (!std::cout) {
      file_ = "(standard output)";
      Fail("cannot be written");
    }
    return status_;
  }

 private:
  void ReadWamp(Input& in) {
    StreamFormat format = flags_.from;
    const std::string start(StartOf(in, flags_.guess));
    const std::optional<StreamFormat> guess = GuessFormat(start);
    if (flags_.guess) {
      if (!guess.has_value()) {
        if (!in.Peek(1).empty()) {
          Fail(absl::StrCat("cannot tell the format; give it by ",
                            FormatOption()));
          DoubtTyped(in.Peek(kMostGuessBytes));
        }
        return;
      }
      format = *guess;
      Tell(GuessText(format, FormatOption()));
    }
    const auto source = MakeFrameSource(in, OptionsFor(format));
    while (std::cout && !IsFull()) {
      const auto found = source->Next(slots_);
      frames_ = source->number();
      if (!found.ok()) {
        Complain(source->place(), found.status().message());
        Doubt(format, guess, start);
        continue;
      }
      if (!found->has_value()) return;
      if (!(*found)->status.ok()) {
        ComplainAbout((*found)->status, *source);
        Doubt(format, guess, start);
        continue;
      }
      const absl::Status status = Write((*found)->bytes, source->serializer());
      if (!status.ok()) {
        Complain(source->place(), status.message());
      }
    }
  }

  SourceOptions OptionsFor(const StreamFormat& format) {
    SourceOptions options;
    options.format = format;
    options.max_bytes = flags_.max_bytes;
    options.decode = [this](v1::Serializer from) {
      read_options_.payload = LeavesPayloads(flags_, from)
                                  ? PayloadMode::kRaw
                                  : PayloadMode::kDecode;
      return read_options_;
    };
    options.note = [this](absl::string_view what) {
      if (flags_.command != Command::kLint) Tell(what);
    };
    return options;
  }

  void ReadTyped(Input& in) {
    const std::string start(StartOf(in, true));
    google::protobuf::io::CopyingInputStreamAdaptor stream(&in);
    TypedSource source(flags_.form, stream, flags_.max_bytes);
    while (std::cout && !IsFull()) {
      const auto more = source.Next(slots_.Choose({}));
      frames_ = source.number();
      if (more.ok() && !*more) return;
      const absl::Status status = more.ok() ? Write({}, {}) : more.status();
      if (!status.ok()) {
        Complain(absl::StrCat("frame ", frames_), status.message());
      }
      if (!more.ok() && frames_ == 1) DoubtForm(start);
    }
  }

  // Writes the frame that was read, from `bytes` if it was a WAMP message.
  absl::Status Write(absl::string_view bytes, v1::Serializer from) {
    if (!IsWanted(MessageName(*slots_))) return absl::OkStatus();
    switch (flags_.command) {
      case Command::kEncode: {
        // What is written is to be what a reader takes, however deep it allows.
        DecodeOptions rules = flags_.decode;
        rules.limits.max_depth = kDeepestFrame;
        const absl::Status status = Validate(*slots_, rules);
        return status.ok() ? WriteWamp() : status;
      }
      case Command::kTranscode:
        return WriteWamp();
      case Command::kDecode:
        return Print(bytes, from);
      case Command::kStats: {
        const auto header = PeekHeader(bytes, from, read_options_);
        if (header.ok()) stats_.Add(*header, bytes.size());
        return header.status();
      }
      case Command::kLint:
      case Command::kHelp:
      case Command::kVersion:
      case Command::kCompletion:
        return absl::OkStatus();
    }
    return absl::OkStatus();
  }

  // Whether messages of the name are to be written.
  bool IsWanted(absl::string_view name) const {
    const std::vector<std::string>& names = flags_.messages;
    return names.empty() ||
           std::find(names.begin(), names.end(), name) != names.end();
  }

  // Writes the frame that was read as the WAMP message that it is.
  absl::Status WriteWamp() {
    absl::Status status =
        Encode(*slots_, flags_.to.serializer, &bytes_, flags_.encode);
    if (!status.ok()) return status;
    // What would move the cursor, or turn a line around, is for no terminal.
    if (on_terminal_ && flags_.to.serializer == v1::SERIALIZER_JSON) {
      bytes_ = EscapeHidden(bytes_);
    }
    return sink_.Write(bytes_);
  }

  // Prints the frame that was read from `bytes`.
  absl::Status Print(absl::string_view bytes, v1::Serializer from) {
    switch (flags_.form) {
      case Form::kText:
      case Form::kTree:
        if (flags_.files.size() > 1) std::cout << file_ << ": ";
        std::cout << '#' << frames_ << ' '
                  << (flags_.form == Form::kTree
                          ? FrameTree(*slots_, read_options_, palette_,
                                      terminal_.columns)
                          : FrameText(*slots_, read_options_, palette_) + "\n");
        return absl::OkStatus();
      case Form::kTable: {
        const auto header = PeekHeader(bytes, from, read_options_);
        if (!header.ok()) return header.status();
        if (!headed_) {
          if (flags_.files.size() > 1) std::cout << file_ << ":\n";
          std::cout << TableHeading(terminal_.columns, palette_) << '\n';
        }
        headed_ = true;
        std::cout << TableRow(frames_, *header, *slots_, bytes.size(),
                              terminal_.columns, palette_)
                  << '\n';
        return absl::OkStatus();
      }
      case Form::kWampJson:
        return WriteWamp();
      default:
        return WriteTyped(flags_.form, *slots_, std::cout);
    }
  }

  // A line for each violation, whose offsets count from the frame's start.
  void ComplainAbout(const absl::Status& status, const FrameSource& source) {
    const v1::Violations violations = ViolationsOf(status);
    if (violations.violations().empty()) {
      Complain(source.place(), status.message());
    }
    for (v1::Violation violation : violations.violations()) {
      if (IsFull()) return;
      if (violation.has_offset()) {
        violation.set_offset(source.offset() + violation.offset());
      }
      Complain(source.place(), ToText(violation));
    }
  }

  // Says after a faulty first frame what the bytes look like, if that is
  // something else than what they are read as.
  void Doubt(const StreamFormat& format, std::optional<StreamFormat> guess,
             absl::string_view start) {
    if (frames_ != 1 || flags_.guess) return;
    if (!guess.has_value()) return DoubtTyped(start);
    // Batched JSON starts as any other does.
    if (guess->serializer == v1::SERIALIZER_JSON &&
        start.find_first_of(absl::string_view("\x1e\x18")) != start.npos) {
      guess->layout = StreamLayout::kBatched;
    }
    if (LooksLike(format, *guess)) return;
    std::vector<std::string> advice;
    const bool rawsocket = guess->layout == StreamLayout::kRawSocket;
    if (!rawsocket && format.serializer != guess->serializer) {
      advice.push_back(
          absl::StrCat(FormatOption(), "=", FormatName({guess->serializer})));
    }
    if (format.layout != guess->layout) {
      const bool both = flags_.command == Command::kTranscode;
      advice.push_back(absl::StrCat(both ? "--from-framing=" : "--framing=",
                                    WordOf(Framings(), guess->layout)));
    }
    Tell(absl::StrCat("this looks like ",
                      rawsocket ? "a RawSocket stream" : FormatName(*guess),
                      ": try ", absl::StrJoin(advice, " ")));
  }

  // Says what the bytes look like if they are no WAMP messages, but what is
  // made of such.
  void DoubtTyped(absl::string_view start) {
    const std::optional<Form> form = GuessForm(start);
    if (!form.has_value()) return;
    Tell(absl::StrCat("this looks like typed messages: wampcat encode --from=",
                      WordOf(TypedForms(), *form),
                      " makes WAMP messages of them"));
  }

  // Says what the bytes look like if they are no typed messages of the form
  // that they are read as.
  void DoubtForm(absl::string_view start) {
    const std::optional<Form> form = GuessForm(start);
    const std::optional<StreamFormat> format = GuessFormat(start);
    if (form.has_value() && *form != flags_.form) {
      const std::string word = WordOf(TypedForms(), *form);
      Tell(absl::StrCat("this looks like ", word, ": try --from=", word));
    } else if (format.has_value() && flags_.form != Form::kBinary) {
      Tell(absl::StrCat("this looks like WAMP messages in ",
                        FormatName(*format),
                        ": wampcat transcode writes them in another format"));
    }
  }

  // The option for the format of what is read.
  absl::string_view FormatOption() const {
    return flags_.command == Command::kTranscode ? "--from" : "--format";
  }

  // Whether the file has had as many faults as are shown.
  bool IsFull() const {
    return flags_.max_faults != 0 && faults_ >= flags_.max_faults;
  }

  // Says what is wrong with the file as a whole.
  void Fail(absl::string_view what, int status = 1) {
    status_ = std::max(status_, status);
    Tell(what);
  }

  // Says what is wrong at a place of the file, or counts it.
  void Complain(absl::string_view place, absl::string_view what) {
    if (flags_.command == Command::kStats) {
      status_ = std::max(status_, 1);
      stats_.AddFault();
      return;
    }
    Fail(absl::StrCat(error_palette_.Place(place), ": ", what));
    ++faults_;
    if (IsFull()) {
      Tell(absl::StrCat("stopped after ", faults_,
                        faults_ == 1 ? " fault" : " faults",
                        "; --max-faults=0 goes on"));
    }
  }

  // Says something about the file that is read. What was printed before is
  // flushed, so that the lines stay in order.
  void Tell(absl::string_view what) {
    std::cout.flush();
    progress_.Clear();
    std::cerr << absl::StrCat(error_palette_.Place(file_), ": ", what, "\n");
  }

  const Flags flags_;
  DecodeOptions read_options_;
  FrameSink sink_;
  Progress progress_;
  // The file that is read, and how many frames of it have been.
  std::string file_;
  uint64_t frames_ = 0;
  // Whether the table of the file has its heading.
  bool headed_ = false;
  const bool on_terminal_ = isatty(STDOUT_FILENO) != 0;
  const TerminalSize terminal_ = TerminalSizeOf(STDOUT_FILENO);
  // Of standard output, and of standard error.
  const Palette palette_{IsColored(flags_.color, STDOUT_FILENO)};
  const Palette error_palette_{IsColored(flags_.color, STDERR_FILENO)};
  FrameSlots slots_;
  std::string bytes_;
  Stats stats_;
  // How many faults the file has had.
  uint64_t faults_ = 0;
  // What the process exits with.
  int status_ = 0;
};

int Main(const std::vector<std::string>& args) {
  absl::StatusOr<Flags> flags = ParseFlags(args);
  if (!flags.ok()) {
    std::cerr << "wampcat: " << flags.status().message()
              << "\nTry wampcat --help.\n";
    return 2;
  }
  if (flags->command == Command::kHelp) {
    return Say(HelpText(WampcatProgram(), flags->topic));
  }
  if (flags->command == Command::kCompletion) {
    return Say(CompletionScript(WampcatProgram(), flags->topic));
  }
  if (flags->command == Command::kVersion) {
    return Say(absl::StrCat("wampcat ", kVersion, "\n"));
  }
  if (WritesBinary(*flags) && isatty(STDOUT_FILENO) != 0) {
    std::cerr << "wampcat: standard output is a terminal, and what is written "
                 "to it would be binary\nTry > FILE.\n";
    return 2;
  }
  return Wampcat(*std::move(flags)).Run();
}

}  // namespace
}  // namespace tools
}  // namespace wamp

int main(int argc, char** argv) {
  return wamp::tools::RunProgram(argc, argv, wamp::tools::Main);
}
