// Fills messages from what another library has read.
//
// A Node is a value as that library gives it:
//
//   Kind kind();                  // asked only where any value may stand
//   bool Flag(); uint64_t Uint(); int64_t Int(); double Double();
//   absl::string_view Text();
//   void ForEachItem(use);        // use(Node), of a list
//   void ForEachEntry(use);       // use(absl::string_view, Node), of a dict
//
// Each node is asked once and in order, which is all that some libraries allow.
#ifndef WAMP_TESTS_BENCH_YARDSTICKS_PICKS_H_
#define WAMP_TESTS_BENCH_YARDSTICKS_PICKS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <tuple>
#include <type_traits>

#include "absl/strings/string_view.h"
#include "tests/bench/yardsticks/fields.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace bench {

enum class Kind { kNull, kFlag, kUint, kInt, kDouble, kText, kList, kDict };

template <class Node>
void Pick(Node node, v1::Dict& out);
template <class Node>
void Pick(Node node, v1::List& out);
template <class Node>
void Pick(Node node, v1::StringList& out);
template <class Node>
void Pick(Node node, v1::IdList& out);
template <class Node, class Message>
auto Pick(Node node, Message& out) -> decltype(void(FieldsOf(out)));

template <class Node>
void Pick(Node node, std::string& out) {
  const absl::string_view text = node.Text();
  out.assign(text.data(), text.size());
}

template <class Node>
void Pick(Node node, v1::Value& out) {
  switch (node.kind()) {
    case Kind::kNull:
      return out.set_null_value(v1::NULL_UNSPECIFIED);
    case Kind::kFlag:
      return out.set_bool_value(node.Flag());
    case Kind::kUint:
      return out.set_uint_value(node.Uint());
    case Kind::kInt:
      return out.set_int_value(node.Int());
    case Kind::kDouble:
      return out.set_double_value(node.Double());
    case Kind::kText:
      return Pick(node, *out.mutable_string_value());
    case Kind::kList:
      return Pick(node, *out.mutable_list_value());
    case Kind::kDict:
      return Pick(node, *out.mutable_dict_value());
  }
}

template <class Node>
void Pick(Node node, v1::List& out) {
  node.ForEachItem([&out](Node item) { Pick(item, *out.add_values()); });
}

template <class Node>
void Pick(Node node, v1::Dict& out) {
  node.ForEachEntry([&out](absl::string_view key, Node value) {
    v1::Entry& entry = *out.add_entries();
    entry.mutable_key()->assign(key.data(), key.size());
    Pick(value, *entry.mutable_value());
  });
}

template <class Node>
void Pick(Node node, v1::StringList& out) {
  node.ForEachItem([&out](Node item) { Pick(item, *out.add_values()); });
}

template <class Node>
void Pick(Node node, v1::IdList& out) {
  node.ForEachItem([&out](Node item) { out.add_values(item.Uint()); });
}

template <class Word, size_t kSize>
Word WordOf(absl::string_view text, const absl::string_view (&words)[kSize]) {
  size_t i = kSize - 1;
  while (i > 0 && words[i] != text) --i;
  return static_cast<Word>(i);
}

// Puts what the node holds where the field has its value.
template <class Node, class Field, class Message>
void PickField(Node node, const Field& field, Message& out) {
  using T = std::decay_t<decltype(field.get(out))>;
  if constexpr (std::is_same_v<T, bool>) {
    field.put(out, node.Flag());
  } else if constexpr (std::is_same_v<T, uint64_t>) {
    field.put(out, node.Uint());
  } else if constexpr (std::is_same_v<T, v1::Match>) {
    field.put(out, WordOf<v1::Match>(node.Text(), kMatchWords));
  } else if constexpr (std::is_same_v<T, v1::Invoke>) {
    field.put(out, WordOf<v1::Invoke>(node.Text(), kInvokeWords));
  } else {
    Pick(node, field.put(out));
  }
}

// A dict whose keys are fields.
template <class Node, class Message>
auto Pick(Node node, Message& out) -> decltype(void(FieldsOf(out))) {
  node.ForEachEntry([&out](absl::string_view key, Node value) {
    const auto is_it = [&](const auto& field) {
      // Of a known size, which compilers compare at once.
      const absl::string_view wanted = field.key();
      if (key.size() != wanted.size() ||
          std::memcmp(key.data(), wanted.data(), wanted.size()) != 0) {
        return false;
      }
      PickField(value, field, out);
      return true;
    };
    std::apply([&](const auto&... field) { (is_it(field) || ...); },
               FieldsOf(out));
  });
}

// A message: `take` gets each position and its number, but for the first one,
// which holds the type.
template <class Node, class Take>
void PickArray(Node node, Take take) {
  size_t at = 0;
  node.ForEachItem([&](Node item) {
    if (at != 0) take(at, item);
    ++at;
  });
}

template <class Node>
void PickFrame(Node node, v1::Hello& out) {
  PickArray(node, [&out](size_t at, Node item) {
    v1::HelloDetails& details = *out.mutable_details();
    if (at == 1) return Pick(item, *details.mutable_realm());
    Pick(item, details);
  });
}

template <class Node>
void PickFrame(Node node, v1::Welcome& out) {
  PickArray(node, [&out](size_t at, Node item) {
    v1::SessionDetails& details = *out.mutable_details();
    if (at == 1) return details.set_session(item.Uint());
    Pick(item, details);
  });
}

template <class Node>
void PickFrame(Node node, v1::Challenge& out) {
  PickArray(node, [&out](size_t at, Node item) {
    if (at == 1) return Pick(item, *out.mutable_method());
    Pick(item, *out.mutable_extra());
  });
}

template <class Node>
void PickFrame(Node node, v1::Event& out) {
  PickArray(node, [&out](size_t at, Node item) {
    v1::EventDetails& details = *out.mutable_details();
    if (at == 1) return details.set_subscription(item.Uint());
    if (at == 2) return details.set_publication(item.Uint());
    if (at == 3) return Pick(item, details);
    if (at == 4) return Pick(item, *out.mutable_payload()->mutable_args());
    Pick(item, *out.mutable_payload()->mutable_kwargs());
  });
}

template <class Node>
void PickFrame(Node node, v1::Publish& out) {
  PickArray(node, [&out](size_t at, Node item) {
    if (at == 1) return out.set_request(item.Uint());
    if (at == 2) return Pick(item, *out.mutable_options());
    if (at == 3) return Pick(item, *out.mutable_topic());
    if (at == 4) return Pick(item, *out.mutable_payload()->mutable_args());
    Pick(item, *out.mutable_payload()->mutable_kwargs());
  });
}

template <class Node>
void PickFrame(Node node, v1::Call& out) {
  PickArray(node, [&out](size_t at, Node item) {
    if (at == 1) return out.set_request(item.Uint());
    if (at == 2) return Pick(item, *out.mutable_options());
    if (at == 3) return Pick(item, *out.mutable_procedure());
    if (at == 4) return Pick(item, *out.mutable_payload()->mutable_args());
    Pick(item, *out.mutable_payload()->mutable_kwargs());
  });
}

template <class Node>
void PickFrame(Node node, v1::Invocation& out) {
  PickArray(node, [&out](size_t at, Node item) {
    v1::CallDetails& details = *out.mutable_details();
    if (at == 1) return out.set_request(item.Uint());
    if (at == 2) return details.set_registration(item.Uint());
    if (at == 3) return Pick(item, details);
    if (at == 4) return Pick(item, *out.mutable_payload()->mutable_args());
    Pick(item, *out.mutable_payload()->mutable_kwargs());
  });
}

template <class Node>
void PickFrame(Node node, v1::Register& out) {
  PickArray(node, [&out](size_t at, Node item) {
    if (at == 1) return out.set_request(item.Uint());
    if (at == 2) return Pick(item, *out.mutable_options());
    Pick(item, *out.mutable_procedure());
  });
}

// Replaces what `out` holds.
template <class Node, class Message>
void PickMessage(Node node, Message& out) {
  out.Clear();
  PickFrame(node, out);
}

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_YARDSTICKS_PICKS_H_
