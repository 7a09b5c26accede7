// What holds for the readers of all codecs, whatever the bytes.
#ifndef WAMP_TESTS_TESTING_READER_CONTRACT_H_
#define WAMP_TESTS_TESTING_READER_CONTRACT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"
#include "wamp/codec/copy.h"

namespace wamp {
namespace testing {

// A way to ask a reader for a value of a kind.
template <class Reader>
struct Request {
  Kind kind;
  // The words of faults for it.
  const char* wanted;
  bool (*read)(Reader&);
};

template <class Reader>
const std::vector<Request<Reader>>& Requests() {
  static const auto& requests = *new std::vector<Request<Reader>>{
      {Kind::kBool, "a boolean",
       [](Reader& reader) {
         bool value = false;
         return reader.ReadBool(value);
       }},
      {Kind::kUint, "an integer of at least 0",
       [](Reader& reader) {
         uint64_t value = 0;
         return reader.ReadUint(value);
       }},
      {Kind::kInt, "an integer",
       [](Reader& reader) {
         int64_t value = 0;
         return reader.ReadInt(value);
       }},
      {Kind::kDouble, "a float",
       [](Reader& reader) {
         double value = 0;
         return reader.ReadDouble(value);
       }},
      {Kind::kString, "a string",
       [](Reader& reader) {
         absl::string_view value;
         return reader.ReadString(value);
       }},
      {Kind::kBytes, "a byte string",
       [](Reader& reader) {
         absl::string_view value;
         return reader.ReadBytes(value);
       }},
      {Kind::kList, "a list",
       [](Reader& reader) {
         typename Reader::List list;
         return reader.BeginList(list);
       }},
      {Kind::kMap, "a dict",
       [](Reader& reader) {
         typename Reader::Map map;
         return reader.BeginMap(map);
       }},
  };
  return requests;
}

// Whether a request for `wanted` is answered by a value that Peek() says to be
// of `found`.
inline bool Answers(Kind wanted, Kind found) {
  return wanted == found || (wanted == Kind::kInt && found == Kind::kUint);
}

// Whether the format has one form for byte strings and lists of small
// integers, which reads as either.
template <class Reader>
constexpr bool kBytesAreLists = std::is_same_v<Reader, UbjsonReader> ||
                                std::is_same_v<Reader, BjdataReader>;

inline bool IsBytesOrList(Kind kind) {
  return kind == Kind::kBytes || kind == Kind::kList;
}

// The fault of `reader`, or "".
template <class Reader>
std::string FaultOf(const Reader& reader) {
  return reader.failed() ? Describe(reader.fault()) : "";
}

// The next value of `reader` is refused where another kind is wanted, and may
// be read again after any of that.
template <class Reader>
void ExpectKindsKept(Reader& reader) {
  const typename Reader::Mark mark = reader.mark();
  const size_t start = reader.offset();
  const Kind kind = reader.Peek();
  EXPECT_EQ(reader.offset(), start) << "after a look at the kind";
  reader.Skip();
  const std::string fault = FaultOf(reader);
  reader.Restore(mark);
  const std::string text = Describe(reader);
  reader.Restore(mark);

  const bool is_entered = kind == Kind::kList || kind == Kind::kMap;
  for (const Request<Reader>& request : Requests<Reader>()) {
    if (kBytesAreLists<Reader> && IsBytesOrList(kind) && request.kind != kind &&
        IsBytesOrList(request.kind)) {
      continue;
    }
    SCOPED_TRACE(absl::StrCat("wanted ", request.wanted, " at ", start));
    const bool taken = request.read(reader);
    ASSERT_EQ(taken, !reader.failed());
    if (Answers(request.kind, kind)) {
      if (taken && !is_entered) {
        EXPECT_EQ(fault, "") << "but it was read";
      } else if (!taken && reader.fault().rule != Rule::kRange) {
        EXPECT_EQ(FaultOf(reader), fault);
      }
    } else {
      ASSERT_FALSE(taken);
      if (!is_entered && !fault.empty()) {
        // No value of any kind.
        EXPECT_EQ(FaultOf(reader), fault);
      } else {
        EXPECT_EQ(reader.fault().rule, Rule::kKind);
        EXPECT_EQ(reader.fault().expected, request.wanted);
        EXPECT_EQ(reader.fault().offset, start);
        EXPECT_EQ(reader.offset(), start);
      }
    }
    reader.Restore(mark);
    EXPECT_EQ(FaultOf(reader), "");
    EXPECT_EQ(reader.offset(), start);
  }

  EXPECT_EQ(reader.TryNull(), kind == Kind::kNull);
  EXPECT_EQ(FaultOf(reader), "");
  if (kind != Kind::kNull) {
    EXPECT_EQ(reader.offset(), start);
  }
  reader.Restore(mark);
  EXPECT_EQ(Describe(reader), text) << "when it is read again";
  reader.Restore(mark);

  // Whatever a reader is asked for, its first fault stays.
  reader.Fail(Rule::kLimit, 7, "this", "that");
  for (const Request<Reader>& request : Requests<Reader>()) {
    reader.Peek();
    request.read(reader);
    ASSERT_EQ(FaultOf(reader), "limit at 7: expected this, got that")
        << "wanted " << request.wanted << " at " << start;
  }
  reader.Restore(mark);
}

// Goes through a value and those within it.
template <class Reader>
class ReaderWalk {
 public:
  ReaderWalk(absl::string_view bytes, Limits limits)
      : size_(bytes.size()), reader_(bytes, limits) {}

  // The deepest nesting that the walk has met.
  int depth() const { return depth_; }

  // Calls `visit` with the reader before each value. Returns false where the
  // reader fails.
  template <class Visit>
  bool Each(const Visit& visit) {
    if (reader_.failed()) return false;
    visit(reader_);
    switch (reader_.Peek()) {
      case Kind::kList: {
        typename Reader::List list;
        if (!reader_.BeginList(list)) return false;
        const size_t hint = reader_.SizeHint(list);
        return EachItem(hint, visit, [&] { return reader_.NextItem(list); });
      }
      case Kind::kMap: {
        typename Reader::Map map;
        if (!reader_.BeginMap(map)) return false;
        const size_t hint = reader_.SizeHint(map);
        absl::string_view key;
        return EachItem(hint, visit, [&] { return reader_.NextKey(map, key); });
      }
      default:
        return reader_.Skip();
    }
  }

 private:
  template <class Visit, class Next>
  bool EachItem(size_t hint, const Visit& visit, const Next& next) {
    depth_ = std::max(depth_, ++level_);
    EXPECT_LE(hint, size_) << "items, which the bytes can't hold";
    size_t count = 0;
    for (; next(); ++count) {
      if (!Each(visit)) return false;
    }
    if (reader_.failed()) return false;
    EXPECT_LE(hint, count) << "items, but there are fewer";
    --level_;
    return true;
  }

  const size_t size_;
  Reader reader_;
  int level_ = 0;
  int depth_ = 0;
};

// How deep lists and dicts are nested in `bytes`, as far as they can be read.
template <class Reader>
int DepthOf(absl::string_view bytes) {
  ReaderWalk<Reader> walk(bytes, Limits());
  walk.Each([](Reader&) {});
  return walk.depth();
}

// Whatever the bytes are: reading over a value finds what reading it finds, a
// fault lies within the bytes, and each value is kept to its kind.
template <class Reader>
void ExpectHandled(absl::string_view bytes) {
  // Of the exact size, so that a sanitizer sees reads after the end.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  const absl::string_view input(exact.data(), exact.size());
  SCOPED_TRACE(absl::StrCat("bytes ", absl::CHexEscape(input.substr(0, 80))));
  Limits limits;
  limits.max_depth = DepthOf<Reader>(input);

  Reader reading(input, limits);
  const std::string text = Describe(reading);
  Reader skipping(input, limits);
  const bool skipped = skipping.Skip();
  if (reading.failed() && reading.fault().rule == Rule::kRange) {
    // A number that nobody reads need not fit anything.
    EXPECT_TRUE(skipped || skipping.fault().rule != Rule::kRange);
  } else if (skipping.failed()) {
    ASSERT_TRUE(reading.failed()) << text;
    ASSERT_EQ(FaultOf(skipping), FaultOf(reading));
    EXPECT_EQ(text, FaultOf(skipping));
    EXPECT_LE(skipping.fault().offset, input.size());
  } else {
    ASSERT_FALSE(reading.failed()) << text;
    EXPECT_EQ(skipping.offset(), reading.offset());
    EXPECT_EQ(skipping.AtEnd(), reading.AtEnd());
  }

  // Enough for any value that is written out in a test.
  int left = 200;
  ReaderWalk<Reader>(input, limits).Each([&left](Reader& reader) {
    if (left-- > 0) ExpectKindsKept(reader);
  });
}

// A limit that just suffices is no limit, and one below it a fault.
template <class Reader>
void ExpectLimitsKept(absl::string_view bytes) {
  const std::string text = Described<Reader>(bytes);
  Limits limits;
  limits.max_bytes = bytes.size();
  limits.max_depth = DepthOf<Reader>(bytes);
  EXPECT_EQ(Described<Reader>(bytes, limits), text);

  Limits size = limits;
  --size.max_bytes;
  const Reader too_long(bytes, size);
  ASSERT_TRUE(too_long.failed());
  EXPECT_EQ(FaultOf(too_long),
            absl::StrCat("limit at 0: expected at most ", size.max_bytes,
                         " bytes, got ", bytes.size(), " bytes"));

  Limits depth = limits;
  --depth.max_depth;
  if (depth.max_depth < 0) return;
  Reader too_deep(bytes, depth);
  EXPECT_FALSE(too_deep.Skip());
  ASSERT_TRUE(too_deep.failed());
  EXPECT_EQ(too_deep.fault().rule, Rule::kLimit);
  EXPECT_LE(too_deep.fault().offset, bytes.size());
}

// `bytes`, a value, is refused wherever it is cut. It stands in a list, as the
// beginning of a number may be a number.
template <class Codec>
void ExpectCutsRefused(absl::string_view bytes) {
  using Reader = typename Codec::Reader;
  const std::string list = WrittenUnchecked<Codec>([bytes](auto& out) {
    out.BeginList(1);
    out.Raw(bytes);
    out.EndList();
  });
  ASSERT_EQ(Described<Reader>(list),
            absl::StrCat("[", Described<Reader>(bytes), "]"));
  // Of long ones, the beginnings with a head and those that miss little.
  constexpr size_t kAtBegin = 80;
  constexpr size_t kAtEnd = 8;
  for (size_t size = 0; size < list.size(); ++size) {
    if (size == kAtBegin && list.size() > kAtBegin + kAtEnd) {
      size = list.size() - kAtEnd;
    }
    SCOPED_TRACE(absl::StrCat("cut to ", size));
    // What was cut off still is after the end, for those who read on.
    Reader reader(absl::string_view(list).substr(0, size));
    EXPECT_FALSE(reader.Skip());
    ASSERT_TRUE(reader.failed());
    EXPECT_TRUE(reader.fault().truncated) << FaultOf(reader);
    if (size < kAtBegin) {
      ExpectHandled<Reader>(absl::string_view(list).substr(0, size));
    }
  }
}

// `bytes`, a value, are the same after they are copied to the same format.
template <class Codec>
void ExpectSameWhenCopied(absl::string_view bytes) {
  using Reader = typename Codec::Reader;
  const std::string copy = Written<Codec>([bytes](auto& out) {
    Reader reader(bytes);
    EXPECT_TRUE(Copy(reader, out)) << FaultOf(reader);
  });
  EXPECT_EQ(Described<Reader>(copy), Described<Reader>(bytes));
}

// What must hold for any bytes, and more for those that are one value.
template <class Codec>
void ExpectReaderContract(absl::string_view bytes) {
  using Reader = typename Codec::Reader;
  ExpectHandled<Reader>(bytes);
  Reader reader(bytes);
  Describe(reader);
  if (reader.failed() || !reader.AtEnd()) return;
  ExpectLimitsKept<Reader>(bytes);
  ExpectCutsRefused<Codec>(bytes);
  ExpectSameWhenCopied<Codec>(bytes);
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_READER_CONTRACT_H_
