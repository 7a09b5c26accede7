// Which parts of a message a reader writes over, rather than clearing them:
// those that hold values of any kind (overwriter.h says why).
#ifndef WAMP_SRC_ENGINE_SCHEMA_KEPT_PARTS_H_
#define WAMP_SRC_ENGINE_SCHEMA_KEPT_PARTS_H_

#include <type_traits>
#include <utility>

#include "src/engine/overwriter.h"
#include "src/engine/schema/schema.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace internal {

// The type of the row's field.
template <class Row, class Message>
using FieldOf = std::decay_t<decltype(Row::Get(std::declval<Message&>()))>;

template <class Message>
constexpr bool HasKeptParts();

// Whether the row's field is such a part, or has some.
template <class Message, class Row>
constexpr bool IsKept() {
  if constexpr (Row::kKind != FieldKind::kMessage) {
    return false;
  } else if constexpr (std::is_same_v<FieldOf<Row, Message>, v1::Payload>) {
    return true;
  } else {
    // An optional dict of a message array stays absent where the array ends
    // before it, unless a position that it holds has been read by then.
    constexpr bool kEndsClear = !Row::kIsSlot || (Row::kFlags & kRequired) != 0;
    return kEndsClear && HasKeptParts<FieldOf<Row, Message>>();
  }
}

template <class Message, class... Rows>
constexpr bool AnyIsKept(RowList<Rows...>) {
  return (IsKept<Message, Rows>() || ...);
}

template <class Message>
constexpr bool HasKeptParts() {
  using S = Schema<Message>;
  if constexpr (S::kShape == MessageShape::kDict) {
    return AnyIsKept<Message>(typename S::Keys{});
  } else if constexpr (S::kShape == MessageShape::kArray) {
    return AnyIsKept<Message>(typename S::Slots{});
  } else {
    return S::kShape == MessageShape::kValue ||
           S::kShape == MessageShape::kAnyDict ||
           S::kShape == MessageShape::kAnyList;
  }
}

template <class Message>
void ClearButKept(Message& message);

// Clears `message` but for the fields of `Row` and `Rows`.
template <class Message>
void ClearButRows(Message& message, RowList<>) {
  message.Clear();
}
template <class Message, class Row, class... Rows>
void ClearButRows(Message& message, RowList<Row, Rows...>) {
  if constexpr (IsKept<Message, Row>()) {
    // Null, unless the field has been set some time.
    auto* part = Row::Release(message);
    ClearButRows(message, RowList<Rows...>{});
    if (part == nullptr) return;
    if constexpr (!std::is_same_v<FieldOf<Row, Message>, v1::Payload>) {
      ClearButKept(*part);
    }
    Row::Adopt(message, part);
  } else {
    ClearButRows(message, RowList<Rows...>{});
  }
}

// Clears `message` but for its kept parts. Whoever reads into it then writes
// over those, or clears them.
template <class Message>
void ClearButKept(Message& message) {
  using S = Schema<Message>;
  if constexpr (!HasKeptParts<Message>()) {
    message.Clear();
  } else if constexpr (S::kShape == MessageShape::kDict) {
    ClearButRows(message, typename S::Keys{});
  } else if constexpr (S::kShape == MessageShape::kArray) {
    ClearButRows(message, typename S::Slots{});
  } else if constexpr (S::kShape == MessageShape::kValue) {
    DropUnknownFields(message);
  }
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_SCHEMA_KEPT_PARTS_H_
