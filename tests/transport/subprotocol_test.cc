#include "wamp/transport/subprotocol.h"

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Sample {
  std::string subprotocol;
  v1::Serializer serializer;
  bool batched;
  int number;
};

void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.subprotocol;
}

std::string NameOf(const testing::TestParamInfo<Sample>& info) {
  std::string name = v1::Serializer_Name(info.param.serializer);
  return name + (info.param.batched ? "_batched" : "");
}

class SubprotocolTest : public testing::TestWithParam<Sample> {
 protected:
  Subprotocol subprotocol() const {
    return {GetParam().serializer, GetParam().batched};
  }
};

TEST_P(SubprotocolTest, IsRead) {
  const auto parsed = ParseSubprotocol(GetParam().subprotocol);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  // The name cannot tell BJData from UBJSON.
  Subprotocol expected = subprotocol();
  if (expected.serializer == v1::SERIALIZER_BJDATA) {
    expected.serializer = v1::SERIALIZER_UBJSON;
  }
  EXPECT_EQ(*parsed, expected);
}

TEST_P(SubprotocolTest, IsWritten) {
  const auto name = FormatSubprotocol(subprotocol());
  ASSERT_TRUE(name.ok()) << name.status();
  EXPECT_EQ(*name, GetParam().subprotocol);
}

TEST_P(SubprotocolTest, SerializerComesBack) {
  const auto parsed = ParseSerializer(FormatSerializer(subprotocol()));
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(*parsed, subprotocol());
}

TEST_P(SubprotocolTest, HasRawSocketNumber) {
  EXPECT_EQ(RawSocketNumber(GetParam().serializer), GetParam().number);
}

INSTANTIATE_TEST_SUITE_P(
    All, SubprotocolTest,
    testing::Values(
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
    const bool any = serializer != v1::SERIALIZER_UNSPECIFIED;
    EXPECT_EQ(FormatSubprotocol({serializer, false}).ok(), any) << serializer;
    EXPECT_EQ(!FormatSerializer({serializer, false}).empty(), any);
    EXPECT_EQ(RawSocketNumber(serializer) != 0, any) << serializer;
  }
}

TEST(SubprotocolNameTest, OthersAreRefused) {
  for (const char* name :
       {"", "json", "wamp", "wamp.2", "wamp.2.", "wamp.2.batched",
        "wamp.2.json.", "wamp.2.json.batched.batched", "wamp.2..batched",
        "wamp.1.json", "WAMP.2.JSON", "wamp.2.JSON", " wamp.2.json",
        "wamp.2.json ", "wamp.2.bjdata", "wamp.2.xml"}) {
    const absl::Status status = ParseSubprotocol(name).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_EQ(status.message(),
              "expected one of wamp.2.json, wamp.2.msgpack, wamp.2.cbor, "
              "wamp.2.ubjson, or one with \".batched\" behind it, got \"" +
                  std::string(name) + "\"");
  }
}

TEST(SubprotocolNameTest, SerializersAreNamedWithoutPrefix) {
  EXPECT_EQ(FormatSerializer({v1::SERIALIZER_CBOR, true}), "cbor.batched");
  EXPECT_EQ(FormatSerializer({v1::SERIALIZER_BJDATA, false}), "bjdata");
  EXPECT_EQ(ParseSerializer("wamp.2.json").status().message(),
            "expected one of json, msgpack, cbor, ubjson, bjdata, or one with "
            "\".batched\" behind it, got \"wamp.2.json\"");
}

TEST(SubprotocolNameTest, FlatBuffersAreKnownButNotRead) {
  for (const char* name :
       {"wamp.2.flatbuffers", "wamp.2.flatbuffers.batched"}) {
    const absl::Status status = ParseSubprotocol(name).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("\", a format that can't be read or written"));
  }
  EXPECT_EQ(SerializerOfRawSocket(5).status(),
            absl::UnimplementedError(
                "expected a serializer from 1 to 4, got serializer 5 "
                "(flatbuffers), a format that can't be read or written"));
}

TEST(SubprotocolNameTest, HostileNamesStayShortAndPrintable) {
  const auto status =
      ParseSubprotocol("wamp.2.\x1b[2J\n" + std::string(1000, 'x')).status();
  EXPECT_THAT(std::string(status.message()), HasSubstr("wamp.2.\\u001b[2J\\n"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("\n")));
  EXPECT_LT(status.message().size(), 250U);
}

TEST(SubprotocolNameTest, RawSocketNumbersAreRead) {
  EXPECT_EQ(*SerializerOfRawSocket(1), v1::SERIALIZER_JSON);
  EXPECT_EQ(*SerializerOfRawSocket(2), v1::SERIALIZER_MSGPACK);
  EXPECT_EQ(*SerializerOfRawSocket(3), v1::SERIALIZER_CBOR);
  EXPECT_EQ(*SerializerOfRawSocket(4), v1::SERIALIZER_UBJSON);
  EXPECT_EQ(SerializerOfRawSocket(0).status(),
            absl::InvalidArgumentError("expected a serializer from 1 to 4, got "
                                       "serializer 0 (illegal)"));
  for (int number = 6; number < 256; ++number) {
    const auto serializer = SerializerOfRawSocket(static_cast<uint8_t>(number));
    EXPECT_THAT(std::string(serializer.status().message()),
                HasSubstr("(reserved)"))
        << number;
  }
}

TEST(SubprotocolNameTest, UnspecifiedSerializerHasNone) {
  EXPECT_EQ(FormatSubprotocol({}).status(),
            absl::InvalidArgumentError("expected a serializer, got number 0"));
  EXPECT_EQ(FormatSerializer({}), "");
  EXPECT_EQ(RawSocketNumber(v1::SERIALIZER_UNSPECIFIED), 0);
}

}  // namespace
}  // namespace wamp
