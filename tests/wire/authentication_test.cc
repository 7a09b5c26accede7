#include "wamp/authentication.h"

#include <ostream>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "wamp/dict.h"
#include "wamp/value.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

// What reading `json` as a `Message`, and writing that back, gives.
template <class Message>
std::string ReadAndWritten(const std::string& json) {
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  const auto given = Decode<v1::Dict>(json, v1::SERIALIZER_JSON);
  if (!given.ok()) return given.status().ToString();
  const absl::StatusOr<Message> message = FromDict<Message>(*given, options);
  if (!message.ok()) {
    return ToText(ViolationsOf(message.status()).violations(0));
  }
  const absl::StatusOr<v1::Dict> dict = ToDict(*message);
  if (!dict.ok()) return dict.status().ToString();
  return Encode(*dict, v1::SERIALIZER_JSON).value_or("not JSON");
}

struct Sample {
  std::string name;
  std::string (*read)(const std::string& json);
  std::string json;
  // What is written back: what was read if it is empty.
  std::string written;
};

std::ostream& operator<<(std::ostream& os, const Sample& sample) {
  return os << sample.json;
}

class AuthenticationTest : public ::testing::TestWithParam<Sample> {};

TEST_P(AuthenticationTest, IsReadAndWrittenBack) {
  const Sample& sample = GetParam();
  EXPECT_EQ(sample.read(sample.json),
            sample.written.empty() ? sample.json : sample.written);
}

INSTANTIATE_TEST_SUITE_P(
    Authentication, AuthenticationTest,
    ::testing::Values(
        Sample{"hello_cryptosign",
               ReadAndWritten<HelloAuthextra>,
               R"({"pubkey":"545e","channel_binding":"tls-unique",)"
               R"("challenge":"fa03","trustroot":"0x72b3"})",
               {}},
        Sample{"hello_scram", ReadAndWritten<HelloAuthextra>,
               R"({"nonce":"egVDf3DMJh0=","channel_binding":null})",
               R"({"nonce":"egVDf3DMJh0="})"},
        Sample{"hello_keeps_what_is_the_applications",
               ReadAndWritten<HelloAuthextra>,
               R"({"x_team":[1,{"a":null}]})",
               {}},
        Sample{"challenge_wampcra",
               ReadAndWritten<ChallengeExtra>,
               R"({"challenge":"{\"nonce\": \"x\"}","salt":"salt123",)"
               R"("iterations":1000,"keylen":32})",
               {}},
        Sample{"challenge_scram",
               ReadAndWritten<ChallengeExtra>,
               R"({"salt":"c2FsdA==","iterations":4096,"kdf":"argon2id13",)"
               R"("memory":512,"nonce":"egVDf3DMJh0=SBmk"})",
               {}},
        Sample{"challenge_cryptosign",
               ReadAndWritten<ChallengeExtra>,
               R"({"challenge":"fa03","channel_binding":"tls-exporter",)"
               R"("pubkey":"545e","signature":"b326","trustroot":"0x72b3"})",
               {}},
        Sample{"challenge_without_iterations", ReadAndWritten<ChallengeExtra>,
               R"({"iterations":0})",
               "CHALLENGE.Extra.iterations: expected an integer of at least 1, "
               "got integer 0"},
        Sample{"challenge_without_memory", ReadAndWritten<ChallengeExtra>,
               R"({"memory":0})",
               "CHALLENGE.Extra.memory: expected an integer of at least 1, "
               "got integer 0"},
        Sample{"challenge_of_a_wrong_kind", ReadAndWritten<ChallengeExtra>,
               R"({"challenge":["s3cret"]})",
               "CHALLENGE.Extra.challenge: expected a string, got list"},
        Sample{"authenticate_scram",
               ReadAndWritten<AuthenticateExtra>,
               R"({"nonce":"egVD","channel_binding":"tls-unique",)"
               R"("cbind_data":"AAEC"})",
               {}},
        Sample{"welcome_scram",
               ReadAndWritten<WelcomeAuthextra>,
               R"({"verifier":"6rriTRBi"})",
               {}},
        Sample{"welcome_scram_of_autobahn", ReadAndWritten<WelcomeAuthextra>,
               R"({"scram_server_signature":"6rriTRBi","x_cb_pid":7})",
               R"({"verifier":"6rriTRBi","x_cb_pid":7})"}),
    [](const auto& sample) { return sample.param.name; });

constexpr char kSecret[] = "s3cret";

TEST(AuthenticationSecretsTest, AreNotPrinted) {
  HelloAuthextra hello;
  hello->set_nonce(kSecret);
  hello->set_challenge(kSecret);
  ChallengeExtra challenge;
  challenge->set_challenge(kSecret);
  challenge->set_salt(kSecret);
  challenge->set_nonce(kSecret);
  challenge->set_signature(kSecret);
  AuthenticateExtra authenticate;
  authenticate->set_nonce(kSecret);
  authenticate->set_cbind_data(kSecret);
  WelcomeAuthextra welcome;
  welcome->set_verifier(kSecret);
  *welcome->mutable_unknown_keys() = MakeDict({{"x_token", kSecret}});
  for (const std::string& text :
       {hello.ToString(), challenge.ToString(), authenticate.ToString(),
        welcome.ToString()}) {
    EXPECT_FALSE(absl::StrContains(text, kSecret)) << text;
  }
}

}  // namespace
}  // namespace wamp
