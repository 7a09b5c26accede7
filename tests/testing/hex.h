#ifndef WAMP_TESTS_TESTING_HEX_H_
#define WAMP_TESTS_TESTING_HEX_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace wamp {
namespace testing {

// The bytes that are written as two hexadecimal digits each, as far as they
// are.
inline std::string FromHex(absl::string_view digits) {
  std::string bytes;
  for (size_t at = 0; at < digits.size(); at += 2) {
    uint32_t byte = 0;
    if (!absl::SimpleHexAtoi(digits.substr(at, 2), &byte)) return bytes;
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_HEX_H_
