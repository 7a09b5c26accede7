#include "wamp/frame.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/engine/schema/schema.h"
#include "src/engine/with_codec.h"
#include "wamp/wire.h"

namespace wamp {
namespace internal {
namespace {

// What stands at a position of a message array.
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

  bool Read(FrameHeader& header) {
    typename Reader::List list;
    if (!reader_.BeginList(list)) return false;
    if (!reader_.NextItem(list)) {
      return !reader_.failed() &&
             reader_.Fail(Rule::kMessage, reader_.offset(), "a message code",
                          "an empty list");
    }
    const HeaderLayout* layout =
        ReadCode(Rule::kMessage, "a known message code", "message code");
    if (layout == nullptr) return false;
    wire_name_ = layout->wire_name;
    header.type = static_cast<v1::MessageType>(layout->code);
    for (size_t i = 0; i < layout->count; ++i) {
      const HeaderSlot& slot = layout->slots[i];
      if (!reader_.NextItem(list)) {
        if (reader_.failed()) return false;
        return (slot.flags & kRequired) == 0 ||
               decoder_.Missing(KeySegment(slot.name));
      }
      const size_t before = decoder_.fault_count();
      const typename Reader::Mark mark = reader_.mark();
      const bool ok = ReadSlot(slot, i + 1 == layout->count, header);
      if (!decoder_.Settle(ok, before, mark, (slot.flags & kSecret) != 0,
                           [&slot] { return KeySegment(slot.name); })) {
        return false;
      }
    }
    return true;
  }

  absl::string_view wire_name() const { return wire_name_; }

 private:
  bool ReadSlot(const HeaderSlot& slot, bool last, FrameHeader& header) {
    if (((slot.flags & kNullable) != 0 || (slot.flags & kRequired) == 0) &&
        reader_.TryNull()) {
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
      case SlotUse::kRequestType: {
        const HeaderLayout* layout =
            ReadCode(Rule::kToken, "a message code", "integer");
        if (layout == nullptr) return false;
        header.request_type = static_cast<v1::MessageType>(layout->code);
        return true;
      }
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

  // Null, and a fault, if there is no message of the code.
  const HeaderLayout* ReadCode(Rule rule, absl::string_view expected,
                               absl::string_view kind) {
    const size_t offset = reader_.offset();
    uint64_t code = 0;
    if (!decoder_.ReadUint(code, v1::FORMAT_UNSPECIFIED, true)) return nullptr;
    const HeaderLayout* layout = FindLayout(code);
    if (layout == nullptr) {
      reader_.Fail(rule, offset, expected, kind, absl::StrCat(code));
    }
    return layout;
  }

  Decoder<Reader>& decoder_;
  Reader& reader_;
  absl::string_view wire_name_ = Schema<v1::Frame>::kWireName;
};

template <class Codec>
absl::Status PeekAs(absl::string_view bytes, const DecodeOptions& options,
                    FrameHeader& header) {
  auto reader = Codec::MakeReader(bytes, options);
  Decoder<typename Codec::Reader> decoder(reader, options);
  HeaderReader<typename Codec::Reader> engine(decoder);
  const bool ok = !reader.failed() && engine.Read(header);
  return decoder.Finish(ok, engine.wire_name());
}

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
  absl::Status status = internal::WithCodec(
      serializer,
      [&](auto codec) {
        return internal::PeekAs<decltype(codec)>(bytes, options, header);
      },
      [serializer] { return internal::UnknownSerializer(serializer); });
  if (!status.ok()) return status;
  return header;
}

}  // namespace wamp
