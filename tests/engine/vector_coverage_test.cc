// Every place of the wire that a message's annotations name must have a sample
// in tests/vectors that is read, and one that is refused.
#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "tests/testing/vectors.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/transport.pb.h"

namespace wamp {
namespace {

using internal::AnnotationOf;
using internal::Descriptor;
using internal::EnumDescriptor;
using internal::FieldDescriptor;
using internal::IsKey;
using internal::KeyOf;
using testing::Step;
using testing::Vector;

// A place of the wire: the value as a whole, a key, a position, an element.
struct Place {
  // The message that owns the place. A dict can stand at several sites.
  std::string message;
  std::string site;
  // Empty for the value as a whole.
  std::string key;

  bool operator<(const Place& other) const {
    return std::tie(message, site, key) <
           std::tie(other.message, other.site, other.key);
  }
};

void PrintTo(const Place& place, std::ostream* out) {
  *out << place.message << " at " << place.site;
  if (!place.key.empty()) *out << ": " << place.key;
}

using Places = std::set<Place>;

// Which samples a place can have.
enum class Needs {
  kBoth,
  // Nothing that stands here is wrong.
  kValid,
};

Place PlaceOf(const Descriptor* type, const std::string& site,
              absl::string_view key) {
  return {std::string(type->name()), site, std::string(key)};
}

bool HasRows(const Descriptor* type) {
#define WAMP_EACH(NAME) \
  if (type == v1::NAME::descriptor()) return true;
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
  return false;
}

bool IsPayload(const FieldDescriptor* field) {
  return field->message_type() == v1::Payload::descriptor();
}

// What can be wrong with a field's value follows from its type.
Needs NeedsOf(const FieldDescriptor* field) {
  const bool any_value = field->message_type() == v1::Value::descriptor();
  return any_value && !AnnotationOf(field).required() ? Needs::kValid
                                                      : Needs::kBoth;
}

using Visit = std::function<void(const Place&, Needs)>;

void VisitDict(const Descriptor* type, const std::string& site,
               const Visit& visit) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const auto& rule = AnnotationOf(field);
    if (rule.has_keep_unknown()) {
      // Where further keys are always kept there is no way to reject them.
      visit(PlaceOf(type, site, "further keys"),
            rule.keep_unknown() == v1::KEEP_UNKNOWN_ALWAYS ? Needs::kValid
                                                           : Needs::kBoth);
    }
    if (!IsKey(field)) continue;
    visit(PlaceOf(type, site, KeyOf(field)), NeedsOf(field));
    if (rule.has_alias()) {
      // The key's rules hold for its older spelling.
      visit(PlaceOf(type, site, rule.alias()), Needs::kValid);
    }
  }
}

void VisitArray(const Descriptor* type, const Visit& visit) {
  const std::string site = internal::WireNameOf(type);
  for (const internal::Slot& slot : internal::SlotsOf(type)) {
    const Descriptor* inner = slot.field->message_type();
    if (IsPayload(slot.field)) {
      visit(PlaceOf(type, site, "args"), Needs::kBoth);
      visit(PlaceOf(type, site, "kwargs"), Needs::kBoth);
      // It stands for the two, and what it isn't is a fault of theirs.
      visit(PlaceOf(type, site, "payload"), Needs::kValid);
      continue;
    }
    visit(PlaceOf(type, site, slot.name), NeedsOf(slot.field));
    if (inner != nullptr &&
        AnnotationOf(inner).shape() == v1::SHAPE_UNSPECIFIED) {
      VisitDict(inner, absl::StrCat(site, ".", slot.name), visit);
    }
  }
}

// All places that `type` has on the wire, apart from those of the messages
// within it.
void VisitType(const Descriptor* type, const Visit& visit) {
  const std::string site = internal::WireNameOf(type);
  const auto& rule = AnnotationOf(type);
  visit(PlaceOf(type, site, ""),
        rule.shape() == v1::SHAPE_VALUE ? Needs::kValid : Needs::kBoth);
  switch (rule.shape()) {
    case v1::SHAPE_LIST:
      visit(PlaceOf(type, site, "element"), Needs::kBoth);
      return;
    case v1::SHAPE_UNION:
      for (int i = 0; i < type->field_count(); ++i) {
        // What one arm doesn't take is another's, or a fault of the whole.
        visit(PlaceOf(type, site, type->field(i)->name()), Needs::kValid);
      }
      return;
    case v1::SHAPE_UNSPECIFIED:
      break;
    default:
      return;
  }
  if (rule.has_code()) {
    VisitArray(type, visit);
  } else if (type != v1::Frame::descriptor()) {
    VisitDict(type, site, visit);
  }
}

// All messages of the package that travel.
std::vector<const Descriptor*> Types() {
  std::set<std::string> seen;
  std::vector<const Descriptor*> types;
  std::function<void(const google::protobuf::FileDescriptor*)> add =
      [&](const google::protobuf::FileDescriptor* file) {
        if (!seen.insert(std::string(file->name())).second) return;
        for (int i = 0; i < file->message_type_count(); ++i) {
          if (HasRows(file->message_type(i))) {
            types.push_back(file->message_type(i));
          }
        }
        for (int i = 0; i < file->dependency_count(); ++i) {
          add(file->dependency(i));
        }
      };
  add(v1::Frame::descriptor()->file());
  add(v1::ComponentConfig::descriptor()->file());
  return types;
}

// Walks along values and says which places they fill.
class Walk {
 public:
  using Tokens = std::set<std::pair<const EnumDescriptor*, std::string>>;

  explicit Walk(Places& places) : places_(places) {}

  const Tokens& tokens() const { return tokens_; }

  // Whether keys that no field claims are kept where that is up to the reader.
  void set_keeps(bool keeps) { keeps_ = keeps; }

  // Adds the places of `value`, which is valid.
  void All(const v1::Value& value, const Descriptor* type,
           const std::string& site) {
    places_.insert(PlaceOf(type, site, ""));
    switch (AnnotationOf(type).shape()) {
      case v1::SHAPE_LIST:
        for (const v1::Value& element : value.list_value().values()) {
          places_.insert(PlaceOf(type, site, "element"));
          Field(element, type->field(0));
        }
        return;
      case v1::SHAPE_UNION: {
        const FieldDescriptor* arm = Arm(value, type);
        places_.insert(PlaceOf(type, site, arm->name()));
        Field(value, arm);
        return;
      }
      case v1::SHAPE_UNSPECIFIED:
        break;
      default:
        return;
    }
    if (type == v1::Frame::descriptor()) return;
    if (AnnotationOf(type).has_code()) {
      Array(value, type, site);
    } else {
      Dict(value, type, site);
    }
  }

  // Adds the place where `at` ends, starting at a value of `type`.
  void At(const std::vector<Step>& at, const Descriptor* type) {
    std::string site = internal::WireNameOf(type);
    Place place = PlaceOf(type, site, "");
    for (const Step& step : at) {
      // An element of any value, which the value itself stands for.
      if (type == nullptr) break;
      const FieldDescriptor* field = nullptr;
      std::string next_site;
      if (AnnotationOf(type).has_code()) {
        const Position position = PositionOf(type, step.index);
        place = PlaceOf(type, site, position.name);
        field = position.field;
        next_site = absl::StrCat(site, ".", position.name);
      } else if (AnnotationOf(type).shape() == v1::SHAPE_LIST) {
        place = PlaceOf(type, site, "element");
        field = type->field(0);
      } else if (AnnotationOf(type).shape() == v1::SHAPE_UNION) {
        type = type->FindFieldByName("details")->message_type();
        site = internal::WireNameOf(type);
        field = FieldOf(type, step.key);
        place = KeyPlace(type, site, step.key);
      } else {
        field = FieldOf(type, step.key);
        place = KeyPlace(type, site, step.key);
      }
      type = field == nullptr ? nullptr : field->message_type();
      if (type != nullptr) {
        site = next_site.empty() ? internal::WireNameOf(type) : next_site;
      }
    }
    places_.insert(place);
  }

 private:
  struct Position {
    std::string name;
    const FieldDescriptor* field = nullptr;
  };

  static Position PositionOf(const Descriptor* type, int index) {
    for (const internal::Slot& slot : internal::SlotsOf(type)) {
      if (IsPayload(slot.field) && index >= slot.position) {
        return {index == slot.position ? "args" : "kwargs", nullptr};
      }
      if (slot.position == index) return {slot.name, slot.field};
    }
    return {};
  }

  // The field of a key, or null for a key that no field claims.
  static const FieldDescriptor* FieldOf(const Descriptor* type,
                                        const std::string& key) {
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (IsKey(field) &&
          (KeyOf(field) == key || AnnotationOf(field).alias() == key)) {
        return field;
      }
    }
    return nullptr;
  }

  static Place KeyPlace(const Descriptor* type, const std::string& site,
                        const std::string& key) {
    return PlaceOf(type, site,
                   FieldOf(type, key) == nullptr ? "further keys" : key);
  }

  bool Keeps(const Descriptor* type) const {
    const FieldDescriptor* rest = internal::UnknownKeysOf(type);
    return keeps_ || (rest != nullptr && AnnotationOf(rest).keep_unknown() ==
                                             v1::KEEP_UNKNOWN_ALWAYS);
  }

  static const FieldDescriptor* Arm(const v1::Value& value,
                                    const Descriptor* type) {
    for (int i = 0; i < type->field_count(); ++i) {
      const bool dict = type->field(i)->message_type() != nullptr;
      if (dict == value.has_dict_value()) return type->field(i);
    }
    return nullptr;
  }

  void Dict(const v1::Value& value, const Descriptor* type,
            const std::string& site) {
    for (const v1::Entry& entry : value.dict_value().entries()) {
      if (entry.value().has_null_value()) continue;
      const FieldDescriptor* field = FieldOf(type, entry.key());
      if (field == nullptr && !Keeps(type)) continue;
      places_.insert(KeyPlace(type, site, entry.key()));
      if (field != nullptr) Field(entry.value(), field);
    }
  }

  void Array(const v1::Value& value, const Descriptor* type,
             const std::string& site) {
    const auto& values = value.list_value().values();
    for (int i = 1; i < values.size(); ++i) {
      if (values[i].has_null_value()) continue;
      const Position position = PositionOf(type, i);
      const bool payload =
          position.field == nullptr && values[i].has_bytes_value();
      places_.insert(PlaceOf(type, site, payload ? "payload" : position.name));
      if (position.field == nullptr) continue;
      const Descriptor* inner = position.field->message_type();
      if (inner == nullptr) {
        Field(values[i], position.field);
      } else {
        All(values[i], inner, absl::StrCat(site, ".", position.name));
      }
    }
  }

  void Field(const v1::Value& value, const FieldDescriptor* field) {
    if (field->enum_type() != nullptr) {
      tokens_.insert({field->enum_type(), value.string_value()});
    } else if (field->message_type() != nullptr) {
      All(value, field->message_type(),
          internal::WireNameOf(field->message_type()));
    }
  }

  Places& places_;
  Tokens tokens_;
  bool keeps_ = false;
};

class VectorCoverageTest : public ::testing::Test {
 protected:
  VectorCoverageTest() : valid_walk_(valid_), invalid_walk_(invalid_) {
    for (const Vector& vector : testing::LoadVectors()) {
      const Descriptor* type =
          v1::Frame::descriptor()->file()->pool()->FindMessageTypeByName(
              absl::StrCat("wamp.v1.", vector.message));
      if (vector.valid) {
        valid_walk_.set_keeps(vector.sample.unknown_keys() == "keep");
        valid_walk_.All(vector.value, type, internal::WireNameOf(type));
      } else {
        invalid_walk_.At(vector.at, type);
      }
    }
  }

  Places valid_;
  Places invalid_;
  Walk valid_walk_;
  Walk invalid_walk_;
};

TEST_F(VectorCoverageTest, EveryPlaceHasAValidSample) {
  int places = 0;
  for (const Descriptor* type : Types()) {
    VisitType(type, [&](const Place& place, Needs) {
      ++places;
      EXPECT_EQ(valid_.count(place), 1U) << ::testing::PrintToString(place);
    });
  }
  // The package has that many at least: the walk isn't lost.
  EXPECT_GT(places, 400);
}

TEST_F(VectorCoverageTest, EveryPlaceThatCanBeWrongHasAnInvalidSample) {
  for (const Descriptor* type : Types()) {
    VisitType(type, [&](const Place& place, Needs needs) {
      if (needs == Needs::kValid) return;
      EXPECT_EQ(invalid_.count(place), 1U) << ::testing::PrintToString(place);
    });
  }
}

TEST_F(VectorCoverageTest, EveryTokenHasAValidSample) {
  std::set<const EnumDescriptor*> types;
  for (const auto& [type, token] : valid_walk_.tokens()) types.insert(type);
  EXPECT_GE(types.size(), 6U);
  for (const EnumDescriptor* type : types) {
    if (internal::IsCode(type)) continue;
    for (int i = 0; i < type->value_count(); ++i) {
      const std::string token = internal::TokenOf(type->value(i));
      if (token.empty()) continue;
      EXPECT_EQ(valid_walk_.tokens().count({type, token}), 1U)
          << type->name() << " " << token;
    }
  }
}

}  // namespace
}  // namespace wamp
