// Records with a canary in each field that the annotations call secret.
#ifndef WAMP_TESTS_LOG_PLANTED_RECORDS_H_
#define WAMP_TESTS_LOG_PLANTED_RECORDS_H_

#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/value.h"

namespace wamp {
namespace log {

inline constexpr char kCanary[] = "CANARY7";
inline constexpr char kVisible[] = "VISIBLE7";

// Puts a canary into a field.
inline void Plant(const google::protobuf::FieldDescriptor* field,
                  google::protobuf::Message* message) {
  const auto& reflection = *message->GetReflection();
  using google::protobuf::FieldDescriptor;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection.SetString(message, field, kCanary);
    return;
  }
  google::protobuf::Message* inner = reflection.MutableMessage(message, field);
  if (inner->GetDescriptor() == wamp::v1::Dict::descriptor()) {
    static_cast<wamp::v1::Dict&>(*inner) =
        MakeDict({{"k", kCanary}, {kCanary, MakeList(kCanary)}});
  } else if (inner->GetDescriptor() == wamp::v1::List::descriptor()) {
    static_cast<wamp::v1::List&>(*inner) = MakeList(kCanary);
  } else if (inner->GetDescriptor() == wamp::v1::Value::descriptor()) {
    static_cast<wamp::v1::Value&>(*inner) = MakeValue(kCanary);
  } else {
    ADD_FAILURE() << "no canary for " << field->full_name();
  }
}

// Plants one in each secret field of a message, and what it holds. Returns how
// many.
inline int PlantAll(google::protobuf::Message* message) {
  int count = 0;
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const auto* field = message->GetDescriptor()->field(i);
    if (internal::AnnotationOf(field).secret()) {
      Plant(field, message);
      ++count;
    } else if (field->message_type() != nullptr && !field->is_repeated() &&
               field->real_containing_oneof() == nullptr) {
      count +=
          PlantAll(message->GetReflection()->MutableMessage(message, field));
    }
  }
  return count;
}

// A record of each event, of a realm that is to be seen.
inline std::vector<v1::SessionRecord> PlantedRecords() {
  std::vector<v1::SessionRecord> records;
  const auto* events =
      v1::SessionRecord::descriptor()->FindOneofByName("event");
  for (int i = 0; i < events->field_count(); ++i) {
    v1::SessionRecord record;
    int count = PlantAll(&record);
    count += PlantAll(
        record.GetReflection()->MutableMessage(&record, events->field(i)));
    EXPECT_GT(count, 0);
    EXPECT_TRUE(absl::StrContains(record.SerializeAsString(), kCanary));
    record.clear_record_id();
    record.set_realm(kVisible);
    records.push_back(record);
  }
  return records;
}

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_PLANTED_RECORDS_H_
