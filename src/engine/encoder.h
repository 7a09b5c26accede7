// What both engines share while they write: the writer, and the values that
// need no knowledge of a message.
#ifndef WAMP_SRC_ENGINE_ENCODER_H_
#define WAMP_SRC_ENGINE_ENCODER_H_

#include <cstddef>
#include <string>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/engine/codecs.h"
#include "src/engine/faults.h"
#include "src/engine/outcome.h"
#include "wamp/codec/codec.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// Copies raw payload to a writer of another serializer. Returns false if the
// bytes are no value, or none that the writer can express.
template <class Writer>
bool CopyRawValue(absl::string_view bytes, v1::Serializer serializer,
                  Writer& writer);

// Decodes raw payload, under limits on what that takes.
absl::Status DecodeRawValue(absl::string_view bytes, v1::Serializer serializer,
                            v1::Value& value);

// Whether the bytes are one foreign value of the serializer: what is written as
// it is must not break what is around it.
bool IsForeign(const v1::Foreign& foreign);

// Functions return false after a fault.
template <class Writer>
class Encoder {
 public:
  explicit Encoder(Writer& writer) : writer_(writer) {}

  Writer& writer() { return writer_; }

  // To be called when a part of a message was written with `ok`.
  template <class MakeSegment>
  bool Settle(bool ok, MakeSegment segment) {
    if (ABSL_PREDICT_TRUE(ok && !writer_.failed())) return true;
    return Note(segment());
  }

  // The status of a write with this outcome.
  absl::Status Finish(const Outcome& outcome) {
    if (ABSL_PREDICT_TRUE(outcome.ok && !writer_.failed())) {
      return absl::OkStatus();
    }
    if (writer_.failed() && faults_.empty()) {
      faults_.AddUnplaced(writer_.fault());
    }
    Note({"", outcome.secret ? Telling::kNothing : Telling::kAll});
    return faults_.ToStatus(outcome.wire_name);
  }

  ABSL_ATTRIBUTE_COLD bool Fail(Rule rule, absl::string_view expected,
                                absl::string_view found) {
    return writer_.Fail(rule, Fault::kNoOffset, expected, found);
  }

  // An enum value without a word on the wire.
  ABSL_ATTRIBUTE_COLD bool FailEnum(int number) {
    return Fail(Rule::kUnrepresentable, "a named enum value",
                std::to_string(number));
  }

  // A required position of a message array, `segment` of its path, is absent.
  ABSL_ATTRIBUTE_COLD bool FailMissing(const Segment& segment) {
    return Settle(Fail(Rule::kRequired, "a value", "none"),
                  [&segment] { return segment; });
  }

  ABSL_ATTRIBUTE_COLD bool FailDepth() {
    return Fail(Rule::kLimit, "lists and dicts nested less deep", "one more");
  }

  ABSL_ATTRIBUTE_COLD bool FailEmptyFrame() {
    return Fail(Rule::kMessage, "a message", "an empty frame");
  }

  // Writes a list of `items` by `write(item)`.
  template <class Items, class Write>
  bool WriteItems(const Items& items, Telling telling, Write write) {
    writer_.BeginList(static_cast<size_t>(items.size()));
    size_t i = 0;
    for (const auto& item : items) {
      const bool ok = write(item);
      if (!Settle(ok, [=] { return IndexSegment(i, telling); })) return false;
      ++i;
    }
    writer_.EndList();
    return true;
  }

  // Values nested deeper are a fault: writing them recursively could exhaust
  // the stack.
  static constexpr int kMaxDepth = 128;

  bool WriteValue(const v1::Value& value, int depth = 0) {
    switch (value.kind_case()) {
      case v1::Value::kBoolValue:
        writer_.Bool(value.bool_value());
        return true;
      case v1::Value::kUintValue:
        writer_.Uint(value.uint_value());
        return true;
      case v1::Value::kIntValue:
        if (value.int_value() >= 0) {
          writer_.Uint(static_cast<uint64_t>(value.int_value()));
        } else {
          writer_.Int(value.int_value());
        }
        return true;
      case v1::Value::kDoubleValue:
        writer_.Double(value.double_value());
        return true;
      case v1::Value::kStringValue:
        writer_.String(value.string_value());
        return true;
      case v1::Value::kBytesValue:
        writer_.Bytes(value.bytes_value());
        return true;
      case v1::Value::kListValue:
        return WriteAnyList(value.list_value(), depth + 1);
      case v1::Value::kDictValue:
        return WriteAnyDict(value.dict_value(), depth + 1);
      case v1::Value::kForeignValue:
        return WriteForeign(value.foreign_value());
      case v1::Value::kNullValue:
      case v1::Value::KIND_NOT_SET:
        writer_.Null();
        return true;
    }
    return true;
  }

  bool WriteAnyList(const v1::List& list, int depth = 0) {
    if (depth > kMaxDepth) return FailDepth();
    return WriteItems(list.values(), Telling::kPlace,
                      [this, depth](const v1::Value& value) {
                        return WriteValue(value, depth);
                      });
  }

  bool WriteAnyDict(const v1::Dict& dict, int depth = 0) {
    if (depth > kMaxDepth) return FailDepth();
    writer_.BeginMap(static_cast<size_t>(dict.entries_size()));
    if (!WriteEntries(dict, depth)) return false;
    writer_.EndMap();
    return true;
  }

  // Writes the entries of `dict` into a dict that has been begun. `secret`:
  // their keys are not told.
  bool WriteEntries(const v1::Dict& dict, int depth = 0, bool secret = false) {
    for (const v1::Entry& entry : dict.entries()) {
      writer_.Key(entry.key());
      const bool ok = WriteValue(entry.value(), depth);
      if (!Settle(ok, [&] { return AnyEntrySegment(entry.key(), secret); })) {
        return false;
      }
    }
    return true;
  }

  // How many elements of the message array the payload takes.
  static size_t PayloadSize(const v1::Payload& payload) {
    if (payload.has_transparent()) return 1;
    const v1::RawPayload& raw = payload.raw();
    if (payload.has_kwargs() || raw.has_kwargs()) return 2;
    return payload.has_args() || raw.has_args() ? 1 : 0;
  }

  bool WritePayload(const v1::Payload& payload) {
    const size_t size = PayloadSize(payload);
    if (size == 0) return true;
    if (payload.has_transparent()) {
      writer_.Bytes(payload.transparent());
      return true;
    }
    const v1::RawPayload& raw = payload.raw();
    const bool args = raw.has_args() ? WriteRaw(raw.serializer(), raw.args())
                                     : WriteAnyList(payload.args());
    if (!Settle(args, [] { return KeySegment("args", Telling::kPlace); })) {
      return false;
    }
    if (size == 1) return true;
    const bool kwargs = raw.has_kwargs()
                            ? WriteRaw(raw.serializer(), raw.kwargs())
                            : WriteAnyDict(payload.kwargs());
    return Settle(kwargs, [] { return KeySegment("kwargs", Telling::kPlace); });
  }

 private:
  bool WriteForeign(const v1::Foreign& foreign) {
    if (!IsForeign(foreign)) {
      return Fail(Rule::kUnrepresentable,
                  "one value that only its serializer has", "other bytes");
    }
    writer_.Foreign({FormatOf(foreign.serializer()), foreign.encoded()});
    return true;
  }

  bool WriteRaw(v1::Serializer serializer, absl::string_view bytes) {
    if constexpr (kSerializerOf<Writer> == v1::SERIALIZER_UNSPECIFIED) {
      return ExpectDecoded(DecodeRawValue(bytes, serializer, writer_.Place()));
    } else {
      if (serializer == kSerializerOf<Writer>) {
        writer_.Raw(bytes);
        return true;
      }
      return ABSL_PREDICT_TRUE(CopyRawValue(bytes, serializer, writer_)) ||
             FailRaw(serializer, bytes);
    }
  }

  bool ExpectDecoded(const absl::Status& status) {
    return status.ok() ||
           Fail(Rule::kSyntax, "a value of the payload's serializer",
                status.message());
  }

  // Goes the long way, which knows the path of what can't be written.
  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool FailRaw(
      v1::Serializer serializer, absl::string_view bytes) {
    writer_.ClearFault();
    v1::Value value;
    return ExpectDecoded(DecodeRawValue(bytes, serializer, value)) &&
           WriteValue(value) &&
           Fail(Rule::kUnrepresentable, "a value of the payload's serializer",
                "another");
  }

  ABSL_ATTRIBUTE_COLD ABSL_ATTRIBUTE_NOINLINE bool Note(
      const Segment& segment) {
    if (writer_.failed() && faults_.empty()) faults_.Add(writer_.fault());
    faults_.Prefix(0, segment);
    return false;
  }

  Writer& writer_;
  Faults faults_{1};
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_ENCODER_H_
