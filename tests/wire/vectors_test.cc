// Runs the vectors of tests/vectors, each as a test of its own, in every
// codec, by both engines.
#include "tests/testing/vectors.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/dict.h"
#include "wamp/error_uri.h"
#include "wamp/reflection.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::Message;
using testing::IsOk;
using testing::Vector;

// Reading and writing by one engine.
struct Engine {
  const char* name;
  std::function<absl::Status(v1::Serializer, absl::string_view, Message&,
                             const DecodeOptions&)>
      decode;
  std::function<absl::Status(v1::Serializer, const Message&, std::string&)>
      encode;
  std::function<absl::Status(const v1::Value&, Message&, const DecodeOptions&)>
      from_value;
  std::function<absl::Status(const Message&, v1::Value&)> to_value;
};

template <class T>
Engine SchemaEngine() {
  return {
      "schema",
      [](v1::Serializer serializer, absl::string_view bytes, Message& out,
         const DecodeOptions& options) {
        return Decode(bytes, serializer, &static_cast<T&>(out), options);
      },
      [](v1::Serializer serializer, const Message& in, std::string& out) {
        return Encode(static_cast<const T&>(in), serializer, &out);
      },
      [](const v1::Value& value, Message& out, const DecodeOptions& options) {
        return FromValue(value, &static_cast<T&>(out), options);
      },
      [](const Message& in, v1::Value& out) {
        return ToValue(static_cast<const T&>(in), &out);
      }};
}

Engine ReflectionEngine() {
  return {
      "reflection",
      [](v1::Serializer serializer, absl::string_view bytes, Message& out,
         const DecodeOptions& options) {
        return DecodeByReflection(bytes, serializer, &out, options);
      },
      [](v1::Serializer serializer, const Message& in, std::string& out) {
        return EncodeByReflection(in, serializer, &out);
      },
      [](const v1::Value& value, Message& out, const DecodeOptions& options) {
        return FromValueByReflection(value, &out, options);
      },
      [](const Message& in, v1::Value& out) {
        return ToValueByReflection(in, &out);
      }};
}

// A new message of a type, and both engines for it.
struct Subject {
  std::unique_ptr<Message> message;
  std::vector<Engine> engines;
};

Subject SubjectOf(absl::string_view message) {
#define WAMP_EACH(NAME)                                      \
  if (message == #NAME) {                                    \
    return {std::make_unique<v1::NAME>(),                    \
            {SchemaEngine<v1::NAME>(), ReflectionEngine()}}; \
  }
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
  return {};
}

DecodeOptions OptionsOf(const testing::Sample& sample) {
  DecodeOptions options;
  if (sample.unknown_keys() == "keep") {
    options.unknown_keys = UnknownKeys::kKeep;
  } else if (sample.unknown_keys() == "reject") {
    options.unknown_keys = UnknownKeys::kReject;
  }
  if (sample.profile() == "autobahn") {
    options.profile = Profile::kAutobahn;
  } else if (sample.profile() == "lenient") {
    options.profile = Profile::kLenient;
  }
  options.collect_all = sample.has_faults();
  if (sample.strict_uris()) options.uri = UriStrictness::kStrict;
  return options;
}

// The error URI that a peer is told for a broken rule.
absl::string_view UriOf(const std::string& rule) {
  static const auto* const uris = new std::map<std::string, absl::string_view>{
      {"kind", error_uri::kProtocolViolation},
      {"range", error_uri::kProtocolViolation},
      {"token", error_uri::kProtocolViolation},
      {"required", error_uri::kProtocolViolation},
      {"unknown_key", error_uri::kOptionNotAllowed},
      {"uri", error_uri::kInvalidUri},
      {"duplicate", error_uri::kProtocolViolation},
      {"message", error_uri::kProtocolViolation},
      {"syntax", error_uri::kProtocolViolation},
  };
  const auto found = uris->find(rule);
  return found == uris->end() ? "no such rule" : found->second;
}

std::string CompactJson(const v1::Value& value) {
  return Encode(value, v1::SERIALIZER_JSON).value_or("no JSON");
}

class VectorTest : public ::testing::Test {
 public:
  explicit VectorTest(Vector vector)
      : vector_(std::move(vector)),
        sample_(vector_.sample),
        options_(OptionsOf(sample_)) {}

  void TestBody() override {
    Subject subject = SubjectOf(vector_.message);
    ASSERT_NE(subject.message, nullptr) << vector_.message;
    Run(subject);
    // A message array is also one that a frame can hold. Without a place, its
    // code may be at fault.
    if (internal::AnnotationOf(subject.message->GetDescriptor()).has_code() &&
        (vector_.valid || !vector_.at.empty())) {
      SCOPED_TRACE("in a frame");
      subject = SubjectOf("Frame");
      Run(subject);
    }
  }

 private:
  void Run(Subject& subject) const {
    for (const Engine& engine : subject.engines) {
      SCOPED_TRACE(engine.name);
      for (const v1::Serializer serializer : testing::Serializers()) {
        SCOPED_TRACE(testing::NameOf(serializer));
        RunBytes(engine, serializer, *subject.message);
      }
      const absl::Status status =
          engine.from_value(vector_.value, *subject.message, options_);
      Judge(status, false);
      if (!status.ok()) continue;
      v1::Value written;
      ASSERT_THAT(engine.to_value(*subject.message, written), IsOk());
      ExpectWritten(written);
    }
  }

  void RunBytes(const Engine& engine, v1::Serializer serializer,
                Message& message) const {
    // JSON is read as it stands in the file, spaces and all.
    std::string bytes = vector_.json;
    if (serializer != v1::SERIALIZER_JSON) {
      ASSERT_THAT(Encode(vector_.value, serializer, &bytes), IsOk());
    }
    const absl::Status status =
        engine.decode(serializer, bytes, message, options_);
    Judge(status, true);
    if (!status.ok()) return;
    ASSERT_THAT(engine.encode(serializer, message, bytes), IsOk());
    const auto written = Decode<v1::Value>(bytes, serializer);
    ASSERT_THAT(written, IsOk());
    ExpectWritten(*written);
  }

  void Judge(const absl::Status& status, bool has_offset) const {
    if (vector_.valid) {
      EXPECT_THAT(status, IsOk());
      return;
    }
    const v1::Violations violations = ViolationsOf(status);
    ASSERT_EQ(violations.violations_size(),
              sample_.has_faults() ? sample_.faults() : 1)
        << status;
    const v1::Violation& first = violations.violations(0);
    const std::string text = absl::StrCat(
        first.path(), ": expected ", first.expected(), ", got ", first.found());
    EXPECT_EQ(text, absl::StrCat(vector_.place, ": ", sample_.error()));
    EXPECT_TRUE(absl::StartsWith(status.message(), text)) << status;
    EXPECT_EQ(
        internal::TokenOf(
            v1::ViolationRule_descriptor()->FindValueByNumber(first.rule())),
        sample_.rule());
    EXPECT_EQ(first.error_uri(), UriOf(sample_.rule()));
    EXPECT_EQ(first.has_offset(), has_offset);
  }

  void ExpectWritten(const v1::Value& written) const {
    std::string expected = CompactJson(vector_.value);
    if (sample_.has_written()) {
      const auto value =
          Decode<v1::Value>(sample_.written(), v1::SERIALIZER_JSON);
      ASSERT_THAT(value, IsOk());
      expected = CompactJson(*value);
    }
    EXPECT_EQ(CompactJson(written), expected);
  }

  const Vector vector_;
  const testing::Sample& sample_;
  const DecodeOptions options_;
};

void Register(const Vector& vector) {
  ::testing::RegisterTest(
      vector.file.c_str(), vector.name.c_str(), nullptr, nullptr, __FILE__,
      __LINE__, [vector]() -> VectorTest* { return new VectorTest(vector); });
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const auto& vector : wamp::testing::LoadVectors()) {
    wamp::Register(vector);
  }
  return RUN_ALL_TESTS();
}
