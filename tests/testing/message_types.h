// All messages that have generated rows, for typed tests.
#ifndef WAMP_TESTS_TESTING_MESSAGE_TYPES_H_
#define WAMP_TESTS_TESTING_MESSAGE_TYPES_H_

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/type_list.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace testing {

#define WAMP_EACH(NAME) , v1::NAME
using MessageTypes = WithoutFirst<::testing::Types<void
#include "src/engine/schema/rows/messages.inc"
                                                   >>::Types;
#undef WAMP_EACH

// Names a typed test after its message.
struct MessageName {
  template <class Message>
  static std::string GetName(int) {
    return std::string(Message::descriptor()->name());
  }
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_MESSAGE_TYPES_H_
