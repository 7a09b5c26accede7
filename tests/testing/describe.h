// What a reader makes of bytes, and a writer of values, in a line of text:
// for tables of samples.
//
//   Described<MsgPackReader>("\x92\xC0\x01");  // "[null, 1]"
//   Written<MsgPack>([](auto& out) { out.Uint(1); });  // "\x01"
#ifndef WAMP_TESTS_TESTING_DESCRIBE_H_
#define WAMP_TESTS_TESTING_DESCRIBE_H_

#include <array>
#include <cstddef>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {
namespace testing {

// "syntax at 3: expected a digit, got character "x"".
std::string Describe(const Fault& fault);

// "<tag 1 of cbor: 1>".
std::string DescribeForeign(const ForeignValue& value);

// "1.0", "0.1", "-inf": never the text of an integer.
std::string Describe(double value);

// Reads the next value of `reader`: `{"key": [1, -1, 1.5, "text", h'0001']}`.
// Long ones are counted: "text of 256". Says so where the reader sees one kind
// and reads another, and where it fails, tells its fault instead.
template <class Reader>
std::string Describe(Reader& reader) {
  constexpr size_t kMost = 40;
  std::string text;
  switch (reader.Peek()) {
    case Kind::kInvalid:
      if (reader.Skip()) return "skipped what is invalid";
      break;
    case Kind::kNull:
      return reader.TryNull() ? "null" : "null that can't be read";
    case Kind::kBool: {
      bool value = false;
      if (reader.ReadBool(value)) return value ? "true" : "false";
      break;
    }
    case Kind::kUint: {
      uint64_t value = 0;
      if (reader.ReadUint(value)) return absl::StrCat(value);
      break;
    }
    case Kind::kInt: {
      int64_t value = 0;
      if (reader.ReadInt(value)) return absl::StrCat(value);
      break;
    }
    case Kind::kDouble: {
      double value = 0;
      if (reader.ReadDouble(value)) return Describe(value);
      break;
    }
    case Kind::kString: {
      absl::string_view value;
      if (!reader.ReadString(value)) break;
      if (value.size() > kMost) return absl::StrCat("text of ", value.size());
      return absl::StrCat("\"", absl::Utf8SafeCHexEscape(value), "\"");
    }
    case Kind::kBytes: {
      absl::string_view value;
      if (!reader.ReadBytes(value)) break;
      if (value.size() > kMost) return absl::StrCat("bytes of ", value.size());
      return absl::StrCat("h'", absl::BytesToHexString(value), "'");
    }
    case Kind::kForeign: {
      ForeignValue value;
      if (!reader.ReadForeign(value)) break;
      return DescribeForeign(value);
    }
    case Kind::kList: {
      typename Reader::List list;
      if (!reader.BeginList(list)) break;
      size_t count = 0;
      for (; reader.NextItem(list); ++count) {
        absl::StrAppend(&text, count == 0 ? "" : ", ", Describe(reader));
        if (reader.failed()) break;
      }
      if (reader.failed()) break;
      if (count > kMost) return absl::StrCat("list of ", count);
      return absl::StrCat("[", text, "]");
    }
    case Kind::kMap: {
      typename Reader::Map map;
      if (!reader.BeginMap(map)) break;
      absl::string_view key;
      size_t count = 0;
      for (; reader.NextKey(map, key); ++count) {
        absl::StrAppend(&text, count == 0 ? "" : ", ", "\"",
                        absl::Utf8SafeCHexEscape(key), "\": ");
        absl::StrAppend(&text, Describe(reader));
        if (reader.failed()) break;
      }
      if (reader.failed()) break;
      if (count > kMost) return absl::StrCat("dict of ", count);
      return absl::StrCat("{", text, "}");
    }
  }
  return reader.failed() ? Describe(reader.fault()) : "failed without a fault";
}

// As above, for the one value that `bytes` should be. Foreign values that are
// carried: `<tag 1 of cbor: 1>`.
template <class Reader>
std::string Described(absl::string_view bytes, Limits limits = {},
                      ForeignValues foreign = ForeignValues::kRefuse) {
  Reader reader(bytes, limits);
  reader.SetForeign(foreign);
  if (reader.failed()) return Describe(reader.fault());
  std::string text = Describe(reader);
  if (!reader.failed() && !reader.AtEnd()) {
    absl::StrAppend(&text, " and more at ", reader.offset());
  }
  return text;
}

// The bytes that `write` gives. What is wrong with the value is not asked.
template <class Codec, class Write>
std::string WrittenUnchecked(const Write& write) {
  std::string bytes;
  typename Codec::Writer writer(&bytes);
  write(writer);
  writer.Flush();
  return bytes;
}

// As above, but tells the fault of what can't be written.
template <class Codec, class Write>
std::string Written(const Write& write) {
  std::string bytes;
  typename Codec::Writer writer(&bytes);
  write(writer);
  if (writer.failed()) return Describe(writer.fault());
  writer.Flush();
  return bytes;
}

// A key that the compiler knows: `kSize` characters.
template <size_t kSize, char kCharacter = 'k'>
class KnownKey {
  static constexpr size_t kRoom = kSize == 0 ? 1 : kSize;
  static constexpr std::array<char, kRoom> Make() {
    std::array<char, kRoom> text{};
    for (char& c : text) c = kCharacter;
    return text;
  }
  static constexpr std::array<char, kRoom> kText = Make();

 public:
  static constexpr absl::string_view kKey{kText.data(), kSize};
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_DESCRIBE_H_
