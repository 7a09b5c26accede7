#include "tests/fuzz/fuzz.h"

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "wamp/message.h"

namespace wamp {
namespace fuzz {
namespace {

constexpr v1::Serializer kSerializers[] = {
#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  v1::SERIALIZER_##SERIALIZER,
#include "src/codec/registry.inc"
};

struct Tally {
  int asked = 0;
  int read = 0;
};

std::map<std::string, Tally>* Tallies() {
  static auto& tallies = *new std::map<std::string, Tally>();
  return &tallies;
}

void ExpectSomeOfEach() {
  bool is_bad = false;
  for (const auto& [kind, tally] : *Tallies()) {
    if (tally.read > 0) continue;
    const std::string text =
        absl::StrCat("property: some input holds a ", kind,
                     " that can be read\n  of ", tally.asked, " none can\n");
    std::fputs(text.c_str(), stderr);
    is_bad = true;
  }
  if (is_bad) std::_Exit(1);
}

const bool kIsDemanding = std::getenv("WAMP_FUZZ_DEMANDING") != nullptr &&
                          std::atexit(ExpectSomeOfEach) == 0;

}  // namespace

Input::Input(const uint8_t* data, size_t size)
    : rest_(reinterpret_cast<const char*>(data), size) {}

size_t Input::Choose(size_t count) {
  if (rest_.empty()) return 0;
  const auto choice = static_cast<uint8_t>(rest_.front() - '0');
  rest_.remove_prefix(1);
  return choice % count;
}

v1::Serializer Input::Serializer() {
  return kSerializers[Choose(std::size(kSerializers))];
}

DecodeOptions Input::Options() {
  constexpr UnknownKeys kUnknownKeys[] = {
      UnknownKeys::kKeep, UnknownKeys::kIgnore, UnknownKeys::kReject};
  constexpr Profile kProfiles[] = {Profile::kSpec, Profile::kAutobahn,
                                   Profile::kLenient};
  size_t choice = Choose(144);
  const auto next = [&choice](size_t count) {
    const size_t chosen = choice % count;
    choice /= count;
    return chosen;
  };
  DecodeOptions options;
  options.unknown_keys = kUnknownKeys[next(3)];
  options.profile = kProfiles[next(3)];
  options.collect_all = next(2) != 0;
  options.uri = next(2) == 0 ? UriStrictness::kLoose : UriStrictness::kStrict;
  options.payload = next(2) == 0 ? PayloadMode::kDecode : PayloadMode::kRaw;
  options.foreign =
      next(2) == 0 ? ForeignValues::kRefuse : ForeignValues::kCarry;
  return options;
}

absl::string_view Input::Until(char separator) {
  const absl::string_view part = rest_.substr(0, rest_.find(separator));
  rest_.remove_prefix(part.size());
  if (!rest_.empty()) rest_.remove_prefix(1);
  return part;
}

EncodeOptions WritingOf(const DecodeOptions& options) {
  EncodeOptions encode;
  if (options.profile != Profile::kSpec) encode.json_nan = JsonNan::kAllow;
  return encode;
}

void CountRead(absl::string_view kind, absl::string_view text, bool is_read) {
  if (!kIsDemanding || text.empty()) return;
  Tally& tally = (*Tallies())[std::string(kind)];
  ++tally.asked;
  if (is_read) ++tally.read;
}

void Fail(absl::string_view property, absl::string_view details) {
  const std::string text =
      absl::StrCat("property: ", property, "\n", details, "\n");
  std::fputs(text.c_str(), stderr);
  std::abort();
}

void Expect(absl::string_view property, bool holds, absl::string_view details) {
  if (!holds) Fail(property, details);
}

void ExpectOk(absl::string_view property, const absl::Status& status) {
  if (!status.ok()) Fail(property, status.ToString());
}

void ExpectSame(absl::string_view property, absl::string_view one,
                absl::string_view other) {
  if (one == other) return;
  Fail(property,
       absl::StrCat("  one:   \"", absl::CHexEscape(one), "\"\n  other: \"",
                    absl::CHexEscape(other), "\""));
}

void ExpectSame(absl::string_view property, const absl::Status& one,
                const absl::Status& other) {
  if (one == other) return;
  Fail(property, absl::StrCat("  one:   ", one.ToString(),
                              "\n  other: ", other.ToString()));
}

void ExpectSame(absl::string_view property,
                const google::protobuf::Message& one,
                const google::protobuf::Message& other) {
  if (Equals(one, other)) return;
  Fail(property, absl::StrCat("  one:   ", one.ShortDebugString(),
                              "\n  other: ", other.ShortDebugString()));
}

}  // namespace fuzz
}  // namespace wamp
