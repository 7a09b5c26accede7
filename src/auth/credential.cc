#include "src/auth/credential.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

void Fill(const CraKey& key, v1::WampcraCredential* credential) {
  credential->set_secret(key.key);
  if (key.salt.empty()) return;
  credential->set_salt(key.salt);
  credential->set_iterations(key.iterations);
  credential->set_keylen(key.keylen);
}

void Fill(const ScramKey& key, v1::ScramCredential* credential) {
  credential->set_kdf(key.derivation.argon2 ? "argon2id13" : "pbkdf2");
  credential->set_salt(key.derivation.salt);
  credential->set_iterations(key.derivation.iterations);
  if (key.derivation.argon2) credential->set_memory(key.derivation.memory);
  credential->set_stored_key(key.stored_key);
  credential->set_server_key(key.server_key);
}

}  // namespace

v1::Credential MakeCredential(const Principal& principal, Method method) {
  v1::Credential credential;
  switch (method) {
    case kWampcra:
      Fill(*principal.cra, credential.mutable_wampcra());
      break;
    case kCryptosign:
      for (const std::string& pubkey : principal.pubkeys) {
        credential.mutable_cryptosign()->add_pubkeys(pubkey);
      }
      break;
    case kWampScram:
    case kScram:
      Fill(*principal.scram, credential.mutable_scram());
      break;
    case kTicket:
    case kNoMethod:
      break;
  }
  return credential;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
