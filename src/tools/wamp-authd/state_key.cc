#include "src/tools/wamp-authd/state_key.h"

#include <fstream>
#include <iterator>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/auth/crypto.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
std::string NewStateKey() {
  return absl::StrCat(absl::BytesToHexString(auth::internal::RandomBytes(
                          auth::internal::kKeyBytes)),
                      "\n");
}

absl::StatusOr<std::string> ReadStateKey(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return absl::NotFoundError(
        absl::StrCat(internal::Quote(path), ": cannot be read"));
  }
  std::string key;
  if (!auth::internal::ReadHex(absl::StripAsciiWhitespace(text), &key) ||
      key.size() != auth::internal::kKeyBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(internal::Quote(path),
                     ": expected a key as wamp-authd keygen prints it, 64 "
                     "hexadecimal digits, got something else"));
  }
  return key;
}

}  // namespace tools
}  // namespace wamp
