// Texts from outside, made fit for being kept.
#ifndef WAMP_SRC_LOG_LOG_TEXT_H_
#define WAMP_SRC_LOG_LOG_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

// Replaces each byte of `text` that is not UTF-8 by U+FFFD.
void RepairUtf8(std::string* text);

// Cuts `text` to `max_bytes`, in front of a character. Returns whether it was
// longer. It must be UTF-8.
bool CutText(size_t max_bytes, std::string* text);

// Cuts what may be secret out of the URLs in `text`: user and password, and all
// from the `?` on. `is_address`: the text is an address, and ends at a `?` even
// without a scheme. Returns whether there was any.
bool CutUrls(bool is_address, std::string* text);

// Whether a value goes by a name that programs give to secrets: one of
// IsSecretKey (src/engine/secret_keys.h), or one with "password", "token",
// "cookie", "private" and the like in it.
bool IsSecretName(absl::string_view key);

// Whether `text` holds a private key in the form of PEM.
bool HoldsPrivateKey(absl::string_view text);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_LOG_TEXT_H_
