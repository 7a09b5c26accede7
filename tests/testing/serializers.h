// The serializers that tests go through.
#ifndef WAMP_TESTS_TESTING_SERIALIZERS_H_
#define WAMP_TESTS_TESTING_SERIALIZERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace testing {

// All serializers that can be read and written.
std::vector<v1::Serializer> Serializers();

// "json", "msgpack", …: for names of tests and traces.
std::string NameOf(v1::Serializer serializer);

// The serializer of that name; SERIALIZER_UNSPECIFIED if there is none.
v1::Serializer SerializerOf(absl::string_view name);

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_SERIALIZERS_H_
