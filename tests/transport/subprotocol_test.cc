#include "wamp/transport/subprotocol.h"

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace {

using absl::StatusCode;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Lt;
using ::testing::Not;
using ::testing::SizeIs;
using testing::StatusIs;

struct Sample {
  std::string subprotocol;
  v1::Serializer serializer;
  bool batched;
  int number;
};

void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.subprotocol;
}

std::string NameOf(const ::testing::TestParamInfo<Sample>& info) {
  std::string name = v1::Serializer_Name(info.param.serializer);
  return name + (info.param.batched ? "_batched" : "");
}

class SubprotocolTest : public ::testing::TestWithParam<Sample> {
 protected:
  Subprotocol subprotocol() const {
    return {GetParam().serializer, GetParam().batched};
  }
};

TEST_P(SubprotocolTest, IsRead) {
  // The name cannot tell BJData from UBJSON.
  Subprotocol expected = subprotocol();
  if (expected.serializer == v1::SERIALIZER_BJDATA) {
    expected.serializer = v1::SERIALIZER_UBJSON;
  }
  EXPECT_THAT(ParseSubprotocol(GetParam().subprotocol), IsOkAndHolds(expected));
}

TEST_P(SubprotocolTest, IsWritten) {
  EXPECT_THAT(FormatSubprotocol(subprotocol()),
              IsOkAndHolds(GetParam().subprotocol));
}

TEST_P(SubprotocolTest, SerializerComesBack) {
  EXPECT_THAT(ParseSerializer(FormatSerializer(subprotocol())),
              IsOkAndHolds(subprotocol()));
}

TEST_P(SubprotocolTest, HasRawSocketNumber) {
  EXPECT_EQ(RawSocketNumber(GetParam().serializer), GetParam().number);
}

INSTANTIATE_TEST_SUITE_P(
    All, SubprotocolTest,
    ::testing::Values(
        Sample{"wamp.2.json", v1::SERIALIZER_JSON, false, 1},
        Sample{"wamp.2.msgpack", v1::SERIALIZER_MSGPACK, false, 2},
        Sample{"wamp.2.cbor", v1::SERIALIZER_CBOR, false, 3},
        Sample{"wamp.2.ubjson", v1::SERIALIZER_UBJSON, false, 4},
        Sample{"wamp.2.ubjson", v1::SERIALIZER_BJDATA, false, 4},
        Sample{"wamp.2.json.batched", v1::SERIALIZER_JSON, true, 1},
        Sample{"wamp.2.msgpack.batched", v1::SERIALIZER_MSGPACK, true, 2},
        Sample{"wamp.2.cbor.batched", v1::SERIALIZER_CBOR, true, 3},
        Sample{"wamp.2.ubjson.batched", v1::SERIALIZER_UBJSON, true, 4},
        Sample{"wamp.2.ubjson.batched", v1::SERIALIZER_BJDATA, true, 4}),
    NameOf);

TEST(SubprotocolNameTest, AllSerializersHaveOne) {
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto serializer =
        static_cast<v1::Serializer>(type->value(i)->number());
    if (serializer == v1::SERIALIZER_UNSPECIFIED) continue;
    EXPECT_THAT(FormatSubprotocol({serializer, false}), IsOk()) << serializer;
    EXPECT_NE(FormatSerializer({serializer, false}), "") << serializer;
    EXPECT_NE(RawSocketNumber(serializer), 0) << serializer;
  }
}

TEST(SubprotocolNameTest, OthersAreRefused) {
  for (const char* name :
       {"", "json", "wamp", "wamp.2", "wamp.2.", "wamp.2.batched",
        "wamp.2.json.", "wamp.2.json.batched.batched", "wamp.2..batched",
        "wamp.1.json", "WAMP.2.JSON", "wamp.2.JSON", " wamp.2.json",
        "wamp.2.json ", "wamp.2.bjdata", "wamp.2.xml"}) {
    EXPECT_THAT(
        ParseSubprotocol(name),
        StatusIs(StatusCode::kInvalidArgument,
                 "expected one of wamp.2.json, wamp.2.msgpack, wamp.2.cbor, "
                 "wamp.2.ubjson, or one with \".batched\" after it, got \"" +
                     std::string(name) + "\""));
  }
}

TEST(SubprotocolNameTest, SerializersAreNamedWithoutPrefix) {
  EXPECT_EQ(FormatSerializer({v1::SERIALIZER_CBOR, true}), "cbor.batched");
  EXPECT_EQ(FormatSerializer({v1::SERIALIZER_BJDATA, false}), "bjdata");
  EXPECT_THAT(
      ParseSerializer("wamp.2.json"),
      StatusIs(
          StatusCode::kInvalidArgument,
          "expected one of json, msgpack, cbor, ubjson, bjdata, or one with "
          "\".batched\" after it, got \"wamp.2.json\""));
}

TEST(SubprotocolNameTest, FlatBuffersAreKnownButNotRead) {
  for (const char* name :
       {"wamp.2.flatbuffers", "wamp.2.flatbuffers.batched"}) {
    EXPECT_THAT(
        ParseSubprotocol(name),
        StatusIs(StatusCode::kUnimplemented,
                 HasSubstr("\", a format that can't be read or written")));
  }
  EXPECT_THAT(
      SerializerOfRawSocket(5),
      StatusIs(StatusCode::kUnimplemented,
               "expected a serializer from 1 to 4, got serializer 5 "
               "(flatbuffers), a format that can't be read or written"));
}

TEST(SubprotocolNameTest, HostileNamesStayShortAndPrintable) {
  EXPECT_THAT(
      ParseSubprotocol("wamp.2.\x1b[2J\n" + std::string(1000, 'x')),
      StatusIs(StatusCode::kInvalidArgument,
               AllOf(HasSubstr("got \"wamp.2.\\"), Not(HasSubstr("\x1b")),
                     Not(HasSubstr("\n")), SizeIs(Lt(250)))));
}

TEST(SubprotocolNameTest, RawSocketNumbersAreRead) {
  EXPECT_THAT(SerializerOfRawSocket(1), IsOkAndHolds(v1::SERIALIZER_JSON));
  EXPECT_THAT(SerializerOfRawSocket(2), IsOkAndHolds(v1::SERIALIZER_MSGPACK));
  EXPECT_THAT(SerializerOfRawSocket(3), IsOkAndHolds(v1::SERIALIZER_CBOR));
  EXPECT_THAT(SerializerOfRawSocket(4), IsOkAndHolds(v1::SERIALIZER_UBJSON));
  EXPECT_THAT(SerializerOfRawSocket(0),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a serializer from 1 to 4, got "
                       "serializer 0 (illegal)"));
  for (int number = 6; number < 256; ++number) {
    const auto serializer = SerializerOfRawSocket(static_cast<uint8_t>(number));
    EXPECT_THAT(serializer,
                StatusIs(StatusCode::kInvalidArgument, HasSubstr("(reserved)")))
        << number;
  }
}

TEST(SubprotocolNameTest, UnspecifiedSerializerHasNone) {
  EXPECT_THAT(FormatSubprotocol({}),
              StatusIs(StatusCode::kInvalidArgument,
                       "expected a serializer, got number 0"));
  EXPECT_EQ(FormatSerializer({}), "");
  EXPECT_EQ(RawSocketNumber(v1::SERIALIZER_UNSPECIFIED), 0);
}

}  // namespace
}  // namespace wamp
