// Making and reading wamp.v1.Value, List and Dict: any value that WAMP carries.
//
// Example:
//
//   wamp::v1::Dict dict =
//       wamp::MakeDict({{"x", 1}, {"tags", wamp::MakeList("a", 2, nullptr)}});
//   wamp::Set(dict, "raw", wamp::Bytes{"\xff"});
//   const wamp::v1::Value* x = wamp::Find(dict, "x");
//   if (x != nullptr && x->has_uint_value()) Use(x->uint_value());
//
// A program that fills values by hand keeps one rule: an integer that isn't
// negative is in `uint_value`, so that equal numbers are equal messages.
// MakeValue does so.
//
// What is made owns its content: nothing refers to the arguments afterwards.
// All functions are safe to call from any thread, as long as no message is
// written while another thread uses it.
#ifndef WAMP_VALUE_H_
#define WAMP_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "wamp/v1/value.pb.h"

namespace wamp {

// A byte string, as opposed to a text.
struct Bytes {
  std::string data;
};

namespace internal {

template <class T, class... Others>
inline constexpr bool kIsAnyOf = (std::is_same_v<T, Others> || ...);

// The integers that are numbers: neither bool nor characters.
template <class T>
inline constexpr bool kIsInteger =
    std::is_integral_v<T> && sizeof(T) <= sizeof(uint64_t) &&
    !kIsAnyOf<T, bool, char, wchar_t, decltype(u8'a'), char16_t, char32_t>;

template <class T>
inline constexpr bool kIsText =
    std::is_convertible_v<const T&, absl::string_view> ||
    std::is_same_v<T, std::string_view>;

// A vector of bytes is none: it could be meant as a byte string.
template <class T>
inline constexpr bool kIsVector = false;
template <class T, class Allocator>
inline constexpr bool kIsVector<std::vector<T, Allocator>> =
    !kIsAnyOf<T, signed char, unsigned char>;

template <class T>
inline constexpr bool kIsTextMap = false;
template <class T, class Compare, class Allocator>
inline constexpr bool kIsTextMap<std::map<std::string, T, Compare, Allocator>> =
    true;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// How to pass on a `T` that is in a container, which was passed as a
// `Container&&`: by moving it where the container may be moved from.
template <class Container, class T>
using Inside = std::conditional_t<std::is_lvalue_reference_v<Container> ||
                                      std::is_const_v<Container>,
                                  const T&, T&&>;

// Whether MakeValue takes a `T`.
template <class T>
inline constexpr bool kIsValue =
    kIsInteger<T> || kIsText<T> ||
    kIsAnyOf<T, std::nullptr_t, bool, float, double, Bytes, v1::Value, v1::List,
             v1::Dict>;
template <class T, class Allocator>
inline constexpr bool kIsValue<std::vector<T, Allocator>> =
    kIsVector<std::vector<T, Allocator>>&& kIsValue<T>;
template <class T, class Compare, class Allocator>
inline constexpr bool kIsValue<std::map<std::string, T, Compare, Allocator>> =
    kIsValue<T>;
template <class T>
inline constexpr bool kIsValue<std::optional<T>> = kIsValue<T>;

}  // namespace internal

// Makes a value of any of these:
//
//   nullptr                    null
//   bool                       a boolean
//   an integer                 `uint_value`, or `int_value` if negative
//   float, double              a float, even if it is a whole number
//   a string, "…", a view      a text; it must be UTF-8
//   Bytes                      a byte string
//   v1::List, v1::Dict         a list, a dict
//   v1::Value                  itself
//   std::vector<T>             a list, if T is one of these; not of bytes
//   std::map<std::string, T>   a dict, in the order of the map
//   std::optional<T>           what it holds; null if it is empty
//
// Anything else does not compile, for example a character, a pointer to another
// type than char, or a vector of bytes, which could be meant as Bytes.
template <class T>
v1::Value MakeValue(T&& source) {
  using Source = std::decay_t<T>;
  static_assert(internal::kIsValue<Source>,
                "WAMP has no value for this type: MakeValue says which it has");
  v1::Value value;
  if constexpr (std::is_same_v<Source, v1::Value>) {
    value = std::forward<T>(source);
  } else if constexpr (std::is_same_v<Source, v1::List>) {
    *value.mutable_list_value() = std::forward<T>(source);
  } else if constexpr (std::is_same_v<Source, v1::Dict>) {
    *value.mutable_dict_value() = std::forward<T>(source);
  } else if constexpr (std::is_same_v<Source, Bytes>) {
    value.set_bytes_value(std::forward<T>(source).data);
  } else if constexpr (std::is_same_v<Source, std::nullptr_t>) {
    value.set_null_value(v1::NULL_UNSPECIFIED);
  } else if constexpr (std::is_same_v<Source, bool>) {
    value.set_bool_value(source);
  } else if constexpr (internal::kIsInteger<Source>) {
    if constexpr (std::is_signed_v<Source>) {
      if (source < 0) {
        value.set_int_value(source);
        return value;
      }
    }
    value.set_uint_value(static_cast<uint64_t>(source));
  } else if constexpr (internal::kIsAnyOf<Source, float, double>) {
    value.set_double_value(static_cast<double>(source));
  } else if constexpr (std::is_same_v<Source, std::string>) {
    value.set_string_value(std::forward<T>(source));
  } else if constexpr (std::is_same_v<Source, std::string_view>) {
    value.set_string_value(std::string(source));
  } else if constexpr (internal::kIsText<Source>) {
    value.set_string_value(std::string(absl::string_view(source)));
  } else if constexpr (internal::kIsVector<Source>) {
    using Element = internal::Inside<T, typename Source::value_type>;
    auto& values = *value.mutable_list_value()->mutable_values();
    values.Reserve(static_cast<int>(source.size()));
    for (auto&& element : source) {
      *values.Add() = MakeValue(static_cast<Element>(element));
    }
  } else if constexpr (internal::kIsTextMap<Source>) {
    using Mapped = internal::Inside<T, typename Source::mapped_type>;
    auto& entries = *value.mutable_dict_value()->mutable_entries();
    entries.Reserve(static_cast<int>(source.size()));
    for (auto&& [key, mapped] : source) {
      v1::Entry& entry = *entries.Add();
      entry.set_key(key);
      *entry.mutable_value() = MakeValue(static_cast<Mapped>(mapped));
    }
  } else if constexpr (internal::kIsOptional<Source>) {
    return source.has_value() ? MakeValue(*std::forward<T>(source))
                              : MakeValue(nullptr);
  }
  return value;
}

// Makes a list of anything that MakeValue takes.
template <class... Elements>
v1::List MakeList(Elements&&... elements) {
  v1::List list;
  list.mutable_values()->Reserve(static_cast<int>(sizeof...(elements)));
  ((*list.add_values() = MakeValue(std::forward<Elements>(elements))), ...);
  return list;
}

namespace internal {

// A key with anything that MakeValue takes.
struct DictEntry {
  template <class T>
  DictEntry(absl::string_view a_key, T&& source)
      : key(a_key), value(MakeValue(std::forward<T>(source))) {}

  absl::string_view key;
  // An initializer list is const, yet its values are to be moved from.
  mutable v1::Value value;
};

}  // namespace internal

// Makes a dict of pairs of a key and anything that MakeValue takes, in their
// order: `MakeDict({{"a", 1}, {"b", "x"}})`. A key that occurs again replaces
// the value before it.
v1::Dict MakeDict(std::initializer_list<internal::DictEntry> entries);

// The value under `key`, or null if there is none. Of a key that a peer
// repeated, the last one counts, as it does for most peers. An entry that has
// no value gives one for which IsNull holds. The pointer is valid as long as
// the dict is not changed. Looks at every entry.
const v1::Value* Find(const v1::Dict& dict, absl::string_view key);

// Puts `value` under `key`: in place of the value that Find would give, or at
// the end.
void SetValue(v1::Dict& dict, absl::string_view key, v1::Value value);

// As SetValue, with anything that MakeValue takes.
template <class T>
void Set(v1::Dict& dict, absl::string_view key, T&& value) {
  SetValue(dict, key, MakeValue(std::forward<T>(value)));
}

// Whether `value` is null. So is a value that has no kind set.
inline bool IsNull(const v1::Value& value) {
  return value.kind_case() == v1::Value::kNullValue ||
         value.kind_case() == v1::Value::KIND_NOT_SET;
}

}  // namespace wamp

#endif  // WAMP_VALUE_H_
