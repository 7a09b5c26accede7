// The reflection engine, reading: as schema_reader.h, from annotations.
#ifndef WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_
#define WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "src/engine/decoder.h"
#include "src/engine/dict_form.h"
#include "src/engine/reflection/generated.h"
#include "src/engine/reflection/message_layout.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

template <class Reader>
class ReflectionReader {
 public:
  using List = typename Reader::List;
  using Map = typename Reader::Map;
  using Mark = typename Reader::Mark;
  using Message = google::protobuf::Message;

  ReflectionReader(Decoder<Reader>& decoder, DictForm form)
      : decoder_(decoder), reader_(decoder.reader()), form_(form) {}

  // Reads one value into `message`, which is merged with what it holds.
  Outcome Run(Message& message) {
    wire_name_ = LayoutOf(message.GetDescriptor()).wire_name;
    const bool ok = !reader_.failed() && Read(message);
    return {ok, wire_name_};
  }

 private:
  bool Read(Message& message) {
    const Descriptor* type = message.GetDescriptor();
    const MessageLayout& layout = LayoutOf(type);
    if (layout.frame) return ReadFrame(message);
    switch (layout.shape) {
      case v1::SHAPE_LIST:
        return ReadInto(message, PlainLayout(type->field(0)), message);
      case v1::SHAPE_UNION:
        return ReadUnion(message);
      case v1::SHAPE_VALUE:
        return AsGenerated<v1::Value>(
            message, [&](v1::Value& out) { return decoder_.ReadValue(out); });
      case v1::SHAPE_ANY_DICT:
        return AsGenerated<v1::Dict>(
            message, [&](v1::Dict& out) { return decoder_.ReadAnyDict(out); });
      case v1::SHAPE_ANY_LIST:
        return AsGenerated<v1::List>(
            message, [&](v1::List& out) { return decoder_.ReadAnyList(out); });
      default:
        return layout.array ? ReadArray(message, layout)
                            : ReadDict(message, layout);
    }
  }

  bool ReadDict(Message& message, const MessageLayout& layout) {
    const bool marshal =
        form_ == DictForm::kMarshal && !layout.marshal.fields.empty();
    const DictLayout& dict = marshal ? layout.marshal : layout.wire;
    std::vector<Seen> seen(dict.fields.size(), Seen::kNo);
    Map map;
    if (!reader_.BeginMap(map)) return false;
    absl::string_view key;
    while (reader_.NextUncheckedKey(map, key)) {
      const auto found = dict.keys.find(key);
      const bool ok = found == dict.keys.end()
                          ? ReadUnclaimed(key, message, layout)
                          : ReadKey(found->first, found->second, dict, message,
                                    seen[found->second.field]);
      if (!ok) return false;
    }
    if (reader_.failed()) return false;
    if (form_ == DictForm::kMarshal) return true;
    for (size_t i = 0; i < dict.fields.size(); ++i) {
      const FieldLayout& field = dict.fields[i];
      if (field.required && seen[i] == Seen::kNo &&
          !decoder_.Missing(KeySegment(field.name))) {
        return false;
      }
    }
    return true;
  }

  bool ReadKey(const std::string& key, const KeyUse& use,
               const DictLayout& dict, Message& message, Seen& seen) {
    const FieldLayout& field = dict.fields[use.field];
    if (!decoder_.IsRead(seen, use.alias)) {
      return decoder_.ReadAgain(KeySegment(key, field.telling), use.alias);
    }
    const bool any_value = field.any_value && form_ == DictForm::kWire;
    if (!any_value && reader_.TryNull()) {
      if (field.nullable) seen = Seen::kByKey;
      return true;
    }
    const auto* reflection = message.GetReflection();
    if (seen == Seen::kByAlias) reflection->ClearField(&message, field.field);
    seen = use.alias ? Seen::kByAlias : Seen::kByKey;
    const auto* oneof = field.field->real_containing_oneof();
    if (oneof != nullptr && reflection->HasOneof(message, oneof)) {
      return decoder_.ReadAgain(
          KeySegment(key, field.telling),
          absl::StrCat("one key of \"", oneof->name(), "\""), "a second one");
    }
    return ReadField(message, field);
  }

  bool ReadUnclaimed(absl::string_view key, Message& message,
                     const MessageLayout& layout) {
    // A dynamic message has no v1::Dict: what is read is moved into it.
    v1::Dict entries;
    const bool ok =
        decoder_.ReadUnclaimed(key, layout.keep_unknown, layout.secret_unknown,
                               [&]() -> v1::Dict& { return entries; });
    if (entries.entries_size() == 0) return ok;
    return AsGenerated<v1::Dict>(*Mutable(message, layout.unknown_keys),
                                 [&](v1::Dict& kept) {
                                   kept.MergeFrom(entries);
                                   return ok;
                                 });
  }

  bool ReadField(Message& message, const FieldLayout& field) {
    Message& owner =
        field.via == nullptr ? message : *Mutable(message, field.via);
    return decoder_.ReadPart(
        [&] { return ReadInto(owner, field, message); },
        [&field] { return KeySegment(field.name, field.telling); });
  }

  // Reads the field's value into `owner`. `root` is the message that a match
  // path starts from.
  bool ReadInto(Message& owner, const FieldLayout& layout,
                const Message& root) {
    const FieldDescriptor* field = layout.field;
    if (field->is_map()) return ReadMap(owner, layout);
    if (!field->is_repeated()) return ReadOne(owner, layout, root);
    List list;
    bool scalar = false;
    if (!decoder_.BeginList(list, field->message_type() == nullptr, scalar)) {
      return false;
    }
    if (!decoder_.MakeRoomFor(kFirstPlaces)) return false;
    const auto read_item = [&] {
      // No element takes a larger place.
      return decoder_.MakeRoom(kPlaceOf<uint64_t>) &&
             ReadOne(owner, layout, root);
    };
    return scalar ? read_item()
                  : decoder_.ReadItems(list, layout.telling, read_item);
  }

  // Reads the entries of a map with string keys.
  bool ReadMap(Message& owner, const FieldLayout& layout) {
    const Descriptor* entry_type = layout.field->message_type();
    const FieldDescriptor* key_field = entry_type->FindFieldByNumber(1);
    FieldLayout value = PlainLayout(entry_type->FindFieldByNumber(2));
    value.format = layout.format;
    absl::flat_hash_set<std::string> seen;
    Map map;
    if (!reader_.BeginMap(map)) return false;
    absl::string_view key;
    while (reader_.NextKey(map, key)) {
      const std::string name(key);
      const auto segment = [&] { return EntrySegment(name, layout.telling); };
      bool ok = false;
      if (seen.insert(name).second) {
        Message& entry =
            *owner.GetReflection()->AddMessage(&owner, layout.field);
        entry.GetReflection()->SetString(&entry, key_field, name);
        ok = decoder_.ReadPart(
            [&] {
              return decoder_.MakeRoom(SizeOf(entry) + kPlaceOf<void*>) &&
                     ReadOne(entry, value, entry);
            },
            segment);
      } else {
        ok = decoder_.ReadAgain(segment(), false);
      }
      if (!ok) return false;
    }
    return !reader_.failed();
  }

  // Reads one value of the field, which becomes a further element of it if the
  // field is repeated.
  bool ReadOne(Message& owner, const FieldLayout& layout, const Message& root) {
    using google::protobuf::Reflection;
    const FieldDescriptor* field = layout.field;
    const auto put = [&owner, field](auto set, auto add, auto value) {
      const Reflection* reflection = owner.GetReflection();
      (reflection->*(field->is_repeated() ? add : set))(&owner, field,
                                                        std::move(value));
      return true;
    };
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: {
        bool value = false;
        return reader_.ReadBool(value) &&
               put(&Reflection::SetBool, &Reflection::AddBool, value);
      }
      case FieldDescriptor::CPPTYPE_UINT64: {
        uint64_t value = 0;
        return decoder_.ReadUint(value, layout.format, layout.slot) &&
               put(&Reflection::SetUInt64, &Reflection::AddUInt64, value);
      }
      case FieldDescriptor::CPPTYPE_UINT32: {
        uint64_t value = 0;
        return ReadNarrow(UINT32_MAX, layout, value) &&
               put(&Reflection::SetUInt32, &Reflection::AddUInt32,
                   static_cast<uint32_t>(value));
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        int64_t value = 0;
        return decoder_.ReadInt(value) &&
               put(&Reflection::SetInt64, &Reflection::AddInt64, value);
      }
      case FieldDescriptor::CPPTYPE_INT32: {
        int32_t value = 0;
        return ReadInt32(value) &&
               put(&Reflection::SetInt32, &Reflection::AddInt32, value);
      }
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        double value = 0;
        return decoder_.ReadDouble(value) &&
               put(&Reflection::SetDouble, &Reflection::AddDouble, value);
      }
      case FieldDescriptor::CPPTYPE_FLOAT: {
        float value = 0;
        return ReadFloat(value) &&
               put(&Reflection::SetFloat, &Reflection::AddFloat, value);
      }
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string value;
        if (!ReadText(value, layout, root)) return false;
        // Newer releases of protobuf have several of each, which put can't
        // take.
        const Reflection* reflection = owner.GetReflection();
        if (field->is_repeated()) {
          reflection->AddString(&owner, field, std::move(value));
        } else {
          reflection->SetString(&owner, field, std::move(value));
        }
        return true;
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const EnumValueDescriptor* value = nullptr;
        return ReadEnum(field->enum_type(), value) &&
               put(&Reflection::SetEnum, &Reflection::AddEnum, value);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const Reflection* reflection = owner.GetReflection();
        if (!field->is_repeated() && reflection->HasField(owner, field)) {
          // A position of the message has made its details.
          Message& part = *Mutable(owner, field);
          return decoder_.MakeRoomFor(SizeOf(*Prototype(part))) && Read(part);
        }
        Message& part = field->is_repeated()
                            ? *reflection->AddMessage(&owner, field)
                            : *Mutable(owner, field);
        return decoder_.MakeRoomFor(SizeOf(part)) && Read(part);
      }
    }
    return false;
  }

  static const Message* Prototype(const Message& message) {
    return message.GetReflection()->GetMessageFactory()->GetPrototype(
        message.GetDescriptor());
  }

  // Of a message that has just been made.
  static size_t SizeOf(const Message& message) {
    return HeapOf(message.SpaceUsedLong());
  }

  bool ReadNarrow(uint64_t most, const FieldLayout& layout, uint64_t& value) {
    const Mark mark = reader_.mark();
    if (!decoder_.ReadUint(value, layout.format, layout.slot)) return false;
    if (value <= most) return true;
    reader_.Restore(mark);
    return reader_.Fail(Rule::kRange, reader_.offset(), "an integer below 2^32",
                        "integer", std::to_string(value));
  }

  bool ReadInt32(int32_t& value) {
    const Mark mark = reader_.mark();
    int64_t wide = 0;
    if (!decoder_.ReadInt(wide)) return false;
    value = static_cast<int32_t>(wide);
    if (value == wide) return true;
    reader_.Restore(mark);
    return reader_.Fail(Rule::kRange, reader_.offset(),
                        "an integer from -2^31 to 2^31-1", "integer",
                        std::to_string(wide));
  }

  bool ReadFloat(float& value) {
    const Mark mark = reader_.mark();
    double wide = 0;
    if (!decoder_.ReadDouble(wide)) return false;
    constexpr double kMost = std::numeric_limits<float>::max();
    if (std::isfinite(wide) && std::abs(wide) > kMost) {
      reader_.Restore(mark);
      return reader_.Fail(Rule::kRange, reader_.offset(),
                          "a float within the range of 32 bits", "float",
                          std::to_string(wide));
    }
    value = static_cast<float>(wide);
    return true;
  }

  bool ReadText(std::string& value, const FieldLayout& layout,
                const Message& root) {
    return layout.field->type() == FieldDescriptor::TYPE_BYTES
               ? decoder_.ReadBytes(value)
               : decoder_.ReadString(value, layout.format, layout.slot,
                                     MatchOf(root, layout));
  }

  static v1::Match MatchOf(const Message& root, const FieldLayout& layout) {
    if (layout.match_path.empty()) return v1::MATCH_EXACT;
    const Message* message = &root;
    for (size_t i = 0; i + 1 < layout.match_path.size(); ++i) {
      message =
          &message->GetReflection()->GetMessage(*message, layout.match_path[i]);
    }
    return static_cast<v1::Match>(message->GetReflection()->GetEnumValue(
        *message, layout.match_path.back()));
  }

  bool ReadEnum(const EnumDescriptor* type, const EnumValueDescriptor*& value) {
    if (!IsCode(type)) {
      return decoder_.ReadToken(
          [&](absl::string_view word) {
            value = FindToken(type, word);
            return value != nullptr;
          },
          [type] { return WordsOf(type); });
    }
    return decoder_.ReadMessageType([&](uint64_t code) {
      if (code != 0 && code <= INT32_MAX) {
        value = type->FindValueByNumber(static_cast<int>(code));
      }
      return value != nullptr;
    });
  }

  bool ReadUnion(Message& message) {
    const Kind kind = reader_.Peek();
    const Descriptor* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const Kind takes =
          field->message_type() == nullptr ? Kind::kString : Kind::kMap;
      if (takes != kind) continue;
      return ReadInto(message, PlainLayout(field), message);
    }
    return decoder_.FailKind("a string or a dict");
  }

  bool ReadArray(Message& message, const MessageLayout& layout) {
    List list;
    uint64_t code = 0;
    if (!decoder_.BeginMessage(list, code)) return false;
    if (code != layout.code) return decoder_.FailCode(code, layout.wire_name);
    return ReadSlots(message, layout, list);
  }

  bool ReadFrame(Message& frame) {
    List list;
    uint64_t code = 0;
    if (!decoder_.BeginMessage(list, code)) return false;
    const Descriptor* type = frame.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* arm = type->field(i);
      const MessageLayout& layout = LayoutOf(arm->message_type());
      if (layout.code != code) continue;
      wire_name_ = layout.wire_name;
      Message& message = *Mutable(frame, arm);
      message.Clear();
      return ReadSlots(message, layout, list);
    }
    return decoder_.FailCode(code);
  }

  bool ReadSlots(Message& message, const MessageLayout& layout, List& list) {
    bool more = true;
    for (const FieldLayout& slot : layout.slots) {
      const Position position = decoder_.NextPosition(
          list, more, slot.required, [&slot] { return KeySegment(slot.name); });
      if (position == Position::kFault) return false;
      if (position == Position::kAbsent) continue;
      if (!ReadSlot(message, slot, list, more)) return false;
    }
    return decoder_.EndMessage(list, more);
  }

  bool ReadSlot(Message& message, const FieldLayout& slot, List& list,
                bool& more) {
    if (slot.payload) {
      v1::Payload payload;
      const bool ok = decoder_.ReadPayload(
          list, [&payload]() -> v1::Payload& { return payload; }, more);
      if (payload.ByteSizeLong() == 0) return ok;
      return AsGenerated<v1::Payload>(*Mutable(message, slot.field),
                                      [&](v1::Payload& out) {
                                        out = payload;
                                        return ok;
                                      });
    }
    return decoder_.TryNullPosition(slot.required, slot.nullable) ||
           ReadField(message, slot);
  }

  // Of a field that has no place of its own.
  static FieldLayout PlainLayout(const FieldDescriptor* field) {
    FieldLayout layout;
    layout.field = field;
    layout.format = AnnotationOf(field).format();
    return layout;
  }

  static Message* Mutable(Message& message, const FieldDescriptor* field) {
    return message.GetReflection()->MutableMessage(&message, field);
  }

  Decoder<Reader>& decoder_;
  Reader& reader_;
  const DictForm form_;
  absl::string_view wire_name_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_
