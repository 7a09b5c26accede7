// The schema engine, reading: moves a value from any reader into a message, by
// the constexpr rows of schema.h.
#ifndef WAMP_SRC_ENGINE_SCHEMA_SCHEMA_READER_H_
#define WAMP_SRC_ENGINE_SCHEMA_SCHEMA_READER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/strings/str_cat.h"
#include "src/engine/decoder.h"
#include "src/engine/dict_form.h"
#include "src/engine/schema/kept_parts.h"
#include "src/engine/schema/schema.h"

namespace wamp {
namespace internal {

// "\"exact\", \"prefix\" or \"wildcard\"": the words that an enum has.
template <class Enum>
std::string WordsOf() {
  std::string words;
  size_t left = std::size(Tokens<Enum>::kAll);
  for (const Token<Enum>& token : Tokens<Enum>::kAll) {
    --left;
    absl::StrAppend(&words, "\"", token.token, "\"",
                    left == 0 ? "" : (left == 1 ? " or " : ", "));
  }
  return words;
}

template <class Reader, DictForm kForm = DictForm::kWire>
class SchemaReader {
 public:
  using List = typename Reader::List;
  using Map = typename Reader::Map;
  using Mark = typename Reader::Mark;

  explicit SchemaReader(Decoder<Reader>& decoder)
      : decoder_(decoder), reader_(decoder.reader()) {}

  // Reads one value into `message`, in place of what it holds, whose memory it
  // uses again. After a fault nothing of that is left.
  template <class Message>
  Outcome Run(Message& message) {
    wire_name_ = Schema<Message>::kWireName;
    if constexpr (std::is_same_v<Message, v1::Frame>) {
      DropUnknownFields(message);  // its arm is cleared once that is known
    } else {
      ClearForRead(message);
    }
    const bool ok = !reader_.failed() && Read(message);
    if (ABSL_PREDICT_FALSE(!ok || decoder_.has_faults())) message.Clear();
    return {ok, wire_name_};
  }

 private:
  template <class Message>
  static void ClearForRead(Message& message) {
    if constexpr (kForm == DictForm::kWire) {
      ClearButKept(message);
    } else {
      message.Clear();
    }
  }

  // Reads into a message that ClearForRead, or Clear, has been at.
  template <class Message>
  bool Read(Message& message) {
    using S = Schema<Message>;
    if constexpr (S::kShape == MessageShape::kDict) {
      return ReadDict(message, RowsOf<S>());
    } else if constexpr (S::kShape == MessageShape::kArray) {
      return ReadArray(message);
    } else if constexpr (S::kShape == MessageShape::kList) {
      return ReadList(message);
    } else if constexpr (S::kShape == MessageShape::kUnion) {
      return ReadUnion(message);
    } else if constexpr (S::kShape == MessageShape::kFrame) {
      return ReadFrame(message);
    } else if constexpr (S::kShape == MessageShape::kValue) {
      return decoder_.ReadValue(message);
    } else if constexpr (S::kShape == MessageShape::kAnyDict) {
      return decoder_.ReadAnyDict(message);
    } else {
      static_assert(S::kShape == MessageShape::kAnyList);
      return decoder_.ReadAnyList(message);
    }
  }

  template <class S>
  static constexpr auto RowsOf() {
    if constexpr (kForm == DictForm::kMarshal && S::Marshal::kSize != 0) {
      return typename S::Marshal{};
    } else {
      return typename S::Keys{};
    }
  }

  // The rows, as bits, that may be null and are then not missing.
  template <class... Rows>
  static constexpr uint64_t NullableBits() {
    uint64_t bits = 0;
    uint64_t bit = 1;
    ((bits |= (Rows::kFlags & kNullable) != 0 ? bit : 0, bit <<= 1), ...);
    return bits;
  }

  // The rows, as bits, of which null is a value like any other. When a dict was
  // marshaled, null stands for absent in all rows.
  template <class Message, class... Rows>
  static constexpr uint64_t AnyValueBits() {
    uint64_t bits = 0;
    uint64_t bit = 1;
    ((bits |= Holds<v1::Value, Rows, Message>() ? bit : 0, bit <<= 1), ...);
    return kForm == DictForm::kMarshal ? 0 : bits;
  }

  // A function of its own, whose loop then has all registers.
  template <class Message, class... Rows>
  ABSL_ATTRIBUTE_NOINLINE bool ReadDict(Message& message,
                                        RowList<Rows...> rows) {
    Decoder<Reader>& decoder = decoder_;
    Reader& reader = reader_;
    Map map;
    if (!reader.BeginMap(map)) return false;
    [[maybe_unused]] constexpr uint64_t nullables = NullableBits<Rows...>();
    [[maybe_unused]] constexpr uint64_t any_values =
        AnyValueBits<Message, Rows...>();
    uint64_t seen = 0;     // the rows that were read
    uint64_t aliased = 0;  // those of them that were read by an older spelling
    absl::string_view key;
    while (reader.NextUncheckedKey(map, key)) {
      if constexpr (sizeof...(Rows) == 0) {
        if (!ReadUnclaimed(key, message)) return false;
      } else {
        const auto& table = kKeyTable<RowList<Rows...>>;
        const KeyEntry* const found = table.Find(key);
        if (ABSL_PREDICT_FALSE(found == nullptr)) {
          if (!ReadUnclaimed(key, message)) return false;
          continue;
        }
        const KeyEntry& entry = *found;
        const uint64_t bit = uint64_t{1} << entry.row;
        if (ABSL_PREDICT_FALSE(seen & bit)) {
          const Seen how = aliased & bit ? Seen::kByAlias : Seen::kByKey;
          if (!decoder.IsRead(how, entry.alias)) {
            if (!decoder.ReadAgain(KeySegment(entry.key(), entry.telling),
                                   entry.alias)) {
              return false;
            }
            continue;
          }
          aliased &= ~bit;
        }
        if ((any_values & bit) == 0 && reader.TryNull()) {
          if ((nullables & bit) != 0) seen |= bit;
          continue;
        }
        seen |= bit;
        if (ABSL_PREDICT_FALSE(entry.alias)) aliased |= bit;
        const bool go_on = entry.flag
                               ? ReadFlag(decoder, reader, entry, message, rows)
                               : ReadRow(entry.row, message, rows,
                                         std::index_sequence_for<Rows...>{});
        if (ABSL_PREDICT_FALSE(!go_on)) return false;
      }
    }
    if (ABSL_PREDICT_FALSE(reader.failed())) return false;
    ClearKeptRows(message, seen, rows);
    if constexpr (kForm == DictForm::kWire) {
      return CheckRequired(seen, rows);
    } else {
      return true;
    }
  }

  // Clears the kept parts that nothing was read into. `seen`: the rows, as
  // bits, that were read.
  template <class Message, class... Rows>
  static void ClearKeptRows(Message& message, uint64_t seen, RowList<Rows...>) {
    uint64_t bit = 1;
    const auto clear = [&](auto row) {
      using Row = decltype(row);
      if constexpr (IsKept<Message, Row>()) {
        static_assert((Row::kFlags & kNullable) == 0,
                      "a null would be seen, and the part left as it was");
        if ((seen & bit) == 0 && Row::Has(message)) Row::Clear(message);
      }
      bit <<= 1;
    };
    (clear(Rows()), ...);
  }

  // Reads a boolean, for all rows that hold one: the most frequent by far, they
  // are read where their key was, from the same variables.
  template <class Message, class... Rows>
  ABSL_ATTRIBUTE_ALWAYS_INLINE static bool ReadFlag(Decoder<Reader>& decoder,
                                                    Reader& reader,
                                                    const KeyEntry& entry,
                                                    Message& message,
                                                    RowList<Rows...> rows) {
    const auto read = [&] {
      bool value = false;
      if (!reader.ReadBool(value)) return false;
      SetFlag(entry.row, value, message, rows,
              std::index_sequence_for<Rows...>{});
      return true;
    };
    const auto segment = [&entry] {
      const KeyEntry& of_key = entry.alias ? *(&entry - 1) : entry;
      return KeySegment(of_key.key(), entry.telling);
    };
    return decoder.ReadLeaf(read, segment);
  }

  // Reads the value of row number `row`, unless that is a boolean.
  template <class Message, class... Rows, size_t... I>
  bool ReadRow(size_t row, Message& message, RowList<Rows...>,
               std::index_sequence<I...>) {
    bool go_on = true;
    (void)((!IsFlag<Rows>() && row == I
                ? (go_on = ReadUnlessFlag<Rows>(message), true)
                : false) ||
           ...);
    return go_on;
  }
  template <class Row, class Message>
  bool ReadUnlessFlag(Message& message) {
    if constexpr (IsFlag<Row>()) {
      return true;
    } else {
      return ReadField<Row>(message);
    }
  }

  // Sets row number `row`, which is a boolean.
  template <class Message, class... Rows, size_t... I>
  static void SetFlag(size_t row, bool value, Message& message,
                      RowList<Rows...>, std::index_sequence<I...>) {
    (void)((IsFlag<Rows>() && row == I ? (SetIfFlag<Rows>(message, value), true)
                                       : false) ||
           ...);
  }
  template <class Row, class Message>
  static void SetIfFlag(Message& message, bool value) {
    if constexpr (IsFlag<Row>()) Row::Set(message, value);
  }

  template <class Row, class Message>
  bool ReadField(Message& message) {
    const auto read = [&] { return ReadInto<Row>(message); };
    const auto segment = [] {
      return KeySegment(Row::kKey, TellingOf(Row::kFlags));
    };
    if constexpr (Row::kKind == FieldKind::kMessage) {
      return decoder_.ReadPart(read, segment);
    } else {
      return decoder_.ReadLeaf(read, segment);
    }
  }

  // Reads the value of a field that isn't null.
  template <class Row, class Message>
  bool ReadInto(Message& message) {
    if constexpr (Row::kKind == FieldKind::kBool) {
      bool value = false;
      if (!reader_.ReadBool(value)) return false;
      Row::Set(message, value);
      return true;
    } else if constexpr (Row::kKind == FieldKind::kUint) {
      uint64_t value = 0;
      if (!decoder_.ReadUint(value, Row::kFormat, Row::kIsSlot)) return false;
      Row::Set(message, value);
      return true;
    } else if constexpr (Row::kKind == FieldKind::kInt) {
      int64_t value = 0;
      if (!decoder_.ReadInt(value)) return false;
      Row::Set(message, value);
      return true;
    } else if constexpr (Row::kKind == FieldKind::kDouble) {
      double value = 0;
      if (!decoder_.ReadDouble(value)) return false;
      Row::Set(message, value);
      return true;
    } else if constexpr (Row::kKind == FieldKind::kString) {
      v1::Match match = v1::MATCH_EXACT;
      if constexpr (Row::kFormat == v1::FORMAT_URI_PATTERN) {
        match = Row::MatchOf(message);
      }
      return decoder_.ReadString(*Row::Mutable(message), Row::kFormat,
                                 Row::kIsSlot, match);
    } else if constexpr (Row::kKind == FieldKind::kBytes) {
      return decoder_.ReadBytes(*Row::Mutable(message));
    } else if constexpr (Row::kKind == FieldKind::kToken) {
      return ReadToken<Row>(message);
    } else if constexpr (Row::kKind == FieldKind::kCode) {
      return ReadCode<Row>(message);
    } else {
      return decoder_.MakeRoomFor(kMessage<FieldOf<Row, Message>>) &&
             Read(*Row::Mutable(message));
    }
  }

  template <class Row, class Message>
  bool ReadToken(Message& message) {
    using Enum = std::decay_t<decltype(Row::Get(message))>;
    return decoder_.ReadToken(
        [&](absl::string_view word) {
          Enum value{};
          if (!FindToken(word, value)) return false;
          Row::Set(message, value);
          return true;
        },
        [] { return WordsOf<Enum>(); });
  }

  template <class Row, class Message>
  bool ReadCode(Message& message) {
    using Enum = std::decay_t<decltype(Row::Get(message))>;
    return decoder_.ReadMessageType([&](uint64_t code) {
      for (const Token<Enum>& token : Tokens<Enum>::kAll) {
        if (static_cast<uint64_t>(token.value) != code) continue;
        Row::Set(message, token.value);
        return true;
      }
      return false;
    });
  }

  // A key that no row claims.
  template <class Message>
  bool ReadUnclaimed(absl::string_view key, Message& message) {
    using Row = typename Schema<Message>::UnknownKeysRow;
    return decoder_.ReadUnclaimed(
        key, Row::kKeep, (Row::kFlags & kSecret) != 0,
        [&]() -> v1::Dict& { return *Row::Mutable(message); });
  }

  template <class... Rows>
  bool CheckRequired(uint64_t seen, RowList<Rows...>) {
    uint64_t required = 0;
    uint64_t bit = 1;
    ((required |= (Rows::kFlags & kRequired) != 0 ? bit : 0, bit <<= 1), ...);
    if (ABSL_PREDICT_TRUE((required & ~seen) == 0)) return true;
    size_t row = 0;
    return (((required & ~seen) >> row++ & 1
                 ? decoder_.Missing(KeySegment(Rows::kKey))
                 : true) &&
            ...);
  }

  template <class Message>
  bool ReadList(Message& message) {
    using Item = typename Schema<Message>::Item;
    auto& values = *Item::MutableAll(message);
    List list;
    bool scalar = false;
    if (!decoder_.BeginList(list, Item::kKind != FieldKind::kMessage, scalar)) {
      return false;
    }
    if (!decoder_.MakeRoomFor(kFirstPlaces)) return false;
    if (ABSL_PREDICT_FALSE(scalar)) return ReadItem<Item>(values);
    decoder_.Reserve(list, &values);
    return decoder_.ReadItems(list, Telling::kAll,
                              [&] { return ReadItem<Item>(values); });
  }

  template <class Item, class Values>
  bool ReadItem(Values& values) {
    if constexpr (Item::kKind == FieldKind::kUint) {
      uint64_t value = 0;
      if (!decoder_.MakeRoom(kPlaceOf<uint64_t>) ||
          !decoder_.ReadUint(value, Item::kFormat, false)) {
        return false;
      }
      values.Add(value);
      return true;
    } else if constexpr (Item::kKind == FieldKind::kString) {
      return decoder_.MakeRoom(kPlaceOf<void*>) &&
             decoder_.ReadString(*values.Add(), Item::kFormat, false);
    } else {
      static_assert(Item::kKind == FieldKind::kMessage);
      using Message = typename Values::value_type;
      return decoder_.MakeRoom(kMessageItem<Message>) && Read(*values.Add());
    }
  }

  template <class Message>
  bool ReadUnion(Message& message) {
    return ReadArm(message, reader_.Peek(), typename Schema<Message>::Arms{});
  }

  template <class Message, class... Rows>
  bool ReadArm(Message& message, Kind kind, RowList<Rows...>) {
    bool ok = false;
    const bool found =
        ((Takes<Rows>(kind) ? (ok = ReadInto<Rows>(message), true) : false) ||
         ...);
    return found ? ok : decoder_.FailKind("a string or a dict");
  }

  template <class Row>
  static bool Takes(Kind kind) {
    if constexpr (Row::kKind == FieldKind::kString) {
      return kind == Kind::kString;
    } else {
      static_assert(Row::kKind == FieldKind::kMessage);
      return kind == Kind::kMap;
    }
  }

  template <class Message>
  bool ReadArray(Message& message) {
    List list;
    uint64_t code = 0;
    if (!decoder_.BeginMessage(list, code)) return false;
    if (ABSL_PREDICT_FALSE(code != Schema<Message>::kCode)) {
      return decoder_.FailCode(code, Schema<Message>::kWireName);
    }
    return ReadSlots(message, list, typename Schema<Message>::Slots{});
  }

  template <class Message>
  bool ReadFrame(Message& frame) {
    List list;
    uint64_t code = 0;
    return decoder_.BeginMessage(list, code) &&
           ReadFrameArm(frame, code, list, typename Schema<Message>::Arms{});
  }

  template <class Message, class... Arms>
  bool ReadFrameArm(Message& frame, uint64_t code, List& list,
                    RowList<Arms...>) {
    bool ok = false;
    const bool found =
        ((code == Arms::kCode ? (ok = ReadArmSlots<Arms>(frame, list), true)
                              : false) ||
         ...);
    return found ? ok : decoder_.FailCode(code);
  }

  template <class Arm, class Message>
  bool ReadArmSlots(Message& frame, List& list) {
    // The arm keeps its memory when the frame held the same message before.
    auto& message = *Arm::Mutable(frame);
    ClearForRead(message);
    using S = Schema<std::decay_t<decltype(message)>>;
    wire_name_ = S::kWireName;
    return ReadSlots(message, list, typename S::Slots{});
  }

  template <class Message, class... Rows>
  bool ReadSlots(Message& message, List& list, RowList<Rows...>) {
    bool more = true;
    return (ReadSlot<Rows>(message, list, more) && ...) &&
           decoder_.EndMessage(list, more);
  }

  template <class Row, class Message>
  bool ReadSlot(Message& message, List& list, bool& more) {
    constexpr bool kIsRequired = (Row::kFlags & kRequired) != 0;
    const Position position = decoder_.NextPosition(
        list, more, kIsRequired, [] { return KeySegment(Row::kKey); });
    if constexpr (Holds<v1::Payload, Row, Message>()) {
      bool filled = false;
      const auto payload = [&]() -> v1::Payload& {
        filled = true;
        return *Row::Mutable(message);
      };
      const bool ok = position == Position::kValue
                          ? decoder_.ReadPayload(list, payload, more)
                          : position == Position::kAbsent;
      if (!filled && Row::Has(message)) Row::Clear(message);
      return ok;
    } else {
      if (ABSL_PREDICT_FALSE(position != Position::kValue)) {
        return position == Position::kAbsent;
      }
      return decoder_.TryNullPosition(kIsRequired,
                                      (Row::kFlags & kNullable) != 0) ||
             ReadField<Row>(message);
    }
  }

  // Whether the row's field in `Message` is of the message type `T`.
  template <class T, class Row, class Message>
  static constexpr bool Holds() {
    if constexpr (Row::kKind == FieldKind::kMessage) {
      return std::is_same_v<FieldOf<Row, Message>, T>;
    } else {
      return false;
    }
  }

  Decoder<Reader>& decoder_;
  Reader& reader_;
  absl::string_view wire_name_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SCHEMA_SCHEMA_READER_H_
