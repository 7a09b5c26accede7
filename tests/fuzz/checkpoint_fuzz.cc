// What isn't signed is no checkpoint; what is signed and is one is signed to
// the same text again. Keys may be anything.
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "openssl/evp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/testing/hex.h"
#include "wamp/log/checkpoint.h"

namespace wamp {
namespace log {
namespace {

constexpr absl::string_view kName = "logs.example.com";
constexpr absl::string_view kDash = "\u2014 ";

struct Keys {
  CheckpointKeys texts;
  // The private key.
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{nullptr,
                                                          &EVP_PKEY_free};
  // What signatures begin with.
  std::string id;
};

const Keys& TheKeys() {
  static const auto& keys = *[] {
    auto* made = new Keys;
    made->texts = *MakeCheckpointKeys(kName);
    std::string bytes;
    const std::string& text = made->texts.signer;
    // 33 bytes in base64, of which the first says which algorithm it is.
    absl::Base64Unescape(text.substr(text.size() - 44), &bytes);
    made->key.reset(EVP_PKEY_new_raw_private_key(
        EVP_PKEY_ED25519, nullptr,
        reinterpret_cast<const unsigned char*>(bytes.data()) + 1, 32));
    const std::string& verifier = made->texts.verifier;
    made->id = testing::FromHex(verifier.substr(kName.size() + 1, 8));
    return made;
  }();
  return keys;
}

// The text that the key has signed.
std::string Signed(absl::string_view note) {
  std::string signature(64, '\0');
  size_t size = signature.size();
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  EVP_DigestSignInit(context, nullptr, nullptr, nullptr, TheKeys().key.get());
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(&signature[0]),
                 &size, reinterpret_cast<const unsigned char*>(note.data()),
                 note.size());
  EVP_MD_CTX_free(context);
  return absl::StrCat(note, "\n", kDash, kName, " ",
                      absl::Base64Escape(absl::StrCat(TheKeys().id, signature)),
                      "\n");
}

void OpenUnsigned(absl::string_view text) {
  const absl::StatusOr<Checkpoint> checkpoint =
      OpenCheckpoint(text, TheKeys().texts.verifier);
  fuzz::Expect("what nobody has signed is no checkpoint", !checkpoint.ok(),
               text);
}

void OpenSigned(absl::string_view rest) {
  const absl::StatusOr<Checkpoint> checkpoint = OpenCheckpoint(
      Signed(absl::StrCat(kName, "\n", rest, "\n")), TheKeys().texts.verifier);
  if (!checkpoint.ok()) {
    fuzz::Expect(
        "what is signed has a signature",
        checkpoint.status().code() != absl::StatusCode::kPermissionDenied,
        checkpoint.status().ToString());
    return;
  }
  const absl::StatusOr<std::string> text =
      SignCheckpoint(*checkpoint, TheKeys().texts.signer);
  fuzz::ExpectOk("a checkpoint can be signed", text.status());
  const absl::StatusOr<Checkpoint> again =
      OpenCheckpoint(*text, TheKeys().texts.verifier);
  fuzz::ExpectOk("what was signed can be opened", again.status());
  fuzz::ExpectSame(
      "what was signed is what was opened",
      absl::StrCat(checkpoint->node, "\n", checkpoint->boot_id, "\n",
                   checkpoint->count, "\n", checkpoint->sequence, "\n",
                   checkpoint->hash),
      absl::StrCat(again->node, "\n", again->boot_id, "\n", again->count, "\n",
                   again->sequence, "\n", again->hash));
  fuzz::Expect("a time that was signed is that which was opened",
               checkpoint->time == again->time);
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::fuzz::Input input(data, size);
  switch (input.Choose(3)) {
    case 0:
      wamp::log::OpenSigned(input.Rest());
      break;
    case 1:
      wamp::log::OpenUnsigned(input.Rest());
      break;
    default: {
      wamp::log::Checkpoint checkpoint;
      checkpoint.count = checkpoint.sequence = 1;
      checkpoint.node = checkpoint.boot_id = "a";
      checkpoint.hash = std::string(32, 'h');
      wamp::log::OpenCheckpoint("a\n\n\u2014 a b\n", input.Rest())
          .IgnoreError();
      wamp::log::SignCheckpoint(checkpoint, input.Rest()).IgnoreError();
      wamp::log::MakeCheckpointKeys(input.Rest()).IgnoreError();
    }
  }
  return 0;
}
