// Values that every codec must carry, at the borders of the formats' forms.
#ifndef WAMP_TESTS_TESTING_COMMON_VALUES_H_
#define WAMP_TESTS_TESTING_COMMON_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/describe.h"
#include "tests/testing/text_samples.h"

namespace wamp {
namespace testing {

inline constexpr uint64_t kUints[] = {
    0,
    1,
    23,
    24,
    127,
    128,
    255,
    256,
    (1 << 15) - 1,
    1 << 15,
    (1 << 16) - 1,
    1 << 16,
    INT32_MAX,
    uint64_t{1} << 31,
    UINT32_MAX,
    uint64_t{1} << 32,
    (uint64_t{1} << 53) - 1,
    uint64_t{1} << 53,
    (uint64_t{1} << 53) + 1,
    // The last of 18 digits, the first of 19.
    999999999999999999,
    1000000000000000000,
    INT64_MAX,
    uint64_t{1} << 63,
    UINT64_MAX,
};

inline constexpr int64_t kNegatives[] = {
    -1,
    -24,
    -25,
    -32,
    -33,
    INT8_MIN,
    INT8_MIN - 1,
    -256,
    -257,
    INT16_MIN,
    INT16_MIN - 1,
    -(1 << 16),
    -(1 << 16) - 1,
    INT32_MIN,
    int64_t{INT32_MIN} - 1,
    -(int64_t{1} << 53) - 1,
    INT64_MIN,
};

inline constexpr double kDoubles[] = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    1.0 / 3,
    1e22,
    // Whole, and larger than any integer.
    18446744073709551616.0,
    std::numeric_limits<double>::max(),
    std::numeric_limits<double>::lowest(),
    std::numeric_limits<double>::min(),
    std::numeric_limits<double>::denorm_min(),
};

// The lengths on both sides of a change of form, or of a step of eight bytes.
inline constexpr size_t kLengths[] = {0,  1,  2,   3,   4,   7,     8,    9,
                                      15, 16, 17,  23,  24,  31,    32,   33,
                                      64, 65, 255, 256, 300, 65535, 65536};

// How `Describe` shows a text, byte string, list or dict that is too long.
inline std::string OrCount(const std::string& shown, const char* kind,
                           size_t size) {
  return size > 40 ? absl::StrCat(kind, " of ", size) : shown;
}

inline std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::Utf8SafeCHexEscape(text), "\"");
}

// Writes a list of a value of each kind.
template <class Writer>
void WriteEachKind(Writer& out) {
  out.BeginList(9);
  out.Null();
  out.Bool(true);
  out.Uint(1);
  out.Int(-1);
  out.Double(1.5);
  out.String("a");
  out.Bytes(absl::string_view("\0", 1));
  out.BeginList(1);
  out.Uint(1);
  out.EndList();
  out.BeginMap(1);
  out.KnownFlag(KnownKey<1, 'a'>(), true);
  out.EndMap();
  out.EndList();
}

template <class Codec>
class CommonValueTable {
 public:
  CommonValueTable() {
    Add("null", "null", [](auto& out) { out.Null(); });
    Add("false", "false", [](auto& out) { out.Bool(false); });
    Add("true", "true", [](auto& out) { out.Bool(true); });
    AddNumbers();
    AddTexts();
    for (const size_t size : kLengths) AddLong(size);
    AddNested();
  }

  const std::vector<WriteSample>& values() const { return values_; }

 private:
  template <class Write>
  void Add(std::string name, std::string meaning, const Write& write) {
    values_.push_back({std::move(name),
                       [write] { return Written<Codec>(write); },
                       std::move(meaning)});
  }

  void AddNumbers() {
    for (const uint64_t value : kUints) {
      Add(absl::StrCat("uint ", value), absl::StrCat(value),
          [value](auto& out) { out.Uint(value); });
      if (value > INT64_MAX) continue;
      Add(absl::StrCat("int ", value), absl::StrCat(value),
          [value](auto& out) { out.Int(static_cast<int64_t>(value)); });
    }
    for (const int64_t value : kNegatives) {
      Add(absl::StrCat("int ", value), absl::StrCat(value),
          [value](auto& out) { out.Int(value); });
    }
    for (const double value : kDoubles) {
      Add(absl::StrCat("double ", value), Describe(value),
          [value](auto& out) { out.Double(value); });
    }
  }

  // A text as a value, and as the key of a dict.
  void AddText(absl::string_view name, const std::string& text) {
    Add(absl::StrCat("text ", name), Quoted(text),
        [text](auto& out) { out.String(text); });
    Add(absl::StrCat("key ", name), absl::StrCat("{", Quoted(text), ": null}"),
        [text](auto& out) {
          out.BeginMap(1);
          out.Key(text);
          out.Null();
          out.EndMap();
        });
  }

  void AddTexts() {
    AddText("with escapes", "\"/\\\b\f\n\r\t\x1F\x7F");
    AddText("with nul", std::string("a\0b", 3));
    for (const TextSample& sample : kValidTexts) {
      AddText(sample.name, sample.bytes);
    }
  }

  void AddLong(size_t size) {
    const std::string text(size, 'a');
    Add(absl::StrCat("text of ", size), OrCount(Quoted(text), "text", size),
        [text](auto& out) { out.String(text); });
    const std::string bytes(size, '\xFE');
    Add(absl::StrCat("bytes of ", size),
        OrCount(absl::StrCat("h'", absl::BytesToHexString(bytes), "'"), "bytes",
                size),
        [bytes](auto& out) { out.Bytes(bytes); });
    // One long list tells as much as two, which take their time.
    if (size == 65535) return;
    std::string list;
    std::string dict;
    for (size_t i = 0; i < size; ++i) {
      absl::StrAppend(&list, i == 0 ? "" : ", ", "1");
      absl::StrAppend(&dict, i == 0 ? "" : ", ", "\"b\": null");
    }
    Add(absl::StrCat("list of ", size), OrCount("[" + list + "]", "list", size),
        [size](auto& out) {
          out.BeginList(size);
          for (size_t i = 0; i < size; ++i) out.Uint(1);
          out.EndList();
        });
    Add(absl::StrCat("dict of ", size), OrCount("{" + dict + "}", "dict", size),
        [size](auto& out) {
          out.BeginMap(size);
          for (size_t i = 0; i < size; ++i) {
            out.Key("b");
            out.Null();
          }
          out.EndMap();
        });
  }

  void AddNested() {
    Add("lists in lists", "[[[]], [[], []], null]", [](auto& out) {
      out.BeginList(3);
      out.BeginList(1);
      out.BeginList(0);
      out.EndList();
      out.EndList();
      out.BeginList(2);
      out.BeginList(0);
      out.EndList();
      out.BeginList(0);
      out.EndList();
      out.EndList();
      out.Null();
      out.EndList();
    });
    Add("dicts in dicts", R"({"b": {"": {}}, "a": {"c": {}}, "": 1})",
        [](auto& out) {
          out.BeginMap(3);
          out.Key("b");
          out.BeginMap(1);
          out.Key("");
          out.BeginMap(0);
          out.EndMap();
          out.EndMap();
          out.KnownKey(KnownKey<1, 'a'>());
          out.BeginMap(1);
          out.Key("c");
          out.BeginMap(0);
          out.EndMap();
          out.EndMap();
          out.Key("");
          out.Uint(1);
          out.EndMap();
        });
    Add("all kinds in a list",
        R"([null, true, 1, -1, 1.5, "a", h'00', [1], {"a": true}])",
        [](auto& out) { WriteEachKind(out); });
  }

  std::vector<WriteSample> values_;
};

// The values, as `Codec` writes them. What is expected is what `Described` says
// of those bytes.
template <class Codec>
const std::vector<WriteSample>& CommonValues() {
  static const auto& table = *new CommonValueTable<Codec>();
  return table.values();
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_COMMON_VALUES_H_
