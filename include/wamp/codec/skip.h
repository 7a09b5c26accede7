// Skipping a value that nobody wants, checking all the same that it is one.
#ifndef WAMP_CODEC_SKIP_H_
#define WAMP_CODEC_SKIP_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {
namespace codec_internal {

// A number that is skipped need not fit anything: forgets that one didn't,
// after which every reader is after it.
template <class Reader>
bool ForgetRange(Reader& reader) {
  if (reader.fault().rule != Rule::kRange) return false;
  reader.ClearFault();
  return true;
}

// Skips the next value of `reader`, whatever its kind. `fail` is called
// where there is none.
template <class Reader, class Fail>
bool SkipValue(Reader& reader, Fail fail) {
  switch (reader.Peek()) {
    case Kind::kInvalid:
      return fail();
    case Kind::kNull:
      return reader.TryNull();
    case Kind::kBool: {
      bool value;
      return reader.ReadBool(value);
    }
    case Kind::kUint: {
      uint64_t value;
      return reader.ReadUint(value) || ForgetRange(reader);
    }
    case Kind::kInt: {
      int64_t value;
      return reader.ReadInt(value) || ForgetRange(reader);
    }
    case Kind::kDouble: {
      double value;
      return reader.ReadDouble(value) || ForgetRange(reader);
    }
    case Kind::kString: {
      absl::string_view value;
      return reader.ReadString(value);
    }
    case Kind::kBytes: {
      absl::string_view value;
      return reader.ReadBytes(value);
    }
    case Kind::kForeign: {
      ForeignValue value;
      return reader.ReadForeign(value);
    }
    case Kind::kList: {
      typename Reader::List list;
      if (!reader.BeginList(list)) return false;
      while (reader.NextItem(list)) {
        if (!SkipValue(reader, fail)) return false;
      }
      return !reader.failed();
    }
    case Kind::kMap: {
      typename Reader::Map map;
      absl::string_view key;
      if (!reader.BeginMap(map)) return false;
      while (reader.NextKey(map, key)) {
        if (!SkipValue(reader, fail)) return false;
      }
      return !reader.failed();
    }
  }
  return false;
}

}  // namespace codec_internal
}  // namespace wamp

#endif  // WAMP_CODEC_SKIP_H_
