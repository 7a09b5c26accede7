// What all seventeen types have in common.
#include <sstream>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "wamp/component.h"
#include "wamp/payload.h"
#include "wamp/pubsub.h"
#include "wamp/rpc.h"
#include "wamp/session.h"

namespace wamp {
namespace {

// A value of `T` that differs from a new one.
template <class T>
T Sample() {
  T sample;
  auto* proto = sample.mutable_proto();
  const auto* reflection = proto->GetReflection();
  const auto* type = proto->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (field->type() == field->TYPE_STRING) {
      reflection->SetString(proto, field, "sample");
    } else if (field->type() == field->TYPE_UINT64) {
      reflection->SetUInt64(proto, field, 7);
    } else if (field->type() == field->TYPE_MESSAGE) {
      reflection->MutableMessage(proto, field);
    }
  }
  return sample;
}

template <class T>
class WrapperTest : public ::testing::Test {};

using Wrappers =
    ::testing::Types<ComponentConfig, HelloReturn, Accept, Deny, Challenge,
                     HelloDetails, SessionDetails, SessionIdent, CloseDetails,
                     SubscribeOptions, EventDetails, PublishOptions,
                     RegisterOptions, CallDetails, CallOptions, CallResult,
                     EncodedPayload>;

struct WrapperName {
  template <class T>
  static std::string GetName(int) {
    return std::string(T().proto().GetDescriptor()->name());
  }
};

TYPED_TEST_SUITE(WrapperTest, Wrappers, WrapperName);

TYPED_TEST(WrapperTest, IsARegularValue) {
  const TypeParam empty;
  const TypeParam sample = Sample<TypeParam>();
  EXPECT_EQ(empty, TypeParam());
  EXPECT_NE(sample, empty);

  TypeParam copy = sample;
  EXPECT_EQ(copy, sample);
  const TypeParam moved = std::move(copy);
  EXPECT_EQ(moved, sample);
  TypeParam assigned;
  assigned = moved;
  EXPECT_EQ(assigned, sample);
  assigned.mutable_proto()->Clear();
  EXPECT_NE(assigned, sample) << "a copy must not share its fields";
  EXPECT_EQ(moved, sample);
}

TYPED_TEST(WrapperTest, ComesFromAndBecomesItsProto) {
  const TypeParam sample = Sample<TypeParam>();
  const TypeParam made(sample.proto());
  EXPECT_EQ(made, sample);
  const auto proto = TypeParam(sample).proto();
  EXPECT_EQ(proto.SerializeAsString(), sample->SerializeAsString());
}

TYPED_TEST(WrapperTest, PrintsOneLineWithItsName) {
  const TypeParam sample = Sample<TypeParam>();
  std::ostringstream out;
  out << sample;
  EXPECT_EQ(out.str(), sample.ToString());
  EXPECT_EQ(out.str().find('\n'), std::string::npos);
  const std::string name(sample.proto().GetDescriptor()->name());
  EXPECT_EQ(out.str().substr(0, name.size() + 1), name + "(");
}

}  // namespace
}  // namespace wamp
