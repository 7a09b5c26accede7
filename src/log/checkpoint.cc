#include "wamp/log/checkpoint.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "openssl/evp.h"
#include "openssl/rand.h"
#include "src/log/digest.h"
#include "src/text/quote.h"
#include "wamp/codec/utf8.h"

namespace wamp {
namespace log {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;
constexpr size_t kHashBytes = 32;
constexpr size_t kIdBytes = 4;
constexpr size_t kMostTextBytes = 16384;
// C2SP's number of Ed25519, in front of keys.
constexpr char kAlgorithm = 1;
constexpr absl::string_view kPrivate = "PRIVATE+KEY+";
constexpr absl::string_view kDash = "\u2014 ";

struct DeletePkey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Pkey = std::unique_ptr<EVP_PKEY, DeletePkey>;
struct DeleteContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, DeleteContext>;

const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Data(std::string* bytes) {
  return reinterpret_cast<unsigned char*>(&(*bytes)[0]);
}

Pkey PrivateKey(absl::string_view seed) {
  return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                           Data(seed), seed.size()));
}

// Empty if OpenSSL has no Ed25519.
std::string PublicKeyOf(const Pkey& key) {
  std::string bytes(kKeyBytes, '\0');
  size_t size = bytes.size();
  if (key == nullptr ||
      EVP_PKEY_get_raw_public_key(key.get(), Data(&bytes), &size) != 1) {
    return "";
  }
  return bytes;
}

absl::Status NoEd25519() { return absl::InternalError("OpenSSL: no Ed25519"); }

bool IsName(absl::string_view name) {
  return !name.empty() && name.size() <= 200 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isgraph(static_cast<unsigned char>(c)) &&
                  c != '+';
         });
}

// Whether a text can stand in a line.
bool IsLine(absl::string_view text) {
  return !text.empty() && IsValidUtf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_iscntrl(static_cast<unsigned char>(c));
         });
}

// Each text stands for its own bytes, and none for those of another.
bool ReadBase64(absl::string_view text, std::string* bytes) {
  return absl::Base64Unescape(text, bytes) &&
         absl::Base64Escape(*bytes) == text;
}

// What a key of this name is known by.
std::string KeyId(absl::string_view name, absl::string_view public_key) {
  const std::string text =
      absl::StrCat(name, "\n", absl::string_view(&kAlgorithm, 1), public_key);
  return internal::Sha256(text).substr(0, kIdBytes);
}

std::string KeyText(absl::string_view name, absl::string_view id,
                    absl::string_view key) {
  return absl::StrCat(
      name, "+", absl::BytesToHexString(id), "+",
      absl::Base64Escape(absl::StrCat(absl::string_view(&kAlgorithm, 1), key)));
}

struct Key {
  std::string name;
  // In hexadecimal digits.
  std::string id;
  std::string bytes;
};

// The parts of a key's text. Says nothing of what it has found, which may be a
// secret.
absl::StatusOr<Key> ReadKey(absl::string_view text,
                            absl::string_view expected) {
  Key key;
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('+', 2));
  std::string bytes;
  if (parts.size() != 3 || !IsName(parts[0]) || !ReadBase64(parts[2], &bytes) ||
      bytes.size() != 1 + kKeyBytes || bytes[0] != kAlgorithm) {
    return absl::InvalidArgumentError(
        absl::StrCat("key: expected ", expected, ", got something else"));
  }
  key.name = std::string(parts[0]);
  key.id = std::string(parts[1]);
  key.bytes = bytes.substr(1);
  return key;
}

absl::Status Malformed(absl::string_view expected, absl::string_view found) {
  return absl::InvalidArgumentError(absl::StrCat(
      "checkpoint: expected ", expected, ", got ", internal::Quote(found)));
}

// Takes `key value` off the front of the lines.
absl::StatusOr<absl::string_view> TakeLine(
    std::vector<absl::string_view>* lines, absl::string_view key) {
  const absl::string_view line = lines->empty() ? "" : lines->front();
  absl::string_view value = line;
  if (!absl::ConsumePrefix(&value, absl::StrCat(key, " ")) || !IsLine(value)) {
    return Malformed(absl::StrCat("a line of ", key), line);
  }
  lines->erase(lines->begin());
  return value;
}

absl::StatusOr<uint64_t> ReadCount(absl::string_view text) {
  uint64_t number = 0;
  if (!absl::SimpleAtoi(text, &number) || number == 0 ||
      absl::StrCat(number) != text) {
    return Malformed("a number of at least 1", text);
  }
  return number;
}

// The checkpoint in the signed part of a text, which ends with its last line.
absl::StatusOr<Checkpoint> ReadNote(absl::string_view note) {
  std::vector<absl::string_view> lines =
      absl::StrSplit(absl::StripSuffix(note, "\n"), '\n');
  if (lines.size() < 3) return Malformed("seven lines", note);
  Checkpoint checkpoint;
  const absl::StatusOr<uint64_t> count = ReadCount(lines[1]);
  if (!count.ok()) return count.status();
  checkpoint.count = *count;
  if (!ReadBase64(lines[2], &checkpoint.hash) ||
      checkpoint.hash.size() != kHashBytes) {
    return Malformed("a hash of 32 bytes in base64", lines[2]);
  }
  lines.erase(lines.begin(), lines.begin() + 3);
  const auto node = TakeLine(&lines, "node");
  if (!node.ok()) return node.status();
  checkpoint.node = std::string(*node);
  const auto boot_id = TakeLine(&lines, "boot_id");
  if (!boot_id.ok()) return boot_id.status();
  checkpoint.boot_id = std::string(*boot_id);
  const auto sequence = TakeLine(&lines, "sequence");
  if (!sequence.ok()) return sequence.status();
  const absl::StatusOr<uint64_t> number = ReadCount(*sequence);
  if (!number.ok()) return number.status();
  checkpoint.sequence = *number;
  const auto time = TakeLine(&lines, "time");
  if (!time.ok()) return time.status();
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, *time, &checkpoint.time, &error)) {
    return Malformed("a time of RFC 3339", *time);
  }
  // Lines of later releases may follow.
  return checkpoint;
}

}  // namespace

absl::StatusOr<CheckpointKeys> MakeCheckpointKeys(absl::string_view name) {
  if (!IsName(name)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "name: expected 1 to 200 characters without spaces and +, got ",
        internal::Quote(name)));
  }
  std::string seed(kKeyBytes, '\0');
  if (RAND_bytes(Data(&seed), static_cast<int>(seed.size())) != 1) {
    return absl::InternalError("OpenSSL: no random numbers");
  }
  const std::string public_key = PublicKeyOf(PrivateKey(seed));
  if (public_key.empty()) return NoEd25519();
  const std::string id = KeyId(name, public_key);
  return CheckpointKeys{absl::StrCat(kPrivate, KeyText(name, id, seed)),
                        KeyText(name, id, public_key)};
}

absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           absl::string_view signer) {
  constexpr absl::string_view kExpected = "PRIVATE+KEY+<name>+<id>+<key>";
  if (!absl::ConsumePrefix(&signer, kPrivate)) signer = "";
  const absl::StatusOr<Key> key = ReadKey(signer, kExpected);
  if (!key.ok()) return key.status();
  const Pkey pkey = PrivateKey(key->bytes);
  const std::string public_key = PublicKeyOf(pkey);
  if (public_key.empty()) return NoEd25519();
  const std::string id = KeyId(key->name, public_key);
  if (absl::BytesToHexString(id) != key->id) {
    return absl::InvalidArgumentError(
        "key: expected one that fits its id, got another");
  }
  for (const std::string* text : {&checkpoint.node, &checkpoint.boot_id}) {
    if (!IsLine(*text)) return Malformed("a name that fits a line", *text);
  }
  if (checkpoint.count == 0 || checkpoint.sequence == 0 ||
      checkpoint.hash.size() != kHashBytes) {
    return Malformed("the end of a chain", checkpoint.node);
  }
  std::string text =
      absl::StrCat(key->name, "\n", checkpoint.count, "\n",
                   absl::Base64Escape(checkpoint.hash), "\nnode ",
                   checkpoint.node, "\nboot_id ", checkpoint.boot_id,
                   "\nsequence ", checkpoint.sequence, "\ntime ",
                   absl::FormatTime(absl::RFC3339_full, checkpoint.time,
                                    absl::UTCTimeZone()),
                   "\n");
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                         pkey.get()) != 1 ||
      EVP_DigestSign(context.get(), Data(&signature), &size, Data(text),
                     text.size()) != 1) {
    return NoEd25519();
  }
  absl::StrAppend(&text, "\n", kDash, key->name, " ",
                  absl::Base64Escape(absl::StrCat(id, signature)), "\n");
  return text;
}

absl::StatusOr<Checkpoint> OpenCheckpoint(absl::string_view text,
                                          absl::string_view verifier) {
  const absl::StatusOr<Key> key = ReadKey(verifier, "<name>+<id>+<key>");
  if (!key.ok()) return key.status();
  const std::string id = KeyId(key->name, key->bytes);
  if (absl::BytesToHexString(id) != key->id) {
    return absl::InvalidArgumentError(
        "key: expected one that fits its id, got another");
  }
  const size_t gap = text.rfind("\n\n");
  if (text.size() > kMostTextBytes || gap == absl::string_view::npos ||
      text.back() != '\n') {
    return Malformed("a signed note", text);
  }
  const absl::string_view note = text.substr(0, gap + 1);
  const Pkey pkey(EVP_PKEY_new_raw_public_key(
      EVP_PKEY_ED25519, nullptr, Data(key->bytes), key->bytes.size()));
  if (pkey == nullptr) return NoEd25519();
  // There may be signatures of others, too.
  const std::string prefix = absl::StrCat(kDash, key->name, " ");
  for (absl::string_view line : absl::StrSplit(text.substr(gap + 2), '\n')) {
    std::string signature;
    if (!absl::ConsumePrefix(&line, prefix) || !ReadBase64(line, &signature) ||
        signature.size() != kIdBytes + kSignatureBytes ||
        absl::string_view(signature).substr(0, kIdBytes) != id) {
      continue;
    }
    const Context context(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr,
                             pkey.get()) == 1 &&
        EVP_DigestVerify(context.get(), Data(signature) + kIdBytes,
                         kSignatureBytes, Data(note), note.size()) == 1) {
      if (!absl::StartsWith(note, absl::StrCat(key->name, "\n"))) {
        return Malformed("a checkpoint of the key's own log", note);
      }
      return ReadNote(note);
    }
  }
  return absl::PermissionDeniedError(absl::StrCat(
      "checkpoint: expected a signature of ", key->name, ", got none"));
}

}  // namespace log
}  // namespace wamp
