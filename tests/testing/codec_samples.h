// Samples of what a codec reads and writes, each with a name.
#ifndef WAMP_TESTS_TESTING_CODEC_SAMPLES_H_
#define WAMP_TESTS_TESTING_CODEC_SAMPLES_H_

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "tests/testing/hex.h"

namespace wamp {
namespace testing {

// Bytes to read, and what they are by `Described`.
struct ReadSample {
  std::string name;
  std::string bytes;
  std::string meaning;
  // Tries the sample on the reader of a table; set by ReadRows().
  void (*check)(const ReadSample&) = nullptr;
};

inline void PrintTo(const ReadSample& sample, std::ostream* out) {
  *out << sample.name;
}

// What to write, and what that gives: bytes or the fault, unless the user of
// the sample says otherwise.
struct WriteSample {
  std::string name;
  std::function<std::string()> write;
  std::string expected;
};

inline void PrintTo(const WriteSample& sample, std::ostream* out) {
  *out << sample.name;
}

// Names a test after its sample.
struct SampleName {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param.name;
  }
};

// Ways to write bytes down, beside FromHex: as they are; those of texts as they
// are, and others as \xNN.
std::string Verbatim(absl::string_view text);
std::string Unescaped(absl::string_view text);

// Bytes to read in hexadecimal; and the same with `count` letters "a" after
// them.
ReadSample Hex(const char* name, absl::string_view digits, std::string meaning);
ReadSample HexAndLetters(const char* name, absl::string_view digits,
                         size_t count, std::string meaning);

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_CODEC_SAMPLES_H_
