#include "src/tools/wampcat/wampcat_flags.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/common/command_line.h"
#include "src/tools/common/stream_options.h"
#include "src/tools/common/suggestion.h"
#include "src/tools/wampcat/wampcat_help.h"
#include "src/tools/wampcat/words.h"

namespace wamp {
namespace tools {
namespace {

// What has been read of the command line.
struct Draft {
  Flags flags;
  StreamOptions from;
  StreamOptions to;
  // Whether it says what becomes of keys without a field.
  bool unknown = false;
};

absl::Status AddMessage(absl::string_view option, const std::string& value,
                        Draft& draft) {
  const std::string message = absl::AsciiStrToUpper(value);
  const std::vector<std::string> names = MessageNames();
  if (std::find(names.begin(), names.end(), message) != names.end()) {
    draft.flags.messages.push_back(message);
    return absl::OkStatus();
  }
  const bool several = absl::StrContains(value, ',');
  return absl::InvalidArgumentError(absl::StrCat(
      option, ": expected the name of a WAMP message, got ",
      internal::Quote(value),
      several ? absl::StrCat("; give ", option, " once for each name")
              : Suggestion(message, names)));
}

absl::Status SetProfile(absl::string_view option, const std::string& value,
                        Draft& draft) {
  absl::Status status =
      Choose(option, value, Profiles(), draft.flags.decode.profile);
  draft.flags.encode.json_nan = draft.flags.decode.profile == Profile::kSpec
                                    ? JsonNan::kReject
                                    : JsonNan::kAllow;
  return status;
}

// Takes a number from 1 to `most`.
template <class Number>
absl::Status SetUpTo(Number most, absl::string_view option,
                     const std::string& value, Number& number) {
  if (absl::SimpleAtoi(value, &number) && number >= 1 && number <= most) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": expected a number from 1 to ", most, ", got ",
                   internal::Quote(value)));
}

absl::Status SetMaxValues(absl::string_view option, const std::string& value,
                          DecodeOptions& decode) {
  constexpr size_t kMost = 100'000'000;
  // A list in a list takes as much; what texts take in addition is bounded by
  // the bytes.
  constexpr size_t kMemoryOfOne = 256;
  absl::Status status = SetUpTo(kMost, option, value, decode.max_values);
  decode.max_memory =
      std::max(decode.max_memory, decode.max_values * kMemoryOfOne);
  return status;
}

absl::Status SetMaxBytes(absl::string_view option, const std::string& value,
                         Flags& flags) {
  // What the readers take.
  absl::Status status =
      SetUpTo(Limits().max_bytes, option, value, flags.max_bytes);
  // Room for one text of that length, which may grow to twice its size.
  flags.decode.max_memory =
      std::max(flags.decode.max_memory, 2 * flags.max_bytes);
  return status;
}

// Takes the value of an option of the name `option`.
absl::Status Set(OptionId id, absl::string_view option,
                 const std::string& value, Draft& draft) {
  Flags& flags = draft.flags;
  switch (id) {
    case OptionId::kAllFaults:
      flags.decode.collect_all = true;
      return absl::OkStatus();
    case OptionId::kCarryForeign:
      flags.decode.foreign = ForeignValues::kCarry;
      return absl::OkStatus();
    case OptionId::kColor:
      return Choose(option, value, ColorModes(), flags.color);
    case OptionId::kFormatRead:
      return SetFormat(option, value, flags.from, draft.from);
    case OptionId::kFormatWritten:
      return SetFormat(option, value, flags.to, draft.to);
    case OptionId::kFormRead:
      return Choose(option, value, TypedForms(), flags.form);
    case OptionId::kFormWritten:
      return Choose(option, value, OutputForms(), flags.form);
    case OptionId::kFramingRead:
      return SetFraming(option, value, draft.from);
    case OptionId::kFramingWritten:
      return SetFraming(option, value, draft.to);
    case OptionId::kMaxBytes:
      return SetMaxBytes(option, value, flags);
    case OptionId::kMaxDepth:
      return SetUpTo(kDeepestFrame, option, value,
                     flags.decode.limits.max_depth);
    case OptionId::kMaxValues:
      return SetMaxValues(option, value, flags.decode);
    case OptionId::kMaxFaults:
      return SetNumber(option, value, flags.max_faults);
    case OptionId::kMessage:
      return AddMessage(option, value, draft);
    case OptionId::kPayload:
      flags.payload = true;
      return absl::OkStatus();
    case OptionId::kProfile:
      return SetProfile(option, value, draft);
    case OptionId::kSeparator:
      draft.to.separator = true;
      return Choose(option, value, Separators(), flags.to.separator);
    case OptionId::kUnknown:
      draft.unknown = true;
      return Choose(option, value, UnknownKeysWords(),
                    flags.decode.unknown_keys);
  }
  return absl::InternalError(absl::StrCat(option, ": not known"));
}

absl::Status SettleBoth(Draft& draft) {
  const bool both = draft.flags.command == Command::kTranscode;
  absl::Status status = Settle(both ? "--from-framing" : "--framing",
                               draft.from, draft.flags.from);
  if (!status.ok()) return status;
  return Settle(both ? "--to-framing" : "--framing", draft.to, draft.flags.to);
}

}  // namespace

absl::StatusOr<Flags> ParseFlags(const std::vector<std::string>& args) {
  Draft draft;
  Flags& flags = draft.flags;
  const Program program = WampcatProgram();
  absl::StatusOr<CommandChoice> choice = ParseCommand(program, args);
  if (!choice.ok()) return choice.status();
  flags.command = static_cast<Command>(choice->command);
  flags.topic = choice->topic;
  if (choice->command < kFirstCommand) return flags;
  if (flags.command == Command::kLint) {
    flags.decode.collect_all = true;
    flags.max_faults = 1000;
  }
  if (flags.command == Command::kStats) flags.max_faults = 0;
  absl::Status status = ParseArguments(
      program, choice->command, args,
      [&](const OptionInfo& option, const std::string& value) {
        return Set(static_cast<OptionId>(option.id), option.name, value, draft);
      },
      &flags.files);
  if (!status.ok()) return status;
  if (flags.command != Command::kEncode) {
    status = SettleGuess(
        flags.command == Command::kTranscode ? "--from" : "--format",
        draft.from, flags.guess);
    if (!status.ok()) return status;
  }
  if (flags.payload && flags.form != Form::kText && flags.form != Form::kTree) {
    return absl::InvalidArgumentError(
        "--payload: expected --output=text or tree with it");
  }
  status = SettleBoth(draft);
  if (!status.ok()) return status;
  if (flags.form == Form::kWampJson) flags.to.serializer = v1::SERIALIZER_JSON;
  // What is written as WAMP messages is to be what was read.
  if (!draft.unknown &&
      (flags.command == Command::kTranscode || flags.form == Form::kWampJson)) {
    flags.decode.unknown_keys = UnknownKeys::kKeep;
  }
  if (flags.files.empty()) flags.files.emplace_back("-");
  return flags;
}

}  // namespace tools
}  // namespace wamp
