// Reads JSON as WAMP uses it.
//
// A string that starts with U+0000 is a byte string: base64 follows (WAMP:
// Binary conversion of JSON Strings). A number without a fraction or an
// exponent is an integer; it must fit 64 bits.
//
// Example:
//
//   wamp::JsonReader reader(R"({"acknowledge": true})");
//   wamp::JsonReader::Map map;
//   absl::string_view key;
//   bool flag = false;
//   if (!reader.BeginMap(map)) return Report(reader.fault());
//   while (reader.NextKey(map, key) && reader.ReadBool(flag)) Use(key, flag);
//   if (reader.failed()) return Report(reader.fault());
#ifndef WAMP_CODEC_JSON_READER_H_
#define WAMP_CODEC_JSON_READER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {

namespace codec_internal {
class InlineJsonReader;
}  // namespace codec_internal

// Whether JSON may hold the words NaN, Infinity and -Infinity. No standard
// allows them; Python's json module writes them.
enum class JsonNan : uint8_t { kReject, kAllow };

// The members are those of MsgPackReader (msgpack_reader.h).
class JsonReader : public codec_internal::FaultKeeper {
 public:
  struct List {
    bool first = true;
  };
  using Map = List;

  struct Mark {
    const char* position;
    int depth;
  };

  explicit JsonReader(absl::string_view input, Limits limits = {},
                      JsonNan nan = JsonNan::kReject);

  size_t offset() {
    SkipSpace();
    return static_cast<size_t>(position_ - begin_);
  }
  bool AtEnd() {
    SkipSpace();
    return position_ == end_;
  }
  // The input from offset `start` to where the reader is.
  absl::string_view Since(size_t start) const {
    return absl::string_view(begin_ + start,
                             static_cast<size_t>(position_ - begin_) - start);
  }
  Mark mark() const { return {position_, depth_left_}; }
  void Restore(const Mark& mark) {
    ClearFault();
    position_ = mark.position;
    depth_left_ = mark.depth;
  }

  // Says what becomes of numbers that 64 bits can't hold; they are refused at
  // first.
  void SetForeign(ForeignValues foreign) {
    carries_ = foreign == ForeignValues::kCarry;
  }

  Kind Peek();

  bool TryNull() {
    SkipSpace();
    return Char() == 'n' && Word("null");
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ReadBool(bool& value) {
    SkipSpace();
    value = StandsHere("true");
    if (ABSL_PREDICT_FALSE(!value)) return ReadFalse();
    position_ += 4;
    return true;
  }
  bool ReadUint(uint64_t& value);
  bool ReadInt(int64_t& value);
  bool ReadDouble(double& value);
  bool ReadString(absl::string_view& value);
  bool ReadBytes(absl::string_view& value);
  bool ReadForeign(ForeignValue& value);

  bool BeginList(List& list) { return Enter('[', "a list", list); }

  bool NextItem(List& list) {
    SkipSpace();
    const char c = Char();
    if (c == ']') return Leave();
    if (list.first) {
      list.first = false;
      return position_ != end_ || FailHere("a value or ']'");
    }
    return Take(',') || FailHere("',' or ']'");
  }

  // The input does not say.
  size_t SizeHint(const List&) const { return 0; }

  bool BeginMap(Map& map) { return Enter('{', "a dict", map); }

  bool NextKey(Map& map, absl::string_view& key);

  // Keys are checked while they are read.
  bool NextUncheckedKey(Map& map, absl::string_view& key) {
    return NextKey(map, key);
  }
  bool CheckKey(absl::string_view) { return true; }

  bool Skip();

 private:
  friend class codec_internal::InlineJsonReader;
  struct Number;

  // The next character; 0 at the end of the input, which no token starts with.
  char Char() const {
    return ABSL_PREDICT_TRUE(position_ != end_) ? *position_ : '\0';
  }

  bool Take(char c) {
    if (Char() != c) return false;
    ++position_;
    return true;
  }

  void SkipSpace() {
    if (ABSL_PREDICT_TRUE(position_ != end_) &&
        ABSL_PREDICT_FALSE(static_cast<unsigned char>(*position_) <= ' ')) {
      position_ = AfterSpace();
    }
  }

  bool Enter(char bracket, absl::string_view what, List& list) {
    SkipSpace();
    if (Char() != bracket) return codec_internal::FailKind(*this, what);
    if (ABSL_PREDICT_FALSE(--depth_left_ < 0)) return FailDepth();
    ++position_;
    list.first = true;
    return true;
  }

  bool Leave() {
    ++position_;
    ++depth_left_;
    return false;
  }

  // Whether the input goes on with a literal: few loads and comparisons.
  template <size_t kSize>
  bool StandsHere(const char (&word)[kSize]) const {
    constexpr size_t kLength = kSize - 1;
    return static_cast<size_t>(end_ - position_) >= kLength &&
           std::memcmp(position_, word, kLength) == 0;
  }
  template <size_t kSize>
  bool Word(const char (&word)[kSize]) {
    if (!StandsHere(word)) return false;
    position_ += kSize - 1;
    return true;
  }
  // The first characters of a byte string.
  bool IsBytes() const { return StandsHere("\"\\u0000"); }

  ABSL_ATTRIBUTE_PURE_FUNCTION const char* AfterSpace() const;
  Kind PeekNumber();
  bool ReadFalse();
  bool NextOtherKey(Map& map, absl::string_view& key);
  bool NanWord(absl::string_view& word) const;
  bool ReadShortDouble(double& value);
  bool Scan(Number& number);
  bool IsForeign(Kind kind);
  bool ScanInteger(Number& number, absl::string_view wanted);
  bool ReadOtherString(absl::string_view& value);
  bool Text(absl::string_view& value);
  bool Unescape(const char* start, absl::string_view& value);
  bool Escape(const char*& p, char*& out);
  bool CheckUtf8(const char* start, absl::string_view value);
  bool HexDigits(const char* p, uint32_t& code) const;

  bool IsCutWord() const;
  bool IsCutEscape(const char* p) const;

  bool FailHere(absl::string_view expected);
  bool FailRange(const char* start, absl::string_view expected,
                 absl::string_view found, absl::string_view text);
  bool FailDepth();

  const char* begin_;
  const char* position_;
  const char* end_;
  int depth_left_;
  JsonNan nan_;
  // Whether foreign values are carried.
  bool carries_ = false;
  // Hold a string that can't point into the input: one with escapes is in the
  // first or, if it is long, in the second, and bytes are in the second.
  char buffer_[512];
  std::string scratch_;
};

}  // namespace wamp

#endif  // WAMP_CODEC_JSON_READER_H_
