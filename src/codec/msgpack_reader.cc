#include "wamp/codec/msgpack_reader.h"

#include "absl/strings/str_cat.h"
#include "wamp/codec/skip.h"

namespace wamp {
namespace {

bool IsExtension(uint8_t head) {
  return (head >= 0xC7 && head <= 0xC9) || (head >= 0xD4 && head <= 0xD8);
}

}  // namespace

Kind MsgPackReader::Peek() const {
  if (position_ == end_) return Kind::kInvalid;
  const uint8_t head = *position_;
  if (head < 0x80) return Kind::kUint;
  if (head < 0x90) return Kind::kMap;
  if (head < 0xA0) return Kind::kList;
  if (head < 0xC0) return Kind::kString;
  if (head >= 0xE0) return Kind::kInt;
  switch (head) {
    case 0xC0:
      return Kind::kNull;
    case 0xC2:
    case 0xC3:
      return Kind::kBool;
    case 0xC4:
    case 0xC5:
    case 0xC6:
      return Kind::kBytes;
    case 0xCA:
    case 0xCB:
      return Kind::kDouble;
    case 0xCC:
    case 0xCD:
    case 0xCE:
    case 0xCF:
      return Kind::kUint;
    case 0xD0:
    case 0xD1:
    case 0xD2:
    case 0xD3:
      // The sign is in the first byte of the number. At the end of the input
      // either answer leads to the same fault.
      return end_ - position_ > 1 && position_[1] >= 0x80 ? Kind::kInt
                                                          : Kind::kUint;
    case 0xD9:
    case 0xDA:
    case 0xDB:
      return Kind::kString;
    case 0xDC:
    case 0xDD:
      return Kind::kList;
    case 0xDE:
    case 0xDF:
      return Kind::kMap;
    default:
      return carries_ && IsExtension(head) ? Kind::kForeign : Kind::kInvalid;
  }
}

bool MsgPackReader::ReadLongString(absl::string_view& value) {
  if (position_ == end_ || *position_ < 0xD9 || *position_ > 0xDB) {
    return codec_internal::FailKind(*this, "a string");
  }
  uint64_t size = 0;
  return ReadBigEndian(size_t{1} << (*position_ - 0xD9), size) &&
         Take(size, value);
}

bool MsgPackReader::ReadSigned(int64_t& value) {
  const auto width = size_t{1} << (*position_ - 0xD0);
  uint64_t raw = 0;
  if (!ReadBigEndian(width, raw)) return false;
  value = SignExtended(raw, width);
  return true;
}

bool MsgPackReader::ReadSignedAsUint(uint64_t& value) {
  const uint8_t* const start = position_;
  int64_t number;
  if (!ReadSigned(number)) return false;
  if (number < 0) {
    position_ = start;
    return codec_internal::FailKind(*this, "an integer of at least 0");
  }
  value = static_cast<uint64_t>(number);
  return true;
}

bool MsgPackReader::ReadInt(int64_t& value) {
  if (position_ != end_) {
    const uint8_t* const start = position_;
    const uint8_t head = *position_;
    if (head >= 0xE0) {
      // 0xE0 to 0xFF stand for -32 to -1.
      value = int64_t{head} - 0x100;
      ++position_;
      return true;
    }
    if (head >= 0xD0 && head <= 0xD3) return ReadSigned(value);
    if (head < 0x80 || (head >= 0xCC && head <= 0xCF)) {
      uint64_t number = 0;
      if (!ReadUint(number)) return false;
      if (number <= INT64_MAX) {
        value = static_cast<int64_t>(number);
        return true;
      }
      return Fail(Rule::kRange, static_cast<size_t>(start - begin_),
                  "an integer below 2^63", "integer", absl::StrCat(number));
    }
  }
  return codec_internal::FailKind(*this, "an integer");
}

bool MsgPackReader::ReadDouble(double& value) {
  if (position_ != end_ && (*position_ == 0xCA || *position_ == 0xCB)) {
    const size_t width = *position_ == 0xCA ? 4 : 8;
    uint64_t raw = 0;
    if (!ReadBigEndian(width, raw)) return false;
    value = FloatOf(raw, width);
    return true;
  }
  return codec_internal::FailKind(*this, "a float");
}

bool MsgPackReader::ReadForeign(ForeignValue& value) {
  const size_t start = offset();
  if (Peek() != Kind::kForeign) {
    return codec_internal::FailKind(*this, "a foreign value");
  }
  uint64_t size = 0;
  if (*position_ >= 0xD4) {
    size = uint64_t{1} << (*position_ - 0xD4);
    ++position_;
  } else if (!ReadBigEndian(size_t{1} << (*position_ - 0xC7), size)) {
    return false;
  }
  // The type is a byte before the content.
  absl::string_view content;
  if (!Take(size + 1, content)) return false;
  value = {WireFormat::kMsgPack, Since(start)};
  return true;
}

bool MsgPackReader::Skip() {
  return codec_internal::SkipValue(*this, [this] { return FailValue(); });
}

bool MsgPackReader::FailValue() {
  if (position_ == end_ || !IsExtension(*position_)) return FailHead();
  const size_t start = offset();
  const size_t width =
      *position_ >= 0xD4 ? 0 : size_t{1} << (*position_ - 0xC7);
  if (left() < width + 2) return FailTruncated();
  return Fail(
      Rule::kSyntax, start, "a value without an extension type",
      absl::StrCat("extension ", SignExtended(position_[width + 1], 1)));
}

}  // namespace wamp
