// The bytes of texts, as OpenSSL takes them.
#ifndef WAMP_SRC_AUTH_OCTETS_H_
#define WAMP_SRC_AUTH_OCTETS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace auth {
namespace internal {

inline const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* Data(std::string* bytes) {
  return reinterpret_cast<unsigned char*>(&(*bytes)[0]);
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp

#endif  // WAMP_SRC_AUTH_OCTETS_H_
