// Writes a record, field by field, to what writes lists and dicts: JsonText, or
// another class of its members.
#ifndef WAMP_SRC_LOG_RECORD_TEXT_H_
#define WAMP_SRC_LOG_RECORD_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "src/engine/annotations.h"
#include "src/engine/foreign_text.h"
#include "src/log/text_layout.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// How much of what a foreign value holds is written.
inline constexpr size_t kMaxForeignBytes = 1024;

// "2026-01-02T03:04:05.678901Z"
std::string TimeText(const google::protobuf::Timestamp& time);

template <class Writer>
class RecordText {
 public:
  explicit RecordText(Writer& writer, const TextLayout& layout = RecordLayout())
      : writer_(writer), layout_(layout) {}

  // The record as a dict, in the order that wamp/log/lines.h promises.
  void Write(const log::v1::SessionRecord& record);

 private:
  using Message = google::protobuf::Message;
  using Field = TextLayout::Field;

  void WriteMessage(const TextLayout& layout, const Message& message);
  // The bits of the fields that are there; none for those by reflection.
  static uint64_t PresentIn(const TextLayout& layout, const Message& message);
  static bool IsPresent(const TextLayout& layout, const Message& message,
                        uint64_t present, const Field& field);
  // One that is there, with its key.
  void WriteField(const TextLayout& layout, const Message& message,
                  const Field& field);
  void WriteList(const TextLayout& layout, const Message& message,
                 const Field& field);
  void WriteUnion(const TextLayout& layout, const Message& message);
  // Of a field that is not repeated.
  void WriteOne(const TextLayout& layout, const Message& message,
                const Field& field);
  void WriteByReflection(const TextLayout& layout, const Message& message,
                         const Field& field);
  void WriteText(const FieldDescriptor* field, absl::string_view text);
  void WriteEnum(const FieldDescriptor* field, int number);
  void WriteValue(const v1::Value& value);
  void WriteValues(const v1::List& list);
  void WriteDict(const v1::Dict& dict);

  Writer& writer_;
  const TextLayout& layout_;
};

template <class Writer>
void RecordText<Writer>::Write(const log::v1::SessionRecord& record) {
  using Record = log::v1::SessionRecord;
  const uint64_t present = PresentIn(layout_, record);
  writer_.BeginMap();
  const auto write = [&](int number) {
    const Field& field = *layout_.Find(number);
    if (IsPresent(layout_, record, present, field)) {
      WriteField(layout_, record, field);
    }
  };
  write(Record::kTimeFieldNumber);
  const Field* event = layout_.Find(static_cast<int>(record.event_case()));
  if (event != nullptr) {
    writer_.Key("event");
    writer_.String(event->field->name());
  }
  write(Record::kRealmFieldNumber);
  write(Record::kIdentFieldNumber);
  write(Record::kClaimedIdentFieldNumber);
  if (event != nullptr) WriteField(layout_, record, *event);
  write(Record::kCountFieldNumber);
  write(Record::kLastTimeFieldNumber);
  write(Record::kTransportFieldNumber);
  write(Record::kClaimedAddressesFieldNumber);
  write(Record::kRedactionsFieldNumber);
  write(Record::kSessionUidFieldNumber);
  write(Record::kRecordIdFieldNumber);
  write(Record::kNodeFieldNumber);
  write(Record::kBootIdFieldNumber);
  write(Record::kSequenceFieldNumber);
  if (record.has_previous_hash()) {
    writer_.Key("previous_hash");
    writer_.String(absl::BytesToHexString(record.previous_hash()));
  }
  write(Record::kObservedTimeFieldNumber);
  writer_.EndMap();
}

template <class Writer>
void RecordText<Writer>::WriteMessage(const TextLayout& layout,
                                      const Message& message) {
  switch (layout.form) {
    case TextLayout::Form::kValue:
      return WriteValue(static_cast<const v1::Value&>(message));
    case TextLayout::Form::kDict:
      return WriteDict(static_cast<const v1::Dict&>(message));
    case TextLayout::Form::kList:
      return WriteValues(static_cast<const v1::List&>(message));
    case TextLayout::Form::kTime:
      return writer_.String(
          TimeText(static_cast<const google::protobuf::Timestamp&>(message)));
    case TextLayout::Form::kBareList:
      return WriteList(layout, message, layout.fields[0]);
    case TextLayout::Form::kUnion:
      return WriteUnion(layout, message);
    case TextLayout::Form::kFields:
      break;
  }
  writer_.BeginMap();
  const uint64_t present = PresentIn(layout, message);
  for (const Field& field : layout.fields) {
    if (IsPresent(layout, message, present, field)) {
      WriteField(layout, message, field);
    }
  }
  writer_.EndMap();
}

template <class Writer>
uint64_t RecordText<Writer>::PresentIn(const TextLayout& layout,
                                       const Message& message) {
  return layout.access == nullptr ? 0 : layout.access->present(message);
}

template <class Writer>
bool RecordText<Writer>::IsPresent(const TextLayout& layout,
                                   const Message& message, uint64_t present,
                                   const Field& field) {
  if (field.access != nullptr) return (present & field.access->bit) != 0;
  return field.field->is_repeated()
             ? layout.reflection->FieldSize(message, field.field) > 0
             : layout.reflection->HasField(message, field.field);
}

template <class Writer>
void RecordText<Writer>::WriteField(const TextLayout& layout,
                                    const Message& message,
                                    const Field& field) {
  writer_.Key(field.key);
  if (field.field->is_repeated()) return WriteList(layout, message, field);
  WriteOne(layout, message, field);
}

template <class Writer>
void RecordText<Writer>::WriteUnion(const TextLayout& layout,
                                    const Message& message) {
  const uint64_t present = PresentIn(layout, message);
  for (const Field& field : layout.fields) {
    if (IsPresent(layout, message, present, field)) {
      return WriteOne(layout, message, field);
    }
  }
  writer_.Null();
}

template <class Writer>
void RecordText<Writer>::WriteOne(const TextLayout& layout,
                                  const Message& message, const Field& field) {
  const FieldAccess* access = field.access;
  if (access == nullptr) return WriteByReflection(layout, message, field);
  if (access->text != nullptr) {
    return WriteText(field.field, access->text(message));
  }
  if (access->message != nullptr) {
    return WriteMessage(*field.inner, access->message(message));
  }
  const uint64_t scalar = access->scalar(message);
  switch (field.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return writer_.Bool(scalar != 0);
    case FieldDescriptor::CPPTYPE_ENUM:
      return WriteEnum(field.field, static_cast<int>(scalar));
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return writer_.Uint(scalar);
    default:
      return writer_.Int(static_cast<int64_t>(scalar));
  }
}

template <class Writer>
void RecordText<Writer>::WriteList(const TextLayout& layout,
                                   const Message& message, const Field& field) {
  const auto& reflection = *layout.reflection;
  const int size = reflection.FieldSize(message, field.field);
  std::string scratch;
  writer_.BeginList();
  for (int i = 0; i < size; ++i) {
    switch (field.field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        WriteMessage(*field.inner,
                     reflection.GetRepeatedMessage(message, field.field, i));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        WriteText(field.field, reflection.GetRepeatedStringReference(
                                   message, field.field, i, &scratch));
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        writer_.Uint(reflection.GetRepeatedUInt64(message, field.field, i));
        break;
      default:
        // The messages of a record have no other lists.
        writer_.Null();
    }
  }
  writer_.EndList();
}

template <class Writer>
void RecordText<Writer>::WriteByReflection(const TextLayout& layout,
                                           const Message& message,
                                           const Field& of) {
  const auto& reflection = *layout.reflection;
  const FieldDescriptor* field = of.field;
  std::string scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return writer_.Bool(reflection.GetBool(message, field));
    case FieldDescriptor::CPPTYPE_INT32:
      return writer_.Int(reflection.GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return writer_.Int(reflection.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return writer_.Uint(reflection.GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return writer_.Uint(reflection.GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return writer_.Double(
          static_cast<double>(reflection.GetFloat(message, field)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return writer_.Double(reflection.GetDouble(message, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return WriteEnum(field, reflection.GetEnumValue(message, field));
    case FieldDescriptor::CPPTYPE_STRING:
      return WriteText(field,
                       reflection.GetStringReference(message, field, &scratch));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return WriteMessage(*of.inner, reflection.GetMessage(message, field));
  }
}

template <class Writer>
void RecordText<Writer>::WriteText(const FieldDescriptor* field,
                                   absl::string_view text) {
  if (field->type() == FieldDescriptor::TYPE_BYTES) {
    writer_.Bytes(text);
  } else {
    writer_.String(text);
  }
}

template <class Writer>
void RecordText<Writer>::WriteEnum(const FieldDescriptor* field, int number) {
  const std::string token = TokenOf(field->enum_type(), number);
  if (token.empty()) return writer_.Int(number);
  writer_.String(token);
}

template <class Writer>
void RecordText<Writer>::WriteValue(const v1::Value& value) {
  switch (value.kind_case()) {
    case v1::Value::kNullValue:
    case v1::Value::KIND_NOT_SET:
      return writer_.Null();
    case v1::Value::kBoolValue:
      return writer_.Bool(value.bool_value());
    case v1::Value::kUintValue:
      return writer_.Uint(value.uint_value());
    case v1::Value::kIntValue:
      return writer_.Int(value.int_value());
    case v1::Value::kDoubleValue:
      return writer_.Double(value.double_value());
    case v1::Value::kStringValue:
      return writer_.String(value.string_value());
    case v1::Value::kBytesValue:
      return writer_.Bytes(value.bytes_value());
    case v1::Value::kForeignValue:
      return writer_.String(
          internal::ForeignText(value.foreign_value(), kMaxForeignBytes));
    case v1::Value::kListValue:
      return WriteValues(value.list_value());
    case v1::Value::kDictValue:
      return WriteDict(value.dict_value());
  }
}

template <class Writer>
void RecordText<Writer>::WriteValues(const v1::List& list) {
  writer_.BeginList();
  for (const v1::Value& value : list.values()) WriteValue(value);
  writer_.EndList();
}

// Of a key that a peer repeated, the last one counts.
template <class Writer>
void RecordText<Writer>::WriteDict(const v1::Dict& dict) {
  writer_.BeginMap();
  for (int i = 0; i < dict.entries_size(); ++i) {
    const std::string& key = dict.entries(i).key();
    bool again = false;
    for (int j = i + 1; j < dict.entries_size() && !again; ++j) {
      again = dict.entries(j).key() == key;
    }
    if (again) continue;
    writer_.Key(key);
    WriteValue(dict.entries(i).value());
  }
  writer_.EndMap();
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_RECORD_TEXT_H_
