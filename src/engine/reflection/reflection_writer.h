// The reflection engine, writing: as schema_writer.h, from annotations.
#ifndef WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_
#define WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_

#include <cstdint>
#include <string>

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
    const Descriptor* type = message.GetDescriptor();
    const MessageLayout& layout = LayoutOf(type);
    if (type == v1::Frame::descriptor()) return WriteFrame(message);
    switch (layout.shape) {
      case v1::SHAPE_LIST:
        return WriteList(message, type->field(0));
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
      return WriteKeys(message, layout.marshal, true, nullptr);
    }
    return WriteKeys(message, layout.wire, false, layout.unknown_keys);
  }

  // Writes the dict of `dict`'s fields and of the entries of `unknown`. `all`:
  // absent fields are null.
  bool WriteKeys(const Message& message, const DictLayout& dict, bool all,
                 const FieldDescriptor* unknown) {
    const auto* reflection = message.GetReflection();
    v1::Dict entries;
    if (unknown != nullptr) {
      AsGenerated<v1::Dict>(reflection->GetMessage(message, unknown),
                            [&entries](const v1::Dict& in) {
                              entries = in;
                              return true;
                            });
    }
    auto size = static_cast<size_t>(entries.entries_size());
    for (const FieldLayout& field : dict.fields) {
      if (all || field.nullable || Has(message, field.field)) ++size;
    }
    writer_.BeginMap(size);
    for (const FieldLayout& field : dict.fields) {
      const bool has = Has(message, field.field);
      if (!has && !all && !field.nullable) continue;
      writer_.KnownKey(field.name);
      if (!has) {
        writer_.Null();
      } else if (!WriteField(message, field)) {
        return false;
      }
    }
    if (!encoder_.WriteEntries(entries)) return false;
    writer_.EndMap();
    return true;
  }

  bool WriteField(const Message& owner, const FieldLayout& field) {
    const bool ok = WriteFrom(owner, field.field);
    return encoder_.Settle(ok, field.secret,
                           [&field] { return KeySegment(field.name); });
  }

  bool WriteFrom(const Message& owner, const FieldDescriptor* field) {
    const auto* reflection = owner.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        writer_.Bool(reflection->GetBool(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_UINT64:
        writer_.Uint(reflection->GetUInt64(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_UINT32:
        writer_.Uint(reflection->GetUInt32(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_INT64:
        writer_.Int(reflection->GetInt64(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_INT32:
        writer_.Int(reflection->GetInt32(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        writer_.Double(reflection->GetDouble(owner, field));
        return true;
      case FieldDescriptor::CPPTYPE_FLOAT:
        writer_.Double(static_cast<double>(reflection->GetFloat(owner, field)));
        return true;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        WriteText(field,
                  reflection->GetStringReference(owner, field, &scratch));
        return true;
      }
      case FieldDescriptor::CPPTYPE_ENUM:
        return WriteEnum(field->enum_type(),
                         reflection->GetEnumValue(owner, field));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Write(reflection->GetMessage(owner, field));
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
    const EnumValueDescriptor* value = type->FindValueByNumber(number);
    const std::string token = value == nullptr ? "" : TokenOf(value);
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

  bool WriteList(const Message& message, const FieldDescriptor* field) {
    const int size = message.GetReflection()->FieldSize(message, field);
    writer_.BeginList(static_cast<size_t>(size));
    for (int i = 0; i < size; ++i) {
      const bool ok = WriteItem(message, field, i);
      if (!encoder_.Settle(ok, false, [i] {
            return IndexSegment(static_cast<size_t>(i));
          })) {
        return false;
      }
    }
    writer_.EndList();
    return true;
  }

  bool WriteItem(const Message& message, const FieldDescriptor* field, int i) {
    const auto* reflection = message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_UINT64:
        writer_.Uint(reflection->GetRepeatedUInt64(message, field, i));
        return true;
      case FieldDescriptor::CPPTYPE_INT64:
        writer_.Int(reflection->GetRepeatedInt64(message, field, i));
        return true;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        writer_.Double(reflection->GetRepeatedDouble(message, field, i));
        return true;
      case FieldDescriptor::CPPTYPE_BOOL:
        writer_.Bool(reflection->GetRepeatedBool(message, field, i));
        return true;
      case FieldDescriptor::CPPTYPE_STRING: {
        std::string scratch;
        WriteText(field, reflection->GetRepeatedStringReference(message, field,
                                                                i, &scratch));
        return true;
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Write(reflection->GetRepeatedMessage(message, field, i));
      default:
        return encoder_.Fail(Rule::kUnrepresentable, "a supported element",
                             "another");
    }
  }

  bool WriteUnion(const Message& message) {
    const FieldDescriptor* arm =
        message.GetReflection()->GetOneofFieldDescriptor(
            message, message.GetDescriptor()->oneof_decl(0));
    if (arm != nullptr) return WriteFrom(message, arm);
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

  static bool IsPayload(const FieldLayout& slot) {
    return slot.field->message_type() == v1::Payload::descriptor();
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
    return IsPayload(slot)
               ? Encoder<Writer>::PayloadSize(PayloadOf(message, slot))
               : 1;
  }

  bool WriteSlot(const Message& message, const FieldLayout& slot) {
    if (IsPayload(slot)) return encoder_.WritePayload(PayloadOf(message, slot));
    const Message& owner = Owner(message, slot);
    const bool empty_dict =
        slot.required && slot.field->message_type() != nullptr;
    if (empty_dict || Has(owner, slot.field)) return WriteField(owner, slot);
    if (!slot.required) {
      writer_.Null();
      return true;
    }
    return encoder_.FailMissing(KeySegment(slot.name));
  }

  static bool Has(const Message& message, const FieldDescriptor* field) {
    return message.GetReflection()->HasField(message, field);
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
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_REFLECTION_REFLECTION_WRITER_H_
