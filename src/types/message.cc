#include "wamp/message.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/unknown_field_set.h"
#include "google/protobuf/util/field_comparator.h"
#include "google/protobuf/util/message_differencer.h"

namespace wamp {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;
using google::protobuf::UnknownFieldSet;
using google::protobuf::util::DefaultFieldComparator;
using google::protobuf::util::MessageDifferencer;

// Pairs that are still to be compared. Instead of recursion: a peer decides how
// deep a value is nested.
using Pending = std::vector<std::pair<const google::protobuf::Message*,
                                      const google::protobuf::Message*>>;

template <class Float>
bool SameNumber(Float a, Float b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool SameUnknownFields(const UnknownFieldSet& a, const UnknownFieldSet& b) {
  if (a.empty() && b.empty()) return true;
  std::string a_bytes;
  std::string b_bytes;
  return a.SerializeToString(&a_bytes) && b.SerializeToString(&b_bytes) &&
         a_bytes == b_bytes;
}

bool SameMap(const google::protobuf::Message& a,
             const google::protobuf::Message& b, const FieldDescriptor* field) {
  DefaultFieldComparator comparator;
  comparator.set_treat_nan_as_equal(true);
  MessageDifferencer differencer;
  differencer.set_field_comparator(&comparator);
  return differencer.CompareWithFields(a, b, {field}, {field});
}

bool SameField(const google::protobuf::Message& a,
               const google::protobuf::Message& b, const FieldDescriptor* field,
               Pending& pending) {
  const Reflection& ra = *a.GetReflection();
  const Reflection& rb = *b.GetReflection();
  std::string a_scratch;
  std::string b_scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return ra.GetBool(a, field) == rb.GetBool(b, field);
    case FieldDescriptor::CPPTYPE_INT32:
      return ra.GetInt32(a, field) == rb.GetInt32(b, field);
    case FieldDescriptor::CPPTYPE_INT64:
      return ra.GetInt64(a, field) == rb.GetInt64(b, field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return ra.GetUInt32(a, field) == rb.GetUInt32(b, field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return ra.GetUInt64(a, field) == rb.GetUInt64(b, field);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return SameNumber(ra.GetFloat(a, field), rb.GetFloat(b, field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SameNumber(ra.GetDouble(a, field), rb.GetDouble(b, field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return ra.GetEnumValue(a, field) == rb.GetEnumValue(b, field);
    case FieldDescriptor::CPPTYPE_STRING:
      return ra.GetStringReference(a, field, &a_scratch) ==
             rb.GetStringReference(b, field, &b_scratch);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      pending.emplace_back(&ra.GetMessage(a, field), &rb.GetMessage(b, field));
      return true;
  }
  return false;
}

bool SameElement(const google::protobuf::Message& a,
                 const google::protobuf::Message& b,
                 const FieldDescriptor* field, int i, Pending& pending) {
  const Reflection& ra = *a.GetReflection();
  const Reflection& rb = *b.GetReflection();
  std::string a_scratch;
  std::string b_scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return ra.GetRepeatedBool(a, field, i) == rb.GetRepeatedBool(b, field, i);
    case FieldDescriptor::CPPTYPE_INT32:
      return ra.GetRepeatedInt32(a, field, i) ==
             rb.GetRepeatedInt32(b, field, i);
    case FieldDescriptor::CPPTYPE_INT64:
      return ra.GetRepeatedInt64(a, field, i) ==
             rb.GetRepeatedInt64(b, field, i);
    case FieldDescriptor::CPPTYPE_UINT32:
      return ra.GetRepeatedUInt32(a, field, i) ==
             rb.GetRepeatedUInt32(b, field, i);
    case FieldDescriptor::CPPTYPE_UINT64:
      return ra.GetRepeatedUInt64(a, field, i) ==
             rb.GetRepeatedUInt64(b, field, i);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return SameNumber(ra.GetRepeatedFloat(a, field, i),
                        rb.GetRepeatedFloat(b, field, i));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SameNumber(ra.GetRepeatedDouble(a, field, i),
                        rb.GetRepeatedDouble(b, field, i));
    case FieldDescriptor::CPPTYPE_ENUM:
      return ra.GetRepeatedEnumValue(a, field, i) ==
             rb.GetRepeatedEnumValue(b, field, i);
    case FieldDescriptor::CPPTYPE_STRING:
      return ra.GetRepeatedStringReference(a, field, i, &a_scratch) ==
             rb.GetRepeatedStringReference(b, field, i, &b_scratch);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      pending.emplace_back(&ra.GetRepeatedMessage(a, field, i),
                           &rb.GetRepeatedMessage(b, field, i));
      return true;
  }
  return false;
}

bool SameRepeated(const google::protobuf::Message& a,
                  const google::protobuf::Message& b,
                  const FieldDescriptor* field, Pending& pending) {
  const int size = a.GetReflection()->FieldSize(a, field);
  if (size != b.GetReflection()->FieldSize(b, field)) return false;
  for (int i = 0; i < size; ++i) {
    if (!SameElement(a, b, field, i, pending)) return false;
  }
  return true;
}

// Compares the two messages but not the messages in them, which it appends to
// `pending`.
bool SameFields(const google::protobuf::Message& a,
                const google::protobuf::Message& b, Pending& pending) {
  if (a.GetDescriptor() != b.GetDescriptor()) return false;
  std::vector<const FieldDescriptor*> a_fields;
  std::vector<const FieldDescriptor*> b_fields;
  a.GetReflection()->ListFields(a, &a_fields);
  b.GetReflection()->ListFields(b, &b_fields);
  if (a_fields != b_fields) return false;
  for (const FieldDescriptor* field : a_fields) {
    const bool same = field->is_map() ? SameMap(a, b, field)
                      : field->is_repeated()
                          ? SameRepeated(a, b, field, pending)
                          : SameField(a, b, field, pending);
    if (!same) return false;
  }
  return SameUnknownFields(a.GetReflection()->GetUnknownFields(a),
                           b.GetReflection()->GetUnknownFields(b));
}

}  // namespace

bool Equals(const google::protobuf::Message& a,
            const google::protobuf::Message& b) {
  Pending pending = {{&a, &b}};
  while (!pending.empty()) {
    const auto [left, right] = pending.back();
    pending.pop_back();
    if (left != right && !SameFields(*left, *right, pending)) return false;
  }
  return true;
}

}  // namespace wamp
