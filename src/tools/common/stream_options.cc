#include "src/tools/common/stream_options.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/tools/common/suggestion.h"
#include "wamp/transport/subprotocol.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

std::vector<std::string> FormatNames() {
  std::vector<std::string> names;
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto format = static_cast<v1::Serializer>(type->value(i)->number());
    if (format == v1::SERIALIZER_UNSPECIFIED) continue;
    names.push_back(FormatSerializer({format, false}));
  }
  return names;
}

absl::Status SetFormat(absl::string_view option, const std::string& value,
                       StreamFormat& format, StreamOptions& options) {
  const auto parsed = absl::StartsWith(value, "wamp.") ? ParseSubprotocol(value)
                                                       : ParseSerializer(value);
  if (!parsed.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, ": ", parsed.status().message(),
                     Suggestion(value, FormatNames())));
  }
  format.serializer = parsed->serializer;
  options.name = value;
  options.batched = parsed->batched;
  return absl::OkStatus();
}

absl::Status SetFraming(absl::string_view option, const std::string& value,
                        StreamOptions& options) {
  options.framing_name = value;
  return Choose(option, value, Framings(), options.framing.emplace());
}

// Of the framings, RawSocket alone tells the format.
absl::Status SettleGuess(absl::string_view format, const StreamOptions& options,
                         bool& guess) {
  guess = options.name.empty() && !options.framing.has_value();
  if (guess || !options.name.empty() ||
      options.framing == StreamLayout::kRawSocket) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(format, ": missing"));
}

absl::Status Settle(absl::string_view framing, const StreamOptions& options,
                    StreamFormat& format) {
  format.layout = options.framing.value_or(
      options.batched ? StreamLayout::kBatched : StreamLayout::kBare);
  if (options.batched && format.layout != StreamLayout::kBatched) {
    return absl::InvalidArgumentError(
        absl::StrCat(framing, ": expected batched, as \"", options.name,
                     "\" says, got \"", options.framing_name, "\""));
  }
  if (options.separator && (format.layout != StreamLayout::kBatched ||
                            format.serializer != v1::SERIALIZER_JSON)) {
    return absl::InvalidArgumentError(
        "--separator: expected batched JSON to be written, got another format");
  }
  return absl::OkStatus();
}

std::string FormatName(const StreamFormat& format) {
  return FormatSerializer(
      {format.serializer, format.layout == StreamLayout::kBatched});
}

}  // namespace tools
}  // namespace wamp
