// The schema engine, writing: moves a message into any writer, by the constexpr
// rows of schema.h.
#ifndef WAMP_SRC_ENGINE_SCHEMA_SCHEMA_WRITER_H_
#define WAMP_SRC_ENGINE_SCHEMA_SCHEMA_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/numeric/bits.h"
#include "src/engine/dict_form.h"
#include "src/engine/encoder.h"
#include "src/engine/schema/schema.h"

namespace wamp {
namespace internal {

template <class Writer, DictForm kForm = DictForm::kWire>
class SchemaWriter {
 public:
  explicit SchemaWriter(Encoder<Writer>& encoder)
      : encoder_(encoder), writer_(encoder.writer()) {}

  template <class Message>
  Outcome Run(const Message& message) {
    wire_name_ = Schema<Message>::kWireName;
    const bool ok = Write(message);
    return {ok, wire_name_};
  }

 private:
  template <class Message>
  bool Write(const Message& message) {
    using S = Schema<Message>;
    if constexpr (S::kShape == MessageShape::kDict) {
      if constexpr (kForm == DictForm::kMarshal && S::Marshal::kSize != 0) {
        return WriteMarshal(message, typename S::Marshal{});
      } else {
        return WriteDict(message, typename S::Keys{});
      }
    } else if constexpr (S::kShape == MessageShape::kArray) {
      return WriteArray(message, typename S::Slots{});
    } else if constexpr (S::kShape == MessageShape::kList) {
      return WriteList(message);
    } else if constexpr (S::kShape == MessageShape::kUnion) {
      return WriteUnion(message, typename S::Arms{});
    } else if constexpr (S::kShape == MessageShape::kFrame) {
      return WriteFrame(message, typename S::Arms{});
    } else if constexpr (S::kShape == MessageShape::kValue) {
      return encoder_.WriteValue(message);
    } else if constexpr (S::kShape == MessageShape::kAnyDict) {
      return encoder_.WriteAnyDict(message);
    } else {
      static_assert(S::kShape == MessageShape::kAnyList);
      return encoder_.WriteAnyList(message);
    }
  }

  template <class Message, class... Rows>
  bool WriteDict(const Message& message, RowList<Rows...>) {
    size_t size = UnknownSize(message);
    if constexpr (AreFlags<Rows...>()) {
      WriteFlags<Rows...>(message, size);
      if (!WriteUnknown(message)) return false;
      writer_.EndMap();
    } else if constexpr (Writer::kHeadsMayTrail) {
      // The keys are counted while they are written.
      const size_t start = writer_.OpenMap();
      if (!(WriteKey<Rows>(message, size) && ...)) return false;
      if (!WriteUnknown(message)) return false;
      writer_.CloseMap(start, size);
    } else {
      size += (size_t{0} + ... + (Travels<Rows>(message) ? 1U : 0U));
      writer_.BeginMap(size);
      if (!(WriteKey<Rows>(message, size) && ...)) return false;
      if (!WriteUnknown(message)) return false;
      writer_.EndMap();
    }
    return true;
  }

  template <class Message>
  static size_t UnknownSize(const Message& message) {
    using Row = typename Schema<Message>::UnknownKeysRow;
    if constexpr (std::is_same_v<Row, NoUnknownKeys>) {
      return 0;
    } else {
      return static_cast<size_t>(Row::Get(message).entries_size());
    }
  }

  template <class Message>
  bool WriteUnknown(const Message& message) {
    // There are few messages that have any.
    if (ABSL_PREDICT_TRUE(UnknownSize(message) == 0)) return true;
    using Row = typename Schema<Message>::UnknownKeysRow;
    if constexpr (std::is_same_v<Row, NoUnknownKeys>) {
      return true;
    } else {
      constexpr bool kIsSecret = (Row::kFlags & kSecret) != 0;
      return encoder_.WriteEntries(Row::Get(message), 0, kIsSecret);
    }
  }

  // Whether a dict is of optional flags alone, such as that of features.
  template <class... Rows>
  static constexpr bool AreFlags() {
    return sizeof...(Rows) > 4 && sizeof...(Rows) < 32 &&
           ((Rows::kKind == FieldKind::kBool &&
             (Rows::kFlags & kNullable) == 0) &&
            ...);
  }

  // Begins such a dict, of `others` keys more, and writes the flags. Most of
  // them are absent: which are not is found out first.
  template <class... Rows, class Message>
  void WriteFlags(const Message& message, size_t others) {
    // Messages keep their bits of presence in words of this size, in the order
    // of the fields, the unknown keys first. With the same order here,
    // compilers load and mask them at once.
    uint32_t bit = 1;
    uint32_t present = 0;
    ((bit <<= 1, present |= Rows::Has(message) ? bit : 0), ...);
    const auto count = static_cast<size_t>(absl::popcount(present));
    writer_.BeginMap(count + others);
    auto flags = writer_.BeginFlags(count, LongestKey<Rows...>());
    bit = 1;
    const auto put = [&](auto row) {
      using Row = decltype(row);
      bit <<= 1;
      if ((present & bit) != 0) flags.Put(row, Row::Get(message));
    };
    (put(Rows()), ...);
    writer_.EndFlags(flags);
  }

  template <class... Rows>
  static constexpr size_t LongestKey() {
    size_t longest = 0;
    ((longest = Rows::kKey.size() > longest ? Rows::kKey.size() : longest),
     ...);
    return longest;
  }

  // Whether the row has a key in the dict.
  template <class Row, class Message>
  static bool Travels(const Message& message) {
    return (Row::kFlags & kNullable) != 0 || Row::Has(message);
  }

  template <class Row, class Message>
  bool WriteKey(const Message& message, size_t& count) {
    if (Row::Has(message)) {
      ++count;
      if constexpr (Row::kKind == FieldKind::kBool) {
        writer_.KnownFlag(Row(), Row::Get(message));
        return true;
      } else {
        writer_.KnownKey(Row());
        return WriteField<Row>(message);
      }
    }
    if constexpr ((Row::kFlags & kNullable) != 0) {
      ++count;
      writer_.KnownKey(Row());
      writer_.Null();
    }
    return true;
  }

  template <class Message, class... Rows>
  bool WriteMarshal(const Message& message, RowList<Rows...>) {
    writer_.BeginMap(sizeof...(Rows));
    const auto write = [&](auto row) {
      using Row = decltype(row);
      writer_.KnownKey(Row());
      if (Row::Has(message)) return WriteField<Row>(message);
      writer_.Null();
      return true;
    };
    if (!(write(Rows{}) && ...)) return false;
    writer_.EndMap();
    return true;
  }

  template <class Row, class Message>
  bool WriteField(const Message& message) {
    const bool ok = WriteFrom<Row>(Row::Get(message));
    return encoder_.Settle(
        ok, [] { return KeySegment(Row::kKey, TellingOf(Row::kFlags)); });
  }

  template <class Row, class T>
  bool WriteFrom(const T& value) {
    if constexpr (Row::kKind == FieldKind::kBool) {
      writer_.Bool(value);
    } else if constexpr (Row::kKind == FieldKind::kUint) {
      writer_.Uint(value);
    } else if constexpr (Row::kKind == FieldKind::kInt) {
      writer_.Int(value);
    } else if constexpr (Row::kKind == FieldKind::kDouble) {
      writer_.Double(value);
    } else if constexpr (Row::kKind == FieldKind::kString) {
      writer_.String(value);
    } else if constexpr (Row::kKind == FieldKind::kBytes) {
      writer_.Bytes(value);
    } else if constexpr (Row::kKind == FieldKind::kToken) {
      const absl::string_view token = TokenOf(value);
      if (ABSL_PREDICT_FALSE(token.empty())) {
        return encoder_.FailEnum(static_cast<int>(value));
      }
      writer_.KnownString(token);
    } else if constexpr (Row::kKind == FieldKind::kCode) {
      if (ABSL_PREDICT_FALSE(TokenOf(value).empty())) {
        return encoder_.FailEnum(static_cast<int>(value));
      }
      writer_.Uint(static_cast<uint64_t>(value));
    } else {
      return Write(value);
    }
    return true;
  }

  template <class Message>
  bool WriteList(const Message& message) {
    using Item = typename Schema<Message>::Item;
    return encoder_.WriteItems(
        Item::All(message), Telling::kAll,
        [&](const auto& value) { return WriteFrom<Item>(value); });
  }

  template <class Message, class... Rows>
  bool WriteUnion(const Message& message, RowList<Rows...>) {
    bool ok = true;
    const bool found =
        ((Rows::Has(message) ? (ok = WriteFrom<Rows>(Rows::Get(message)), true)
                             : false) ||
         ...);
    if (!found) writer_.Null();
    return ok;
  }

  template <class Message, class... Arms>
  bool WriteFrame(const Message& frame, RowList<Arms...>) {
    bool ok = false;
    const auto write = [&](auto arm) {
      using Arm = decltype(arm);
      if (!Arm::Has(frame)) return false;
      using M = std::decay_t<decltype(Arm::Get(frame))>;
      wire_name_ = Schema<M>::kWireName;
      ok = Write(Arm::Get(frame));
      return true;
    };
    if ((write(Arms{}) || ...)) return ok;
    return encoder_.FailEmptyFrame();
  }

  template <class Message, class... Rows>
  bool WriteArray(const Message& message, RowList<Rows...>) {
    // Optional positions at the end are left out when they are absent.
    size_t size = 1;
    size_t last = 1;
    ((size += SlotSize<Rows>(message),
      last = SlotPresent<Rows>(message) ? size : last),
     ...);
    writer_.BeginList(last);
    writer_.Uint(Schema<Message>::kCode);
    size_t position = 1;
    const auto write = [&](auto row) {
      using Row = decltype(row);
      position += SlotSize<Row>(message);
      return position > last || WriteSlot<Row>(message);
    };
    if (!(write(Rows{}) && ...)) return false;
    writer_.EndList();
    return true;
  }

  template <class Row, class Message>
  using FieldOf =
      std::decay_t<decltype(Row::Get(std::declval<const Message&>()))>;

  // How many elements of the array a position takes.
  template <class Row, class Message>
  static size_t SlotSize(const Message& message) {
    if constexpr (std::is_same_v<FieldOf<Row, Message>, v1::Payload>) {
      return Encoder<Writer>::PayloadSize(Row::Get(message));
    } else {
      return 1;
    }
  }

  template <class Row, class Message>
  static bool SlotPresent(const Message& message) {
    return (Row::kFlags & (kRequired | kNullable)) != 0 || Row::Has(message);
  }

  template <class Row, class Message>
  bool WriteSlot(const Message& message) {
    using Field = FieldOf<Row, Message>;
    if constexpr (std::is_same_v<Field, v1::Payload>) {
      return encoder_.WritePayload(Row::Get(message));
    } else if constexpr (Row::kKind == FieldKind::kMessage &&
                         (Row::kFlags & kRequired) != 0) {
      return WriteField<Row>(message);
    } else {
      if (Row::Has(message)) return WriteField<Row>(message);
      if constexpr ((Row::kFlags & kRequired) != 0) {
        return encoder_.FailMissing(KeySegment(Row::kKey));
      } else {
        writer_.Null();
        return true;
      }
    }
  }

  Encoder<Writer>& encoder_;
  Writer& writer_;
  absl::string_view wire_name_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SCHEMA_SCHEMA_WRITER_H_
