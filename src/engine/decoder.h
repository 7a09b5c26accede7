// What both engines share while they read: the reader, the options, the faults
// met so far, and the values that need no knowledge of a message.
#ifndef WAMP_SRC_ENGINE_DECODER_H_
#define WAMP_SRC_ENGINE_DECODER_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "src/engine/checks.h"
#include "src/engine/faults.h"
#include "wamp/codec/codec.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// Which bytes a reader reads; SERIALIZER_UNSPECIFIED for those that read no
// bytes. Specialised beside each codec.
template <class Reader>
inline constexpr v1::Serializer kSerializerOf = v1::SERIALIZER_UNSPECIFIED;

// Functions return false after a fault that reading can't go on from, and only
// then: in a `collect_all` run most faults are noted and passed over.
template <class Reader>
class Decoder {
 public:
  using Mark = typename Reader::Mark;
  using List = typename Reader::List;
  using Map = typename Reader::Map;

  Decoder(Reader& reader, const DecodeOptions& options)
      : reader_(reader), options_(options) {}

  Reader& reader() { return reader_; }
  const DecodeOptions& options() const { return options_; }
  size_t fault_count() const { return faults_.size(); }

  // To be called when a part of a message was read with `ok`, having started
  // at `mark` when there were `before` faults. Returns whether to go on: always
  // when nothing happened.
  template <class Segment>
  bool Settle(bool ok, size_t before, const Mark& mark, bool secret,
              Segment segment) {
    if (ABSL_PREDICT_TRUE(ok && fault_count() == before)) return true;
    return Note(before, mark, secret, segment());
  }

  // To be called when the key or element that `segment` names is not there.
  // Returns whether to go on.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool Missing(
      absl::string_view segment) {
    const size_t before = fault_count();
    reader_.Fail(Rule::kRequired, reader_.offset(), "a value", "none");
    faults_.Add(reader_.fault());
    faults_.Prefix(before, segment, false);
    reader_.ClearFault();
    if (!options_.collect_all) stopped_ = true;
    return !stopped_;
  }

  // The status of a read that ended with `ok`.
  absl::Status Finish(bool ok, absl::string_view wire_name) {
    if (ABSL_PREDICT_TRUE(ok && !reader_.failed() && faults_.empty())) {
      return absl::OkStatus();
    }
    if (reader_.failed()) faults_.Add(reader_.fault());
    return faults_.ToStatus(wire_name);
  }

  bool FailCheck(const Check& check, size_t offset, absl::string_view kind,
                 absl::string_view value) {
    return reader_.Fail(check.rule, offset, check.expected, kind, value);
  }

  bool ReadUint(uint64_t& value, v1::Format format, bool slot) {
    const Mark mark = reader_.mark();
    if (ABSL_PREDICT_FALSE(!reader_.ReadUint(value)) &&
        !ReadFloatAsUint(mark, value)) {
      return false;
    }
    const Check check = CheckUint(value, format, options_.profile, slot);
    if (ABSL_PREDICT_TRUE(check.expected == nullptr)) return true;
    return FailUint(check, mark, value);
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
    if (!reader_.ReadString(text)) return false;
    value.assign(text.data(), text.size());
    const Check check = CheckString(value, format, options_, slot, match);
    if (ABSL_PREDICT_TRUE(check.expected == nullptr)) return true;
    reader_.Restore(mark);
    return FailCheck(check, reader_.offset(), "string",
                     codec_internal::Quote(value));
  }

  bool ReadBytes(std::string& value) {
    absl::string_view bytes;
    if (!reader_.ReadBytes(bytes)) return false;
    value.assign(bytes.data(), bytes.size());
    return true;
  }

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
        if (!reader_.ReadString(text)) return false;
        value.mutable_string_value()->assign(text.data(), text.size());
        return true;
      }
      case Kind::kBytes:
        return ReadBytes(*value.mutable_bytes_value());
      case Kind::kList:
        return ReadAnyList(*value.mutable_list_value());
      case Kind::kMap:
        return ReadAnyDict(*value.mutable_dict_value());
    }
    return false;
  }

  bool ReadAnyList(v1::List& out) {
    List list;
    if (!reader_.BeginList(list)) return false;
    ReserveMore(out.mutable_values(), reader_.SizeHint(list));
    for (size_t i = 0; reader_.NextItem(list); ++i) {
      const size_t before = fault_count();
      const Mark mark = reader_.mark();
      const bool ok = ReadValue(*out.add_values());
      if (!Settle(ok, before, mark, false, [i] { return IndexSegment(i); })) {
        return false;
      }
    }
    return !reader_.failed();
  }

  bool ReadAnyDict(v1::Dict& out) {
    Map map;
    if (!reader_.BeginMap(map)) return false;
    ReserveMore(out.mutable_entries(), reader_.SizeHint(map));
    absl::string_view key;
    while (reader_.NextKey(map, key)) {
      if (!ReadEntry(key, out)) return false;
    }
    return !reader_.failed();
  }

  // Reads the value of `key` into a new entry of `out`.
  bool ReadEntry(absl::string_view key, v1::Dict& out) {
    v1::Entry& entry = *out.add_entries();
    entry.mutable_key()->assign(key.data(), key.size());
    const size_t before = fault_count();
    const Mark mark = reader_.mark();
    const bool ok = ReadValue(*entry.mutable_value());
    return Settle(ok, before, mark, false,
                  [&entry] { return KeySegment(entry.key()); });
  }

  // Reads `args` and `kwargs`, or the one byte string in their place, from the
  // rest of a message array. The reader stands at the first of them.
  // `payload()` is asked for the message to fill when there is something to put
  // there. `more` becomes false if the array ended.
  template <class Payload>
  bool ReadPayload(List& list, Payload payload, bool& more) {
    if (reader_.Peek() == Kind::kBytes) {
      return Part(".payload", true,
                  [&] { return ReadBytes(*payload().mutable_transparent()); });
    }
    bool raw = false;
    if constexpr (kSerializerOf<Reader> != v1::SERIALIZER_UNSPECIFIED) {
      raw = options_.payload == PayloadMode::kRaw;
    }
    if (!reader_.TryNull() && !Part(".args", false, [&] {
          return raw ? ReadRaw(Kind::kList, "a list",
                               *MutableRaw(payload()).mutable_args())
                     : ReadAnyList(*payload().mutable_args());
        })) {
      return false;
    }
    more = reader_.NextItem(list);
    if (!more) return !reader_.failed();
    if (reader_.TryNull()) return true;
    if (raw) {
      return Part(".kwargs", false, [&] {
        return ReadRaw(Kind::kMap, "a dict",
                       *MutableRaw(payload()).mutable_kwargs());
      });
    }
    // Keyword arguments never travel alone, though some peers write null for
    // the positional ones.
    payload().mutable_args();
    return Part(".kwargs", false,
                [&] { return ReadAnyDict(*payload().mutable_kwargs()); });
  }

  // A kind that none of the message's fields takes.
  bool FailKind(absl::string_view expected) {
    return codec_internal::FailKind(reader_, expected);
  }

 private:
  // Reserves, but no more than a message of some bytes per item can ask for.
  template <class Repeated>
  static void ReserveMore(Repeated* repeated, size_t more) {
    constexpr size_t kMost = 4096;
    if (more > 0) {
      repeated->Reserve(repeated->size() +
                        static_cast<int>(more < kMost ? more : kMost));
    }
  }

  template <class Read>
  bool Part(absl::string_view segment, bool secret, Read read) {
    const size_t before = fault_count();
    const Mark mark = reader_.mark();
    return Settle(read(), before, mark, secret,
                  [segment] { return std::string(segment); });
  }

  static v1::RawPayload& MutableRaw(v1::Payload& payload) {
    payload.mutable_raw()->set_serializer(kSerializerOf<Reader>);
    return *payload.mutable_raw();
  }

  // Copies the bytes of a value. They are read over, so that they are well
  // formed, and of the right kind.
  bool ReadRaw(Kind kind, absl::string_view what, std::string& out) {
    if constexpr (kSerializerOf<Reader> != v1::SERIALIZER_UNSPECIFIED) {
      if (reader_.Peek() != kind) return FailKind(what);
      const size_t start = reader_.offset();
      if (!reader_.Skip()) return false;
      const absl::string_view bytes = reader_.Since(start);
      out.assign(bytes.data(), bytes.size());
    }
    return true;
  }

  // Adds the reader's fault to the list, if there is one, and returns to
  // `mark` to read over what it was in.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool Note(
      size_t before, const Mark& mark, bool secret, absl::string_view segment) {
    bool go_on = !stopped_;
    if (reader_.failed()) {
      faults_.Add(reader_.fault());
      if (!options_.collect_all || IsFatal(reader_.fault().rule)) {
        go_on = false;
      } else {
        reader_.Restore(mark);
        if (!reader_.Skip()) {
          faults_.Add(reader_.fault());
          go_on = false;
        }
      }
      reader_.ClearFault();
    }
    faults_.Prefix(before, segment, secret);
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
    return reader_.Fail(fault.rule, fault.offset, fault.expected, fault.found,
                        fault.found_value);
  }

  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailUint(const Check& check,
                                                            const Mark& mark,
                                                            uint64_t value) {
    reader_.Restore(mark);
    return FailCheck(check, reader_.offset(), "integer", std::to_string(value));
  }

  Reader& reader_;
  const DecodeOptions& options_;
  Faults faults_;
  // Whether a fault was noted that ends the read.
  bool stopped_ = false;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_DECODER_H_
