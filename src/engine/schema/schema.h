// The schema: constexpr rows that say how each message looks on the wire.
//
// The rows are in src/engine/schema/rows/*.inc, written by the schema generator
// from the annotations of the .proto files. This header gives them their form;
// schema_reader.h and schema_writer.h run them.
#ifndef WAMP_SRC_ENGINE_SCHEMA_SCHEMA_H_
#define WAMP_SRC_ENGINE_SCHEMA_SCHEMA_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/string_view.h"
#include "src/engine/faults.h"
#include "src/engine/schema/key_table.h"
#include "wamp/v1/annotations.pb.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace internal {

enum class MessageShape {
  kDict,     // a dict of the rows in `Keys`
  kArray,    // `[code, slots…]`
  kList,     // the bare list of `Item`
  kUnion,    // the bare value of one of `Arms`
  kFrame,    // one of the arrays in `Arms`
  kValue,    // wamp.v1.Value
  kAnyDict,  // wamp.v1.Dict
  kAnyList,  // wamp.v1.List
};

enum class FieldKind {
  kBool,
  kUint,
  kInt,
  kDouble,
  kString,
  kBytes,
  kToken,  // an enum, by its token
  kCode,   // an enum, by its number
  kMessage,
};

// The flags of a row.
inline constexpr unsigned kRequired = 1;
inline constexpr unsigned kNullable = 2;
inline constexpr unsigned kSecret = 4;
// Of values of any kind, of which only their sender knows what is secret.
inline constexpr unsigned kUntold = 8;

constexpr Telling TellingOf(unsigned flags) {
  return (flags & kSecret) != 0   ? Telling::kNothing
         : (flags & kUntold) != 0 ? Telling::kPlace
                                  : Telling::kAll;
}

template <class... Rows>
struct RowList {
  static constexpr size_t kSize = sizeof...(Rows);
};

// The row of a message that has no field for unclaimed keys.
struct NoUnknownKeys {
  static constexpr v1::KeepUnknown kKeep = v1::KEEP_UNKNOWN_UNSPECIFIED;
  static constexpr unsigned kFlags = 0;
  template <class M>
  static v1::Dict* Mutable(M&) {
    return nullptr;
  }
};

// The rows of a message. Every message of the package that travels of its own
// has one.
template <class Message>
struct Schema;

// The tokens of an enum.
template <class Enum>
struct Tokens;

template <class Enum>
struct Token {
  absl::string_view token;
  Enum value;
};

// The value of `token`. Returns false if there is none.
template <class Enum>
bool FindToken(absl::string_view token, Enum& value) {
  for (const Token<Enum>& candidate : Tokens<Enum>::kAll) {
    if (candidate.token == token) {
      value = candidate.value;
      return true;
    }
  }
  return false;
}

// The token of `value`; empty if there is none.
template <class Enum>
absl::string_view TokenOf(Enum value) {
  for (const Token<Enum>& candidate : Tokens<Enum>::kAll) {
    if (candidate.value == value) return candidate.token;
  }
  return {};
}

template <class Row>
constexpr bool IsFlag() {
  return Row::kKind == FieldKind::kBool;
}

constexpr size_t CountKeys(RowList<>) { return 0; }
template <class Row, class... Rows>
constexpr size_t CountKeys(RowList<Row, Rows...>) {
  return (Row::kAlias.empty() ? 1 : 2) + CountKeys(RowList<Rows...>{});
}

// The keys of `Rows`, each with the index of its row, and their aliases with
// the same index.
template <class... Rows>
constexpr auto MakeKeyTable(RowList<Rows...>) {
  std::array<KeyEntry, CountKeys(RowList<Rows...>{})> entries{};
  size_t n = 0;
  size_t row = 0;
  const auto add = [&](absl::string_view key, absl::string_view alias,
                       bool flag, Telling telling) {
    entries[n++] = {key, row, false, flag, telling};
    if (!alias.empty()) entries[n++] = {alias, row, true, flag, telling};
    ++row;
  };
  (add(Rows::kKey, Rows::kAlias, IsFlag<Rows>(), TellingOf(Rows::kFlags)), ...);
  return KeyTable<CountKeys(RowList<Rows...>{})>(entries);
}

template <class Rows>
inline constexpr auto kKeyTable = MakeKeyTable(Rows{});

// What all rows of one field share. `OWNER` is how its message is reached from
// the message that the row belongs to. Release and Adopt take a message out of
// its field and put it back, and copy nothing on an arena either; only fields
// of the message that the row belongs to have them.
#define WAMP_ACCESS(FIELD, OWNER, MUTABLE_OWNER) \
  template <class M>                             \
  static bool Has(const M& m) {                  \
    return m.OWNER has_##FIELD();                \
  }                                              \
  template <class M>                             \
  static decltype(auto) Get(const M& m) {        \
    return m.OWNER FIELD();                      \
  }                                              \
  template <class M>                             \
  static auto* Mutable(M& m) {                   \
    return m.MUTABLE_OWNER mutable_##FIELD();    \
  }                                              \
  template <class M, class T>                    \
  static void Set(M& m, T value) {               \
    m.MUTABLE_OWNER set_##FIELD(value);          \
  }                                              \
  template <class M>                             \
  static void Clear(M& m) {                      \
    m.MUTABLE_OWNER clear_##FIELD();             \
  }                                              \
  template <class M>                             \
  static auto* Release(M& m) {                   \
    return m.unsafe_arena_release_##FIELD();     \
  }                                              \
  template <class M, class T>                    \
  static void Adopt(M& m, T* value) {            \
    m.unsafe_arena_set_allocated_##FIELD(value); \
  }

#define WAMP_MESSAGE(NAME, WIRE_NAME, SHAPE)                  \
  template <>                                                 \
  struct Schema<v1::NAME> {                                   \
    using Message = v1::NAME;                                 \
    static constexpr absl::string_view kWireName = WIRE_NAME; \
    static constexpr MessageShape kShape = MessageShape::SHAPE;

// A field of the message.
#define WAMP_FIELD(FIELD, KIND, KEY, ALIAS, FORMAT, FLAGS) \
  struct FIELD {                                           \
    static constexpr FieldKind kKind = FieldKind::KIND;    \
    static constexpr absl::string_view kKey = KEY;         \
    static constexpr absl::string_view kAlias = ALIAS;     \
    static constexpr v1::Format kFormat = v1::FORMAT;      \
    static constexpr unsigned kFlags = FLAGS;              \
    static constexpr bool kIsSlot = false;                 \
    WAMP_ACCESS(FIELD, , )                                 \
  };

// The field that collects the keys that no other one claims.
#define WAMP_UNKNOWN_KEYS(FIELD, KEEP, FLAGS)          \
  struct UnknownKeysRow {                              \
    static constexpr v1::KeepUnknown kKeep = v1::KEEP; \
    static constexpr unsigned kFlags = FLAGS;          \
    WAMP_ACCESS(FIELD, , )                             \
  };

#define WAMP_SLOT_ROW(SLOT, KIND, KEY, FORMAT, FLAGS) \
  static constexpr FieldKind kKind = FieldKind::KIND; \
  static constexpr absl::string_view kKey = KEY;      \
  static constexpr v1::Format kFormat = v1::FORMAT;   \
  static constexpr unsigned kFlags = FLAGS;           \
  static constexpr bool kIsSlot = true;               \
  static constexpr size_t kSlot = SLOT;

// A position of the message array that is a field of its message.
#define WAMP_SLOT(SLOT, FIELD, KIND, KEY, FORMAT, FLAGS) \
  struct slot_##SLOT {                                   \
    WAMP_SLOT_ROW(SLOT, KIND, KEY, FORMAT, FLAGS)        \
    WAMP_ACCESS(FIELD, , )                               \
  };

// As WAMP_SLOT, for a URI pattern; MATCH is the path of its match policy.
#define WAMP_SLOT_PATTERN(SLOT, FIELD, KEY, FLAGS, MATCH)        \
  struct slot_##SLOT {                                           \
    WAMP_SLOT_ROW(SLOT, kString, KEY, FORMAT_URI_PATTERN, FLAGS) \
    WAMP_ACCESS(FIELD, , )                                       \
    template <class M>                                           \
    static v1::Match MatchOf(const M& m) {                       \
      return m.MATCH;                                            \
    }                                                            \
  };

// A position of the message array that is a field of its details message VIA.
#define WAMP_SLOT_VIA(SLOT, VIA, FIELD, KIND, KEY, FORMAT, FLAGS) \
  struct slot_##SLOT {                                            \
    WAMP_SLOT_ROW(SLOT, KIND, KEY, FORMAT, FLAGS)                 \
    WAMP_ACCESS(FIELD, VIA()., mutable_##VIA()->)                 \
  };

// The element of a list.
#define WAMP_ITEM(FIELD, KIND, FORMAT)                  \
  struct Item {                                         \
    static constexpr FieldKind kKind = FieldKind::KIND; \
    static constexpr v1::Format kFormat = v1::FORMAT;   \
    static constexpr unsigned kFlags = 0;               \
    static constexpr bool kIsSlot = false;              \
    template <class M>                                  \
    static const auto& All(const M& m) {                \
      return m.FIELD();                                 \
    }                                                   \
    template <class M>                                  \
    static auto* MutableAll(M& m) {                     \
      return m.mutable_##FIELD();                       \
    }                                                   \
  };

// The messages of a frame: CODE is the message code of arm FIELD.
#define WAMP_FRAME_ARM(FIELD, CODE)         \
  struct FIELD {                            \
    static constexpr uint64_t kCode = CODE; \
    WAMP_ACCESS(FIELD, , )                  \
  };

#define WAMP_CODE(CODE) static constexpr uint64_t kCode = CODE;
#define WAMP_KEYS(...) using Keys = RowList<__VA_ARGS__>;
#define WAMP_SLOTS(...) using Slots = RowList<__VA_ARGS__>;
#define WAMP_MARSHAL(...) using Marshal = RowList<__VA_ARGS__>;
#define WAMP_ARMS(...) using Arms = RowList<__VA_ARGS__>;
#define WAMP_NO_UNKNOWN_KEYS using UnknownKeysRow = NoUnknownKeys;
#define WAMP_END \
  }              \
  ;

#define WAMP_ENUM(NAME)     \
  template <>               \
  struct Tokens<v1::NAME> { \
    using Enum = v1::NAME;  \
    static constexpr Token<v1::NAME> kAll[] = {
#define WAMP_TOKEN(VALUE, TOKEN) {TOKEN, v1::VALUE},
#define WAMP_END_ENUM \
  }                   \
  ;                   \
  }                   \
  ;

#include "src/engine/schema/rows/schema.inc"

#undef WAMP_ACCESS
#undef WAMP_MESSAGE
#undef WAMP_FIELD
#undef WAMP_UNKNOWN_KEYS
#undef WAMP_SLOT_ROW
#undef WAMP_SLOT
#undef WAMP_SLOT_PATTERN
#undef WAMP_SLOT_VIA
#undef WAMP_ITEM
#undef WAMP_FRAME_ARM
#undef WAMP_CODE
#undef WAMP_KEYS
#undef WAMP_SLOTS
#undef WAMP_MARSHAL
#undef WAMP_ARMS
#undef WAMP_NO_UNKNOWN_KEYS
#undef WAMP_END
#undef WAMP_ENUM
#undef WAMP_TOKEN
#undef WAMP_END_ENUM

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SCHEMA_SCHEMA_H_
