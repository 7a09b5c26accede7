// Runs the vectors of tests/vectors, each as a test of its own, in every
// medium, by both engines.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/vectors/vector.pb.h"
#include "wamp/dict.h"
#include "wamp/reflection.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

using google::protobuf::Message;
using testing::Vector;

constexpr const char* kFiles[] = {"messages", "options_and_details",
                                  "publish_options", "session"};

constexpr v1::Serializer kSerializers[] = {v1::SERIALIZER_JSON,
                                           v1::SERIALIZER_MSGPACK};

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
};

template <class T>
Engine SchemaEngine() {
  return {
      "schema",
      [](v1::Serializer serializer, absl::string_view bytes, Message& out,
         const DecodeOptions& options) {
        return Decode(serializer, bytes, &static_cast<T&>(out), options);
      },
      [](v1::Serializer serializer, const Message& in, std::string& out) {
        return Encode(serializer, static_cast<const T&>(in), &out);
      },
      [](const v1::Value& value, Message& out, const DecodeOptions& options) {
        return FromValue(value, &static_cast<T&>(out), options);
      }};
}

Engine ReflectionEngine() {
  return {
      "reflection",
      [](v1::Serializer serializer, absl::string_view bytes, Message& out,
         const DecodeOptions& options) {
        return DecodeByReflection(serializer, bytes, &out, options);
      },
      [](v1::Serializer serializer, const Message& in, std::string& out) {
        return EncodeByReflection(serializer, in, &out);
      },
      [](const v1::Value& value, Message& out, const DecodeOptions& options) {
        return FromValueByReflection(value, &out, options);
      }};
}

// A new message of the vector's type, and both engines for it.
struct Subject {
  std::unique_ptr<Message> message;
  std::vector<Engine> engines;
};

Subject SubjectOf(const Vector& vector) {
#define WAMP_EACH(NAME)                                      \
  if (vector.message() == #NAME) {                           \
    return {std::make_unique<v1::NAME>(),                    \
            {SchemaEngine<v1::NAME>(), ReflectionEngine()}}; \
  }
#include "src/schema/messages.inc"
#undef WAMP_EACH
  return {};
}

DecodeOptions OptionsOf(const Vector& vector) {
  DecodeOptions options;
  if (vector.unknown_keys() == "keep") {
    options.unknown_keys = UnknownKeys::kKeep;
  } else if (vector.unknown_keys() == "reject") {
    options.unknown_keys = UnknownKeys::kReject;
  }
  if (vector.profile() == "autobahn") {
    options.profile = Profile::kAutobahn;
  } else if (vector.profile() == "lenient") {
    options.profile = Profile::kLenient;
  }
  options.collect_all = vector.collect_all();
  if (vector.strict_uris()) options.uri = UriStrictness::kStrict;
  return options;
}

class VectorTest : public ::testing::Test {
 public:
  explicit VectorTest(Vector vector) : vector_(std::move(vector)) {}

  void TestBody() override {
    const Subject subject = SubjectOf(vector_);
    ASSERT_NE(subject.message, nullptr) << vector_.message();
    v1::Value value;
    ASSERT_EQ(Decode(v1::SERIALIZER_JSON, vector_.json(), &value),
              absl::OkStatus());
    for (const Engine& engine : subject.engines) {
      SCOPED_TRACE(engine.name);
      for (const v1::Serializer serializer : kSerializers) {
        SCOPED_TRACE(v1::Serializer_Name(serializer));
        // JSON is read as it stands in the vector, spaces and all.
        std::string bytes = vector_.json();
        if (serializer != v1::SERIALIZER_JSON) {
          ASSERT_EQ(Encode(serializer, value, &bytes), absl::OkStatus());
        }
        const absl::Status status = engine.decode(
            serializer, bytes, *subject.message, OptionsOf(vector_));
        Judge(status, true);
        if (status.ok()) ExpectWritten(engine, serializer, *subject.message);
      }
      Judge(engine.from_value(value, *subject.message, OptionsOf(vector_)),
            false);
    }
  }

 private:
  void Judge(const absl::Status& status, bool has_offset) const {
    if (!vector_.has_error()) {
      EXPECT_EQ(status, absl::OkStatus());
      return;
    }
    EXPECT_TRUE(absl::StartsWith(status.message(), vector_.error())) << status;
    EXPECT_EQ(ErrorUriOf(status), vector_.error_uri());
    const v1::Violations violations = ViolationsOf(status);
    ASSERT_FALSE(violations.violations().empty());
    EXPECT_EQ(violations.violations(0).has_offset(), has_offset);
    if (vector_.collect_all()) {
      EXPECT_GT(violations.violations_size(), 1) << status;
    }
  }

  void ExpectWritten(const Engine& engine, v1::Serializer serializer,
                     const Message& message) const {
    std::string bytes;
    ASSERT_EQ(engine.encode(serializer, message, bytes), absl::OkStatus());
    v1::Value value;
    ASSERT_EQ(Decode(serializer, bytes, &value), absl::OkStatus());
    std::string json;
    ASSERT_EQ(Encode(v1::SERIALIZER_JSON, value, &json), absl::OkStatus());
    EXPECT_EQ(json, vector_.has_written() ? vector_.written() : vector_.json());
  }

  const Vector vector_;
};

void Register(const std::string& file) {
  std::ifstream in(absl::StrCat("tests/vectors/", file, ".textproto"));
  std::stringstream text;
  text << in.rdbuf();
  testing::VectorFile vectors;
  if (!google::protobuf::TextFormat::ParseFromString(text.str(), &vectors) ||
      vectors.vectors().empty()) {
    ADD_FAILURE() << "tests/vectors/" << file << ".textproto: no vectors";
    std::abort();
  }
  for (const Vector& vector : vectors.vectors()) {
    ::testing::RegisterTest(
        file.c_str(),
        absl::StrCat(vector.message(), "/", vector.name()).c_str(), nullptr,
        nullptr, __FILE__, __LINE__,
        [vector]() -> VectorTest* { return new VectorTest(vector); });
  }
}

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const char* file : wamp::kFiles) wamp::Register(file);
  return RUN_ALL_TESTS();
}
