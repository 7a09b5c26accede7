#include "wamp/dict.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using absl::StatusCode;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;

std::string Json(const absl::StatusOr<v1::Dict>& dict) {
  if (!dict.ok()) return dict.status().ToString();
  return Encode(*dict, v1::SERIALIZER_JSON).value_or("not JSON");
}

TEST(MessageAttrTest, LeavesOutWhatIsAbsentOrLocal) {
  SubscribeOptions options;
  options->set_match(v1::MATCH_EXACT);
  options->set_get_retained(false);
  options->set_details(true);
  options->set_correlation_id("trace");
  EXPECT_EQ(Json(MessageAttr(options)),
            R"({"match":"exact","get_retained":false})");
  EXPECT_EQ(Json(MessageAttr(PublishOptions())), "{}");
}

TEST(MessageAttrTest, SaysThatProgressIsTaken) {
  CallOptions options;
  options.set_on_progress([](const CallResult&) {});
  EXPECT_EQ(Json(MessageAttr(options)), R"({"receive_progress":true})");
}

TEST(MarshalTest, WritesEveryKey) {
  EXPECT_EQ(Json(Marshal(SessionDetails())),
            R"({"realm":null,"session":null,"authid":null,"authrole":null,)"
            R"("authmethod":null,"authprovider":null,"authextra":null,)"
            R"("serializer":null,"transport":null,"resumed":null,)"
            R"("resumable":null,"resume_token":null})");
  EXPECT_EQ(Json(Marshal(SessionIdent())),
            R"({"session":null,"authid":null,"authrole":null})");
  EXPECT_EQ(Json(Marshal(CloseDetails("wamp.close.normal", "bye"))),
            R"({"reason":"wamp.close.normal","message":"bye"})");
}

TEST(MarshalTest, WritesEitherFormOfTheTransport) {
  SessionDetails details;
  details->mutable_transport()->set_name("websocket");
  EXPECT_EQ(Find(*Marshal(details), "transport")->string_value(), "websocket");
  details->mutable_transport()->mutable_details()->set_channel_type(
      v1::CHANNEL_TYPE_TCP);
  const v1::Dict dict = *Marshal(details);
  const v1::Dict& transport = Find(dict, "transport")->dict_value();
  EXPECT_EQ(transport.entries_size(), 17);
  EXPECT_EQ(Find(transport, "channel_type")->string_value(), "tcp");
}

TEST(MarshalTest, IsUndoneByFromMarshal) {
  SessionDetails details;
  details->set_session(7);
  details->set_realm("realm1");
  details->mutable_transport()->mutable_details()->set_peer("tcp4:1.2.3.4:5");
  EXPECT_THAT(FromMarshal<SessionDetails>(*Marshal(details)),
              IsOkAndHolds(details));
}

TEST(ToDictTest, RefusesWhatHasNoDictForm) {
  v1::Published message_array;
  message_array.set_request(1);
  message_array.set_publication(2);
  EXPECT_THAT(ToDict(message_array),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a message that is a dict"));
  v1::SubscribeOptions options;
  options.set_match(v1::MATCH_UNSPECIFIED);
  EXPECT_THAT(
      ToDict(options),
      StatusIs(StatusCode::kInvalidArgument,
               "SUBSCRIBE.Options.match: expected a named enum value, got 0"));
}

TEST(FromDictTest, LosesWhatTheMessageHeldBefore) {
  PublishOptions options;
  options->set_retain(true);
  ASSERT_THAT(FromDict(MakeDict({{"acknowledge", MakeValue(true)}}), &options),
              IsOk());
  EXPECT_FALSE(options->has_retain());
  EXPECT_TRUE(options->acknowledge());
}

}  // namespace
}  // namespace wamp
