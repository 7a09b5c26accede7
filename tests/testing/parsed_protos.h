// Descriptors of .proto files that are written in a test.
#ifndef WAMP_TESTS_TESTING_PARSED_PROTOS_H_
#define WAMP_TESTS_TESTING_PARSED_PROTOS_H_

#include <string>

#include "google/protobuf/descriptor.h"

namespace wamp {
namespace testing {

// Keeps the descriptors it has made. They are kept for ever, as the library
// asks of descriptors.
class ParsedProtos {
 public:
  // Parses `text`, which may import the files of this project, and those added
  // before. After a fault in it, which is printed, the result is null.
  const google::protobuf::FileDescriptor* Add(const std::string& name,
                                              const std::string& text);

 private:
  static google::protobuf::DescriptorPool& NewPool();

  google::protobuf::DescriptorPool& pool_ = NewPool();
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_PARSED_PROTOS_H_
