// The reflection engine, writing: as schema_writer.h, from annotations.
#ifndef WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_
#define WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "src/engine/dict_form.h"
#include "src/engine/encoder.h"
#include "src/engine/reflection/generated.h"
#include "src/engine/reflection/message_layout.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

template <class Writer>
class ReflectionWriter {
 public:
  using Message = google::protobuf::Message;

  ReflectionWriter(Encoder<Writer>& encoder, DictForm form)
      : encoder_(encoder), writer_(encoder.writer()), form_(form) {}

  Outcome Run(const Message& message) {
    wire_name_ = LayoutOf(message.GetDescriptor()).wire_name;
    const bool ok = Write(message);
    return {ok, wire_name_};
  }

 private:
  bool Write(const Message& message) {
    if (depth_ == Encoder<Writer>::kMaxDepth) return encoder_.FailDepth();
    ++depth_;
    const bool ok = WriteShape(message, LayoutOf(message.GetDescriptor()));
    --depth_;
    return ok;
  }

  bool WriteShape(const Message& message, const MessageLayout& layout) {
    const Descriptor* type = message.GetDescriptor();
    if (layout.frame) return WriteFrame(message);
    if (HasExtensions(message)) {
      return encoder_.Fail(Rule::kUnrepresentable, "no extension fields",
                           "one");
    }
    switch (layout.shape) {
      case v1::SHAPE_LIST:
        return WriteFrom(message, type->field(0), Telling::kAll);
      case v1::SHAPE_UNION:
        return WriteUnion(message);
      case v1::SHAPE_VALUE:
        return AsGenerated<v1::Value>(message, [&](const v1::Value& in) {
          return encoder_.WriteValue(in);
        });
      case v1::SHAPE_ANY_DICT:
        return AsGenerated<v1::Dict>(message, [&](const v1::Dict& in) {
          return encoder_.WriteAnyDict(in);
        });
      case v1::SHAPE_ANY_LIST:
        return AsGenerated<v1::List>(message, [&](const v1::List& in) {
          return encoder_.WriteAnyList(in);
        });
      default:
        break;
    }
    if (layout.array) return WriteArray(message, layout);
    if (form_ == DictForm::kMarshal && !layout.marshal.fields.empty()) {
      return WriteKeys(message, layout, /*marshal=*/true);
    }
    return WriteKeys(message, layout, /*marshal=*/false);
  }

  // Writes the dict of the message's fields and of its unknown keys. `marshal`:
  // of those that are marshaled, null where they are absent.
  bool WriteKeys(const Message& message, const MessageLayout& layout,
                 bool marshal) {
    const auto* reflection = message.GetReflection();
    const DictLayout& dict = marshal ? layout.marshal : layout.wire;
    v1::Dict entries;
    if (!marshal && layout.unknown_keys != nullptr) {
      AsGenerated<v1::Dict>(
          reflection->GetMessage(message, layout.unknown_keys),
          [&entries](const v1::Dict& in) {
            entries = in;
            return true;
          });
    }
    auto size = static_cast<size_t>(entries.entries_size());
    for (const FieldLayout& field : dict.fields) {
      if (marshal || field.nullable || Has(message, field.field)) ++size;
    }
    writer_.BeginMap(size);
    for (const FieldLayout& field : dict.fields) {
      const bool has = Has(message, field.field);
      if (!has && !marshal && !field.nullable) continue;
      writer_.Key(field.name);
      if (!has) {
        writer_.Null();
      } else if (!WriteField(message, field)) {
        return false;
      }
    }
    if (!encoder_.WriteEntries(entries, 0, layout.secret_unknown)) return false;
    writer_.EndMap();
    return true;
  }

  bool WriteField(const Message& owner, const FieldLayout& field) {
    const bool ok = WriteFrom(owner, field.field, field.telling);
    return encoder_.Settle(
        ok, [&field] { return KeySegment(field.name, field.telling); });
  }

  bool WriteFrom(const Message& owner, const FieldDescriptor* field,
                 Telling telling) {
    if (field->is_map()) return WriteMap(owner, field, telling);
    if (!field->is_repeated()) return WriteOne(owner, field, 0);
    const int size = owner.GetReflection()->FieldSize(owner, field);
    writer_.BeginList(static_cast<size_t>(size));
    for (int i = 0; i < size; ++i) {
      if (!encoder_.Settle(WriteOne(owner, field, i), [=] {
            return IndexSegment(static_cast<size_t>(i), telling);
          })) {
        return false;
      }
    }
    writer_.EndList();
    return true;
  }

  // Writes a map with string keys, sorted by them.
  bool WriteMap(const Message& owner, const FieldDescriptor* field,
                Telling telling) {
    const FieldDescriptor* key_field =
        field->message_type()->FindFieldByNumber(1);
    const FieldDescriptor* value_field =
        field->message_type()->FindFieldByNumber(2);
    const auto* reflection = owner.GetReflection();
    std::map<std::string, const Message*> entries;
    for (int i = 0; i < reflection->FieldSize(owner, field); ++i) {
      const Message& entry = reflection->GetRepeatedMessage(owner, field, i);
      entries[entry.GetReflection()->GetString(entry, key_field)] = &entry;
    }
    writer_.BeginMap(entries.size());
    for (const auto& [key, entry] : entries) {
      writer_.Key(key);
      const absl::string_view name = key;
      if (!encoder_.Settle(WriteOne(*entry, value_field, 0),
                           [=] { return EntrySegment(name, telling); })) {
        return false;
      }
    }
    writer_.EndMap();
    return true;
  }

  // Writes the field's value, or element `i` of it if the field is repeated.
  bool WriteOne(const Message& owner, const FieldDescriptor* field, int i) {
    using google::protobuf::Reflection;
    const Reflection* reflection = owner.GetReflection();
    const auto get = [&](auto one, auto element) {
      return field->is_repeated() ? (reflection->*element)(owner, field, i)
                                  : (reflection->*one)(owner, field);
    };
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        writer_.Bool(get(&Reflection::GetBool, &Reflection::GetRepeatedBool));
        return true;
      case FieldDescriptor::CPPTYPE_UINT64:
        writer_.Uint(
            get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64));
        return true;
      case FieldDescriptor::CPPTYPE_UINT32:
        writer_.Uint(
            get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
        return true;
      case FieldDescriptor::CPPTYPE_INT64:
        writer_.Int(get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64));
        return true;
      case FieldDescriptor::CPPTYPE_INT32:
        writer_.Int(get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32));
        return true;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        writer_.Double(
            get(&Reflection::GetDouble, &Reflection::GetRepeatedDouble));
        return true;
      case FieldDescriptor::CPPTYPE_FLOAT:
        writer_.Double(static_cast<double>(
            get(&Reflection::GetFloat, &Reflection::GetRepeatedFloat)));
        return true;
      case FieldDescriptor::CPPTYPE_STRING:
        WriteText(field,
                  get(&Reflection::GetString, &Reflection::GetRepeatedString));
        return true;
      case FieldDescriptor::CPPTYPE_ENUM:
        return WriteEnum(
            field->enum_type(),
            get(&Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Write(field->is_repeated()
                         ? reflection->GetRepeatedMessage(owner, field, i)
                         : reflection->GetMessage(owner, field));
    }
    return false;
  }

  void WriteText(const FieldDescriptor* field, const std::string& value) {
    if (field->type() == FieldDescriptor::TYPE_BYTES) {
      writer_.Bytes(value);
    } else {
      writer_.String(value);
    }
  }

  bool WriteEnum(const EnumDescriptor* type, int number) {
    const std::string token = TokenOf(type, number);
    if (token.empty()) {
      return encoder_.FailEnum(number);
    }
    if (IsCode(type)) {
      writer_.Uint(static_cast<uint64_t>(number));
    } else {
      writer_.KnownString(token);
    }
    return true;
  }

  bool WriteUnion(const Message& message) {
    const FieldDescriptor* arm =
        message.GetReflection()->GetOneofFieldDescriptor(
            message, message.GetDescriptor()->oneof_decl(0));
    if (arm != nullptr) return WriteOne(message, arm, 0);
    writer_.Null();
    return true;
  }

  bool WriteFrame(const Message& frame) {
    const auto* reflection = frame.GetReflection();
    const FieldDescriptor* arm = reflection->GetOneofFieldDescriptor(
        frame, frame.GetDescriptor()->oneof_decl(0));
    if (arm == nullptr) {
      return encoder_.FailEmptyFrame();
    }
    wire_name_ = LayoutOf(arm->message_type()).wire_name;
    return Write(reflection->GetMessage(frame, arm));
  }

  bool WriteArray(const Message& message, const MessageLayout& layout) {
    // Optional positions at the end are left out when they are absent.
    size_t size = 1;
    size_t last = 1;
    for (const FieldLayout& slot : layout.slots) {
      size += SlotSize(message, slot);
      if (slot.required || slot.nullable ||
          Has(Owner(message, slot), slot.field)) {
        last = size;
      }
    }
    writer_.BeginList(last);
    writer_.Uint(layout.code);
    size_t position = 1;
    for (const FieldLayout& slot : layout.slots) {
      position += SlotSize(message, slot);
      if (position > last) break;
      if (!WriteSlot(message, slot)) return false;
    }
    writer_.EndList();
    return true;
  }

  static v1::Payload PayloadOf(const Message& message,
                               const FieldLayout& slot) {
    v1::Payload payload;
    AsGenerated<v1::Payload>(
        message.GetReflection()->GetMessage(message, slot.field),
        [&payload](const v1::Payload& in) {
          payload = in;
          return true;
        });
    return payload;
  }

  static size_t SlotSize(const Message& message, const FieldLayout& slot) {
    return slot.payload ? Encoder<Writer>::PayloadSize(PayloadOf(message, slot))
                        : 1;
  }

  bool WriteSlot(const Message& message, const FieldLayout& slot) {
    if (slot.payload) return encoder_.WritePayload(PayloadOf(message, slot));
    const Message& owner = Owner(message, slot);
    const bool empty =
        slot.required &&
        (slot.field->message_type() != nullptr || slot.field->is_repeated());
    if (empty || Has(owner, slot.field)) return WriteField(owner, slot);
    if (!slot.required) {
      writer_.Null();
      return true;
    }
    return encoder_.FailMissing(KeySegment(slot.name));
  }

  // An empty list or map is absent: protobuf can't tell them apart.
  static bool Has(const Message& message, const FieldDescriptor* field) {
    const auto* reflection = message.GetReflection();
    return field->is_repeated() ? reflection->FieldSize(message, field) > 0
                                : reflection->HasField(message, field);
  }

  // Whether an extension of the message is set, which has no place on the wire.
  static bool HasExtensions(const Message& message) {
    if (message.GetDescriptor()->extension_range_count() == 0) return false;
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    return std::any_of(
        fields.begin(), fields.end(),
        [](const FieldDescriptor* field) { return field->is_extension(); });
  }

  static const Message& Owner(const Message& message, const FieldLayout& slot) {
    return slot.via == nullptr
               ? message
               : message.GetReflection()->GetMessage(message, slot.via);
  }

  Encoder<Writer>& encoder_;
  Writer& writer_;
  const DictForm form_;
  absl::string_view wire_name_;
  int depth_ = 0;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_
