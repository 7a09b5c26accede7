#include "src/tools/wamp-authd/state_key.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "openssl/rand.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

constexpr size_t kKeyBytes = 32;

}  // namespace

absl::StatusOr<std::string> RandomDigits(size_t bytes) {
  std::string text(bytes, 0);
  if (RAND_bytes(reinterpret_cast<unsigned char*>(text.data()),
                 static_cast<int>(bytes)) != 1) {
    return absl::InternalError("OpenSSL has no random bytes");
  }
  return absl::BytesToHexString(text);
}

absl::StatusOr<std::string> NewStateKey() {
  absl::StatusOr<std::string> digits = RandomDigits(kKeyBytes);
  if (digits.ok()) digits->push_back('\n');
  return digits;
}

absl::StatusOr<std::string> ReadStateKey(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return absl::NotFoundError(
        absl::StrCat(internal::Quote(path), ": cannot be read"));
  }
  const absl::string_view digits = absl::StripAsciiWhitespace(text);
  if (digits.size() != 2 * kKeyBytes ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit)) {
    return absl::InvalidArgumentError(
        absl::StrCat(internal::Quote(path),
                     ": expected a key as wamp-authd keygen prints it, 64 "
                     "hexadecimal digits, got something else"));
  }
  return absl::HexStringToBytes(digits);
}

}  // namespace tools
}  // namespace wamp
