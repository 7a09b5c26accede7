// Copies values from any reader to any emitter, without a tree between them.
//
// Example:
//
//   wamp::JsonReader reader(json);
//   wamp::CborSizer sizer;
//   if (!wamp::Copy(reader, sizer)) return Report(reader, sizer);
//   std::string cbor(sizer.sink().size(), '\0');
//   wamp::JsonReader again(json);
//   wamp::CborWriter writer(&cbor[0]);
//   wamp::Copy(again, writer);
//
// Transcode() (wamp/transcode.h) does just that.
#ifndef WAMP_CODEC_COPY_H_
#define WAMP_CODEC_COPY_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "wamp/codec/codec.h"

namespace wamp {
namespace codec_internal {

// Adds the number of items of each list and dict in the next value to `counts`,
// in the order in which they begin.
template <class Reader>
bool CountItems(Reader& reader, std::vector<size_t>& counts) {
  const Kind kind = reader.Peek();
  if (kind != Kind::kList && kind != Kind::kMap) return reader.Skip();
  const size_t mine = counts.size();
  counts.push_back(0);
  size_t count = 0;
  if (kind == Kind::kList) {
    typename Reader::List list;
    if (!reader.BeginList(list)) return false;
    for (; reader.NextItem(list); ++count) {
      if (!CountItems(reader, counts)) return false;
    }
  } else {
    typename Reader::Map map;
    absl::string_view key;
    if (!reader.BeginMap(map)) return false;
    for (; reader.NextKey(map, key); ++count) {
      if (!CountItems(reader, counts)) return false;
    }
  }
  counts[mine] = count;
  return !reader.failed();
}

// Copies the next value. `count` points to the number of items of the next list
// or dict; emitters whose heads hold no size don't use it.
template <class Reader, class Emitter>
bool CopyValue(Reader& reader, Emitter& emitter, const size_t*& count) {
  const auto next_count = [&count]() -> size_t {
    return Emitter::kHeadsHoldSizes ? *count++ : 0;
  };
  switch (reader.Peek()) {
    case Kind::kInvalid:
      return reader.Skip();
    case Kind::kNull:
      emitter.Null();
      return reader.TryNull();
    case Kind::kBool: {
      bool value = false;
      if (!reader.ReadBool(value)) return false;
      emitter.Bool(value);
      return true;
    }
    case Kind::kUint: {
      uint64_t value = 0;
      if (!reader.ReadUint(value)) return false;
      emitter.Uint(value);
      return true;
    }
    case Kind::kInt: {
      int64_t value = 0;
      if (!reader.ReadInt(value)) return false;
      emitter.Int(value);
      return true;
    }
    case Kind::kDouble: {
      double value = 0;
      if (!reader.ReadDouble(value)) return false;
      emitter.Double(value);
      return true;
    }
    case Kind::kString: {
      absl::string_view value;
      if (!reader.ReadString(value)) return false;
      emitter.String(value);
      return true;
    }
    case Kind::kBytes: {
      absl::string_view value;
      if (!reader.ReadBytes(value)) return false;
      emitter.Bytes(value);
      return true;
    }
    case Kind::kList: {
      typename Reader::List list;
      if (!reader.BeginList(list)) return false;
      emitter.BeginList(next_count());
      while (reader.NextItem(list)) {
        if (!CopyValue(reader, emitter, count)) return false;
      }
      emitter.EndList();
      return !reader.failed();
    }
    case Kind::kMap: {
      typename Reader::Map map;
      absl::string_view key;
      if (!reader.BeginMap(map)) return false;
      emitter.BeginMap(next_count());
      while (reader.NextKey(map, key)) {
        emitter.Key(key);
        if (!CopyValue(reader, emitter, count)) return false;
      }
      emitter.EndMap();
      return !reader.failed();
    }
  }
  return false;
}

}  // namespace codec_internal

// Copies the next value of `reader`, of any kind. Returns false on a fault,
// which the reader or the emitter then holds.
template <class Reader, class Emitter>
bool Copy(Reader& reader, Emitter& emitter) {
  std::vector<size_t> counts;
  if constexpr (Emitter::kHeadsHoldSizes) {
    const typename Reader::Mark start = reader.mark();
    if (!codec_internal::CountItems(reader, counts)) return false;
    reader.Restore(start);
  }
  const size_t* count = counts.data();
  return codec_internal::CopyValue(reader, emitter, count) && !emitter.failed();
}

}  // namespace wamp

#endif  // WAMP_CODEC_COPY_H_
