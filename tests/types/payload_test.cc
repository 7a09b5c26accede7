#include "wamp/payload.h"

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

TEST(EncodedPayloadTest, SpeaksBothDialects) {
  EncodedPayload payload("bytes", "x_example");
  payload->set_enc_serializer("cbor");
  const absl::StatusOr<EncodedPayload> ppt = payload.ToPpt();
  ASSERT_TRUE(ppt.ok()) << ppt.status();
  EXPECT_TRUE((*ppt)->has_ppt_scheme());
  EXPECT_FALSE((*ppt)->has_enc_algo());
  EXPECT_EQ((*ppt)->payload(), "bytes");
  const absl::StatusOr<EncodedPayload> enc = ppt->ToEnc();
  ASSERT_TRUE(enc.ok()) << enc.status();
  EXPECT_EQ(*enc, payload);
}

TEST(EncodedPayloadTest, DoesNotMakeAKeyAnId) {
  EncodedPayload payload("bytes", "cryptobox");
  payload->set_enc_key("may be the key itself");
  EXPECT_FALSE(payload.ToPpt().ok());
}

TEST(EncodedPayloadTest, DoesNotInventACounterpart) {
  EncodedPayload payload;
  payload->set_payload("bytes");
  EXPECT_FALSE(payload.ToPpt().ok()) << "there is no enc_algo to translate";
  payload->set_ppt_scheme("wamp");
  payload->set_ppt_cipher("aes256gcm");
  EXPECT_FALSE(payload.ToEnc().ok()) << "enc_algo has no name for this cipher";
}

// Attributes that the other dialect can't say, and the one that is named.
struct Untranslatable {
  const char* name;
  bool to_ppt;
  const char* payload;
  const char* error;
};
void PrintTo(const Untranslatable& it, std::ostream* out) { *out << it.name; }

class UntranslatableTest : public ::testing::TestWithParam<Untranslatable> {};

TEST_P(UntranslatableTest, IsRefused) {
  EncodedPayload payload;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      GetParam().payload, payload.mutable_proto()));
  const auto other = GetParam().to_ppt ? payload.ToPpt() : payload.ToEnc();
  EXPECT_THAT(std::string(other.status().message()),
              ::testing::StartsWith(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    All, UntranslatableTest,
    ::testing::ValuesIn(std::vector<Untranslatable>{
        {"both_dialects", true, R"pb(enc_algo: "mqtt" ppt_scheme: "mqtt")pb",
         "EncodedPayload: expected attributes of one dialect"},
        {"unknown_algo", true, R"pb(enc_algo: "rot13")pb",
         "EncodedPayload.enc_algo: expected \"cryptobox\""},
        {"unknown_enc_serializer", true, R"pb(enc_algo: "mqtt"
                                              enc_serializer: "bson")pb",
         "EncodedPayload.enc_serializer: expected \"json\""},
        {"unknown_scheme", false, R"pb(ppt_scheme: "rot13")pb",
         "EncodedPayload.ppt_scheme: expected \"wamp\""},
        {"cipher_of_mqtt", false, R"pb(ppt_scheme: "mqtt"
                                       ppt_cipher: "aes256gcm")pb",
         "EncodedPayload.ppt_cipher: expected none"},
        {"unknown_ppt_serializer", false, R"pb(ppt_scheme: "mqtt"
                                               ppt_serializer: "bson")pb",
         "EncodedPayload.ppt_serializer: expected \"json\""}}),
    [](const auto& tested) { return tested.param.name; });

TEST(EncodedPayloadTest, TranslatesCryptoboxBothWays) {
  const EncodedPayload payload("bytes", "cryptobox");
  const absl::StatusOr<EncodedPayload> ppt = payload.ToPpt();
  ASSERT_TRUE(ppt.ok()) << ppt.status();
  EXPECT_EQ((*ppt)->ppt_scheme(), "wamp");
  EXPECT_EQ((*ppt)->ppt_cipher(), "xsalsa20poly1305");
  const absl::StatusOr<EncodedPayload> enc = ppt->ToEnc();
  ASSERT_TRUE(enc.ok()) << enc.status();
  EXPECT_EQ(*enc, payload);
}

}  // namespace
}  // namespace wamp
