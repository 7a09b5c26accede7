#include "wamp/frame.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "src/engine/run_codec.h"
#include "src/engine/schema/schema.h"
#include "wamp/wire.h"

namespace wamp {
namespace internal {
namespace {

// What is at a position of a message array.
enum class SlotUse {
  kRequest,
  kSession,
  kSubscription,
  kPublication,
  kRegistration,
  kRequestType,
  kUri,
  kDetails,
  // Nothing that a header holds.
  kOther,
};

struct HeaderSlot {
  SlotUse use;
  absl::string_view name;
  v1::Format format;
  unsigned flags;
};

constexpr SlotUse IdUse(absl::string_view name) {
  return name == "request"        ? SlotUse::kRequest
         : name == "session"      ? SlotUse::kSession
         : name == "subscription" ? SlotUse::kSubscription
         : name == "publication"  ? SlotUse::kPublication
         : name == "registration" ? SlotUse::kRegistration
                                  : SlotUse::kOther;
}

template <class Row>
constexpr HeaderSlot HeaderSlotOf() {
  SlotUse use = SlotUse::kOther;
  v1::Format format = Row::kFormat;
  if constexpr (Row::kKind == FieldKind::kUint) {
    static_assert(IdUse(Row::kKey) != SlotUse::kOther,
                  "FrameHeader has no member for this id");
    use = IdUse(Row::kKey);
  } else if constexpr (Row::kKind == FieldKind::kCode) {
    use = SlotUse::kRequestType;
  } else if constexpr (Row::kKind == FieldKind::kString) {
    if (format != v1::FORMAT_UNSPECIFIED) use = SlotUse::kUri;
    // Its rules hang on the dict, which is not read.
    if (format == v1::FORMAT_URI_PATTERN) format = v1::FORMAT_UNSPECIFIED;
  } else {
    static_assert(Row::kKind == FieldKind::kMessage);
    if (Row::kKey != "payload") use = SlotUse::kDetails;
  }
  return {use, Row::kKey, format, Row::kFlags};
}

template <class Slots>
struct HeaderSlots;
template <class... Rows>
struct HeaderSlots<RowList<Rows...>> {
  static constexpr std::array<HeaderSlot, sizeof...(Rows)> kAll = {
      HeaderSlotOf<Rows>()...};

  // How many there are up to the last that a header holds.
  static constexpr size_t Count() {
    size_t count = kAll.size();
    while (count > 0 && kAll[count - 1].use == SlotUse::kOther) --count;
    return count;
  }
};

// The positions of one type of message.
struct HeaderLayout {
  uint64_t code = 0;
  absl::string_view wire_name;
  const HeaderSlot* slots = nullptr;
  size_t count = 0;
};

template <class Arm>
constexpr HeaderLayout LayoutOf() {
  using Message =
      std::decay_t<decltype(*Arm::Mutable(std::declval<v1::Frame&>()))>;
  using Slots = HeaderSlots<typename Schema<Message>::Slots>;
  return {Arm::kCode, Schema<Message>::kWireName, Slots::kAll.data(),
          Slots::Count()};
}

template <class Arms>
struct Layouts;
template <class... Arms>
struct Layouts<RowList<Arms...>> {
  static constexpr std::array<HeaderLayout, sizeof...(Arms)> kAll = {
      LayoutOf<Arms>()...};

  static absl::string_view NameOf(const v1::Frame& frame) {
    absl::string_view name;
    (void)((Arms::Has(frame) ? (name = LayoutOf<Arms>().wire_name, true)
                             : false) ||
           ...);
    return name;
  }
};
using FrameLayouts = Layouts<typename Schema<v1::Frame>::Arms>;

const HeaderLayout* FindLayout(uint64_t code) {
  const auto found = std::find_if(
      FrameLayouts::kAll.begin(), FrameLayouts::kAll.end(),
      [code](const HeaderLayout& layout) { return layout.code == code; });
  return found == FrameLayouts::kAll.end() ? nullptr : &*found;
}

std::optional<uint64_t>& IdOf(SlotUse use, FrameHeader& header) {
  switch (use) {
    case SlotUse::kSession:
      return header.session;
    case SlotUse::kSubscription:
      return header.subscription;
    case SlotUse::kPublication:
      return header.publication;
    case SlotUse::kRegistration:
      return header.registration;
    default:
      return header.request;
  }
}

template <class Reader>
class HeaderReader {
 public:
  explicit HeaderReader(Decoder<Reader>& decoder)
      : decoder_(decoder), reader_(decoder.reader()) {}

  Outcome Run(FrameHeader& header) {
    const bool ok = !reader_.failed() && Read(header);
    return {ok, wire_name_};
  }

 private:
  bool Read(FrameHeader& header) {
    typename Reader::List list;
    uint64_t code = 0;
    if (!decoder_.BeginMessage(list, code)) return false;
    const HeaderLayout* layout = FindLayout(code);
    if (layout == nullptr) return decoder_.FailCode(code);
    wire_name_ = layout->wire_name;
    header.type = static_cast<v1::MessageType>(code);
    bool more = true;
    for (size_t i = 0; i < layout->count; ++i) {
      const HeaderSlot& slot = layout->slots[i];
      // What is skipped is not told: it isn't known what is secret in it.
      const bool skipped =
          slot.use == SlotUse::kDetails || slot.use == SlotUse::kOther;
      const auto segment = [&slot, skipped] {
        return KeySegment(slot.name,
                          skipped ? Telling::kNothing : TellingOf(slot.flags));
      };
      const bool required = (slot.flags & kRequired) != 0;
      const Position position =
          decoder_.NextPosition(list, more, required, segment);
      if (position != Position::kValue) return position == Position::kAbsent;
      const bool last = i + 1 == layout->count;
      if (!decoder_.ReadPart([&] { return ReadSlot(slot, last, header); },
                             segment)) {
        return false;
      }
    }
    return true;
  }

  bool ReadSlot(const HeaderSlot& slot, bool last, FrameHeader& header) {
    if (decoder_.TryNullPosition((slot.flags & kRequired) != 0,
                                 (slot.flags & kNullable) != 0)) {
      return true;
    }
    switch (slot.use) {
      case SlotUse::kRequest:
      case SlotUse::kSession:
      case SlotUse::kSubscription:
      case SlotUse::kPublication:
      case SlotUse::kRegistration:
        return decoder_.ReadUint(IdOf(slot.use, header).emplace(), slot.format,
                                 true);
      case SlotUse::kRequestType:
        return decoder_.ReadMessageType([&header](uint64_t code) {
          if (FindLayout(code) == nullptr) return false;
          header.request_type = static_cast<v1::MessageType>(code);
          return true;
        });
      case SlotUse::kUri:
        return decoder_.ReadString(header.uri.emplace(), slot.format, true);
      case SlotUse::kDetails:
        if (reader_.Peek() != Kind::kMap) return decoder_.FailKind("a dict");
        header.details_offset = reader_.offset();
        return last || reader_.Skip();
      case SlotUse::kOther:
        return reader_.Skip();
    }
    return false;
  }

  Decoder<Reader>& decoder_;
  Reader& reader_;
  absl::string_view wire_name_ = Schema<v1::Frame>::kWireName;
};

}  // namespace
}  // namespace internal

absl::string_view MessageName(const v1::Frame& frame) {
  return internal::FrameLayouts::NameOf(frame);
}

absl::string_view MessageName(v1::MessageType type) {
  return internal::TokenOf(type);
}

absl::StatusOr<FrameHeader> PeekHeader(absl::string_view bytes,
                                       v1::Serializer serializer,
                                       const DecodeOptions& options) {
  FrameHeader header;
  absl::Status status = internal::WithCodec(serializer, [&](auto codec) {
    using Reader = typename decltype(codec)::Reader;
    auto reader = internal::MakeReader<decltype(codec)>(bytes, options);
    internal::Decoder<Reader> decoder(reader, options);
    return decoder.Finish(internal::HeaderReader<Reader>(decoder).Run(header));
  });
  if (!status.ok()) return status;
  return header;
}

}  // namespace wamp
