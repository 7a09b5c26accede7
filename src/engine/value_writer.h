// Writes wamp.v1.Value as if it were bytes: the codec of ToDict.
#ifndef WAMP_SRC_ENGINE_VALUE_WRITER_H_
#define WAMP_SRC_ENGINE_VALUE_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "src/engine/codecs.h"
#include "wamp/codec/codec.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// The members are those of MsgPackWriter (msgpack_writer.h). What is written
// is new, so that a text is made and moved there: assigning it is slower.
class ValueWriter : public codec_internal::FaultKeeper {
 public:
  static constexpr bool kHeadsHoldSizes = true;
  static constexpr bool kHeadsMayTrail = false;

  // Writes one value into `root`, which must be empty.
  explicit ValueWriter(v1::Value& root) : next_(&root) {}
  // As above; the value must be a dict.
  explicit ValueWriter(v1::Dict& root) : root_(&root) {}

  void Null() { Next().set_null_value(v1::NULL_UNSPECIFIED); }
  void Bool(bool value) { Next().set_bool_value(value); }
  void Uint(uint64_t value) { Next().set_uint_value(value); }
  void Int(int64_t value) {
    if (value < 0) {
      Next().set_int_value(value);
    } else {
      Uint(static_cast<uint64_t>(value));
    }
  }
  void Double(double value) { Next().set_double_value(value); }
  void String(absl::string_view value) {
    Next().set_string_value(std::string(value));
  }
  void KnownString(absl::string_view value) { String(value); }
  void Bytes(absl::string_view value) {
    Next().set_bytes_value(std::string(value));
  }

  // Where the caller puts the next value by itself.
  v1::Value& Place() { return Next(); }

  void Foreign(const ForeignValue& value) {
    v1::Foreign& foreign = *Next().mutable_foreign_value();
    foreign.set_serializer(SerializerOf(value.format));
    foreign.set_encoded(std::string(value.encoded));
  }

  void BeginList(size_t size) {
    v1::List* list = Next().mutable_list_value();
    list->mutable_values()->Reserve(static_cast<int>(size));
    levels_.push_back({list, nullptr});
  }
  void EndList() { levels_.pop_back(); }

  void BeginMap(size_t size) {
    v1::Dict* dict = root_ != nullptr ? std::exchange(root_, nullptr)
                                      : Next().mutable_dict_value();
    dict->mutable_entries()->Reserve(static_cast<int>(size));
    levels_.push_back({nullptr, dict});
  }
  void Key(absl::string_view key) {
    v1::Entry* entry = levels_.back().dict->add_entries();
    entry->set_key(std::string(key));
    next_ = entry->mutable_value();
  }
  template <class Known>
  void KnownKey(Known) {
    Key(Known::kKey);
  }
  template <class Known>
  void KnownFlag(Known, bool value) {
    Key(Known::kKey);
    Bool(value);
  }
  class Flags {
   public:
    template <class Known>
    void Put(Known known, bool value) {
      writer_.KnownFlag(known, value);
    }

   private:
    friend ValueWriter;
    explicit Flags(ValueWriter& writer) : writer_(writer) {}
    ValueWriter& writer_;
  };
  Flags BeginFlags(size_t, size_t) { return Flags(*this); }
  void EndFlags(const Flags&) {}
  void EndMap() { levels_.pop_back(); }

 private:
  // Either a list or a dict.
  struct Level {
    v1::List* list;
    v1::Dict* dict;
  };

  v1::Value& Next() {
    if (!levels_.empty() && levels_.back().list != nullptr) {
      return *levels_.back().list->add_values();
    }
    return *next_;
  }

  // Where the value of the key goes that was written last; the root at first.
  v1::Value* next_ = nullptr;
  // The dict to write, until it is begun; null otherwise.
  v1::Dict* root_ = nullptr;
  absl::InlinedVector<Level, 8> levels_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_VALUE_WRITER_H_
