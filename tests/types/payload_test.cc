#include "wamp/payload.h"

#include "absl/status/statusor.h"
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

}  // namespace
}  // namespace wamp
