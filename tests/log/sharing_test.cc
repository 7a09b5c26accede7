// What threads share of the log, and of the wire below it. What is computed
// once is computed by whichever thread comes first: here, they all come at
// once.
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/log/planted_records.h"
#include "tests/proto/tea.pb.h"
#include "tests/testing/at_once.h"
#include "wamp/log/lines.h"
#include "wamp/log/redaction.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

using ::testing::Each;
using ::testing::Not;
using ::wamp::testing::AtOnce;

constexpr size_t kThreads = 4;

// What `work` returns, from several threads at once and once more.
template <class Work>
void ExpectAlike(Work work) {
  const auto results = AtOnce(kThreads, [&](size_t) { return work(); });
  EXPECT_THAT(results, Each(work()));
  EXPECT_THAT(results, Each(Not("")));
}

TEST(SharingTest, MessagesWithoutRows) {
  ExpectAlike([] {
    tea::v1::TeaOptions tea;
    const absl::Status status =
        Decode(R"({"milk":true,"x_cup":7,"x_more":[1]})",
               wamp::v1::SERIALIZER_JSON, &tea);
    return status.ok() ? Encode(tea, wamp::v1::SERIALIZER_CBOR).value()
                       : status.ToString();
  });
}

TEST(SharingTest, Faults) {
  ExpectAlike([] {
    tea::v1::TeaOptions tea;
    return Decode(R"({"leaf":"blue"})", wamp::v1::SERIALIZER_JSON, &tea)
        .ToString();
  });
}

TEST(SharingTest, Validations) {
  tea::v1::TeaOptions tea;
  tea.set_milk(true);
  ExpectAlike([&] { return Validate(tea).ToString(); });
}

TEST(SharingTest, Frames) {
  const std::string json = R"([48,7,{"timeout":5},"com.a",[1,"b"],{"c":null}])";
  ExpectAlike([&] {
    const auto frame = Decode<wamp::v1::Frame>(json, wamp::v1::SERIALIZER_JSON);
    return frame.ok() ? Encode(*frame, wamp::v1::SERIALIZER_MSGPACK).value()
                      : frame.status().ToString();
  });
}

TEST(SharingTest, Redactors) {
  const Redactor redactor;
  for (const v1::SessionRecord& record : PlantedRecords()) {
    ExpectAlike([&] {
      v1::SessionRecord copy = record;
      redactor.Apply(&copy);
      return copy.SerializeAsString();
    });
  }
}

TEST(SharingTest, Lines) {
  const v1::SessionRecord record = PlantedRecords()[0];
  ExpectAlike([&] { return JsonLine(record) + OtlpJsonLine(record); });
}

}  // namespace
}  // namespace log
}  // namespace wamp
