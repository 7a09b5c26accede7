#include "src/auth/policy_principal.h"

#include <cstring>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/text/quote.h"
#include "wamp/authentication.h"
#include "wamp/error_uri.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

constexpr uint32_t kMostRounds = 10000000;
constexpr uint32_t kMostMemory = 1048576;
constexpr uint64_t kMostWork = 16777216;
constexpr uint32_t kMostKeyBytes = 1024;
// What a secret value is called in an error.
constexpr absl::string_view kSecret = "something else";

// The bytes of a text of hexadecimal digits.
std::string Bytes(const std::string& text, size_t least, size_t most,
                  const std::string& place, PolicyFaults* faults) {
  std::string bytes;
  if (!ReadHex(text, &bytes) || bytes.size() < least || bytes.size() > most) {
    const std::string size =
        least == most ? absl::StrCat(least) : absl::StrCat(least, " to ", most);
    faults->Add(place, absl::StrCat(size, " bytes as hexadecimal digits"),
                kSecret);
  }
  return bytes;
}

// What a TicketHash and ScramKeys have in common.
template <class Keys>
Derivation ReadDerivation(const Keys& keys, bool argon2,
                          const std::string& place, PolicyFaults* faults) {
  Derivation derivation;
  derivation.argon2 = argon2;
  derivation.salt =
      Bytes(keys.salt(), 8, 64, absl::StrCat(place, ".salt"), faults);
  derivation.iterations = keys.iterations();
  derivation.memory = keys.memory();
  if (keys.iterations() > kMostRounds) {
    faults->Add(absl::StrCat(place, ".iterations"),
                absl::StrCat("at most ", kMostRounds),
                absl::StrCat(keys.iterations()));
  }
  if (argon2 && (keys.memory() < 8 || keys.memory() > kMostMemory)) {
    faults->Add(absl::StrCat(place, ".memory"),
                absl::StrCat("8 to ", kMostMemory),
                keys.has_memory() ? absl::StrCat(keys.memory()) : "nothing");
  }
  if (!argon2 && keys.has_memory()) {
    faults->Add(absl::StrCat(place, ".memory"), "nothing with pbkdf2",
                absl::StrCat(keys.memory()));
  }
  return derivation;
}

TicketKey ReadTicket(const v1::TicketHash& ticket, const std::string& place,
                     PolicyFaults* faults) {
  const bool argon2 = ticket.kdf() == "argon2id13";
  if (!argon2 && ticket.kdf() != "pbkdf2") {
    faults->Add(absl::StrCat(place, ".kdf"), "\"pbkdf2\" or \"argon2id13\"",
                wamp::internal::Quote(ticket.kdf()));
  }
  TicketKey key{ReadDerivation(ticket, argon2, place, faults),
                Bytes(ticket.hash(), kKeyBytes, kKeyBytes,
                      absl::StrCat(place, ".hash"), faults)};
  // What is derived here costs everybody else's time.
  const uint64_t work = uint64_t{ticket.iterations()} * ticket.memory();
  if (argon2 && work > kMostWork) {
    faults->Add(place,
                absl::StrCat("iterations times memory of at most ", kMostWork),
                absl::StrCat(work));
  }
  return key;
}

CraKey ReadCra(const v1::WampcraKey& cra, const std::string& place,
               PolicyFaults* faults) {
  CraKey key;
  key.salt = cra.salt();
  if (cra.has_secret() == cra.has_derived_key()) {
    faults->Add(place, "either secret or derived_key",
                cra.has_secret() ? "both" : "neither");
  } else if ((cra.has_secret() ? cra.secret() : cra.derived_key()).empty()) {
    faults->Add(
        absl::StrCat(place, cra.has_secret() ? ".secret" : ".derived_key"),
        "a text", "an empty one");
  }
  if (cra.has_salt() && cra.salt().empty()) {
    faults->Add(absl::StrCat(place, ".salt"), "a text", "an empty one");
  }
  if (!cra.has_salt()) {
    for (const auto& [name, found] :
         {std::pair("derived_key", cra.has_derived_key()),
          std::pair("iterations", cra.has_iterations()),
          std::pair("keylen", cra.has_keylen())}) {
      if (found) {
        faults->Add(absl::StrCat(place, ".salt"),
                    absl::StrCat("one with ", name), "nothing");
      }
    }
    key.key = cra.secret();
    return key;
  }
  key.iterations = cra.has_iterations() ? cra.iterations() : 1000;
  key.keylen = cra.has_keylen() ? cra.keylen() : 32;
  if (key.iterations > kMostRounds) {
    faults->Add(absl::StrCat(place, ".iterations"),
                absl::StrCat("at most ", kMostRounds),
                absl::StrCat(key.iterations));
  } else if (key.keylen > kMostKeyBytes) {
    faults->Add(absl::StrCat(place, ".keylen"),
                absl::StrCat("at most ", kMostKeyBytes),
                absl::StrCat(key.keylen));
  } else if (cra.has_derived_key()) {
    key.key = cra.derived_key();
    std::string bytes;
    if (!ReadCanonicalBase64(key.key, &bytes) || bytes.size() != key.keylen) {
      faults->Add(absl::StrCat(place, ".derived_key"),
                  absl::StrCat(key.keylen, " bytes in base64"), kSecret);
    }
  } else if (faults->empty()) {
    Derivation derivation;
    derivation.salt = key.salt;
    derivation.iterations = key.iterations;
    derivation.key_bytes = key.keylen;
    const auto derived = Derive(cra.secret(), derivation);
    if (derived.ok()) {
      key.key = absl::Base64Escape(*derived);
    } else {
      faults->Add(place, "a key that can be derived", "one that can't");
    }
  }
  return key;
}

ScramKey ReadScram(const v1::ScramKeys& scram, const std::string& place,
                   PolicyFaults* faults) {
  const bool argon2 =
      scram.kdf() == "argon2id13" || scram.kdf() == "argon2id-13";
  if (!argon2 && scram.kdf() != "pbkdf2") {
    faults->Add(absl::StrCat(place, ".kdf"),
                "\"pbkdf2\", \"argon2id13\" or \"argon2id-13\"",
                wamp::internal::Quote(scram.kdf()));
  }
  return {ReadDerivation(scram, argon2, place, faults),
          Bytes(scram.stored_key(), kKeyBytes, kKeyBytes,
                absl::StrCat(place, ".stored_key"), faults),
          Bytes(scram.server_key(), kKeyBytes, kKeyBytes,
                absl::StrCat(place, ".server_key"), faults)};
}

uint32_t MethodsOf(const v1::Principal& principal) {
  uint32_t methods = kNoMethod;
  if (principal.has_ticket()) methods |= kTicket;
  if (principal.has_wampcra()) methods |= kWampcra;
  if (principal.pubkeys_size() > 0) methods |= kCryptosign;
  if (principal.has_scram()) {
    const std::string& kdf = principal.scram().kdf();
    if (kdf != "argon2id-13") methods |= kWampScram;
    if (kdf != "argon2id13") methods |= kScram;
  }
  return methods;
}

}  // namespace

Method MethodOf(absl::string_view name) {
  if (name == authmethod::kTicket) return kTicket;
  if (name == authmethod::kWampcra) return kWampcra;
  if (name == authmethod::kCryptosign) return kCryptosign;
  if (name == authmethod::kWampScram) return kWampScram;
  if (name == authmethod::kScram) return kScram;
  return kNoMethod;
}

Denial ReadRefusal(const v1::Refusal& refusal) {
  return {refusal.has_reason() ? refusal.reason()
                               : std::string(error_uri::kNotAuthorized),
          refusal.message()};
}

Principal ReadPrincipal(const v1::Principal& principal,
                        const std::string& place, PolicyFaults* faults) {
  Principal read;
  read.authid = principal.authid();
  read.role = principal.role();
  if (read.authid.empty()) {
    faults->Add(absl::StrCat(place, ".authid"), "a text", "an empty one");
  }
  if (read.role.empty()) {
    faults->Add(absl::StrCat(place, ".role"), "a text", "an empty one");
  }
  if (principal.has_ticket()) {
    read.ticket =
        ReadTicket(principal.ticket(), absl::StrCat(place, ".ticket"), faults);
  }
  if (principal.has_wampcra()) {
    read.cra =
        ReadCra(principal.wampcra(), absl::StrCat(place, ".wampcra"), faults);
  }
  for (int i = 0; i < principal.pubkeys_size(); ++i) {
    read.pubkeys.push_back(Bytes(principal.pubkeys(i), kKeyBytes, kKeyBytes,
                                 absl::StrCat(place, ".pubkeys[", i, "]"),
                                 faults));
  }
  if (principal.has_scram()) {
    read.scram =
        ReadScram(principal.scram(), absl::StrCat(place, ".scram"), faults);
  }
  if (principal.has_refusal()) read.refusal = ReadRefusal(principal.refusal());
  read.methods = MethodsOf(principal);
  uint32_t allowed = kNoMethod;
  for (int i = 0; i < principal.authmethods_size(); ++i) {
    const std::string& name = principal.authmethods(i);
    if ((MethodOf(name) & read.methods) == 0) {
      faults->Add(absl::StrCat(place, ".authmethods[", i, "]"),
                  "a method that there is a credential for",
                  wamp::internal::Quote(name));
    }
    allowed |= MethodOf(name);
  }
  if (principal.authmethods_size() > 0) read.methods &= allowed;
  return read;
}

uint64_t ShapeOf(const Principal& principal) {
  std::string text = absl::StrCat(principal.methods, ",", principal.role);
  const auto add = [&text](const Derivation& derivation) {
    absl::StrAppend(&text, ",", derivation.argon2, ",", derivation.salt.size(),
                    ",", derivation.iterations, ",", derivation.memory);
  };
  if (principal.ticket) add(principal.ticket->derivation);
  if (principal.cra) {
    absl::StrAppend(&text, ",", principal.cra->salt.size(), ",",
                    principal.cra->iterations, ",", principal.cra->keylen);
  }
  if (principal.scram) add(principal.scram->derivation);
  uint64_t hash = 0;
  std::memcpy(&hash, Sha256Of(text).data(), sizeof(hash));
  return hash;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
