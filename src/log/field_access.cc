#include "src/log/field_access.h"

#include <cstring>

#include "absl/container/flat_hash_map.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

using Table = absl::flat_hash_map<const Descriptor*, MessageAccess>;

// The compiler makes a few instructions of each.
#define WAMP_RECORD_MESSAGE(TYPE)           \
  uint64_t PresentIn(const TYPE& message) { \
    uint64_t bits = 0;                      \
    unsigned bit = 0;
#define WAMP_ADD_BIT(IS_SET)       \
  bits |= uint64_t{IS_SET} << bit; \
  ++bit;
#define WAMP_FIELD_TEXT(FIELD) WAMP_ADD_BIT(message.has_##FIELD())
#define WAMP_FIELD_SCALAR(FIELD) WAMP_ADD_BIT(message.has_##FIELD())
#define WAMP_FIELD_MESSAGE(FIELD) WAMP_ADD_BIT(message.has_##FIELD())
#define WAMP_FIELD_REPEATED(FIELD) WAMP_ADD_BIT(message.FIELD##_size() > 0)
#define WAMP_RECORD_END \
  return bits;          \
  }
#include "src/log/record_fields.inc"

// What the functions below look for.
struct Notable {
  uint64_t sure = 0;
  size_t max_text_bytes = 0;

  bool IsSure(unsigned bit) const { return (sure >> bit & 1) != 0; }
  bool IsText(absl::string_view text) const {
    return text.size() > max_text_bytes || !IsPlain(text);
  }
};

// Of lists and dicts of any values.
uint64_t NotableIn(const Message& /*message*/, const Notable& /*notable*/) {
  return 1;
}

#define WAMP_RECORD_MESSAGE(TYPE)                                       \
  uint64_t NotableIn(const TYPE& message, const Notable& notable) {     \
    [[maybe_unused]] const Notable inner = {0, notable.max_text_bytes}; \
    uint64_t bits = 0;                                                  \
    unsigned bit = 0;
#define WAMP_ADD_NOTABLE(IS_PRESENT, IS_NOTABLE) \
  WAMP_ADD_BIT((IS_PRESENT) && (notable.IsSure(bit) || (IS_NOTABLE)))
#define WAMP_FIELD_TEXT(FIELD) \
  WAMP_ADD_NOTABLE(message.has_##FIELD(), notable.IsText(message.FIELD()))
#define WAMP_FIELD_SCALAR(FIELD) WAMP_ADD_NOTABLE(message.has_##FIELD(), false)
#define WAMP_FIELD_MESSAGE(FIELD)         \
  WAMP_ADD_NOTABLE(message.has_##FIELD(), \
                   NotableIn(message.FIELD(), inner) != 0)
#define WAMP_FIELD_REPEATED(FIELD) WAMP_ADD_BIT(message.FIELD##_size() > 0)
#define WAMP_RECORD_END \
  return bits;          \
  }
#include "src/log/record_fields.inc"
#undef WAMP_ADD_NOTABLE
#undef WAMP_ADD_BIT

template <class M>
const M& As(const Message& message) {
  return static_cast<const M&>(message);
}
template <class M>
M& As(Message& message) {
  return static_cast<M&>(message);
}

FieldAccess& AddField(absl::string_view name, MessageAccess& access) {
  const uint64_t bit = uint64_t{1} << access.fields.size();
  FieldAccess& field = access.fields.emplace_back();
  field.name = name;
  field.bit = bit;
  return field;
}

Table MakeTable() {
  Table table;
#define WAMP_RECORD_MESSAGE(TYPE)                                          \
  {                                                                        \
    using M = TYPE;                                                        \
    MessageAccess& access = table[M::descriptor()];                        \
    access.present = [](const Message& m) { return PresentIn(As<M>(m)); }; \
    access.notable = [](const Message& m, uint64_t sure, size_t most) {    \
      return NotableIn(As<M>(m), {sure, most});                            \
    };
#define WAMP_FIELD_TEXT(FIELD)                                                \
  AddField(#FIELD, access).text = [](const Message& m) -> absl::string_view { \
    return As<M>(m).FIELD();                                                  \
  };
#define WAMP_FIELD_SCALAR(FIELD)                           \
  AddField(#FIELD, access).scalar = [](const Message& m) { \
    return static_cast<uint64_t>(As<M>(m).FIELD());        \
  };
#define WAMP_FIELD_MESSAGE(FIELD)                            \
  {                                                          \
    FieldAccess& field = AddField(#FIELD, access);           \
    field.message = [](const Message& m) -> const Message& { \
      return As<M>(m).FIELD();                               \
    };                                                       \
    field.open = [](Message& m) -> Message& {                \
      return *As<M>(m).mutable_##FIELD();                    \
    };                                                       \
  }
#define WAMP_FIELD_REPEATED(FIELD) AddField(#FIELD, access);
#define WAMP_RECORD_END }
#include "src/log/record_fields.inc"
  return table;
}

}  // namespace

bool IsPlain(absl::string_view text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  const char* const p = text.data();
  const size_t size = text.size();
  uint64_t odd = 0;
  // Of ASCII, the high bit of a byte becomes set if a byte is what is looked
  // for; and that of others is.
  const auto look = [&](uint64_t word) {
    odd |=
        word | ((word ^ kOnes * ':') - kOnes) | ((word ^ kOnes * '?') - kOnes);
  };
  uint64_t word = 0;
  uint32_t half = 0;
  if (size >= sizeof word) {
    for (size_t i = 0; i + sizeof word <= size; i += sizeof word) {
      std::memcpy(&word, p + i, sizeof word);
      look(word);
    }
    std::memcpy(&word, p + size - sizeof word, sizeof word);
  } else if (size >= sizeof half) {
    std::memcpy(&half, p, sizeof half);
    word = uint64_t{half} << 32;
    std::memcpy(&half, p + size - sizeof half, sizeof half);
    word |= half;
  } else {
    for (const char c : text) word = word << 8 | static_cast<unsigned char>(c);
  }
  look(word);
  return (odd & kOnes << 7) == 0;
}

const FieldAccess* MessageAccess::Find(absl::string_view name) const {
  for (const FieldAccess& field : fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

const MessageAccess* AccessOf(const Descriptor* type) {
  // Never destroyed, as static objects may log to the end.
  static const auto* const table = new Table(MakeTable());
  const auto found = table->find(type);
  return found == table->end() ? nullptr : &found->second;
}

}  // namespace internal
}  // namespace wamp
