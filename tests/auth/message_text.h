// Messages by their texts, for tests.
#ifndef WAMP_TESTS_AUTH_MESSAGE_TEXT_H_
#define WAMP_TESTS_AUTH_MESSAGE_TEXT_H_

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {

template <class T>
T FromText(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

template <class T>
T FromJson(const std::string& json) {
  T message;
  EXPECT_THAT(Decode(json, wamp::v1::SERIALIZER_JSON, &message),
              wamp::testing::IsOk())
      << json;
  return message;
}

template <class T>
std::string ToJson(const T& message) {
  std::string json;
  EXPECT_THAT(Encode(message, wamp::v1::SERIALIZER_JSON, &json),
              wamp::testing::IsOk());
  return json;
}

}  // namespace auth
}  // namespace wamp

#endif  // WAMP_TESTS_AUTH_MESSAGE_TEXT_H_
