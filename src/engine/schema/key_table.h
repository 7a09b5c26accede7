// Finds the field of a dict key in constant time, by a perfect hash that is
// computed at compile time.
#ifndef WAMP_SRC_ENGINE_SCHEMA_KEY_TABLE_H_
#define WAMP_SRC_ENGINE_SCHEMA_KEY_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "absl/strings/string_view.h"
#include "src/engine/faults.h"

namespace wamp {
namespace internal {

// The first and the last bytes of a key. With the length, they tell all keys
// of up to sixteen bytes apart.
struct KeyEnds {
  uint64_t first = 0;
  uint64_t last = 0;
};

constexpr KeyEnds EndsOf(absl::string_view key) {
  KeyEnds ends;
  const size_t width = key.size() < 8 ? key.size() : 8;
  for (size_t i = 0; i < width; ++i) {
    ends.first |= uint64_t{static_cast<unsigned char>(key[i])} << (8 * i);
    ends.last |=
        uint64_t{static_cast<unsigned char>(key[key.size() - width + i])}
        << (8 * i);
  }
  return ends;
}

// Returns what EndsOf does, with few loads where the machine's byte order
// allows.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline KeyEnds LoadEnds(absl::string_view key) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  KeyEnds ends;
  const char* p = key.data();
  const size_t n = key.size();
  if (n >= 8) {
    std::memcpy(&ends.first, p, 8);
    std::memcpy(&ends.last, p + n - 8, 8);
    return ends;
  }
  if (n >= 4) {
    uint32_t low;
    uint32_t high;
    std::memcpy(&low, p, 4);
    std::memcpy(&high, p + n - 4, 4);
    ends.first = low | uint64_t{high} << (8 * (n - 4));
    ends.last = ends.first;
    return ends;
  }
#endif
  return EndsOf(key);
}

// A key, and the row it belongs to.
struct KeyEntry {
  constexpr KeyEntry() = default;
  constexpr KeyEntry(absl::string_view of, size_t number, bool is_alias,
                     bool is_flag, Telling told)
      : ends(EndsOf(of)),
        data(of.data()),
        size(static_cast<uint8_t>(of.size())),
        row(static_cast<uint8_t>(number)),
        alias(is_alias),
        flag(is_flag),
        telling(told) {}

  constexpr absl::string_view key() const { return {data, size}; }

  KeyEnds ends;
  const char* data = nullptr;
  uint8_t size = 0;
  uint8_t row = 0;
  // Whether this is the older spelling of the row's key, which is the entry
  // before it.
  bool alias = false;
  // Whether the row's value is a boolean.
  bool flag = false;
  // What a fault may tell of the row's value.
  Telling telling = Telling::kAll;
};

// The table of `N` keys. Which keys: see MakeKeyTable.
template <size_t N>
class KeyTable {
 public:
  constexpr explicit KeyTable(const std::array<KeyEntry, N>& entries)
      : entries_(entries) {
    while (!TrySeed()) seed_ += 2;
  }

  // The entry of `key`, or null.
  ABSL_ATTRIBUTE_ALWAYS_INLINE const KeyEntry* Find(
      absl::string_view key) const {
    const KeyEnds ends = LoadEnds(key);
    const uint8_t i = slots_[SlotOf(ends, key.size())];
    if (i == kEmpty) return nullptr;
    const KeyEntry& entry = entries_[i];
    if (entry.size != key.size() || entry.ends.first != ends.first ||
        entry.ends.last != ends.last) {
      return nullptr;
    }
    if (key.size() > 16 && !SameMiddle(entry.data, key)) return nullptr;
    return &entry;
  }

 private:
  static constexpr uint8_t kEmpty = 0xFF;
  static_assert(N < kEmpty, "entries are counted in bytes");

  // Whether a key of more than 16 bytes is `key` between its ends.
  static bool SameMiddle(const char* data, absl::string_view key) {
    const size_t size = key.size();
    if (ABSL_PREDICT_FALSE(size > 32)) {
      return std::memcmp(data, key.data(), size) == 0;
    }
    // Eight bytes from either side of the middle, which may overlap.
    uint64_t words[4];
    std::memcpy(&words[0], data + 8, 8);
    std::memcpy(&words[1], key.data() + 8, 8);
    std::memcpy(&words[2], data + size - 16, 8);
    std::memcpy(&words[3], key.data() + size - 16, 8);
    return words[0] == words[1] && words[2] == words[3];
  }

  // Sparse enough for a seed to be found within few tries.
  static constexpr unsigned Bits() {
    unsigned bits = 3;
    while ((size_t{1} << bits) < 6 * N) ++bits;
    return bits;
  }

  constexpr size_t SlotOf(const KeyEnds& ends, size_t size) const {
    const uint64_t mixed =
        (ends.first ^ (ends.last * 0x9E3779B97F4A7C15U) ^ size) * seed_;
    return static_cast<size_t>(mixed >> (64 - Bits()));
  }

  constexpr bool TrySeed() {
    for (uint8_t& slot : slots_) slot = kEmpty;
    for (size_t i = 0; i < N; ++i) {
      uint8_t& slot = slots_[SlotOf(entries_[i].ends, entries_[i].size)];
      if (slot != kEmpty) return false;
      slot = static_cast<uint8_t>(i);
    }
    return true;
  }

  std::array<KeyEntry, N> entries_;
  std::array<uint8_t, size_t{1} << Bits()> slots_{};
  uint64_t seed_ = 0xD1B54A32D192ED03U;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SCHEMA_KEY_TABLE_H_
