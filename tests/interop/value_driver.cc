// Tells what the readers make of values. Reads a line "Json 5b5d" each, the
// name of a codec and the bytes, "-" for none; and writes a line for it: what
// is read, a tab, and what is read where foreign values are carried.
#include <iostream>
#include <string>

#include "tests/testing/codec_samples.h"
#include "tests/testing/codecs.h"
#include "tests/testing/describe.h"

int main() {
  std::string name;
  std::string digits;
  while (std::cin >> name >> digits) {
    const std::string bytes =
        digits == "-" ? "" : wamp::testing::FromHex(digits);
    wamp::testing::ForEachCodec([&](auto codec) {
      using Codec = decltype(codec);
      using Reader = typename Codec::Reader;
      if (name != Codec::kName) return;
      std::cout << wamp::testing::Described<Reader>(bytes) << "\t"
                << wamp::testing::Described<Reader>(bytes, wamp::Limits(),
                                                    wamp::ForeignValues::kCarry)
                << "\n";
    });
  }
  return 0;
}
