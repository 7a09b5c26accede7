#include "wamp/transport/subprotocol.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "src/text/fault_text.h"
#include "src/text/quote.h"

namespace wamp {
namespace {

constexpr absl::string_view kPrefix = "wamp.2.";
constexpr absl::string_view kBatched = ".batched";

struct Row {
  absl::string_view name;
  // RawSocket's number.
  uint8_t number;
  v1::Serializer serializer;
};

constexpr Row kRows[] = {
#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  {NAME, NUMBER, v1::SERIALIZER_##SERIALIZER},
#include "src/codec/registry.inc"
    // A name that is known, but not the format.
    {"flatbuffers", 5, v1::SERIALIZER_UNSPECIFIED},
};

// The first row that fits; null if there is none.
template <class Fits>
const Row* Find(Fits fits) {
  const Row* found = std::find_if(std::begin(kRows), std::end(kRows), fits);
  return found == std::end(kRows) ? nullptr : found;
}

const Row* FindSerializer(v1::Serializer serializer) {
  if (serializer == v1::SERIALIZER_UNSPECIFIED) return nullptr;
  return Find(
      [serializer](const Row& row) { return row.serializer == serializer; });
}

// What subprotocols call the row's serializer: the first of its number.
absl::string_view SubprotocolName(const Row& row) {
  return Find([&row](const Row& first) { return first.number == row.number; })
      ->name;
}

// The names that can be read, for an error.
std::string Expected(absl::string_view prefix, bool on_the_wire) {
  std::vector<std::string> names;
  for (const Row& row : kRows) {
    if (row.serializer == v1::SERIALIZER_UNSPECIFIED) continue;
    if (on_the_wire && row.name != SubprotocolName(row)) continue;
    names.push_back(absl::StrCat(prefix, row.name));
  }
  return absl::StrCat("one of ", absl::StrJoin(names, ", "), ", or one with \"",
                      kBatched, "\" after it");
}

absl::Status NoCodec(absl::string_view expected, absl::string_view found) {
  return absl::UnimplementedError(internal::FaultText(
      "", expected,
      absl::StrCat(found, ", a format that can't be read or written")));
}

// Reads `name`, from which `prefix` has been taken away.
absl::StatusOr<Subprotocol> Parse(absl::string_view prefix,
                                  absl::string_view name, bool on_the_wire) {
  absl::string_view rest = name;
  const bool batched = absl::ConsumeSuffix(&rest, kBatched);
  const Row* row = Find([rest, on_the_wire](const Row& candidate) {
    return rest == (on_the_wire ? SubprotocolName(candidate) : candidate.name);
  });
  if (row != nullptr && row->serializer != v1::SERIALIZER_UNSPECIFIED) {
    return Subprotocol{row->serializer, batched};
  }
  const std::string expected = Expected(prefix, on_the_wire);
  const std::string found = internal::Quote(absl::StrCat(prefix, name));
  if (row != nullptr) return NoCodec(expected, found);
  return absl::InvalidArgumentError(internal::FaultText("", expected, found));
}

}  // namespace

absl::StatusOr<Subprotocol> ParseSubprotocol(absl::string_view name) {
  absl::string_view rest = name;
  if (absl::ConsumePrefix(&rest, kPrefix)) return Parse(kPrefix, rest, true);
  return absl::InvalidArgumentError(
      internal::FaultText("", Expected(kPrefix, true), internal::Quote(name)));
}

absl::StatusOr<std::string> FormatSubprotocol(const Subprotocol& subprotocol) {
  const Row* row = FindSerializer(subprotocol.serializer);
  if (row == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected a serializer, got number ",
                     static_cast<int>(subprotocol.serializer)));
  }
  return absl::StrCat(kPrefix, SubprotocolName(*row),
                      subprotocol.batched ? kBatched : "");
}

absl::StatusOr<Subprotocol> ParseSerializer(absl::string_view name) {
  return Parse("", name, false);
}

std::string FormatSerializer(const Subprotocol& subprotocol) {
  const Row* row = FindSerializer(subprotocol.serializer);
  if (row == nullptr) return "";
  return absl::StrCat(row->name, subprotocol.batched ? kBatched : "");
}

absl::StatusOr<v1::Serializer> SerializerOfRawSocket(uint8_t number) {
  const Row* row = Find(
      [number](const Row& candidate) { return candidate.number == number; });
  if (row != nullptr && row->serializer != v1::SERIALIZER_UNSPECIFIED) {
    return row->serializer;
  }
  constexpr absl::string_view kExpected = "a serializer from 1 to 4";
  if (row != nullptr) {
    return NoCodec(kExpected,
                   absl::StrCat("serializer ", static_cast<int>(number), " (",
                                row->name, ")"));
  }
  return absl::InvalidArgumentError(internal::FaultText(
      "", kExpected,
      absl::StrCat("serializer ", static_cast<int>(number),
                   number == 0 ? " (illegal)" : " (reserved)")));
}

uint8_t RawSocketNumber(v1::Serializer serializer) {
  const Row* row = FindSerializer(serializer);
  return row == nullptr ? uint8_t{0} : row->number;
}

}  // namespace wamp
