#include "wamp/payload.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"

namespace wamp {
namespace {

constexpr absl::string_view kCryptobox = "cryptobox";
constexpr absl::string_view kWamp = "wamp";
constexpr absl::string_view kMqtt = "mqtt";
constexpr absl::string_view kXsalsa20Poly1305 = "xsalsa20poly1305";

absl::Status Error(absl::string_view field, absl::string_view expected,
                   absl::string_view got) {
  return absl::InvalidArgumentError(absl::StrCat(
      "EncodedPayload.", field, ": expected ", expected, ", got ", got));
}

std::string Quoted(absl::string_view text) {
  constexpr size_t kMaxShown = 64;
  std::string quoted;
  internal::AppendQuoted(text, kMaxShown, &quoted);
  return quoted;
}

bool IsCustom(absl::string_view name) { return absl::StartsWith(name, "x_"); }

// Whether both dialects have a serializer of this name.
bool IsCommonSerializer(absl::string_view name) {
  return name == "json" || name == "msgpack" || name == "cbor" ||
         name == "flatbuffers" || IsCustom(name);
}

constexpr absl::string_view kCommonSerializers =
    "\"json\", \"msgpack\", \"cbor\", \"flatbuffers\" or \"x_…\", as the other "
    "dialect has no other";

bool HasEnc(const v1::EncodedPayload& payload) {
  return payload.has_enc_algo() || payload.has_enc_serializer() ||
         payload.has_enc_key();
}

bool HasPpt(const v1::EncodedPayload& payload) {
  return payload.has_ppt_scheme() || payload.has_ppt_serializer() ||
         payload.has_ppt_cipher() || payload.has_ppt_keyid();
}

absl::Status CheckOneDialect(const v1::EncodedPayload& payload) {
  if (!HasEnc(payload) || !HasPpt(payload)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "EncodedPayload: expected attributes of one dialect, got both enc_* and "
      "ppt_*");
}

// Translates enc_algo.
absl::Status TranslateAlgo(const std::string& algo, v1::EncodedPayload& out) {
  if (algo == kCryptobox) {
    out.set_ppt_scheme(std::string(kWamp));
    out.set_ppt_cipher(std::string(kXsalsa20Poly1305));
  } else if (algo == kMqtt || IsCustom(algo)) {
    out.set_ppt_scheme(algo);
  } else {
    return Error("enc_algo",
                 "\"cryptobox\", \"mqtt\" or \"x_…\", as ppt_scheme has no "
                 "other",
                 Quoted(algo));
  }
  return absl::OkStatus();
}

// Translates ppt_scheme and ppt_cipher.
absl::Status TranslateScheme(const v1::EncodedPayload& in,
                             v1::EncodedPayload& out) {
  const std::string& scheme = in.ppt_scheme();
  const std::string cipher =
      in.has_ppt_cipher() ? Quoted(in.ppt_cipher()) : "none";
  if (scheme == kWamp) {
    if (in.ppt_cipher() != kXsalsa20Poly1305) {
      return Error("ppt_cipher",
                   "\"xsalsa20poly1305\" with ppt_scheme \"wamp\", as enc_algo "
                   "has no other",
                   cipher);
    }
    out.set_enc_algo(std::string(kCryptobox));
  } else if (scheme == kMqtt || IsCustom(scheme)) {
    if (in.has_ppt_cipher()) {
      return Error("ppt_cipher",
                   absl::StrCat("none with ppt_scheme ", Quoted(scheme),
                                ", as enc_algo has no place for it"),
                   cipher);
    }
    out.set_enc_algo(scheme);
  } else {
    return Error("ppt_scheme",
                 "\"wamp\", \"mqtt\" or \"x_…\", as enc_algo has no other",
                 Quoted(scheme));
  }
  return absl::OkStatus();
}

}  // namespace

EncodedPayload::EncodedPayload(std::string payload,
                               absl::string_view enc_algo) {
  mutable_proto()->set_payload(std::move(payload));
  mutable_proto()->set_enc_algo(std::string(enc_algo));
}

absl::StatusOr<EncodedPayload> EncodedPayload::ToPpt() const {
  const v1::EncodedPayload& in = proto();
  if (absl::Status status = CheckOneDialect(in); !status.ok()) return status;
  if (in.has_ppt_scheme()) return *this;
  if (HasPpt(in)) return Error("ppt_scheme", "a scheme", "none");
  if (!in.has_enc_algo()) return Error("enc_algo", "an algorithm", "none");
  if (in.has_enc_key()) {
    return Error("enc_key", "none, as a key must not become a ppt_keyid",
                 "a key");
  }
  if (in.has_enc_serializer() && !IsCommonSerializer(in.enc_serializer())) {
    return Error("enc_serializer", kCommonSerializers,
                 Quoted(in.enc_serializer()));
  }
  v1::EncodedPayload out = in;
  out.clear_enc_algo();
  out.clear_enc_serializer();
  absl::Status status = TranslateAlgo(in.enc_algo(), out);
  if (!status.ok()) return status;
  if (in.has_enc_serializer()) out.set_ppt_serializer(in.enc_serializer());
  return EncodedPayload(std::move(out));
}

absl::StatusOr<EncodedPayload> EncodedPayload::ToEnc() const {
  const v1::EncodedPayload& in = proto();
  if (absl::Status status = CheckOneDialect(in); !status.ok()) return status;
  if (in.has_enc_algo()) return *this;
  if (HasEnc(in)) return Error("enc_algo", "an algorithm", "none");
  if (!in.has_ppt_scheme()) return Error("ppt_scheme", "a scheme", "none");
  if (in.has_ppt_serializer() && !IsCommonSerializer(in.ppt_serializer())) {
    return Error("ppt_serializer", kCommonSerializers,
                 Quoted(in.ppt_serializer()));
  }
  v1::EncodedPayload out = in;
  out.clear_ppt_scheme();
  out.clear_ppt_serializer();
  out.clear_ppt_cipher();
  out.clear_ppt_keyid();
  absl::Status status = TranslateScheme(in, out);
  if (!status.ok()) return status;
  if (in.has_ppt_serializer()) out.set_enc_serializer(in.ppt_serializer());
  if (in.has_ppt_keyid()) out.set_enc_key(in.ppt_keyid());
  return EncodedPayload(std::move(out));
}

}  // namespace wamp
