#include "wamp/value.h"

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace wamp {
namespace {

// The index of the last entry with `key`, or -1.
int FindLast(const v1::Dict& dict, absl::string_view key) {
  int i = dict.entries_size() - 1;
  while (i >= 0 && dict.entries(i).key() != key) --i;
  return i;
}

}  // namespace

v1::Dict MakeDict(std::initializer_list<internal::DictEntry> entries) {
  v1::Dict dict;
  dict.mutable_entries()->Reserve(static_cast<int>(entries.size()));
  for (const internal::DictEntry& entry : entries) {
    SetValue(dict, entry.key, std::move(entry.value));
  }
  return dict;
}

const v1::Value* Find(const v1::Dict& dict, absl::string_view key) {
  const int i = FindLast(dict, key);
  return i < 0 ? nullptr : &dict.entries(i).value();
}

void SetValue(v1::Dict& dict, absl::string_view key, v1::Value value) {
  const int i = FindLast(dict, key);
  v1::Entry* entry = i < 0 ? dict.add_entries() : dict.mutable_entries(i);
  if (i < 0) entry->set_key(std::string(key));
  *entry->mutable_value() = std::move(value);
}

}  // namespace wamp
