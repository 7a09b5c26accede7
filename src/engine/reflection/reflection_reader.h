// The reflection engine, reading: as schema_reader.h, from annotations.
#ifndef WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_
#define WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_

#include <cstdint>
#include <string>
#include <vector>

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
    if (type == v1::Frame::descriptor()) return ReadFrame(message);
    switch (layout.shape) {
      case v1::SHAPE_LIST:
        return ReadList(message, type->field(0));
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
      return decoder_.ReadAgain(key, use.alias, field.secret);
    }
    if (reader_.TryNull()) {
      if (field.nullable) seen = Seen::kByKey;
      return true;
    }
    seen = use.alias ? Seen::kByAlias : Seen::kByKey;
    return ReadField(message, field);
  }

  bool ReadUnclaimed(absl::string_view key, Message& message,
                     const MessageLayout& layout) {
    // A dynamic message has no v1::Dict: what is read is moved into it.
    v1::Dict entries;
    const bool ok = decoder_.ReadUnclaimed(
        key, layout.keep_unknown, [&]() -> v1::Dict& { return entries; });
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
    return decoder_.ReadPart([&] { return ReadInto(owner, field, message); },
                             field.secret,
                             [&field] { return KeySegment(field.name); });
  }

  // Reads the field's value into `owner`. `root` is the message that a match
  // path starts from.
  bool ReadInto(Message& owner, const FieldLayout& layout,
                const Message& root) {
    const FieldDescriptor* field = layout.field;
    const auto* reflection = owner.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: {
        bool value = false;
        if (!reader_.ReadBool(value)) return false;
        reflection->SetBool(&owner, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_UINT64: {
        uint64_t value = 0;
        if (!decoder_.ReadUint(value, layout.format, layout.slot)) {
          return false;
        }
        reflection->SetUInt64(&owner, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_UINT32: {
        uint64_t value = 0;
        if (!ReadNarrow(UINT32_MAX, layout, value)) return false;
        reflection->SetUInt32(&owner, field, static_cast<uint32_t>(value));
        return true;
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        int64_t value = 0;
        if (!decoder_.ReadInt(value)) return false;
        reflection->SetInt64(&owner, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_INT32:
        return ReadInt32(owner, field);
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        double value = 0;
        if (!decoder_.ReadDouble(value)) return false;
        reflection->SetDouble(&owner, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_FLOAT: {
        double value = 0;
        if (!decoder_.ReadDouble(value)) return false;
        reflection->SetFloat(&owner, field, static_cast<float>(value));
        return true;
      }
      case FieldDescriptor::CPPTYPE_STRING:
        return ReadText(owner, layout, root);
      case FieldDescriptor::CPPTYPE_ENUM:
        return IsCode(field->enum_type()) ? ReadCode(owner, field)
                                          : ReadToken(owner, field);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Read(*Mutable(owner, field));
    }
    return false;
  }

  bool ReadNarrow(uint64_t most, const FieldLayout& layout, uint64_t& value) {
    const Mark mark = reader_.mark();
    if (!decoder_.ReadUint(value, layout.format, layout.slot)) return false;
    if (value <= most) return true;
    reader_.Restore(mark);
    return reader_.Fail(Rule::kRange, reader_.offset(), "an integer below 2^32",
                        "integer", std::to_string(value));
  }

  bool ReadInt32(Message& owner, const FieldDescriptor* field) {
    const Mark mark = reader_.mark();
    int64_t value = 0;
    if (!decoder_.ReadInt(value)) return false;
    if (value < INT32_MIN || value > INT32_MAX) {
      reader_.Restore(mark);
      return reader_.Fail(Rule::kRange, reader_.offset(),
                          "an integer from -2^31 to 2^31-1", "integer",
                          std::to_string(value));
    }
    owner.GetReflection()->SetInt32(&owner, field, static_cast<int32_t>(value));
    return true;
  }

  bool ReadText(Message& owner, const FieldLayout& layout,
                const Message& root) {
    std::string value;
    const bool ok = layout.field->type() == FieldDescriptor::TYPE_BYTES
                        ? decoder_.ReadBytes(value)
                        : decoder_.ReadString(value, layout.format, layout.slot,
                                              MatchOf(root, layout));
    if (!ok) return false;
    owner.GetReflection()->SetString(&owner, layout.field, std::move(value));
    return true;
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

  bool ReadToken(Message& owner, const FieldDescriptor* field) {
    return decoder_.ReadToken(
        [&](absl::string_view word) {
          return SetEnum(owner, field, FindToken(field->enum_type(), word));
        },
        [field] { return WordsOf(field->enum_type()); });
  }

  bool ReadCode(Message& owner, const FieldDescriptor* field) {
    return decoder_.ReadMessageType([&](uint64_t code) {
      return code != 0 && code <= INT32_MAX &&
             SetEnum(
                 owner, field,
                 field->enum_type()->FindValueByNumber(static_cast<int>(code)));
    });
  }

  static bool SetEnum(Message& owner, const FieldDescriptor* field,
                      const EnumValueDescriptor* value) {
    if (value == nullptr) return false;
    owner.GetReflection()->SetEnum(&owner, field, value);
    return true;
  }

  bool ReadList(Message& message, const FieldDescriptor* field) {
    List list;
    bool scalar = false;
    if (!decoder_.BeginList(list, field->message_type() == nullptr, scalar)) {
      return false;
    }
    if (scalar) return ReadItem(message, field);
    return decoder_.ReadItems(list, false,
                              [&] { return ReadItem(message, field); });
  }

  bool ReadItem(Message& message, const FieldDescriptor* field) {
    const auto* reflection = message.GetReflection();
    const v1::Format format = AnnotationOf(field).format();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_UINT64: {
        uint64_t value = 0;
        if (!decoder_.ReadUint(value, format, false)) return false;
        reflection->AddUInt64(&message, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        int64_t value = 0;
        if (!decoder_.ReadInt(value)) return false;
        reflection->AddInt64(&message, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        double value = 0;
        if (!decoder_.ReadDouble(value)) return false;
        reflection->AddDouble(&message, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_BOOL: {
        bool value = false;
        if (!reader_.ReadBool(value)) return false;
        reflection->AddBool(&message, field, value);
        return true;
      }
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string value;
        const bool ok = field->type() == FieldDescriptor::TYPE_BYTES
                            ? decoder_.ReadBytes(value)
                            : decoder_.ReadString(value, format, false);
        if (!ok) return false;
        reflection->AddString(&message, field, std::move(value));
        return true;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Read(*reflection->AddMessage(&message, field));
      default:
        return decoder_.FailKind("a supported element");
    }
  }

  bool ReadUnion(Message& message) {
    const Kind kind = reader_.Peek();
    const Descriptor* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const Kind takes =
          field->message_type() == nullptr ? Kind::kString : Kind::kMap;
      if (takes != kind) continue;
      FieldLayout layout;
      layout.field = field;
      layout.format = AnnotationOf(field).format();
      return ReadInto(message, layout, message);
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
    if (slot.field->message_type() == v1::Payload::descriptor()) {
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
