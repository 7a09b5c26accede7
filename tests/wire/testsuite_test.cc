// Runs conformance vectors in the layout of WAMP's testsuite: those of the
// project, and those of the folder that the environment variable
// WAMP_TESTSUITE names. Each sample is a test of its own.
#include "tests/testing/testsuite.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace wamp {
namespace {

using testing::SuiteCase;
using testing::SuiteCasesOf;
using testing::SuiteResult;

struct Summary {
  int files = 0;
  int run = 0;
  // How many of the run were written as other bytes of the same meaning.
  int other_bytes = 0;
  int skipped = 0;
};

Summary& TheSummary() {
  static auto* const summary = new Summary();
  return *summary;
}

class SampleTest : public ::testing::Test {
 public:
  explicit SampleTest(SuiteCase sample) : sample_(std::move(sample)) {}

  void TestBody() override {
    if (!sample_.skipped.empty()) {
      ++TheSummary().skipped;
      GTEST_SKIP() << sample_.skipped;
    }
    const SuiteResult result = sample_.run();
    EXPECT_EQ(result.fault, "");
    ++TheSummary().run;
    if (!result.same_bytes) ++TheSummary().other_bytes;
  }

 private:
  const SuiteCase sample_;
};

// `suite` is how the tests of the folder are called.
void RegisterFolder(const std::string& suite, const std::string& folder) {
  for (const std::string& file : testing::SuiteFiles(folder)) {
    std::ifstream in(absl::StrCat(folder, "/", file));
    std::ostringstream text;
    text << in.rdbuf();
    ++TheSummary().files;
    const std::string name = absl::StrCat(
        suite, "/", absl::string_view(file).substr(0, file.rfind('.')));
    for (const SuiteCase& sample : SuiteCasesOf(text.str())) {
      ::testing::RegisterTest(
          name.c_str(), sample.name.c_str(), nullptr, nullptr, __FILE__,
          __LINE__,
          [sample]() -> SampleTest* { return new SampleTest(sample); });
    }
  }
}

// The one fault of a file, or "".
std::string FaultOf(absl::string_view json) {
  std::string faults;
  for (const SuiteCase& sample : SuiteCasesOf(json)) {
    if (sample.skipped.empty()) absl::StrAppend(&faults, sample.run().fault);
  }
  return faults;
}

std::string Serialization(absl::string_view forms,
                          absl::string_view attributes) {
  return absl::StrCat(
      R"({"wamp_message_type":"PUBLISHED","samples":[{"description":"d",)",
      R"("serializers":)", forms, R"(,"expected_attributes":)", attributes,
      "}]}");
}

std::string Validation(absl::string_view message, absl::string_view error) {
  return absl::StrCat(
      R"({"wamp_message_type":"PUBLISH","samples":[{"description":"d",)",
      R"("wmsg":)", message, error, "}]}");
}

struct FaultSample {
  const char* name;
  std::string json;
  const char* fault;
};

const FaultSample kFaults[] = {
    {"no_json", "{", "end of the input"},
    {"no_samples", "{}", "expected 'samples'"},
    {"sample_of_no_kind", R"({"samples":[{"description":"d"}]})",
     "expected 'serializers' or 'wmsg'"},
    {"bytes_that_break_off",
     Serialization(R"({"msgpack":[{"bytes_hex":"931101"}]})",
                   R"({"message_type":17})"),
     "expected 3 items, got 2 bytes left"},
    {"no_bytes", Serialization(R"({"json":[]})", R"({"message_type":17})"),
     "expected bytes"},
    {"wrong_type",
     Serialization(R"({"json":[{"bytes":"[17,1,2]"}]})",
                   R"({"message_type":33})"),
     "message_type: expected 33, got 17"},
    {"wrong_id",
     Serialization(R"({"json":[{"bytes":"[17,1,2]"}]})",
                   R"({"message_type":17,"publication_id":1})"),
     "publication_id: expected 1, got 2"},
    {"unknown_attribute",
     Serialization(R"({"json":[{"bytes":"[17,1,2]"}]})",
                   R"({"message_type":17,"topic":"a.b"})"),
     "topic: expected \"a.b\", got nothing"},
    {"second_form_is_another_message",
     Serialization(R"({"json":[{"bytes":"[17,1,2]"},{"bytes":"[17,1,3]"}]})",
                   R"({"message_type":17,"publication_id":2})"),
     "publication_id: expected 2, got 3"},
    {"refused_but_valid", Validation(R"([16,1,{"acknowledge":1},"a.b"])", ""),
     "expected a message, got INVALID_ARGUMENT"},
    {"accepted_but_invalid",
     Validation(R"([16,1,{},"a.b"])", R"(,"expected_error":{"contains":"a"})"),
     "expected an error, got OK"},
    {"another_word",
     Validation(R"([16,1,{"acknowledge":1},"a.b"])",
                R"(,"expected_error":{"contains":"exclude"})"),
     "expected an error with 'exclude'"},
};

void PrintTo(const FaultSample& sample, std::ostream* out) {
  *out << sample.name;
}

class RunnerTest : public ::testing::TestWithParam<FaultSample> {};

TEST_P(RunnerTest, Finds) {
  EXPECT_TRUE(absl::StrContains(FaultOf(GetParam().json), GetParam().fault))
      << "got: " << FaultOf(GetParam().json);
}

std::string FaultName(const ::testing::TestParamInfo<FaultSample>& sample) {
  return sample.param.name;
}

INSTANTIATE_TEST_SUITE_P(Fault, RunnerTest, ::testing::ValuesIn(kFaults),
                         FaultName);

TEST(RunnerSkipTest, ExplainsWhatItSkips) {
  const auto cases = SuiteCasesOf(Serialization(
      R"({"flatbuffers":[{"bytes_hex":"00"}]})", R"({"message_type":17})"));
  ASSERT_EQ(cases.size(), 1u);
  EXPECT_TRUE(absl::StrContains(cases[0].skipped, "flatbuffers"));
}

TEST(TestsuiteFolder, IsThere) {
  const char* folder = std::getenv("WAMP_TESTSUITE");
  if (folder == nullptr || *folder == '\0') {
    GTEST_SKIP() << "WAMP_TESTSUITE names no folder with WAMP's testsuite";
  }
  EXPECT_FALSE(testing::SuiteFiles(folder).empty()) << folder;
}

}  // namespace

void RegisterFolders() {
  RegisterFolder("own", "tests/testsuite");
  const char* folder = std::getenv("WAMP_TESTSUITE");
  if (folder != nullptr) RegisterFolder("wamp", folder);
}

void PrintSummary() {
  const Summary& summary = TheSummary();
  std::cout << "testsuite: " << summary.files << " files, " << summary.run
            << " samples run (" << summary.other_bytes
            << " not written byte for byte as listed), " << summary.skipped
            << " skipped\n";
}

}  // namespace wamp

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  wamp::RegisterFolders();
  const int status = RUN_ALL_TESTS();
  if (!GTEST_FLAG_GET(list_tests)) wamp::PrintSummary();
  return status;
}
