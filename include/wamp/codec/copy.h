// Copies values from any reader to any writer, without a tree between them.
//
// Example:
//
//   wamp::JsonReader reader(json);
//   std::string cbor;
//   wamp::CborWriter writer(&cbor);
//   if (!wamp::Copy(reader, writer)) return Report(reader, writer);
//   writer.Flush();
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
// or dict; writers whose heads hold no size don't use it.
template <class Reader, class Writer>
bool CopyValue(Reader& reader, Writer& writer, const size_t*& count) {
  const auto next_count = [&count]() -> size_t {
    return Writer::kHeadsHoldSizes ? *count++ : 0;
  };
  switch (reader.Peek()) {
    case Kind::kInvalid:
      return reader.Skip();
    case Kind::kNull:
      writer.Null();
      return reader.TryNull();
    case Kind::kBool: {
      bool value = false;
      if (!reader.ReadBool(value)) return false;
      writer.Bool(value);
      return true;
    }
    case Kind::kUint: {
      uint64_t value = 0;
      if (!reader.ReadUint(value)) return false;
      writer.Uint(value);
      return true;
    }
    case Kind::kInt: {
      int64_t value = 0;
      if (!reader.ReadInt(value)) return false;
      writer.Int(value);
      return true;
    }
    case Kind::kDouble: {
      double value = 0;
      if (!reader.ReadDouble(value)) return false;
      writer.Double(value);
      return true;
    }
    case Kind::kString: {
      absl::string_view value;
      if (!reader.ReadString(value)) return false;
      writer.String(value);
      return true;
    }
    case Kind::kBytes: {
      absl::string_view value;
      if (!reader.ReadBytes(value)) return false;
      writer.Bytes(value);
      return true;
    }
    case Kind::kForeign: {
      ForeignValue value;
      if (!reader.ReadForeign(value)) return false;
      writer.Foreign(value);
      return true;
    }
    case Kind::kList: {
      typename Reader::List list;
      if (!reader.BeginList(list)) return false;
      writer.BeginList(next_count());
      while (reader.NextItem(list)) {
        if (!CopyValue(reader, writer, count)) return false;
      }
      writer.EndList();
      return !reader.failed();
    }
    case Kind::kMap: {
      typename Reader::Map map;
      absl::string_view key;
      if (!reader.BeginMap(map)) return false;
      writer.BeginMap(next_count());
      while (reader.NextKey(map, key)) {
        writer.Key(key);
        if (!CopyValue(reader, writer, count)) return false;
      }
      writer.EndMap();
      return !reader.failed();
    }
  }
  return false;
}

}  // namespace codec_internal

// Copies the next value of `reader`, of any kind. Returns false on a fault,
// which the reader or the writer then holds.
template <class Reader, class Writer>
bool Copy(Reader& reader, Writer& writer) {
  std::vector<size_t> counts;
  if constexpr (Writer::kHeadsHoldSizes) {
    const typename Reader::Mark start = reader.mark();
    if (!codec_internal::CountItems(reader, counts)) return false;
    reader.Restore(start);
  }
  const size_t* count = counts.data();
  return codec_internal::CopyValue(reader, writer, count) && !writer.failed();
}

}  // namespace wamp

#endif  // WAMP_CODEC_COPY_H_
