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
// All readers have the members of MsgPackReader, and all emitters those of
// MsgPackEmitter, so a template written for one works with every format. They
// know nothing about messages.
//
// Readers and emitters are cheap values for one thread. A reader borrows its
// input, which must outlive it; the strings it returns are valid until the next
// call.
#ifndef WAMP_CODEC_CODEC_H_
#define WAMP_CODEC_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

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
};

// What error texts call a value of the kind: "an integer", "a string", …
absl::string_view KindName(Kind kind);

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
  // The largest input, in bytes: RawSocket's largest frame.
  size_t max_bytes = size_t{1} << 30;
};

// The first thing that went wrong in a reader or an emitter.
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

  static constexpr size_t kNoOffset = ~size_t{0};
};

namespace codec_internal {

// `value`, shortened, in double quotes and free of control characters.
std::string Quote(absl::string_view value);

// The part of a reader or an emitter that keeps its first fault. The fault is
// built out of line, so it costs nothing while there is none.
class FaultKeeper {
 public:
  bool failed() const { return ABSL_PREDICT_FALSE(fault_ != nullptr); }

  // To be called only when `failed()`.
  const Fault& fault() const { return *fault_; }

  // Records a fault, unless there is one already. Returns false, for
  // `return Fail(…)`. It is inline, so that compilers know that nothing is read
  // after a failure.
  bool Fail(Rule rule, size_t offset, absl::string_view expected,
            absl::string_view found, absl::string_view found_value = {}) {
    Record(rule, offset, expected, found, found_value);
    return false;
  }

  // Forgets the fault, so that reading can go on elsewhere.
  void ClearFault() { fault_.reset(); }

 private:
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void Record(
      Rule rule, size_t offset, absl::string_view expected,
      absl::string_view found, absl::string_view found_value);

  std::unique_ptr<Fault> fault_;
};

// Describes the next value of `reader` for an error text and records it as a
// fault of the wrong kind. The reader is left where it was.
template <class Reader>
ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE void RecordKind(
    Reader& reader, absl::string_view expected) {
  if (reader.failed()) return;
  const size_t offset = reader.offset();
  const typename Reader::Mark mark = reader.mark();
  const Kind kind = reader.Peek();
  std::string value;
  switch (kind) {
    case Kind::kInvalid:
      // Reading it makes the reader say what is wrong with it.
      reader.Skip();
      if (!reader.failed()) {
        reader.Fail(Rule::kSyntax, offset, expected, "no value");
      }
      return;
    case Kind::kBool: {
      bool v = false;
      if (reader.ReadBool(v)) value = v ? "true" : "false";
      break;
    }
    case Kind::kUint: {
      uint64_t v = 0;
      if (reader.ReadUint(v)) value = std::to_string(v);
      break;
    }
    case Kind::kInt: {
      int64_t v = 0;
      if (reader.ReadInt(v)) value = std::to_string(v);
      break;
    }
    case Kind::kDouble: {
      double v = 0;
      if (reader.ReadDouble(v)) value = std::to_string(v);
      break;
    }
    case Kind::kString: {
      absl::string_view v;
      if (reader.ReadString(v)) value = Quote(v);
      break;
    }
    case Kind::kBytes: {
      absl::string_view v;
      if (reader.ReadBytes(v)) value = "of " + std::to_string(v.size());
      break;
    }
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  if (reader.failed()) return;
  reader.Restore(mark);
  const absl::string_view name = KindName(kind);
  // "an integer" names what is wanted, "integer" what was found.
  reader.Fail(Rule::kKind, offset, expected, name.substr(name.find(' ') + 1),
              value);
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
