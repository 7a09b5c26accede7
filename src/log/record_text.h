// Writes a record, field by field, to what writes lists and dicts: JsonText, or
// another class of its members.
#ifndef WAMP_SRC_LOG_RECORD_TEXT_H_
#define WAMP_SRC_LOG_RECORD_TEXT_H_

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "src/engine/annotations.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// "2026-01-02T03:04:05.678901Z"
std::string TimeText(const google::protobuf::Timestamp& time);

template <class Writer>
class RecordText {
 public:
  explicit RecordText(Writer& writer) : writer_(writer) {}

  // The record as a dict, in the order that wamp/log/lines.h promises.
  void Write(const log::v1::SessionRecord& record);

 private:
  using Message = google::protobuf::Message;
  using Reflection = google::protobuf::Reflection;

  void WriteMessage(const Message& message);
  void WriteShape(const Message& message);
  void WriteFieldOf(const Message& message, const FieldDescriptor* field);
  void WriteList(const Message& message, const FieldDescriptor* field);
  void WriteScalar(const Message& message, const FieldDescriptor* field);
  void WriteText(const FieldDescriptor* field, absl::string_view text);
  void WriteEnum(const FieldDescriptor* field, int number);
  void WriteValue(const v1::Value& value);
  void WriteValues(const v1::List& list);
  void WriteDict(const v1::Dict& dict);

  Writer& writer_;
};

template <class Writer>
void RecordText<Writer>::Write(const log::v1::SessionRecord& record) {
  using Record = log::v1::SessionRecord;
  writer_.BeginMap();
  const auto* type = Record::descriptor();
  const auto field = [&](int number) {
    WriteFieldOf(record, type->FindFieldByNumber(number));
  };
  field(Record::kTimeFieldNumber);
  const FieldDescriptor* event =
      type->FindFieldByNumber(static_cast<int>(record.event_case()));
  if (event != nullptr) {
    writer_.Key("event");
    writer_.String(event->name());
  }
  field(Record::kRealmFieldNumber);
  field(Record::kIdentFieldNumber);
  field(Record::kClaimedIdentFieldNumber);
  if (event != nullptr) WriteFieldOf(record, event);
  field(Record::kCountFieldNumber);
  field(Record::kLastTimeFieldNumber);
  field(Record::kTransportFieldNumber);
  field(Record::kClaimedAddressesFieldNumber);
  field(Record::kRedactionsFieldNumber);
  field(Record::kSessionUidFieldNumber);
  field(Record::kRecordIdFieldNumber);
  field(Record::kNodeFieldNumber);
  field(Record::kBootIdFieldNumber);
  field(Record::kSequenceFieldNumber);
  if (record.has_previous_hash()) {
    writer_.Key("previous_hash");
    writer_.String(absl::BytesToHexString(record.previous_hash()));
  }
  field(Record::kObservedTimeFieldNumber);
  writer_.EndMap();
}

template <class Writer>
void RecordText<Writer>::WriteMessage(const Message& message) {
  const Descriptor* type = message.GetDescriptor();
  if (type == v1::Value::descriptor()) {
    WriteValue(static_cast<const v1::Value&>(message));
  } else if (type == v1::Dict::descriptor()) {
    WriteDict(static_cast<const v1::Dict&>(message));
  } else if (type == v1::List::descriptor()) {
    WriteValues(static_cast<const v1::List&>(message));
  } else if (type == google::protobuf::Timestamp::descriptor()) {
    writer_.String(
        TimeText(static_cast<const google::protobuf::Timestamp&>(message)));
  } else {
    WriteShape(message);
  }
}

template <class Writer>
void RecordText<Writer>::WriteShape(const Message& message) {
  const Descriptor* type = message.GetDescriptor();
  switch (AnnotationOf(type).shape()) {
    case v1::SHAPE_LIST:
      return WriteList(message, type->field(0));
    case v1::SHAPE_UNION: {
      const FieldDescriptor* arm =
          message.GetReflection()->GetOneofFieldDescriptor(message,
                                                           type->oneof_decl(0));
      return arm == nullptr ? writer_.Null() : WriteScalar(message, arm);
    }
    default:
      break;
  }
  writer_.BeginMap();
  for (int i = 0; i < type->field_count(); ++i) {
    WriteFieldOf(message, type->field(i));
  }
  writer_.EndMap();
}

template <class Writer>
void RecordText<Writer>::WriteFieldOf(const Message& message,
                                      const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  if (field->is_repeated()) {
    if (reflection.FieldSize(message, field) == 0) return;
    writer_.Key(KeyOf(field));
    return WriteList(message, field);
  }
  if (!reflection.HasField(message, field)) return;
  writer_.Key(KeyOf(field));
  WriteScalar(message, field);
}

template <class Writer>
void RecordText<Writer>::WriteList(const Message& message,
                                   const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
  writer_.BeginList();
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    std::string scratch;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        WriteMessage(reflection.GetRepeatedMessage(message, field, i));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        WriteText(field, reflection.GetRepeatedStringReference(message, field,
                                                               i, &scratch));
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        writer_.Uint(reflection.GetRepeatedUInt64(message, field, i));
        break;
      default:
        // The messages of a record have no other lists.
        writer_.Null();
    }
  }
  writer_.EndList();
}

template <class Writer>
void RecordText<Writer>::WriteScalar(const Message& message,
                                     const FieldDescriptor* field) {
  const Reflection& reflection = *message.GetReflection();
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
      return WriteMessage(reflection.GetMessage(message, field));
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
