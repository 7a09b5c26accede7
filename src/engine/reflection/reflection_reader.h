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

  const std::string& wire_name() const { return wire_name_; }

 private:
  enum class Seen { kNo, kByAlias, kYes };

  bool ReadDict(Message& message, const MessageLayout& layout) {
    const bool marshal =
        form_ == DictForm::kMarshal && !layout.marshal.fields.empty();
    const DictLayout& dict = marshal ? layout.marshal : layout.wire;
    std::vector<Seen> seen(dict.fields.size(), Seen::kNo);
    Map map;
    if (!reader_.BeginMap(map)) return false;
    absl::string_view key;
    while (reader_.NextKey(map, key)) {
      const auto found = dict.keys.find(key);
      const bool ok = found == dict.keys.end()
                          ? ReadUnclaimed(std::string(key), message, layout)
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
    if (seen != Seen::kNo) {
      const bool replaces = seen == Seen::kByAlias && !use.alias;
      if (!replaces) return ReadAgain(key, use.alias);
    }
    if (reader_.TryNull()) {
      if (field.nullable) seen = Seen::kYes;
      return true;
    }
    seen = use.alias ? Seen::kByAlias : Seen::kYes;
    return ReadField(message, field);
  }

  bool ReadAgain(const std::string& key, bool alias) {
    return Settled(false, KeySegment(key), [&] {
      return alias ? reader_.Skip()
                   : reader_.Fail(Rule::kDuplicate, reader_.offset(),
                                  "the key once", "it again");
    });
  }

  bool ReadUnclaimed(const std::string& key, Message& message,
                     const MessageLayout& layout) {
    const UnknownKeys unknown = decoder_.options().unknown_keys;
    if (layout.unknown_keys != nullptr &&
        (layout.always_keeps_unknown || unknown == UnknownKeys::kKeep)) {
      return AsGenerated<v1::Dict>(
          *Mutable(message, layout.unknown_keys),
          [&](v1::Dict& rest) { return decoder_.ReadEntry(key, rest); });
    }
    return Settled(false, KeySegment(key.substr(0, 64)), [&] {
      return unknown == UnknownKeys::kReject
                 ? reader_.Fail(Rule::kUnknownKey, reader_.offset(),
                                "no such key", "one")
                 : reader_.Skip();
    });
  }

  template <class ReadPart>
  bool Settled(bool secret, const std::string& segment, ReadPart read) {
    const size_t before = decoder_.fault_count();
    const Mark mark = reader_.mark();
    return decoder_.Settle(read(), before, mark, secret,
                           [&segment] { return segment; });
  }

  bool ReadField(Message& message, const FieldLayout& field) {
    Message& owner =
        field.via == nullptr ? message : *Mutable(message, field.via);
    return Settled(field.secret, KeySegment(field.name),
                   [&] { return ReadInto(owner, field, message); });
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
    const Mark mark = reader_.mark();
    absl::string_view text;
    if (!reader_.ReadString(text)) return false;
    const EnumValueDescriptor* value = FindToken(field->enum_type(), text);
    if (value != nullptr) {
      owner.GetReflection()->SetEnum(&owner, field, value);
      return true;
    }
    const std::string found = codec_internal::Quote(text);
    reader_.Restore(mark);
    return reader_.Fail(Rule::kToken, reader_.offset(),
                        WordsOf(field->enum_type()), "string", found);
  }

  bool ReadCode(Message& owner, const FieldDescriptor* field) {
    const Mark mark = reader_.mark();
    uint64_t code = 0;
    if (!decoder_.ReadUint(code, v1::FORMAT_UNSPECIFIED, true)) return false;
    const EnumValueDescriptor* value =
        code == 0 || code > INT32_MAX
            ? nullptr
            : field->enum_type()->FindValueByNumber(static_cast<int>(code));
    if (value != nullptr) {
      owner.GetReflection()->SetEnum(&owner, field, value);
      return true;
    }
    reader_.Restore(mark);
    return reader_.Fail(Rule::kToken, reader_.offset(), "a message code",
                        "integer", std::to_string(code));
  }

  bool ReadList(Message& message, const FieldDescriptor* field) {
    List list;
    const Mark start = reader_.mark();
    if (!reader_.BeginList(list)) {
      if (field->message_type() != nullptr ||
          decoder_.options().profile != Profile::kLenient ||
          IsFatal(reader_.fault().rule)) {
        return false;
      }
      reader_.Restore(start);
      return ReadItem(message, field);
    }
    for (size_t i = 0; reader_.NextItem(list); ++i) {
      if (!Settled(false, IndexSegment(i),
                   [&] { return ReadItem(message, field); })) {
        return false;
      }
    }
    return !reader_.failed();
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
    if (!BeginArray(list, code)) return false;
    if (code != layout.code) return FailCode(code, layout.wire_name);
    return ReadSlots(message, layout, list);
  }

  bool BeginArray(List& list, uint64_t& code) {
    if (!reader_.BeginList(list)) return false;
    if (!reader_.NextItem(list)) {
      return !reader_.failed() &&
             reader_.Fail(Rule::kMessage, reader_.offset(), "a message code",
                          "an empty list");
    }
    code_offset_ = reader_.offset();
    return decoder_.ReadUint(code, v1::FORMAT_UNSPECIFIED, true);
  }

  bool FailCode(uint64_t code, absl::string_view wanted) {
    return reader_.Fail(Rule::kMessage, code_offset_, wanted, "message code",
                        std::to_string(code));
  }

  bool ReadFrame(Message& frame) {
    List list;
    uint64_t code = 0;
    if (!BeginArray(list, code)) return false;
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
    return FailCode(code, "a known message code");
  }

  bool ReadSlots(Message& message, const MessageLayout& layout, List& list) {
    bool more = true;
    for (const FieldLayout& slot : layout.slots) {
      if (more) more = reader_.NextItem(list);
      if (reader_.failed()) return false;
      if (!more) {
        if (slot.required && !decoder_.Missing(KeySegment(slot.name))) {
          return false;
        }
        continue;
      }
      if (!ReadSlot(message, slot, list, more)) return false;
    }
    if (more && reader_.NextItem(list)) {
      return reader_.Fail(Rule::kMessage, reader_.offset(),
                          "the end of the message", "one more element");
    }
    return !reader_.failed();
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
    if ((slot.nullable || !slot.required) && reader_.TryNull()) return true;
    return ReadField(message, slot);
  }

  static Message* Mutable(Message& message, const FieldDescriptor* field) {
    return message.GetReflection()->MutableMessage(&message, field);
  }

  Decoder<Reader>& decoder_;
  Reader& reader_;
  size_t code_offset_ = 0;
  const DictForm form_;
  std::string wire_name_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_REFLECTION_READER_H_
