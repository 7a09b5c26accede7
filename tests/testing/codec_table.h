// Tables of samples of one codec, each row of which is a test.
//
//   const ReadSample kValues[] = {{"null", FromHex("f6"), "null"}};
//   INSTANTIATE_TEST_SUITE_P(Values, ReadTest, ReadRows<Cbor>(kValues),
//                            SampleName());
//
//   using Row = WriteRow<Cbor, FromHex>;
//   const WriteSample kWrites[] = {Row::Uint(24, "1818")};
//   INSTANTIATE_TEST_SUITE_P(Writes, WriteTest, ValuesIn(kWrites),
//                            SampleName());
//
// It defines the tests, so that one file of a binary alone can include it.
#ifndef WAMP_TESTS_TESTING_CODEC_TABLE_H_
#define WAMP_TESTS_TESTING_CODEC_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/describe.h"
#include "tests/testing/reader_contract.h"

namespace wamp {
namespace testing {

class ReadTest : public ::testing::TestWithParam<ReadSample> {};

TEST_P(ReadTest, GivesTheValueOrTheFault) { GetParam().check(GetParam()); }

// The rows of `samples`, for `Codec` to read: each must mean what it says, and
// what holds for all readers must hold for it.
template <class Codec, class Samples>
auto ReadRows(const Samples& samples) {
  std::vector<ReadSample> rows(std::begin(samples), std::end(samples));
  for (ReadSample& row : rows) {
    row.check = [](const ReadSample& sample) {
      EXPECT_EQ(Described<typename Codec::Reader>(sample.bytes),
                sample.meaning);
      ExpectReaderContract<Codec>(sample.bytes);
    };
  }
  return ::testing::ValuesIn(rows);
}

class WriteTest : public ::testing::TestWithParam<WriteSample> {};

TEST_P(WriteTest, GivesTheBytesOrTheFault) {
  EXPECT_EQ(absl::CHexEscape(GetParam().write()),
            absl::CHexEscape(GetParam().expected));
}

// Makes rows of what `Codec` writes, and names them. `kNotation` reads the
// bytes that are expected, of texts, byte strings, lists and dicts only the
// head.
template <class Codec, std::string (*kNotation)(absl::string_view)>
struct WriteRow {
  template <class Write>
  static WriteSample Of(std::string name, const Write& write,
                        absl::string_view expected) {
    return {std::move(name), [write] { return Written<Codec>(write); },
            kNotation(expected)};
  }

  static WriteSample Null(absl::string_view expected) {
    return Of(
        "null", [](auto& out) { out.Null(); }, expected);
  }

  static WriteSample Bool(bool value, absl::string_view expected) {
    const auto write = [value](auto& out) { out.Bool(value); };
    return Of(value ? "bool_true" : "bool_false", write, expected);
  }

  static WriteSample Uint(uint64_t value, absl::string_view expected) {
    const auto write = [value](auto& out) { out.Uint(value); };
    return Of(absl::StrCat("uint_", value), write, expected);
  }

  static WriteSample Int(int64_t value, absl::string_view expected) {
    const auto write = [value](auto& out) { out.Int(value); };
    const std::string digits = absl::StrCat(value);
    const std::string name = value < 0
                                 ? absl::StrCat("int_minus_", digits.substr(1))
                                 : absl::StrCat("int_", digits);
    return Of(name, write, expected);
  }

  static WriteSample Double(const char* name, double value,
                            absl::string_view expected) {
    const auto write = [value](auto& out) { out.Double(value); };
    return Of(absl::StrCat("double_", name), write, expected);
  }

  // Texts and byte strings consist of the letter "a".
  static WriteSample String(size_t size, absl::string_view head) {
    const std::string text(size, 'a');
    const auto write = [text](auto& out) { out.String(text); };
    return WithContent(Of(absl::StrCat("string_", size), write, head), text);
  }

  static WriteSample Bytes(size_t size, absl::string_view head) {
    const std::string bytes(size, 'a');
    const auto write = [bytes](auto& out) { out.Bytes(bytes); };
    return WithContent(Of(absl::StrCat("bytes_", size), write, head), bytes);
  }

  static WriteSample List(size_t size, absl::string_view head) {
    const auto write = [size](auto& out) { out.BeginList(size); };
    return Of(absl::StrCat("list_", size), write, head);
  }

  static WriteSample Dict(size_t size, absl::string_view head) {
    const auto write = [size](auto& out) { out.BeginMap(size); };
    return Of(absl::StrCat("dict_", size), write, head);
  }

 private:
  static WriteSample WithContent(WriteSample row, const std::string& content) {
    row.expected += content;
    return row;
  }
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_CODEC_TABLE_H_
