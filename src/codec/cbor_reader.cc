#include "wamp/codec/cbor_reader.h"

#include "absl/strings/str_cat.h"
#include "wamp/codec/skip.h"

namespace wamp {

Kind CborReader::Peek() const {
  switch (Major()) {
    case 0:
      return Kind::kUint;
    case 1:
      return carries_ && IsBelowInt64() ? Kind::kForeign : Kind::kInt;
    case kBytes:
      return Kind::kBytes;
    case kText:
      return Kind::kString;
    case kList:
      return Kind::kList;
    case kMap:
      return Kind::kMap;
    case 6:
      return carries_ ? Kind::kForeign : Kind::kInvalid;
    case 7:
      break;
    default:
      return Kind::kInvalid;
  }
  switch (*position_) {
    case 0xF4:
    case 0xF5:
      return Kind::kBool;
    case 0xF6:
    case 0xF7:
      return Kind::kNull;
    case 0xF9:
    case 0xFA:
    case 0xFB:
      return Kind::kDouble;
    default:
      // Simple values; those below 32 have no second byte.
      return carries_ && (*position_ < 0xF4 ||
                          (*position_ == 0xF8 &&
                           (end_ - position_ == 1 || position_[1] >= 32)))
                 ? Kind::kForeign
                 : Kind::kInvalid;
  }
}

bool CborReader::ReadInt(int64_t& value) {
  const size_t start = offset();
  const int major = Major();
  if (major != 0 && major != 1) {
    return codec_internal::FailKind(*this, "an integer");
  }
  uint64_t argument = 0;
  if (!ReadArgument(argument)) return false;
  if (argument <= INT64_MAX) {
    value = static_cast<int64_t>(argument);
    if (major == 1) value = -1 - value;
    return true;
  }
  if (major == 0) {
    return Fail(Rule::kRange, start, "an integer below 2^63", "integer",
                absl::StrCat(argument));
  }
  // -1 - argument, whose size may not fit 64 bits.
  return Fail(Rule::kRange, start, "an integer of at least -2^63", "integer",
              argument == UINT64_MAX ? "-18446744073709551616"
                                     : absl::StrCat("-", argument + 1));
}

bool CborReader::ReadDouble(double& value) {
  if (position_ != end_ && *position_ >= 0xF9 && *position_ <= 0xFB) {
    const size_t width = size_t{2} << (*position_ - 0xF9);
    uint64_t raw = 0;
    if (!ReadBigEndian(width, raw)) return false;
    value = FloatOf(raw, width);
    return true;
  }
  return codec_internal::FailKind(*this, "a float");
}

// Each chunk is a string of the same type with a definite length. Text is never
// split inside a character.
bool CborReader::ReadChunks(absl::string_view& value) {
  const int major = Major();
  scratch_.clear();
  for (++position_; Major() != -1 && *position_ != kBreak;) {
    if (Major() != major || IsIndefinite()) {
      return Fail(
          Rule::kSyntax, offset(), "a chunk of the string",
          absl::StrCat("byte 0x", absl::Hex(*position_, absl::kZeroPad2)));
    }
    uint64_t size = 0;
    absl::string_view chunk;
    if (!ReadArgument(size)) return false;
    if (!(major == kText ? TakeText(size, chunk) : Take(size, chunk))) {
      return false;
    }
    scratch_.append(chunk.data(), chunk.size());
  }
  if (position_ == end_) return FailTruncated();
  ++position_;
  value = scratch_;
  return true;
}

bool CborReader::ReadForeign(ForeignValue& value) {
  const size_t start = offset();
  if (Peek() != Kind::kForeign) {
    return codec_internal::FailKind(*this, "a foreign value");
  }
  if (!SkipItem()) return false;
  value = {WireFormat::kCbor, Since(start)};
  return true;
}

// Skips any value of CBOR, as it may be within a tag: with tags of its own, and
// with keys of any kind.
bool CborReader::SkipItem() {
  absl::string_view text;
  uint64_t argument = 0;
  switch (Major()) {
    case 0:
    case 1:
      return ReadArgument(argument);
    case kBytes:
      return ReadBytes(text);
    case kText:
      return ReadString(text);
    case kList: {
      List list;
      if (!BeginList(list)) return false;
      while (NextItem(list)) {
        if (!SkipItem()) return false;
      }
      return !failed();
    }
    case kMap: {
      Map map;
      if (!BeginMap(map)) return false;
      while (NextItem(map)) {
        if (!SkipItem() || !SkipItem()) return false;
      }
      return !failed();
    }
    case 6:
      // A tag is a level, or tags of tags could exhaust the stack.
      if (!ReadArgument(argument) || !EnterUncounted() || !SkipItem()) {
        return false;
      }
      ++depth_left_;
      return true;
    case 7:
      return SkipSimpleOrFloat();
    default:
      return FailTruncated();
  }
}

bool CborReader::SkipSimpleOrFloat() {
  const uint8_t head = *position_;
  if (head >= 0xF9 && head <= 0xFB) {
    double value = 0;
    return ReadDouble(value);
  }
  if (head > 0xF8) return FailHead();
  if (head == 0xF8) {
    if (left() < 2) return FailTruncated();
    if (position_[1] < 32) return FailHead();
    ++position_;
  }
  ++position_;
  return true;
}

bool CborReader::Skip() {
  return codec_internal::SkipValue(*this, [this] { return FailValue(); });
}

bool CborReader::FailValue() {
  if (Major() != 6) return FailHead();
  const size_t start = offset();
  uint64_t tag = 0;
  if (!ReadArgument(tag)) return false;
  return Fail(Rule::kSyntax, start, "a value without a tag",
              absl::StrCat("tag ", tag));
}

}  // namespace wamp
