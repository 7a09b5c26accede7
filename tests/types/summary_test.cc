#include "wamp/summary.h"

#include <string>

#include "gtest/gtest.h"
#include "wamp/session.h"

namespace wamp {
namespace {

SessionDetails Joined() {
  SessionDetails details("realm1", 7);
  details->set_authid("joe@example.com");
  details->set_authrole("user");
  details->set_authmethod("ticket");
  details->mutable_transport()->mutable_details()->set_peer(
      "tcp4:127.0.0.1:5000");
  return details;
}

TEST(SummaryTest, SaysWhoASessionIs) {
  EXPECT_EQ(Summary(*Joined()),
            "session=7 realm=realm1 authid=joe@example.com authrole=user "
            "authmethod=ticket peer=tcp4:127.0.0.1:5000");
}

TEST(SummaryTest, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(Summary(v1::SessionDetails()), "");
  SessionDetails details;
  details->set_authrole("user");
  details->mutable_transport()->set_name("websocket");
  EXPECT_EQ(Summary(*details), "authrole=user");
}

TEST(SummaryTest, ShowsNoSecret) {
  SessionDetails details = Joined();
  details->set_resume_token("s3cret");
  details->mutable_transport()->mutable_details()->set_http_cbtid("s3cret");
  EXPECT_EQ(Summary(*details), Summary(*Joined()));
}

TEST(SummaryTest, QuotesWhatCouldPassForAnotherKey) {
  SessionDetails details;
  details->set_authid("joe authrole=admin");
  details->set_authrole("");
  EXPECT_EQ(Summary(*details), "authid=\"joe authrole=admin\" authrole=\"\"");
  details->set_authid("joe\n2026-01-01 joined: \"eve\"");
  details->clear_authrole();
  EXPECT_EQ(Summary(*details),
            "authid=\"joe\\n2026-01-01 joined: \\\"eve\\\"\"");
}

TEST(SummaryTest, CutsWhatIsLong) {
  SessionDetails details;
  details->set_authid(std::string(256, 'x'));
  EXPECT_EQ(Summary(*details), "authid=" + std::string(256, 'x'));
  details->set_authid(std::string(300, 'x'));
  EXPECT_EQ(Summary(*details),
            "authid=\"" + std::string(256, 'x') + "\"(+44 bytes)");
}

TEST(SummaryTest, SaysWhatAClientAskedFor) {
  HelloDetails hello;
  hello->set_realm("realm1");
  hello->set_pending_session(9);
  hello->mutable_authmethods()->add_values("wampcra");
  hello->mutable_authmethods()->add_values("ticket");
  EXPECT_EQ(Summary(*hello),
            "session=9 realm=realm1 authmethods=wampcra,ticket");
}

TEST(SummaryTest, SaysWhoSentAMessage) {
  SessionIdent ident;
  ident->set_session(7);
  ident->set_authid("joe");
  EXPECT_EQ(Summary(*ident), "session=7 authid=joe");
}

}  // namespace
}  // namespace wamp
