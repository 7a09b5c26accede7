// The messages of tests/data, which real peers wrote.
#ifndef WAMP_TESTS_TESTING_RECORDED_H_
#define WAMP_TESTS_TESTING_RECORDED_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace testing {

struct RecordedFile {
  // The path below tests/data, for example "autobahn-js/rpc.cbor".
  std::string name;
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  // The bytes of each message.
  std::vector<std::string> messages;
};

inline void PrintTo(const RecordedFile& file, std::ostream* out) {
  *out << file.name;
}

// A name that may be part of a test's: "_" in the place of what may not.
std::string TestName(absl::string_view name);

// All files, in the order of their names. A file with bytes that are no
// messages has an empty message in place of the first of them.
std::vector<RecordedFile> RecordedFiles();

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_RECORDED_H_
