#include "src/log/log_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "src/engine/secret_keys.h"
#include "src/text/character.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace internal {
namespace {

// What ends a URL within a text.
bool EndsUrl(char c) {
  constexpr absl::string_view kEnds = "\"'<>";
  return static_cast<unsigned char>(c) <= ' ' ||
         kEnds.find(c) != absl::string_view::npos;
}

// Parts of names that only secrets have.
constexpr absl::string_view kSecretParts[] = {
    "api_key",    "apikey",     "authorization", "cookie",
    "credential", "passphrase", "passwd",        "password",
    "private",    "secret",     "ticket",        "token",
};

}  // namespace

void RepairUtf8(std::string* text) {
  if (IsValidUtf8(*text)) return;
  std::string out;
  absl::string_view rest = *text;
  while (!rest.empty()) {
    const Character character = ReadCharacter(rest);
    if (character.valid) {
      out.append(rest.data(), character.size);
    } else {
      out.append("\xEF\xBF\xBD");
    }
    rest.remove_prefix(character.size);
  }
  *text = std::move(out);
}

bool CutText(size_t max_bytes, std::string* text) {
  if (text->size() <= max_bytes) return false;
  size_t size = max_bytes;
  // A byte 10xxxxxx goes on with a character.
  while (size > 0 &&
         (static_cast<unsigned char>((*text)[size]) & 0xC0) == 0x80) {
    --size;
  }
  text->resize(size);
  return true;
}

bool CutUrls(bool is_address, std::string* text) {
  const size_t scheme = text->find("://");
  if (scheme == std::string::npos) {
    if (!is_address) return false;
    const size_t query = text->find('?');
    if (query == std::string::npos) return false;
    text->resize(query);
    return true;
  }
  std::string out;
  bool cut = false;
  absl::string_view rest = *text;
  for (size_t at = scheme; at != absl::string_view::npos;
       at = rest.find("://")) {
    const absl::string_view head = rest.substr(0, at + 3);
    out.append(head.data(), head.size());
    rest.remove_prefix(head.size());
    const auto end = std::find_if(rest.begin(), rest.end(), EndsUrl);
    absl::string_view url =
        rest.substr(0, static_cast<size_t>(end - rest.begin()));
    rest.remove_prefix(url.size());
    const size_t host_end = url.find_first_of("/?#");
    const size_t user_end = url.substr(0, host_end).rfind('@');
    if (user_end != absl::string_view::npos) {
      url.remove_prefix(user_end + 1);
      cut = true;
    }
    const size_t query = url.find('?');
    if (query != absl::string_view::npos) {
      url = url.substr(0, query);
      cut = true;
    }
    out.append(url.data(), url.size());
  }
  out.append(rest.data(), rest.size());
  if (cut) *text = std::move(out);
  return cut;
}

bool IsSecretName(absl::string_view key) {
  if (IsSecretKey(key)) return true;
  const std::string name = NormalizedKey(key);
  return std::any_of(
      std::begin(kSecretParts), std::end(kSecretParts),
      [&](absl::string_view part) { return absl::StrContains(name, part); });
}

bool HoldsPrivateKey(absl::string_view text) {
  return absl::StrContains(text, "PRIVATE KEY-----");
}

}  // namespace internal
}  // namespace wamp
