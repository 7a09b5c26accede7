// What all readers and writers of WAMP's formats share.
//
// A reader is pulled: the caller asks for what it wants, and a value of another
// kind is a fault at that byte.
//
// Example:
//
//   wamp::MsgPackReader reader(bytes);
//   wamp::MsgPackReader::Map map;
//   absl::string_view key;
//   if (!reader.BeginMap(map)) return Report(reader.fault());
//   while (reader.NextKey(map, key)) {
//     uint64_t id;
//     if (key == "publisher" ? !reader.ReadUint(id) : !reader.Skip()) break;
//   }
//   if (reader.failed()) return Report(reader.fault());
//
// All readers have the members of MsgPackReader, and all writers those of
// MsgPackWriter, so a template written for one works with every format. They
// know nothing about messages.
//
// Readers and writers are cheap, and for one thread. A reader borrows its
// input, which must outlive it; the strings it returns are valid until the next
// call.
#ifndef WAMP_CODEC_CODEC_H_
#define WAMP_CODEC_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"

namespace wamp {

// The kinds of WAMP values, as a reader sees the next one.
enum class Kind : uint8_t {
  kInvalid,  // the end of the input, or no value of the format
  kNull,
  kBool,
  kUint,  // an integer from 0 to 2^64-1
  kInt,   // an integer from -2^63 to -1
  kDouble,
  kString,
  kBytes,
  kList,
  kMap,
  kForeign,  // a value that WAMP doesn't have, for a reader that carries them
};

// What error texts call a value of the kind: "an integer", "a string", …
absl::string_view KindName(Kind kind);

// The formats. The numbers are those of wamp.v1.Serializer.
enum class WireFormat : uint8_t {
  kNone,
  kJson,
  kMsgPack,
  kCbor,
  kUbjson,
  kBjdata,
};

// A value that its format has and WAMP hasn't: an extension of MessagePack; of
// CBOR a value with a tag, a simple value, an integer below -2^63; in JSON,
// UBJSON and BJData a number that 64 bits can't hold.
struct ForeignValue {
  WireFormat format = WireFormat::kNone;
  // The whole value in the bytes of its format.
  absl::string_view encoded;
};

// What error texts call the value, which need not be well-formed: "tag 0 of
// cbor", "extension -1 of msgpack".
std::string ForeignName(const ForeignValue& value);

// What becomes of foreign values.
enum class ForeignValues : uint8_t {
  // They are faults.
  kRefuse,
  // They are of the kind kForeign, and are read as their bytes.
  kCarry,
};

// The rule that a fault breaks. The numbers are those of
// wamp.v1.ViolationRule, whose documentation they share.
enum class Rule : uint8_t {
  kNone,
  kSyntax,
  kLimit,
  kUtf8,
  kKind,
  kRange,
  kToken,
  kUri,
  kRequired,
  kDuplicate,
  kUnknownKey,
  kMessage,
  kUnrepresentable,
};

// The limits of a reader. The defaults suit messages from strangers.
struct Limits {
  // The deepest nesting of lists and dicts.
  int max_depth = 64;
  // The largest input, in bytes: 64 times what a RawSocket packet can hold.
  size_t max_bytes = size_t{1} << 30;
};

// The first thing that went wrong in a reader or a writer.
struct Fault {
  Rule rule = Rule::kNone;
  // The offset of the value in the input; kNoOffset where there is no input.
  size_t offset = 0;
  // For example "an integer".
  std::string expected;
  // For example "string".
  std::string found;
  // The value itself, shortened and escaped, for example `"abc"`. Empty if
  // `found` is enough.
  std::string found_value;
  // Whether `found_value` quotes a text of the input.
  bool quoted = false;
  // Whether the input ends too early: more bytes after it may make it good.
  bool truncated = false;

  static constexpr size_t kNoOffset = ~size_t{0};
};

namespace codec_internal {

// The part of a reader, or a writer, that keeps its first fault. The fault is
// built out of line: nothing of it is paid for while all is well.
class FaultKeeper {
 public:
  bool failed() const { return ABSL_PREDICT_FALSE(fault_ != nullptr); }

  // To be called only when `failed()`.
  const Fault& fault() const { return *fault_; }

  // These record a fault, unless there is one already. They return false, for
  // `return Fail(…)`: visibly so, which tells compilers that nothing is read
  // after a failure.
  bool Fail(Rule rule, size_t offset, absl::string_view expected,
            absl::string_view found, absl::string_view found_value = {}) {
    Record(rule, offset, expected, found, found_value);
    return false;
  }
  // `text` comes from the input: it is quoted.
  bool FailText(Rule rule, size_t offset, absl::string_view expected,
                absl::string_view found, absl::string_view text) {
    RecordText(rule, offset, expected, found, text);
    return false;
  }
  // The input ends where `expected` should be.
  bool FailTruncated(size_t offset, absl::string_view expected,
                     absl::string_view found = "the end of the input") {
    RecordTruncated(offset, expected, found);
    return false;
  }

  // Says of the fault that more input may mend it. To be called only when
  // `failed()`.
  void MarkTruncated() { fault_->truncated = true; }

  // Records `fault`, which the reader had before, in place of any other.
  void PutBack(Fault fault) {
    fault_ = std::make_unique<Fault>(std::move(fault));
  }

  // Forgets the fault, so that reading can go on elsewhere.
  void ClearFault() { fault_.reset(); }

 private:
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void Record(
      Rule rule, size_t offset, absl::string_view expected,
      absl::string_view found, absl::string_view found_value);
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void RecordText(
      Rule rule, size_t offset, absl::string_view expected,
      absl::string_view found, absl::string_view text);
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void RecordTruncated(
      size_t offset, absl::string_view expected, absl::string_view found);

  std::unique_ptr<Fault> fault_;
};

// Reads the next value, of the kind `kind`, as error texts show it: "true",
// "7", "of 3" for a byte string. Lists, dicts and null say nothing more than
// that.
template <class Reader>
bool ScalarText(Reader& reader, Kind kind, std::string& text) {
  switch (kind) {
    case Kind::kBool: {
      bool value = false;
      if (!reader.ReadBool(value)) return false;
      text = value ? "true" : "false";
      return true;
    }
    case Kind::kUint: {
      uint64_t value = 0;
      if (!reader.ReadUint(value)) return false;
      text = std::to_string(value);
      return true;
    }
    case Kind::kInt: {
      int64_t value = 0;
      if (!reader.ReadInt(value)) return false;
      text = std::to_string(value);
      return true;
    }
    case Kind::kDouble: {
      double value = 0;
      if (!reader.ReadDouble(value)) return false;
      text = std::to_string(value);
      return true;
    }
    case Kind::kBytes: {
      absl::string_view value;
      if (!reader.ReadBytes(value)) return false;
      text = "of " + std::to_string(value.size());
      return true;
    }
    default:
      return true;
  }
}

// Records that `reader` is at a value of another kind than `expected`, and
// leaves it there.
template <class Reader>
ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void RecordKind(
    Reader& reader, absl::string_view expected) {
  if (reader.failed()) return;
  const size_t offset = reader.offset();
  const typename Reader::Mark mark = reader.mark();
  const Kind kind = reader.Peek();
  if (kind == Kind::kInvalid) {
    // Reading it makes the reader say what is wrong with it.
    reader.Skip();
    if (!reader.failed()) {
      reader.Fail(Rule::kSyntax, offset, expected, "no value");
    }
    return;
  }
  if (kind == Kind::kForeign) {
    ForeignValue value;
    if (!reader.ReadForeign(value)) return;
    const std::string name = ForeignName(value);
    reader.Restore(mark);
    reader.Fail(Rule::kKind, offset, expected, name);
    return;
  }
  // "an integer" names what is wanted, "integer" what was found.
  absl::string_view found = KindName(kind);
  found.remove_prefix(found.find(' ') + 1);
  if (kind == Kind::kString) {
    absl::string_view text;
    if (!reader.ReadString(text)) return;
    const std::string copy(text);
    reader.Restore(mark);
    reader.FailText(Rule::kKind, offset, expected, found, copy);
    return;
  }
  std::string value;
  // A number of another kind may also be too large to be read.
  if (!ScalarText(reader, kind, value) && reader.fault().rule != Rule::kRange) {
    return;
  }
  reader.Restore(mark);
  reader.Fail(Rule::kKind, offset, expected, found, value);
}

// As RecordKind. Returns false.
template <class Reader>
bool FailKind(Reader& reader, absl::string_view expected) {
  RecordKind(reader, expected);
  return false;
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_CODEC_CODEC_H_
