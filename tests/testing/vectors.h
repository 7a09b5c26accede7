// The test vectors of tests/vectors, read and ready to use.
#ifndef WAMP_TESTS_TESTING_VECTORS_H_
#define WAMP_TESTS_TESTING_VECTORS_H_

#include <string>
#include <vector>

#include "tests/vectors/vector.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace testing {

// A step of a path into a value: a key of a dict, or an element of a list.
struct Step {
  std::string key;
  int index = -1;

  bool is_key() const { return index < 0; }
};

// A sample with what its group says of it.
struct Vector {
  // The file without its extension, for example "pubsub".
  std::string file;
  // Unique in the file: "PublishOptions/exclude.0/range".
  std::string name;
  std::string message;
  bool valid = true;
  // The value to read, and the same as it stands in the file.
  v1::Value value;
  std::string json;
  // The place that the sample is about; empty for the value as a whole.
  std::vector<Step> at;
  // What the error starts with: "PUBLISH.Options.exclude[0]".
  std::string place;
  Sample sample;
};

// The vectors of all files. Ends the program, naming the sample, where a file
// makes no sense.
std::vector<Vector> LoadVectors();

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_VECTORS_H_
