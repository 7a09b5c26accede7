// Writing over what a message holds, rather than clearing it first.
//
// Protobuf frees what a oneof holds when the oneof is cleared: the text, list
// or dict of each Value. Where values are written over, a text goes where a
// text was, and its memory is used again.
#ifndef WAMP_SRC_ENGINE_OVERWRITER_H_
#define WAMP_SRC_ENGINE_OVERWRITER_H_

#include <string>

#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/protobuf/unknown_field_set.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// Puts `text` in the place of what is there. What assign() does beside that,
// for a text that is a part of it, takes longer than the copy.
inline void Overwrite(std::string& value, absl::string_view text) {
  value.clear();
  value.append(text.data(), text.size());
}

// Drops the fields that protobuf's own parser has kept without knowing them.
// Clear would do that; what is written over isn't cleared.
template <class Message>
void DropUnknownFields(Message& message) {
  static const google::protobuf::Reflection* const reflection =
      Message::GetReflection();
  if (ABSL_PREDICT_FALSE(!reflection->GetUnknownFields(message).empty())) {
    reflection->MutableUnknownFields(&message)->Clear();
  }
}

inline void DropUnknownFields(v1::Entry& entry) {
  DropUnknownFields<v1::Entry>(entry);
  DropUnknownFields(*entry.mutable_value());
}

// Writes over the elements of a repeated field, one after the other. In the end
// the field has as many as were asked for.
template <class Message>
class Overwriter {
 public:
  explicit Overwriter(google::protobuf::RepeatedPtrField<Message>& elements)
      : elements_(elements) {}
  Overwriter(const Overwriter&) = delete;
  Overwriter& operator=(const Overwriter&) = delete;

  ~Overwriter() {
    while (elements_.size() > next_) elements_.RemoveLast();
  }

  // The next element, with whatever it held before.
  Message& Next() {
    if (next_ == elements_.size()) {
      ++next_;
      return *elements_.Add();
    }
    Message& element = *elements_.Mutable(next_++);
    DropUnknownFields(element);
    return element;
  }

 private:
  google::protobuf::RepeatedPtrField<Message>& elements_;
  int next_ = 0;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_OVERWRITER_H_
