// Reads wamp.v1.Value as if it were bytes: the codec of FromDict.
#ifndef WAMP_SRC_ENGINE_VALUE_READER_H_
#define WAMP_SRC_ENGINE_VALUE_READER_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// The members are those of MsgPackReader (msgpack_reader.h). There are no
// bytes, so there are no offsets, and strings are taken to be UTF-8.
class ValueReader : public codec_internal::FaultKeeper {
 public:
  struct List {
    const v1::List* list = nullptr;
    int next = 0;
  };
  struct Map {
    const v1::Dict* dict = nullptr;
    int next = 0;
  };
  struct Mark {
    const v1::Value* value;
    int depth;
  };

  ValueReader(const v1::Value& root, const Limits& limits)
      : value_(&root), depth_left_(limits.max_depth) {}
  ValueReader(const v1::Dict& root, const Limits& limits)
      : value_(&v1::Value::default_instance()),
        root_(&root),
        depth_left_(limits.max_depth) {}

  size_t offset() const { return Fault::kNoOffset; }
  bool AtEnd() const { return true; }
  Mark mark() const { return {value_, depth_left_}; }
  void Restore(const Mark& mark) {
    ClearFault();
    value_ = mark.value;
    depth_left_ = mark.depth;
  }

  Kind Peek() const;

  bool TryNull() const {
    return root_ == nullptr && (value_->kind_case() == v1::Value::kNullValue ||
                                value_->kind_case() == v1::Value::KIND_NOT_SET);
  }

  bool ReadBool(bool& value) {
    if (!value_->has_bool_value()) return Wanted("a boolean");
    value = value_->bool_value();
    return true;
  }
  bool ReadUint(uint64_t& value) {
    if (value_->has_int_value() && value_->int_value() >= 0) {
      value = static_cast<uint64_t>(value_->int_value());
      return true;
    }
    if (!value_->has_uint_value()) return Wanted("an integer of at least 0");
    value = value_->uint_value();
    return true;
  }
  bool ReadInt(int64_t& value);
  bool ReadDouble(double& value) {
    if (!value_->has_double_value()) return Wanted("a float");
    value = value_->double_value();
    return true;
  }
  bool ReadString(absl::string_view& value) {
    if (!value_->has_string_value()) return Wanted("a string");
    value = value_->string_value();
    return true;
  }
  bool ReadBytes(absl::string_view& value) {
    if (!value_->has_bytes_value()) return Wanted("a byte string");
    value = value_->bytes_value();
    return true;
  }

  bool ReadForeign(ForeignValue& value);

  bool BeginList(List& list);
  bool NextItem(List& list) {
    if (list.next == list.list->values_size()) {
      ++depth_left_;
      return false;
    }
    value_ = &list.list->values(list.next++);
    return true;
  }
  size_t SizeHint(const List& list) const {
    return static_cast<size_t>(list.list->values_size());
  }

  bool BeginMap(Map& map);
  bool NextKey(Map& map, absl::string_view& key) {
    if (map.next == map.dict->entries_size()) {
      ++depth_left_;
      return false;
    }
    const v1::Entry& entry = map.dict->entries(map.next++);
    key = entry.key();
    value_ = &entry.value();
    return true;
  }
  bool NextUncheckedKey(Map& map, absl::string_view& key) {
    return NextKey(map, key);
  }
  bool CheckKey(absl::string_view) { return true; }
  size_t SizeHint(const Map& map) const {
    return static_cast<size_t>(map.dict->entries_size());
  }

  bool Skip() { return true; }

 private:
  bool Wanted(absl::string_view what) {
    return codec_internal::FailKind(*this, what);
  }
  bool Enter();

  // The value that is read next.
  const v1::Value* value_;
  // The dict to read, until it is entered; null otherwise.
  const v1::Dict* root_ = nullptr;
  int depth_left_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_VALUE_READER_H_
