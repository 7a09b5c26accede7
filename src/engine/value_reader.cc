#include "src/engine/value_reader.h"

#include <limits>
#include <string>

#include "src/engine/codecs.h"

namespace wamp {
namespace internal {

Kind ValueReader::Peek() const {
  if (root_ != nullptr) return Kind::kMap;
  switch (value_->kind_case()) {
    case v1::Value::kBoolValue:
      return Kind::kBool;
    case v1::Value::kUintValue:
      return Kind::kUint;
    case v1::Value::kIntValue:
      return value_->int_value() < 0 ? Kind::kInt : Kind::kUint;
    case v1::Value::kDoubleValue:
      return Kind::kDouble;
    case v1::Value::kStringValue:
      return Kind::kString;
    case v1::Value::kBytesValue:
      return Kind::kBytes;
    case v1::Value::kListValue:
      return Kind::kList;
    case v1::Value::kDictValue:
      return Kind::kMap;
    case v1::Value::kForeignValue:
      return Kind::kForeign;
    case v1::Value::kNullValue:
    case v1::Value::KIND_NOT_SET:
      return Kind::kNull;
  }
  return Kind::kNull;
}

bool ValueReader::ReadInt(int64_t& value) {
  if (value_->has_int_value()) {
    value = value_->int_value();
    return true;
  }
  if (!value_->has_uint_value()) return Wanted("an integer");
  const uint64_t number = value_->uint_value();
  if (number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    return Fail(Rule::kRange, offset(), "an integer below 2^63", "integer",
                std::to_string(number));
  }
  value = static_cast<int64_t>(number);
  return true;
}

bool ValueReader::ReadForeign(ForeignValue& value) {
  if (!value_->has_foreign_value()) return Wanted("a foreign value");
  const v1::Foreign& foreign = value_->foreign_value();
  value = {FormatOf(foreign.serializer()), foreign.encoded()};
  return true;
}

bool ValueReader::BeginList(List& list) {
  if (!value_->has_list_value()) return Wanted("a list");
  list = {&value_->list_value(), 0};
  return Enter();
}

bool ValueReader::BeginMap(Map& map) {
  if (root_ != nullptr) {
    map = {root_, 0};
    root_ = nullptr;
    return Enter();
  }
  if (!value_->has_dict_value()) return Wanted("a dict");
  map = {&value_->dict_value(), 0};
  return Enter();
}

bool ValueReader::Enter() {
  if (--depth_left_ >= 0) return true;
  return Fail(Rule::kLimit, offset(), "lists and dicts nested less deep",
              "one more");
}

}  // namespace internal
}  // namespace wamp
