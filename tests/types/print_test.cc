#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "wamp/payload.h"
#include "wamp/pubsub.h"
#include "wamp/session.h"
#include "wamp/value.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PrintTest, ShowsPresentFieldsInOrder) {
  PublishOptions options;
  options->set_retain(false);
  options->set_acknowledge(true);
  options->mutable_exclude()->add_values(1);
  options->mutable_exclude()->add_values(2);
  options->mutable_eligible();
  EXPECT_EQ(options.ToString(),
            "PublishOptions(acknowledge=true, exclude=[1, 2], eligible=[], "
            "retain=false)");
}

TEST(PrintTest, ShowsEnumsByTheirToken) {
  SubscribeOptions options;
  options->set_match(v1::MATCH_PREFIX);
  EXPECT_THAT(options.ToString(), HasSubstr("match=prefix"));
}

TEST(PrintTest, HidesSecrets) {
  SessionDetails details;
  details->set_resume_token("s3cret-token");
  Set(*details->mutable_authextra(), "password", "s3cret-extra");
  details->mutable_transport()->mutable_details()->set_http_cbtid(
      "s3cret-cookie");
  Challenge challenge("wampcra");
  Set(*challenge->mutable_extra(), "salt", "s3cret-salt");
  EncodedPayload payload;
  payload->set_payload("s3cret-payload");
  payload->set_enc_key("s3cret-key");
  std::ostringstream out;
  out << details << challenge << HelloReturn(challenge) << payload;
  EXPECT_THAT(out.str(), Not(HasSubstr("s3cret")));
  EXPECT_THAT(out.str(), HasSubstr("resume_token=<secret>"));
}

TEST(PrintTest, HidesSecretsUnderKeysWithoutAField) {
  SessionDetails details;
  *details->mutable_unknown_keys() = MakeDict({{"resume-token", "s3cret"},
                                               {"Resume_Token", "s3cret"},
                                               {"authextra", "s3cret"},
                                               {"ticket", "s3cret"},
                                               {"nonce", "s3cret"},
                                               {"x_token_count", 3}});
  EXPECT_EQ(details.ToString(),
            "SessionDetails(unknown_keys={\"resume-token\": <secret>, "
            "\"Resume_Token\": <secret>, \"authextra\": <secret>, "
            "\"ticket\": <secret>, \"nonce\": <secret>, "
            "\"x_token_count\": 3})");
}

TEST(PrintTest, CannotForgeLines) {
  CloseDetails details("wamp.close.normal",
                       "bye\n2026 root: all is well\x1b[2J");
  EXPECT_THAT(details.ToString(), Not(HasSubstr("\n")));
  EXPECT_THAT(details.ToString(), Not(HasSubstr("\x1b")));
  details->set_message(
      "a\xE2\x80\xAE"
      "b");  // a right-to-left override
  EXPECT_THAT(details.ToString(), Not(HasSubstr("\xE2\x80\xAE")));
  details->set_message("quote\" end");
  EXPECT_THAT(details.ToString(), HasSubstr("quote\\\" end"));
}

TEST(PrintTest, CutsWhatIsLong) {
  CloseDetails details("wamp.close.normal", std::string(100000, 'x'));
  EXPECT_LT(details.ToString().size(), 2000U);
  PublishOptions options;
  for (uint64_t i = 1; i < 10000; ++i) {
    options->mutable_exclude()->add_values(i);
  }
  EXPECT_LT(options.ToString().size(), 2000U);
}

TEST(PrintTest, SurvivesDeepNesting) {
  v1::Value value;
  v1::Value* inner = &value;
  for (int i = 0; i < 1000; ++i) {
    inner = inner->mutable_list_value()->add_values();
  }
  EXPECT_LT(ToString(value).size(), 5000U);
}

}  // namespace
}  // namespace wamp
