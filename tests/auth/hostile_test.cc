// Nothing that is changed, made up or mixed is ever an Accept, and no secret
// comes out of what is said.
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/auth/client.h"
#include "wamp/auth/authenticator.h"
#include "wamp/message.h"
#include "wamp/value.h"

namespace wamp {
namespace auth {
namespace {

using testing::Client;
using ::testing::HasSubstr;
using testing::HelloOf;
using testing::Join;
using testing::kPrivateKey;
using testing::MakeTestAuthenticator;
using ::testing::Not;
using testing::PolicyProto;
using testing::RequestOf;
using ::testing::StartsWith;
using testing::TextOf;

class HostileTest : public ::testing::TestWithParam<Client> {
 protected:
  HostileTest() {
    AuthenticatorOptions options;
    // Limits would hide what is looked for.
    options.per_authid = {1e9, absl::Seconds(1)};
    options.per_peer = {1e9, absl::Seconds(1)};
    authenticator_ = MakeTestAuthenticator(&now_, options);
  }

  v1::AuthenticateRequest Answer() {
    const auto hello = authenticator_->Hello(HelloOf(GetParam()));
    return RequestOf(hello->challenge(), GetParam());
  }
  void ExpectNoAccept(const v1::AuthenticateRequest& request) {
    const auto response = authenticator_->Authenticate(request);
    EXPECT_FALSE(response.ok() && !response->has_deny()) << TextOf(response);
  }

  absl::Time now_ = absl::FromUnixSeconds(1700000000);
  std::unique_ptr<Authenticator> authenticator_;
  std::mt19937 random_{7};
};

TEST_P(HostileTest, IsAcceptedUnchanged) {
  EXPECT_THAT(TextOf(authenticator_->Authenticate(Answer())),
              StartsWith("accept "));
}

TEST_P(HostileTest, ChangesAByteOfTheState) {
  const v1::AuthenticateRequest good = Answer();
  for (size_t i = 0; i < good.state().size(); ++i) {
    v1::AuthenticateRequest request = good;
    (*request.mutable_state())[i] ^= static_cast<char>(1 + random_() % 255);
    ExpectNoAccept(request);
  }
  // None of them has used it up.
  EXPECT_THAT(TextOf(authenticator_->Authenticate(good)),
              StartsWith("accept "));
}

TEST_P(HostileTest, CutsOrLengthensTheState) {
  const v1::AuthenticateRequest good = Answer();
  for (size_t size = 0; size < good.state().size(); ++size) {
    v1::AuthenticateRequest request = good;
    request.mutable_state()->resize(size);
    ExpectNoAccept(request);
  }
  v1::AuthenticateRequest request = good;
  request.mutable_state()->push_back('\0');
  ExpectNoAccept(request);
}

TEST_P(HostileTest, MakesAStateUp) {
  for (int i = 0; i < 300; ++i) {
    v1::AuthenticateRequest request = Answer();
    std::string& state = *request.mutable_state();
    // Some begin as a state does.
    const size_t kept = random_() % 20;
    for (size_t j = kept; j < state.size(); ++j) {
      state[j] = static_cast<char>(random_());
    }
    ExpectNoAccept(request);
  }
}

TEST_P(HostileTest, ChangesAByteOfTheSignature) {
  const size_t size = Answer().authenticate().signature().size();
  for (size_t i = 0; i < size; ++i) {
    v1::AuthenticateRequest request = Answer();
    std::string& signature =
        *request.mutable_authenticate()->mutable_signature();
    const char before = signature[i];
    do {
      signature[i] = static_cast<char>('!' + random_() % 94);
      // Hexadecimal digits may be of either case.
    } while ((signature[i] | 0x20) == (before | 0x20));
    ExpectNoAccept(request);
  }
}

TEST_P(HostileTest, MakesASignatureUp) {
  for (const std::string& text :
       {std::string(), std::string("x"), std::string(64, '0'),
        std::string(192, '0'), std::string(20000, 'A'), std::string(44, 'A'),
        std::string(1, '\0')}) {
    v1::AuthenticateRequest request = Answer();
    request.mutable_authenticate()->set_signature(text);
    ExpectNoAccept(request);
  }
}

TEST_P(HostileTest, AnswersAnotherChallenge) {
  v1::AuthenticateRequest request = Answer();
  request.set_state(Answer().state());
  const auto response = authenticator_->Authenticate(request);
  // A ticket is good for any.
  EXPECT_EQ(response->has_accept(), GetParam().authmethods[0] == "ticket");
}

TEST_P(HostileTest, AnswersAnothersChallenge) {
  for (const v1::Principal& other : PolicyProto().realms(0).principals()) {
    if (other.authid() == GetParam().authid) continue;
    Client client = GetParam();
    client.authid = other.authid();
    const auto hello = authenticator_->Hello(HelloOf(client));
    if (!hello->has_challenge()) continue;
    v1::AuthenticateRequest request = Answer();
    request.set_state(hello->challenge().state());
    const auto response = authenticator_->Authenticate(request);
    // Two have the same ticket, of whom one may not join.
    EXPECT_TRUE(response->has_deny()) << TextOf(response);
  }
}

TEST_P(HostileTest, SaysSomethingElseBesides) {
  for (const auto& extra :
       {MakeDict({{"nonce", "x"}}), MakeDict({{"nonce", 7}}),
        MakeDict({{"channel_binding", "tls-unique"}}),
        MakeDict({{"cbind_data", "eA=="}}), MakeDict({{"cbind_data", "%"}})}) {
    v1::AuthenticateRequest request = Answer();
    *request.mutable_authenticate()->mutable_extra() = extra;
    const auto response = authenticator_->Authenticate(request);
    // Other methods have nothing to say there.
    const bool is_scram = absl::EndsWith(GetParam().authmethods[0], "scram");
    EXPECT_EQ(response->has_deny(), is_scram) << TextOf(response);
  }
}

// All that is said, in all cases above.
TEST_P(HostileTest, HearsNoSecret) {
  std::string said;
  const Client client = GetParam();
  Client stranger = client;
  stranger.authid = "stranger";
  Client liar = client;
  liar.secret = "CANARY-LIE";
  for (const Client& each : {client, stranger, liar}) {
    const auto hello = authenticator_->Hello(HelloOf(each));
    said += TextOf(hello);
    said += ToString(*hello);
    if (!hello->has_challenge()) continue;
    v1::AuthenticateRequest request = Answer();
    if (each.secret != liar.secret || each.authmethods[0] != "cryptosign") {
      request = RequestOf(hello->challenge(), each);
    }
    said += ToString(request);
    const auto response = authenticator_->Authenticate(request);
    said += TextOf(response);
    said += ToString(*response);
    EXPECT_THAT(said, Not(HasSubstr(request.authenticate().signature())));
  }
  for (const char* secret :
       {"random ticket", "pencil", "secret1", "secret2", "salt123",
        "CANARY-LIE", "the private key", "a key of 32 bytes"}) {
    EXPECT_THAT(said, Not(HasSubstr(secret)));
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, HostileTest,
    ::testing::Values(Client{{"ticket"}, "ticket", "random ticket"},
                      Client{{"wampcra"}, "cra", "secret1"},
                      Client{{"wampcra"}, "salted", "secret2"},
                      Client{{"cryptosign"}, "key", kPrivateKey},
                      Client{{"wamp-scram"}, "scram", "pencil"},
                      Client{{"scram"}, "scram", "pencil"}),
    [](const ::testing::TestParamInfo<Client>& tested) {
      return absl::StrCat(
          tested.param.authid,
          tested.param.authmethods[0] == "scram" ? "_autobahn" : "");
    });

// HELLO itself may say anything.
TEST(HostileHelloTest, IsNeverAccepted) {
  absl::Time now = absl::FromUnixSeconds(1700000000);
  const auto authenticator = MakeTestAuthenticator(&now);
  for (const char* method :
       {"ticket", "wampcra", "cryptosign", "wamp-scram", "scram", "Anonymous",
        "anonymous ", "", "cookie", "tls"}) {
    for (const auto& extra :
         {MakeDict({{"nonce", "a,r=b"}}), MakeDict({{"nonce", ""}}),
          MakeDict({{"nonce", std::string(1000, 'A')}}),
          MakeDict({{"nonce", MakeList(1)}, {"pubkey", 7}}),
          MakeDict({{"nonce", "YQ=="}, {"channel_binding", "a,b"}}),
          MakeDict({{"pubkey", "zz"}}), wamp::v1::Dict()}) {
      for (const char* authid : {"all", "stranger", "", "anonymous"}) {
        v1::HelloRequest request = HelloOf({{method}, authid});
        *request.mutable_details()->mutable_authextra() = extra;
        const auto response = authenticator->Hello(request);
        ASSERT_TRUE(response.ok()) << TextOf(response);
        EXPECT_TRUE(response->has_deny() || response->has_challenge())
            << method << " " << authid << ": " << TextOf(response);
      }
    }
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp
