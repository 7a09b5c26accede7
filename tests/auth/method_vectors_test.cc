// What others have published of the methods: the specification, autobahn's
// tests, RFC 7677.
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/auth/crypto.h"
#include "src/auth/cryptosign.h"
#include "src/auth/scram.h"
#include "src/auth/wampcra.h"
#include "tests/testing/status_matchers.h"
#include "wamp/auth/client_proof.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

using ::testing::HasSubstr;
using ::wamp::testing::IsOk;
using ::wamp::testing::IsOkAndHolds;

std::string FromHex(absl::string_view hex) {
  std::string bytes;
  EXPECT_TRUE(ReadHex(hex, &bytes)) << hex;
  return bytes;
}

struct CryptosignVector {
  std::string name;
  std::string channel_id;
  std::string private_key;
  std::string challenge;
  std::string signature;
};

void PrintTo(const CryptosignVector& vector, std::ostream* out) {
  *out << vector.name;
}

class CryptosignVectorTest : public ::testing::TestWithParam<CryptosignVector> {
};

TEST_P(CryptosignVectorTest, IsSignedAndVerified) {
  const CryptosignVector& vector = GetParam();
  const std::string private_key = FromHex(vector.private_key);
  ChallengeExtra challenge;
  challenge->set_challenge(vector.challenge);
  EXPECT_THAT(
      SignCryptosign(private_key, challenge, FromHex(vector.channel_id)),
      IsOkAndHolds(vector.signature));

  ChallengeState state;
  state.challenge = vector.challenge;
  state.pubkey = Ed25519PublicKey(private_key);
  wamp::v1::TransportDetails transport;
  if (!vector.channel_id.empty()) {
    state.channel_binding = "tls-unique";
    *transport.mutable_channel_id() =
        MakeDict({{"tls-unique", Bytes{FromHex(vector.channel_id)}}});
  }
  EXPECT_TRUE(VerifyCryptosign(state, transport, vector.signature));
  // The other half of the vectors does not fit.
  if (vector.channel_id.empty()) {
    state.channel_binding = "tls-unique";
    *transport.mutable_channel_id() =
        MakeDict({{"tls-unique", Bytes{std::string(32, '\1')}}});
  } else {
    state.channel_binding.clear();
  }
  EXPECT_FALSE(VerifyCryptosign(state, transport, vector.signature));
}

constexpr char kChannel[] =
    "62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff";
constexpr char kKey1[] =
    "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510";
constexpr char kKey2[] =
    "d511fe78e23934b3dadb52fcd022974b80bd92bccc7c5cf404e46cc0a8a2f5cd";
constexpr char kKey3[] =
    "6e1fde9cf9e2359a87420b65a87dc0c66136e66945196ba2475990d8a0c3a25b";
constexpr char kChallenge1[] =
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
constexpr char kChallenge2[] =
    "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d";
constexpr char kChallenge3[] =
    "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2";

INSTANTIATE_TEST_SUITE_P(
    OfTheSpecification, CryptosignVectorTest,
    ::testing::Values(
        CryptosignVector{
            "first", "", kKey1, kChallenge1,
            "b32675b221f08593213737bef8240e7c15228b07028e19595294678c90d11c0c"
            "ae80a357331bfc5cc9fb71081464e6e75013517c2cf067ad566a6b7b728e5d03"
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"},
        CryptosignVector{
            "second", "", kKey2, kChallenge2,
            "d4209ad10d5aff6bfbc009d7e924795de138a63515efc7afc6b01b7fe5201372"
            "190374886a70207b042294af5bd64ce725cd8dceb344e6d11c09d1aaaf4d660f"
            "b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d"},
        CryptosignVector{
            "third", "", kKey3, kChallenge3,
            "7beb282184baadd08f166f16dd683b39cab53816ed81e6955def951cb2ddad1e"
            "c184e206746fd82bda075af03711d3d5658fc84a76196b0fa8d1ebc92ef9f30b"
            "b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2"},
        CryptosignVector{
            "first_bound", kChannel, kKey1, kChallenge1,
            "9b6f41540c9b95b4b7b281c3042fa9c54cef43c842d62ea3fd6030fcb66e70b3"
            "e80d49d44c29d1635da9348d02ec93f3ed1ef227dfb59a07b580095c2b82f80f"
            "9d16ca518aa0c2b707f2b2a609edeca73bca8dd59817a633f35574ac6fd80d00"},
        CryptosignVector{
            "second_bound", kChannel, kKey2, kChallenge2,
            "305aaa3ac25e98f651427688b3fc43fe7d8a68a7ec1d7d61c61517c519bd4a42"
            "7c3015599d83ca28b4c652333920223844ef0725eb5dc2febfd6af7677b73f01"
            "d0852a29b460fc92ec943242ac638a053bbacc200512b18b30d15083cbdc9282"},
        CryptosignVector{
            "third_bound", kChannel, kKey3, kChallenge3,
            "ee3c7644fd8070532bc1fde3d70d742267da545d8c8f03e63bda63f1ad4214f4"
            "d2c4bfdb4eb9526def42deeb7e31602a6ff99eba893e0a4ad4d45892ca75e608"
            "d2b75e24a189a7f78ca776ba36fc53f6c3e31c32f251f2c524f0a44202f2902"
            "d"}),
    [](const ::testing::TestParamInfo<CryptosignVector>& tested) {
      return tested.param.name;
    });

TEST(WampcraVectorTest, IsSigned) {
  EXPECT_EQ(SignWampcra("L3L1YUE8Txlw", "[1, 2, 3]"),
            "1njQtmmeYO41N5EWEzD2kAjjEKRZ5kPZt/TzpYXOzR0=");
  EXPECT_TRUE(VerifyWampcra({"L3L1YUE8Txlw", "", 0, 0}, "[1, 2, 3]",
                            "1njQtmmeYO41N5EWEzD2kAjjEKRZ5kPZt/TzpYXOzR0="));
  // Each byte of the text counts.
  EXPECT_FALSE(VerifyWampcra({"L3L1YUE8Txlw", "", 0, 0}, "[1,2,3]",
                             "1njQtmmeYO41N5EWEzD2kAjjEKRZ5kPZt/TzpYXOzR0="));
}

TEST(WampcraVectorTest, HasADerivedKeyAsItsText) {
  ChallengeExtra challenge;
  challenge->set_salt("salt123");
  challenge->set_iterations(100);
  challenge->set_keylen(16);
  EXPECT_EQ(WampcraKeyOf("secret1", challenge), "prq7+YkJ1/KlW1X0YczMHw==");
}

TEST(WampcraVectorTest, HasTheKeyItselfWithoutASalt) {
  EXPECT_EQ(WampcraKeyOf("secret1", ChallengeExtra()), "secret1");
}

struct DerivedKey {
  const char* name;
  const char* password;
  const char* salt;
  uint32_t iterations;
  // In KiB, of Argon2id; 0 for PBKDF2.
  uint32_t memory;
  const char* key;
};

void PrintTo(const DerivedKey& sample, std::ostream* out) {
  *out << sample.name;
}

class DerivationVectorTest : public ::testing::TestWithParam<DerivedKey> {};

TEST_P(DerivationVectorTest, IsTheKey) {
  const DerivedKey& sample = GetParam();
  Derivation derivation;
  derivation.salt = sample.salt;
  derivation.iterations = sample.iterations;
  if (sample.memory != 0) {
    derivation.argon2 = true;
    derivation.memory = sample.memory;
  }
  EXPECT_THAT(Derive(sample.password, derivation),
              IsOkAndHolds(FromHex(sample.key)));
}

INSTANTIATE_TEST_SUITE_P(
    All, DerivationVectorTest,
    ::testing::Values(
        DerivedKey{"AutobahnsPbkdf2", "p4ssw0rd", "1234567890abcdef", 8, 0,
                   "f6991a28c75f43751e0d75499fd7b8649f659118ddc1d61cee5883af547"
                   "d15f5"},
        DerivedKey{"AutobahnsArgon2", "p4ssw0rd", "1234567890abcdef", 32, 512,
                   "ee4a8acf9d5958354fb79a95ae20692d05e42591ba49fae85eb6700e8b0"
                   "ed293"},
        // RFC 7914, section 11: the first bytes of two blocks.
        DerivedKey{"Pbkdf2OfOneIteration", "passwd", "salt", 1, 0,
                   "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20"
                   "dacbc"}),
    [](const auto& sample) { return sample.param.name; });

// RFC 7677, section 3: the user "user" with the password "pencil".
class ScramVectorTest : public ::testing::Test {
 protected:
  ScramVectorTest() {
    words_.authid = "user";
    words_.client_nonce = "rOprNGfwEbeRWgbNEkqO";
    words_.nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    words_.salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
    words_.iterations = 4096;
  }

  ScramWords words_;
};

TEST(CryptosignFaultTest, SaysWhatCannotBeSigned) {
  const std::string key(32, 'k');
  ChallengeExtra challenge;
  challenge->set_challenge("00");
  EXPECT_THAT(
      std::string(SignCryptosign(key, challenge, "").status().message()),
      HasSubstr("challenge: expected 64 hexadecimal digits"));
  challenge->set_challenge(std::string(64, '0'));
  EXPECT_THAT(
      std::string(SignCryptosign("k", challenge, "").status().message()),
      HasSubstr("private_key: expected 32 bytes"));
  challenge->set_channel_binding("tls-unique");
  EXPECT_THAT(
      std::string(SignCryptosign(key, challenge, "").status().message()),
      HasSubstr("channel_id: expected 32 bytes"));
}

TEST_F(ScramVectorTest, SaysWhatCannotBeProven) {
  ScramExchange exchange;
  exchange.client_nonce = "client";
  exchange.challenge->set_nonce("another");
  exchange.challenge->set_salt("W22ZaJ0SNY7soEsUEjb6gQ==");
  exchange.challenge->set_iterations(4096);
  exchange.challenge->set_kdf("scrypt");
  EXPECT_THAT(std::string(ProveScram("pencil", exchange).status().message()),
              HasSubstr("expected a kdf that is known"));
  exchange.challenge->set_kdf("pbkdf2");
  EXPECT_THAT(std::string(ProveScram("pencil", exchange).status().message()),
              HasSubstr("nonce: expected one that begins with the client's"));
  v1::ScramKeys keys;
  keys.set_kdf("pbkdf2");
  keys.set_salt("no digits");
  EXPECT_THAT(std::string(MakeScramKeys("pencil", keys).status().message()),
              HasSubstr("salt: expected hexadecimal digits"));
}

TEST_F(ScramVectorTest, HasTheMessageOfTheRfc) {
  EXPECT_EQ(AuthMessageOf(words_),
            "n=user,r=rOprNGfwEbeRWgbNEkqO,"
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
}

TEST_F(ScramVectorTest, IsProven) {
  ScramExchange exchange;
  exchange.authid = std::string(words_.authid);
  exchange.client_nonce = std::string(words_.client_nonce);
  exchange.challenge->set_nonce(std::string(words_.nonce));
  exchange.challenge->set_salt(std::string(words_.salt));
  exchange.challenge->set_iterations(words_.iterations);
  exchange.challenge->set_kdf("pbkdf2");
  const auto proof = ProveScram("pencil", exchange);
  ASSERT_THAT(proof, IsOk());
  EXPECT_EQ(proof->signature, "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_EQ(proof->verifier, "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

TEST_F(ScramVectorTest, IsJudged) {
  v1::ScramKeys keys;
  keys.set_kdf("pbkdf2");
  keys.set_salt("5b6d99689d12358eeca04b141236fa81");
  keys.set_iterations(4096);
  const auto made = MakeScramKeys("pencil", keys);
  ASSERT_THAT(made, IsOk());
  std::string proof;
  ASSERT_TRUE(ReadCanonicalBase64(
      "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", &proof));
  const std::string stored_key = FromHex(made->stored_key());
  const std::string server_key = FromHex(made->server_key());
  const ScramVerdict verdict =
      JudgeScram(stored_key, server_key, AuthMessageOf(words_), proof);
  EXPECT_TRUE(verdict.proven);
  EXPECT_EQ(absl::Base64Escape(verdict.server_signature),
            "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  words_.iterations = 4097;
  EXPECT_FALSE(
      JudgeScram(stored_key, server_key, AuthMessageOf(words_), proof).proven);
}

TEST_F(ScramVectorTest, EscapesNamesButNotForAutobahn) {
  words_.authid = "a,b=c";
  EXPECT_THAT(AuthMessageOf(words_), ::testing::StartsWith("n=a=2Cb=3Dc,r="));
  words_.dialect = ScramDialect::kAutobahn;
  EXPECT_THAT(AuthMessageOf(words_), ::testing::StartsWith("n=a,b=c,r="));
  EXPECT_THAT(AuthMessageOf(words_), ::testing::HasSubstr(",c=,r="));
}

TEST_F(ScramVectorTest, SignsTheChannel) {
  words_.channel_binding = "tls-unique";
  words_.channel_id = "id";
  // "p=tls-unique,,id"
  EXPECT_THAT(AuthMessageOf(words_),
              ::testing::HasSubstr(",c=cD10bHMtdW5pcXVlLCxpZA==,r="));
}

struct AutobahnCredential {
  std::string name;
  std::string salt;
  std::string stored_key;
  std::string server_key;
};

void PrintTo(const AutobahnCredential& credential, std::ostream* out) {
  *out << credential.name;
}

class AutobahnCredentialTest
    : public ::testing::TestWithParam<AutobahnCredential> {};

TEST_P(AutobahnCredentialTest, IsMade) {
  v1::ScramKeys keys;
  keys.set_kdf("argon2id-13");
  keys.set_salt(GetParam().salt);
  keys.set_iterations(4096);
  keys.set_memory(512);
  const auto made = MakeScramKeys("secret123", keys);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->stored_key(), GetParam().stored_key);
  EXPECT_EQ(made->server_key(), GetParam().server_key);
}

INSTANTIATE_TEST_SUITE_P(
    OfAutobahn, AutobahnCredentialTest,
    ::testing::Values(
        AutobahnCredential{
            "salt_of_the_email", "3bc3ca01dd1d501ca1c22e1c5d7d16fe",
            "e796c2f0a51770303ee4616bc630a66774d51a55003154aff2a54ec7c4ac0e38",
            "8de7864c316f3c2356fd76cfdab696db55bc70e680fe5180e2f731e2345acca2"},
        AutobahnCredential{
            "given_salt", "ae1f0d2f422757809077785e660b62c6",
            "5f19358ff6f38e267b6ef1ea1d862514ec4e8745a84682259fd3894be09febb5",
            "0d8e7e9222a7c0e54c9e979aa342115699ff5696c45dc379b5ee241338a5861"
            "d"}),
    [](const ::testing::TestParamInfo<AutobahnCredential>& tested) {
      return tested.param.name;
    });

}  // namespace
}  // namespace internal
}  // namespace auth
}  // namespace wamp
