// Conformance vectors in the layout of WAMP's own testsuite: JSON files of
// samples, each of which is a message in several serializers or a message that
// a peer must accept or refuse.
#ifndef WAMP_TESTS_TESTING_TESTSUITE_H_
#define WAMP_TESTS_TESTING_TESTSUITE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace wamp {
namespace testing {

// How a case ended.
struct SuiteResult {
  // What is wrong; empty if nothing is.
  std::string fault;
  // Whether what we write is one of the listed byte strings. Otherwise it is
  // one but for the order of keys, or for a longer form of a number.
  bool same_bytes = true;
};

// A sample in one serializer, or a message to accept or to refuse in all.
struct SuiteCase {
  // Unique among the cases of a file: "PUBLISH_with_args/msgpack".
  std::string name;
  // Why it can't be run; empty if it can.
  std::string skipped;
  std::function<SuiteResult()> run;
};

// The cases of a file's text, in its order. A text that makes no sense is one
// case that fails.
std::vector<SuiteCase> SuiteCasesOf(absl::string_view json);

// The JSON files below a folder that hold samples, as paths relative to it, in
// alphabetical order.
std::vector<std::string> SuiteFiles(const std::string& folder);

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_TESTSUITE_H_
