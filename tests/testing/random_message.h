// Random messages that are valid by their annotations, for property tests.
#ifndef WAMP_TESTS_TESTING_RANDOM_MESSAGE_H_
#define WAMP_TESTS_TESTING_RANDOM_MESSAGE_H_

#include <cstdint>
#include <random>
#include <string>

#include "google/protobuf/message.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace testing {

// The same seed gives the same messages, on every machine.
class RandomMessages {
 public:
  explicit RandomMessages(uint64_t seed) : random_(seed) {}

  // Whether `Fill` sets fields that are not part of the message's dict.
  void set_local(bool local) { local_ = local; }

  // Sets about half of the optional fields of `message`, and all required ones,
  // to values that their rules allow.
  void Fill(google::protobuf::Message& message, int depth = 0);

  // Any value that every format can carry.
  v1::Value AnyValue(int depth = 0);

 private:
  using Field = google::protobuf::FieldDescriptor;

  uint64_t Below(uint64_t limit) { return random_() % limit; }
  bool Chance(uint64_t percent) { return Below(100) < percent; }
  uint64_t Id();
  std::string Text();
  std::string TextFor(const Field* field);
  v1::Dict AnyDict(int depth);
  v1::List AnyList(int depth);
  void FillField(google::protobuf::Message& message, const Field* field,
                 int depth);
  void FillList(google::protobuf::Message& message, const Field* field,
                int depth);
  void FillPayload(google::protobuf::Message& message);

  std::mt19937_64 random_;
  bool local_ = false;
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_RANDOM_MESSAGE_H_
