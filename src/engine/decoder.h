// What both engines share while they read: the reader, the options, the faults
// met so far, and the rules of the wire, which need no knowledge of a message.
#ifndef WAMP_SRC_ENGINE_DECODER_H_
#define WAMP_SRC_ENGINE_DECODER_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/engine/budget.h"
#include "src/engine/checks.h"
#include "src/engine/codecs.h"
#include "src/engine/faults.h"
#include "src/engine/outcome.h"
#include "src/engine/overwriter.h"
#include "src/engine/payload_forms.h"
#include "wamp/codec/codec.h"
#include "wamp/options.h"
#include "wamp/v1/annotations.pb.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// How the field of a dict key has been met before in the dict.
enum class Seen : uint8_t {
  kNo,
  kByAlias,  // by the older spelling of its key
  kByKey,
};

// What is at a position of a message array.
enum class Position : uint8_t { kValue, kAbsent, kFault };

// Functions return false after a fault that reading can't go on from, and only
// then: in a `collect_all` run most faults are noted, and what they are in is
// skipped.
template <class Reader>
class Decoder {
 public:
  using Mark = typename Reader::Mark;
  using List = typename Reader::List;
  using Map = typename Reader::Map;

  Decoder(Reader& reader, const DecodeOptions& options)
      : reader_(reader),
        options_(options),
        budget_(options),
        // One at least, or there would be none to report.
        faults_(std::max(options.max_faults, size_t{1})) {}

  Reader& reader() { return reader_; }
  const DecodeOptions& options() const { return options_; }

  // Whether faults were noted that reading went on from.
  bool has_faults() const { return !faults_.empty(); }

  // The status of a read with this outcome.
  absl::Status Finish(const Outcome& outcome) {
    if (ABSL_PREDICT_TRUE(outcome.ok && !reader_.failed() && faults_.empty())) {
      return absl::OkStatus();
    }
    if (reader_.failed()) faults_.AddUnplaced(reader_.fault());
    if (outcome.secret) faults_.Prefix(0, {"", Telling::kNothing});
    return faults_.ToStatus(outcome.wire_name);
  }

  // Reads a part by `read()`. `segment()` is called for its path after a fault.
  template <class Read, class MakeSegment>
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ReadPart(Read read, MakeSegment segment) {
    const size_t before = faults_.count();
    const Mark mark = reader_.mark();
    if (ABSL_PREDICT_TRUE(read() && faults_.count() == before)) return true;
    return Note(before, mark, segment());
  }

  // As ReadPart, of a value that has no parts of its own.
  template <class Read, class MakeSegment>
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ReadLeaf(Read read, MakeSegment segment) {
    const Mark mark = reader_.mark();
    if (ABSL_PREDICT_TRUE(read())) return true;
    return Note(faults_.count(), mark, segment());
  }

  // Reads the items of a list that has been entered by `read()`.
  template <class Read>
  bool ReadItems(List& list, Telling telling, Read read) {
    for (size_t i = 0; reader_.NextItem(list); ++i) {
      if (!ReadPart(read, [=] { return IndexSegment(i, telling); })) {
        return false;
      }
    }
    return !reader_.failed();
  }

  // To be called when the key or element that `segment` names is not there.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool Missing(
      const Segment& segment) {
    const size_t before = faults_.count();
    reader_.Fail(Rule::kRequired, reader_.offset(), "a value", "none");
    faults_.Add(reader_.fault());
    faults_.Prefix(before, segment);
    reader_.ClearFault();
    if (!options_.collect_all) stopped_ = true;
    return !stopped_;
  }

  // Whether the value of a key is read: it is unless the field has been read
  // already, but the key itself replaces its older spelling.
  static constexpr bool IsRead(Seen seen, bool alias) {
    return seen == Seen::kNo || (seen == Seen::kByAlias && !alias);
  }

  // Skips the value of a key for which IsRead is false: a fault, unless the key
  // is the older spelling.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool ReadAgain(
      const Segment& segment, bool alias) {
    if (!alias) return ReadAgain(segment, "the key once", "it again");
    return ReadPart([&] { return reader_.Skip(); }, [&] { return segment; });
  }

  // Skips the value of a key that may not occur along with an earlier one.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool ReadAgain(
      const Segment& segment, absl::string_view expected,
      absl::string_view found) {
    return ReadPart(
        [&] {
          return reader_.Fail(Rule::kDuplicate, reader_.offset(), expected,
                              found);
        },
        [&] { return segment; });
  }

  // Reads the value of a key that no field claims: into the dict `unknown()`
  // where `keep` or the options say so, else over it. `secret`: the key is not
  // told either.
  template <class Unknown>
  bool ReadUnclaimed(absl::string_view key, v1::KeepUnknown keep, bool secret,
                     Unknown unknown) {
    if (ABSL_PREDICT_FALSE(!reader_.CheckKey(key))) return false;
    if (keep == v1::KEEP_UNKNOWN_ALWAYS ||
        (keep == v1::KEEP_UNKNOWN_ON_REQUEST &&
         options_.unknown_keys == UnknownKeys::kKeep)) {
      return ReadEntry(key, *unknown().add_entries(), secret);
    }
    // The key is gone once its value is read.
    char name[64];
    const size_t size = key.copy(name, sizeof name);
    return ReadPart(
        [&] {
          return options_.unknown_keys == UnknownKeys::kReject
                     ? reader_.Fail(Rule::kUnknownKey, reader_.offset(),
                                    "no such key", "one")
                     : reader_.Skip();
        },
        [&] {
          return AnyEntrySegment({name, size}, secret);
        });
  }

  // To be asked before a list or a dict gets one more part, which takes `bytes`
  // beside the characters of texts (budget.h).
  bool MakeRoom(size_t bytes) {
    return (ABSL_PREDICT_TRUE(budget_.TakeValue()) || FailValues()) &&
           MakeRoomFor(bytes);
  }
  // To be asked before `bytes` more are taken.
  bool MakeRoomFor(size_t bytes) {
    return ABSL_PREDICT_TRUE(budget_.Take(bytes)) || FailMemory();
  }

  // Enters a message array and reads its code.
  bool BeginMessage(List& list, uint64_t& code) {
    if (!reader_.BeginList(list)) return false;
    if (!reader_.NextItem(list)) {
      return !reader_.failed() &&
             reader_.Fail(Rule::kMessage, reader_.offset(), "a message code",
                          "an empty list");
    }
    code_offset_ = reader_.offset();
    return ReadUint(code, v1::FORMAT_UNSPECIFIED, true);
  }

  // The code that BeginMessage has read is not `expected`.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailCode(
      uint64_t code, absl::string_view expected = "a known message code") {
    return reader_.Fail(Rule::kMessage, code_offset_, expected, "message code",
                        std::to_string(code));
  }

  // Goes on to the next position, which may be absent if it isn't `required`.
  // `more`: whether the array has not ended yet.
  template <class MakeSegment>
  Position NextPosition(List& list, bool& more, bool required,
                        MakeSegment segment) {
    if (more) more = reader_.NextItem(list);
    if (ABSL_PREDICT_FALSE(reader_.failed())) return Position::kFault;
    if (ABSL_PREDICT_TRUE(more)) return Position::kValue;
    return !required || Missing(segment()) ? Position::kAbsent
                                           : Position::kFault;
  }

  // Reads a null in place of the position's value, if there is one.
  bool TryNullPosition(bool required, bool nullable) {
    return (nullable || !required) && reader_.TryNull();
  }

  // Checks that the array has no further element.
  bool EndMessage(List& list, bool more) {
    if (more && reader_.NextItem(list)) {
      return reader_.Fail(Rule::kMessage, reader_.offset(),
                          "the end of the message", "one more element");
    }
    return !reader_.failed();
  }

  // Reads `args` and `kwargs`, or the one byte string in their place, from the
  // end of a message array. The reader is at the first of them.
  // `payload()` is asked for the message to fill when there is something to put
  // there, in place of what it holds. `more` becomes false if the array ended.
  template <class Payload>
  bool ReadPayload(List& list, Payload payload, bool& more) {
    if (reader_.Peek() == Kind::kBytes) {
      return ReadPayloadPart(
          "payload", [&] { return ReadBytes(*MutableTransparent(payload())); });
    }
    bool raw = false;
    if constexpr (kSerializerOf<Reader> != v1::SERIALIZER_UNSPECIFIED) {
      raw = options_.payload == PayloadMode::kRaw;
    }
    const bool has_args = !reader_.TryNull();
    if (has_args && !ReadPayloadPart("args", [&] {
          return raw ? ReadRaw(Kind::kList, "a list",
                               *MutableRaw(payload(), kSerializerOf<Reader>)
                                    .mutable_args())
                     : ReadAnyList(*MutableArgs(payload()));
        })) {
      return false;
    }
    more = reader_.NextItem(list);
    if (!more || reader_.TryNull()) {
      if (has_args && !raw) payload().clear_kwargs();
      return !reader_.failed();
    }
    if (raw) {
      return ReadPayloadPart("kwargs", [&] {
        v1::Payload& out = payload();
        v1::RawPayload& both = has_args
                                   ? *out.mutable_raw()
                                   : MutableRaw(out, kSerializerOf<Reader>);
        return ReadRaw(Kind::kMap, "a dict", *both.mutable_kwargs());
      });
    }
    // Keyword arguments never travel alone, though some peers write null for
    // the positional ones.
    if (!has_args) MutableArgs(payload())->Clear();
    return ReadPayloadPart(
        "kwargs", [&] { return ReadAnyDict(*payload().mutable_kwargs()); });
  }

  // Enters a list. `scalar` becomes true, and nothing is entered, where the
  // lenient profile takes the one scalar that is there for a list of it;
  // `scalars`: whether the items are scalars.
  bool BeginList(List& list, bool scalars, bool& scalar) {
    const Mark start = reader_.mark();
    scalar = false;
    if (ABSL_PREDICT_TRUE(reader_.BeginList(list))) return true;
    if (!scalars || options_.profile != Profile::kLenient ||
        IsFatal(reader_.fault().rule)) {
      return false;
    }
    reader_.Restore(start);
    scalar = true;
    return true;
  }

  // Reserves space for all items of a list or dict, but no more than a message
  // of some bytes per item can ask for.
  template <class Container, class Repeated>
  void Reserve(const Container& container, Repeated* values) {
    const size_t most = std::min(size_t{4096}, budget_.places());
    if (const size_t count = std::min(reader_.SizeHint(container), most)) {
      values->Reserve(static_cast<int>(count));
    }
  }

  bool ReadUint(uint64_t& value, v1::Format format, bool slot) {
    const Mark mark = reader_.mark();
    if (ABSL_PREDICT_FALSE(!reader_.ReadUint(value)) &&
        !ReadFloatAsUint(mark, value)) {
      return false;
    }
    const BrokenRule broken = CheckUint(value, format, options_.profile, slot);
    if (ABSL_PREDICT_TRUE(broken.expected == nullptr)) return true;
    return FailUint(broken, mark, value);
  }

  bool ReadInt(int64_t& value) {
    const Mark mark = reader_.mark();
    if (ABSL_PREDICT_TRUE(reader_.ReadInt(value))) return true;
    uint64_t number = 0;
    if (!ReadFloatAsUint(mark, number)) return false;
    value = static_cast<int64_t>(number);
    return true;
  }

  // Integers are welcome where a float is.
  bool ReadDouble(double& value) {
    switch (reader_.Peek()) {
      case Kind::kUint: {
        uint64_t number = 0;
        if (!reader_.ReadUint(number)) return false;
        value = static_cast<double>(number);
        return true;
      }
      case Kind::kInt: {
        int64_t number = 0;
        if (!reader_.ReadInt(number)) return false;
        value = static_cast<double>(number);
        return true;
      }
      default:
        return reader_.ReadDouble(value);
    }
  }

  bool ReadString(std::string& value, v1::Format format, bool slot,
                  v1::Match match = v1::MATCH_EXACT) {
    const Mark mark = reader_.mark();
    absl::string_view text;
    if (!reader_.ReadString(text) || !Assign(text, value)) return false;
    const BrokenRule broken = CheckString(value, format, options_, slot, match);
    if (ABSL_PREDICT_TRUE(broken.expected == nullptr)) return true;
    reader_.Restore(mark);
    return reader_.FailText(broken.rule, reader_.offset(), broken.expected,
                            "string", value);
  }

  // Reads the word of an enum value. `find(word)` takes it, and returns whether
  // there is such a word; `words()` names all there are.
  template <class Find, class Words>
  bool ReadToken(Find find, Words words) {
    const Mark mark = reader_.mark();
    absl::string_view text;
    if (!reader_.ReadString(text)) return false;
    if (ABSL_PREDICT_TRUE(find(text))) return true;
    const std::string word(text);
    reader_.Restore(mark);
    return reader_.FailText(Rule::kToken, reader_.offset(), words(), "string",
                            word);
  }

  // Reads the number of a type of message. `find(code)` takes it, and returns
  // whether there is such a type.
  template <class Find>
  bool ReadMessageType(Find find) {
    const Mark mark = reader_.mark();
    uint64_t code = 0;
    if (!ReadUint(code, v1::FORMAT_UNSPECIFIED, true)) return false;
    if (ABSL_PREDICT_TRUE(find(code))) return true;
    reader_.Restore(mark);
    return reader_.Fail(Rule::kToken, reader_.offset(), "a message code",
                        "integer", std::to_string(code));
  }

  bool ReadBytes(std::string& value) {
    absl::string_view bytes;
    return reader_.ReadBytes(bytes) && Assign(bytes, value);
  }

  // The four that follow write over what is there (overwriter.h).

  bool ReadValue(v1::Value& value) {
    switch (reader_.Peek()) {
      case Kind::kInvalid:
        return reader_.Skip();
      case Kind::kNull:
        value.set_null_value(v1::NULL_UNSPECIFIED);
        return reader_.TryNull();
      case Kind::kBool: {
        bool flag = false;
        if (!reader_.ReadBool(flag)) return false;
        value.set_bool_value(flag);
        return true;
      }
      case Kind::kUint: {
        uint64_t number = 0;
        if (!reader_.ReadUint(number)) return false;
        value.set_uint_value(number);
        return true;
      }
      case Kind::kInt: {
        int64_t number = 0;
        if (!reader_.ReadInt(number)) return false;
        value.set_int_value(number);
        return true;
      }
      case Kind::kDouble: {
        double number = 0;
        if (!reader_.ReadDouble(number)) return false;
        value.set_double_value(number);
        return true;
      }
      case Kind::kString: {
        absl::string_view text;
        return reader_.ReadString(text) &&
               Assign(text, *value.mutable_string_value());
      }
      case Kind::kBytes:
        return ReadBytes(*value.mutable_bytes_value());
      case Kind::kList:
        return MakeRoomFor(kMessage<v1::List>) &&
               ReadAnyList(*value.mutable_list_value());
      case Kind::kMap:
        return MakeRoomFor(kMessage<v1::Dict>) &&
               ReadAnyDict(*value.mutable_dict_value());
      case Kind::kForeign:
        return MakeRoomFor(kMessage<v1::Foreign>) &&
               ReadForeign(*value.mutable_foreign_value());
    }
    return false;
  }

  bool ReadAnyList(v1::List& out) {
    List list;
    if (!reader_.BeginList(list) || !MakeRoomFor(kFirstPlaces)) return false;
    Reserve(list, out.mutable_values());
    DropUnknownFields(out);
    Overwriter<v1::Value> values(*out.mutable_values());
    return ReadItems(list, Telling::kPlace, [&] {
      return MakeRoom(kMessageItem<v1::Value>) && ReadValue(values.Next());
    });
  }

  bool ReadAnyDict(v1::Dict& out) {
    Map map;
    if (!reader_.BeginMap(map) || !MakeRoomFor(kFirstPlaces)) return false;
    Reserve(map, out.mutable_entries());
    DropUnknownFields(out);
    Overwriter<v1::Entry> entries(*out.mutable_entries());
    absl::string_view key;
    while (reader_.NextKey(map, key)) {
      if (!ReadEntry(key, entries.Next())) return false;
    }
    return !reader_.failed();
  }

  // Reads the value of `key`, which becomes that of the entry. `secret`: the
  // key is not told.
  bool ReadEntry(absl::string_view key, v1::Entry& entry, bool secret = false) {
    Overwrite(*entry.mutable_key(), key);
    return ReadPart(
        [&] {
          return MakeRoom(kDictEntry + SizeOfText(key.size())) &&
                 ReadValue(*entry.mutable_value());
        },
        [&] { return AnyEntrySegment(entry.key(), secret); });
  }

  // A kind that none of the message's fields takes.
  bool FailKind(absl::string_view expected) {
    return codec_internal::FailKind(reader_, expected);
  }

 private:
  bool ReadForeign(v1::Foreign& out) {
    // A value that a program has made may hold some, whatever the options say.
    if (options_.foreign == ForeignValues::kRefuse) {
      return FailKind("a value that every format has");
    }
    ForeignValue foreign;
    if (!reader_.ReadForeign(foreign)) return false;
    out.set_serializer(SerializerOf(foreign.format));
    DropUnknownFields(out);
    return Assign(foreign.encoded, *out.mutable_encoded());
  }

  template <class Read>
  bool ReadPayloadPart(absl::string_view key, Read read) {
    return ReadPart(read, [key] { return KeySegment(key, Telling::kPlace); });
  }

  // Copies the bytes of a value. They are skipped, so that they are well
  // formed, and of the right kind.
  bool ReadRaw(Kind kind, absl::string_view what, std::string& out) {
    if constexpr (kSerializerOf<Reader> != v1::SERIALIZER_UNSPECIFIED) {
      if (reader_.Peek() != kind) return FailKind(what);
      const size_t start = reader_.offset();
      return reader_.Skip() && Assign(reader_.Since(start), out);
    }
    return true;
  }

  bool Assign(absl::string_view text, std::string& out) {
    if (!MakeRoomFor(SizeOfText(text.size()))) return false;
    Overwrite(out, text);
    return true;
  }

  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailValues() {
    return reader_.Fail(
        Rule::kLimit, reader_.offset(),
        absl::StrCat("at most ", options_.max_values, " values"), "one more");
  }

  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailMemory() {
    return reader_.Fail(Rule::kLimit, reader_.offset(),
                        absl::StrCat("a message that takes at most ",
                                     options_.max_memory, " bytes of memory"),
                        "a larger one");
  }

  // Adds the reader's fault to the list, if there is one, and returns to
  // `mark` to skip what it was in.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool Note(
      size_t before, Mark mark, const Segment& segment) {
    bool go_on = !stopped_;
    if (reader_.failed()) {
      faults_.Add(reader_.fault());
      if (!options_.collect_all || IsFatal(reader_.fault().rule)) {
        go_on = false;
      } else {
        reader_.Restore(mark);
        // What is skipped may have a fault of its own, after the first.
        if (!reader_.Skip()) {
          faults_.Add(reader_.fault());
          go_on = false;
        }
      }
      reader_.ClearFault();
    }
    faults_.Prefix(before, segment);
    stopped_ = !go_on;
    return go_on;
  }

  // In the lenient profile: reads a float without a fraction as the integer it
  // is. Leaves the fault of the failed attempt where that isn't possible.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool ReadFloatAsUint(
      const Mark& mark, uint64_t& value) {
    if (options_.profile != Profile::kLenient ||
        reader_.fault().rule != Rule::kKind) {
      return false;
    }
    const Fault fault = reader_.fault();
    reader_.Restore(mark);
    double number = 0;
    constexpr double kLimit = 9007199254740992.0;  // 2^53: exact up to here
    if (reader_.Peek() == Kind::kDouble && reader_.ReadDouble(number) &&
        number >= 0 && number <= kLimit && number == std::floor(number)) {
      value = static_cast<uint64_t>(number);
      return true;
    }
    reader_.Restore(mark);
    reader_.PutBack(fault);
    return false;
  }

  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailUint(
      const BrokenRule& broken, const Mark& mark, uint64_t value) {
    reader_.Restore(mark);
    return reader_.Fail(broken.rule, reader_.offset(), broken.expected,
                        "integer", std::to_string(value));
  }

  Reader& reader_;
  const DecodeOptions& options_;
  Budget budget_;
  Faults faults_;
  // Where the code of the message array is.
  size_t code_offset_ = 0;
  // Whether a fault was noted that ends the read.
  bool stopped_ = false;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_DECODER_H_
