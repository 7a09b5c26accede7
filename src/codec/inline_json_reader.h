// JsonReader with its common cases inlined, for code that reads many values in
// a row: the place that the reader has come to then stays in a register, where
// each call would store it and wait for it.
#ifndef WAMP_SRC_CODEC_INLINE_JSON_READER_H_
#define WAMP_SRC_CODEC_INLINE_JSON_READER_H_

#include <cstddef>
#include <cstring>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "src/codec/byte_scan.h"
#include "wamp/codec/json_reader.h"

namespace wamp {
namespace codec_internal {

// Reads what JsonReader does, which is made of the same functions.
class InlineJsonReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  bool NextKey(Map& map, absl::string_view& key) {
    return NextKeyOf(*this, map, key);
  }
  bool NextUncheckedKey(Map& map, absl::string_view& key) {
    return NextKeyOf(*this, map, key);
  }
  bool ReadString(absl::string_view& value) {
    return ReadStringOf(*this, value);
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE static bool NextKeyOf(JsonReader& reader,
                                                     Map& map,
                                                     absl::string_view& key) {
    const char* after = ShortKey(reader, map, key);
    if (ABSL_PREDICT_FALSE(after == nullptr)) {
      // Copies, lest those of the caller have to be in memory.
      Map rest = map;
      absl::string_view other;
      if (!reader.NextOtherKey(rest, other)) return false;
      map = rest;
      key = other;
      after = reader.position_;
    }
    reader.position_ = after;
    return true;
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE static bool ReadStringOf(
      JsonReader& reader, absl::string_view& value) {
    if (ABSL_PREDICT_TRUE(PlainText(reader, value))) return true;
    absl::string_view other;
    const bool ok = reader.ReadOtherString(other);
    value = other;
    return ok;
  }

  // Reads a text of ASCII without escapes, before which there is no space.
  // Else, nothing is read.
  ABSL_ATTRIBUTE_ALWAYS_INLINE static bool PlainText(JsonReader& reader,
                                                     absl::string_view& value) {
    if (ABSL_PREDICT_FALSE(reader.Char() != '"')) return false;
    const char* const start = reader.position_ + 1;
    const char* const p = FindNotPlainAscii(reader.begin_, start, reader.end_);
    if (ABSL_PREDICT_FALSE(p == reader.end_ || *p != '"')) return false;
    value = absl::string_view(start, static_cast<size_t>(p - start));
    reader.position_ = p + 1;
    return true;
  }

 private:
  // Looks for a short key of ASCII without escapes, before which there is a
  // space at most, and which is not near the end of the input. Returns where
  // its value may begin, or null.
  ABSL_ATTRIBUTE_ALWAYS_INLINE static const char* ShortKey(
      const JsonReader& reader, Map& map, absl::string_view& key) {
    const char* p = reader.position_;
    if (ABSL_PREDICT_FALSE(reader.end_ - p < kTwoBlocks + 5)) return nullptr;
    if (!map.first && *p++ != ',') return nullptr;
    if (*p == ' ') ++p;
    if (ABSL_PREDICT_FALSE(*p++ != '"')) return nullptr;
    const char* const end = p + CountPlainAsciiInTwoBlocks(p);
    if (ABSL_PREDICT_FALSE(std::memcmp(end, "\":", 2) != 0)) return nullptr;
    key = absl::string_view(p, static_cast<size_t>(end - p));
    map.first = false;
    return end + 2;
  }
};

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_SRC_CODEC_INLINE_JSON_READER_H_
