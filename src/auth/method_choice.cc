#include "src/auth/method_choice.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "src/auth/cryptosign.h"
#include "src/auth/decoy.h"
#include "wamp/authentication.h"
#include "wamp/dict.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

constexpr size_t kMostMethods = 32;

// What is both the client's and the router's, in the client's order.
std::vector<std::string> OfferedMethods(const v1::HelloRequest& request) {
  const auto& names = request.details().authmethods().values();
  const auto& offer = request.offer().authmethods();
  std::vector<std::string> offered(names.begin(), names.end());
  if (offered.empty()) offered.emplace_back(authmethod::kAnonymous);
  if (offered.size() > kMostMethods) offered.resize(kMostMethods);
  if (offer.empty()) return offered;
  offered.erase(std::remove_if(offered.begin(), offered.end(),
                               [&offer](const std::string& name) {
                                 return std::find(offer.begin(), offer.end(),
                                                  name) == offer.end();
                               }),
                offered.end());
  return offered;
}

}  // namespace

Claim ClaimOf(const RealmIndex& realm, const wamp::v1::HelloDetails& details) {
  if (!details.authid().empty()) {
    return {details.authid(), realm.FindByAuthid(details.authid()), ~0U};
  }
  // A public key has one owner.
  const auto authextra = FromDict<HelloAuthextra>(details.authextra());
  std::string pubkey;
  if (authextra.ok()) {
    absl::StatusOr<std::string> bytes = PubkeyOf(*authextra);
    if (bytes.ok()) pubkey = *std::move(bytes);
  }
  return {absl::BytesToHexString(pubkey), realm.FindByPubkey(pubkey),
          kCryptosign};
}

std::optional<std::string> ChooseMethod(const RealmIndex& realm,
                                        const Claim& claim,
                                        const v1::HelloRequest& request,
                                        absl::string_view decoy_key) {
  const std::vector<std::string> names = OfferedMethods(request);
  const uint32_t of_stranger = MethodsOfDecoy(realm, claim.authid, decoy_key);
  const uint32_t own =
      claim.found != nullptr ? claim.found->methods : of_stranger;
  for (const uint32_t methods : {own, realm.methods}) {
    for (const std::string& name : names) {
      if (name == authmethod::kAnonymous && realm.anonymous_role) return name;
      if ((MethodOf(name) & methods & claim.methods) != 0) return name;
    }
  }
  return std::nullopt;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
