#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "wamp/reflection.h"
#include "wamp/v1/common.pb.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace {

using google::protobuf::FileDescriptor;
using internal::AnnotationOf;
using internal::Descriptor;
using internal::EnumDescriptor;
using internal::FieldDescriptor;

// The types are compared by their names, since a program may have loaded them a
// second time.
template <class T>
bool IsType(const Descriptor* type) {
  return type != nullptr && type->full_name() == T::descriptor()->full_name();
}

std::string NameOf(v1::Format format) { return v1::Format_Name(format); }
std::string NameOf(v1::Shape shape) { return v1::Shape_Name(shape); }

// "repeated string", "map<int32, string>", "my.Tea".
std::string TypeName(const FieldDescriptor* field) {
  if (field->is_map()) {
    const Descriptor* entry = field->message_type();
    return absl::StrCat("map<", TypeName(entry->FindFieldByNumber(1)), ", ",
                        TypeName(entry->FindFieldByNumber(2)), ">");
  }
  std::string name(field->type_name());
  if (field->message_type() != nullptr) {
    name = field->message_type()->full_name();
  } else if (field->enum_type() != nullptr) {
    name = field->enum_type()->full_name();
  }
  return field->is_repeated() ? absl::StrCat("repeated ", name) : name;
}

class Checker {
 public:
  void Check(const Descriptor* message) {
    if (!seen_.insert(message).second) return;
    const v1::MessageAnnotation& annotation = AnnotationOf(message);
    if (annotation.has_code()) {
      if (annotation.shape() != v1::SHAPE_UNSPECIFIED) {
        Fail(message,
             absl::StrCat("has a code and ", NameOf(annotation.shape()),
                          ", expected one of them"));
      }
      CheckPositions(message);
    }
    if (annotation.has_wire_name() && annotation.wire_name().empty()) {
      Fail(message, "has an empty wire_name");
    }
    CheckShape(message, annotation.shape());
    if (IsAnyValue(annotation.shape())) return;
    CheckKeys(message, false);
    CheckKeys(message, true);
    CheckUnknownKeys(message);
    for (int i = 0; i < message->field_count(); ++i) {
      CheckField(message->field(i));
    }
  }

  // What is wrong, a text each.
  std::vector<std::string> Take() && { return std::move(faults_); }

 private:
  // `where` is a descriptor of any kind.
  template <class Where>
  void Fail(const Where* where, absl::string_view what) {
    faults_.push_back(absl::StrCat(where->file()->name(), ": ",
                                   where->full_name(), " ", what));
  }

  template <class T>
  void CheckOnly(const Descriptor* message, v1::Shape shape) {
    if (!IsType<T>(message)) {
      Fail(message, absl::StrCat("has ", NameOf(shape), ", which is for ",
                                 T::descriptor()->full_name(), " alone"));
    }
  }

  // Whether the shape says all of how the message travels.
  static bool IsAnyValue(v1::Shape shape) {
    return shape == v1::SHAPE_VALUE || shape == v1::SHAPE_ANY_DICT ||
           shape == v1::SHAPE_ANY_LIST || shape == v1::SHAPE_PAYLOAD;
  }

  void CheckShape(const Descriptor* message, v1::Shape shape) {
    switch (shape) {
      case v1::SHAPE_LIST:
        if (message->field_count() != 1 || !message->field(0)->is_repeated() ||
            message->field(0)->is_map()) {
          Fail(message,
               "has SHAPE_LIST, expected one repeated field and no other");
        }
        return;
      case v1::SHAPE_UNION:
        return CheckUnion(message);
      case v1::SHAPE_VALUE:
        return CheckOnly<v1::Value>(message, shape);
      case v1::SHAPE_ANY_DICT:
        return CheckOnly<v1::Dict>(message, shape);
      case v1::SHAPE_ANY_LIST:
        return CheckOnly<v1::List>(message, shape);
      case v1::SHAPE_PAYLOAD:
        return CheckOnly<v1::Payload>(message, shape);
      default:
        return;
    }
  }

  static bool IsDict(const Descriptor* message) {
    const v1::MessageAnnotation& annotation = AnnotationOf(message);
    return annotation.shape() == v1::SHAPE_UNSPECIFIED &&
           !annotation.has_code();
  }

  void CheckUnion(const Descriptor* message) {
    int strings = 0;
    int dicts = 0;
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const auto* oneof = field->real_containing_oneof();
      if (oneof == nullptr || oneof != message->oneof_decl(0)) continue;
      if (field->type() == FieldDescriptor::TYPE_STRING) ++strings;
      if (field->message_type() != nullptr && IsDict(field->message_type())) {
        ++dicts;
      }
    }
    const bool all = strings + dicts == message->field_count();
    if (!all || strings > 1 || dicts > 1 || strings + dicts == 0) {
      Fail(message,
           "has SHAPE_UNION, expected one oneof of at most a string and a "
           "message that is a dict, and no other field");
    }
  }

  // Whether the field travels at all.
  static bool IsSent(const FieldDescriptor* field) {
    return !AnnotationOf(field).local() || AnnotationOf(field).marshal();
  }

  // Each key belongs to one field: of those on the wire, or in `marshal` form.
  void CheckKeys(const Descriptor* message, bool marshal) {
    absl::flat_hash_map<std::string, const FieldDescriptor*> owners;
    const auto claim = [&](const std::string& key,
                           const FieldDescriptor* field) {
      const auto [owner, added] = owners.try_emplace(key, field);
      if (added) return;
      Fail(field, absl::StrCat("has the key \"", key, "\" of ",
                               owner->second->full_name()));
    };
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const bool takes =
          marshal ? AnnotationOf(field).marshal() : internal::IsKey(field);
      if (!takes) continue;
      claim(internal::KeyOf(field), field);
      if (AnnotationOf(field).has_alias()) {
        claim(AnnotationOf(field).alias(), field);
      }
    }
  }

  void CheckUnknownKeys(const Descriptor* message) {
    const FieldDescriptor* first = internal::UnknownKeysOf(message);
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const v1::FieldAnnotation& annotation = AnnotationOf(field);
      if (!annotation.has_keep_unknown()) continue;
      if (field != first) {
        Fail(field, absl::StrCat("keeps unknown keys, as ", first->full_name(),
                                 " does already"));
      }
      if (annotation.keep_unknown() == v1::KEEP_UNKNOWN_UNSPECIFIED) {
        Fail(field, "has KEEP_UNKNOWN_UNSPECIFIED");
      }
      if (!IsType<v1::Dict>(field->message_type()) || field->is_repeated()) {
        Fail(field, absl::StrCat("keeps unknown keys, expected the type "
                                 "wamp.v1.Dict, got ",
                                 TypeName(field)));
      }
      if (annotation.has_slot() || annotation.has_key() || annotation.local() ||
          annotation.marshal()) {
        Fail(field, "keeps unknown keys, expected no other place");
      }
      if (!IsDict(message)) {
        Fail(field, "keeps unknown keys, expected a message that is a dict");
      }
    }
  }

  // The positions of a message array are 1, 2, … and each is taken once.
  void CheckPositions(const Descriptor* message) {
    int64_t next = 1;
    for (const internal::Slot& slot : internal::SlotsOf(message)) {
      if (slot.position == 0) continue;  // said of the field itself
      if (slot.position != next) {
        Fail(slot.field,
             absl::StrCat("has the slot ", AnnotationOf(slot.field).slot(),
                          ", expected ", next, " in ", message->full_name()));
      }
      if (slot.via != nullptr && slot.via->is_repeated()) {
        Fail(slot.field, absl::StrCat("has a slot, expected none in the "
                                      "repeated ",
                                      slot.via->full_name()));
      }
      next = int64_t{slot.position} + (internal::IsPayload(slot.field) ? 2 : 1);
      CheckMatchField(message, slot);
    }
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      if (internal::IsKey(field)) {
        Fail(field, absl::StrCat("has no slot, expected one or `local` in "
                                 "the message array ",
                                 message->full_name()));
      }
    }
  }

  // The match policy of a pattern has been read before the pattern.
  void CheckMatchField(const Descriptor* message, const internal::Slot& slot) {
    const v1::FieldAnnotation& annotation = AnnotationOf(slot.field);
    if (!annotation.has_match_field()) return;
    const auto path = internal::MatchPathOf(message, slot.field);
    bool good = !path.empty();
    for (const FieldDescriptor* step : path) {
      if (step->is_repeated()) good = false;
    }
    if (good) {
      const EnumDescriptor* type = path.back()->enum_type();
      good = type != nullptr &&
             type->full_name() == v1::Match_descriptor()->full_name() &&
             AnnotationOf(path.front()).has_slot() &&
             AnnotationOf(path.front()).slot() < annotation.slot();
    }
    if (!good) {
      Fail(slot.field,
           absl::StrCat("has the match_field \"", annotation.match_field(),
                        "\", expected a field of type wamp.v1.Match at an "
                        "earlier position of ",
                        message->full_name()));
    }
  }

  void CheckField(const FieldDescriptor* field) {
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    if (annotation.local() &&
        (annotation.has_slot() || annotation.required())) {
      Fail(field,
           absl::StrCat("is local, expected ",
                        annotation.has_slot() ? "no slot" : "not required"));
    }
    if (!IsSent(field)) return;
    CheckPlace(field);
    CheckFormat(field);
    if (annotation.has_match_field() &&
        annotation.format() != v1::FORMAT_URI_PATTERN) {
      Fail(field, "has a match_field, expected FORMAT_URI_PATTERN");
    }
    if (field->is_map()) {
      const Descriptor* entry = field->message_type();
      if (entry->FindFieldByNumber(1)->type() != FieldDescriptor::TYPE_STRING) {
        Fail(field, absl::StrCat("expected a map with string keys, got ",
                                 TypeName(field)));
      }
      return CheckType(field, entry->FindFieldByNumber(2));
    }
    CheckType(field, field);
  }

  // Whether the field can travel where its annotation says.
  void CheckPlace(const FieldDescriptor* field) {
    const v1::FieldAnnotation& annotation = AnnotationOf(field);
    if (annotation.has_key() && annotation.key().empty()) {
      Fail(field, "has an empty key");
    }
    if (annotation.has_alias() && annotation.alias().empty()) {
      Fail(field, "has an empty alias");
    }
    const auto* oneof = field->real_containing_oneof();
    if (annotation.required() && oneof != nullptr && oneof->field_count() > 1) {
      Fail(field, absl::StrCat("is required, expected not to be in ",
                               oneof->full_name(),
                               ", of which there is one field at most"));
    }
    if (!annotation.has_slot()) return;
    if (annotation.slot() == 0) {
      Fail(field, "has the slot 0, which is the code's; expected 1 or more");
    }
    if (!annotation.marshal() &&
        (annotation.has_key() || annotation.has_alias())) {
      Fail(field, absl::StrCat("has a slot and ",
                               annotation.has_key() ? "a key" : "an alias",
                               ", expected one of them"));
    }
    const Descriptor* message = field->containing_type();
    if (!AnnotationOf(message).has_code() && !IsOfArray(message)) {
      Fail(field,
           absl::StrCat("has a slot, expected a code in ", message->full_name(),
                        ", or a wire_name like \"CALL.Options\" that says "
                        "whose dict it is"));
    }
  }

  // Whether the message is a dict within a message array, around which its
  // fields may travel, too.
  static bool IsOfArray(const Descriptor* message) {
    return absl::StrContains(AnnotationOf(message).wire_name(), '.');
  }

  // `value` holds the values of `field`: it is the same, or a map's.
  void CheckType(const FieldDescriptor* field, const FieldDescriptor* value) {
    if (value->message_type() != nullptr) Check(value->message_type());
    if (internal::IsPayload(value) && (value != field || field->is_repeated() ||
                                       !AnnotationOf(field).has_slot())) {
      Fail(field, "holds a payload, expected a slot");
    }
    const EnumDescriptor* type = value->enum_type();
    if (type == nullptr || !seen_enums_.insert(type).second) return;
    absl::flat_hash_set<std::string> tokens;
    for (int i = 0; i < type->value_count(); ++i) {
      const std::string token = internal::TokenOf(type->value(i));
      if (!token.empty() && !tokens.insert(token).second) {
        Fail(type->value(i),
             absl::StrCat("has the token \"", token, "\" of an earlier value"));
      }
    }
    if (tokens.empty()) Fail(type, "has no value with a token");
    const auto* unset = type->FindValueByNumber(0);
    if (unset != nullptr && absl::EndsWith(unset->name(), "_UNSPECIFIED") &&
        !internal::TokenOf(unset).empty()) {
      Fail(unset, absl::StrCat("has the token \"", internal::TokenOf(unset),
                               "\", expected none where nothing is said"));
    }
  }

  void CheckFormat(const FieldDescriptor* field) {
    const FieldDescriptor* value =
        field->is_map() ? field->message_type()->FindFieldByNumber(2) : field;
    const v1::Format format = AnnotationOf(field).format();
    const auto expect = [&](bool good, absl::string_view expected) {
      if (good) return;
      Fail(field, absl::StrCat("has ", NameOf(format), ", expected ", expected,
                               ", got ", TypeName(field)));
    };
    switch (format) {
      case v1::FORMAT_UNSPECIFIED:
        return;
      case v1::FORMAT_ID:
      case v1::FORMAT_ID_OR_ZERO:
      case v1::FORMAT_POSITIVE:
        return expect(value->cpp_type() == FieldDescriptor::CPPTYPE_UINT64 ||
                          value->cpp_type() == FieldDescriptor::CPPTYPE_UINT32,
                      "an unsigned integer");
      case v1::FORMAT_URI_PATTERN:
        if (!AnnotationOf(field).has_slot()) {
          Fail(field, "has FORMAT_URI_PATTERN, expected a slot");
        }
        [[fallthrough]];
      default:
        return expect(value->type() == FieldDescriptor::TYPE_STRING,
                      "a string");
    }
  }

  absl::flat_hash_set<const Descriptor*> seen_;
  absl::flat_hash_set<const EnumDescriptor*> seen_enums_;
  std::vector<std::string> faults_;
};

bool IsAnnotated(const Descriptor* message) {
  if (message->options().HasExtension(v1::message)) return true;
  for (int i = 0; i < message->field_count(); ++i) {
    if (message->field(i)->options().HasExtension(v1::field)) return true;
  }
  return false;
}

void CheckAll(const Descriptor* message, Checker& checker) {
  if (IsAnnotated(message)) checker.Check(message);
  for (int i = 0; i < message->nested_type_count(); ++i) {
    CheckAll(message->nested_type(i), checker);
  }
}

absl::Status StatusOf(const std::vector<std::string>& faults) {
  if (faults.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrJoin(faults, "; "));
}

}  // namespace

absl::Status CheckAnnotations(const Descriptor* message) {
  Checker checker;
  checker.Check(message);
  return StatusOf(std::move(checker).Take());
}

absl::Status CheckAnnotations(const FileDescriptor* file) {
  return StatusOf(AnnotationFaults(file));
}

std::vector<std::string> AnnotationFaults(const FileDescriptor* file) {
  Checker checker;
  for (int i = 0; i < file->message_type_count(); ++i) {
    CheckAll(file->message_type(i), checker);
  }
  return std::move(checker).Take();
}

}  // namespace wamp
