// What the fuzz targets share: how an input is taken apart, and how a property
// that doesn't hold is told.
//
//   extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
//     fuzz::Input input(data, size);
//     const v1::Serializer serializer = input.Serializer();
//     …
//     fuzz::ExpectSame("what was read is what was written", there, back);
//     return 0;
//   }
//
// Choices come first, a character each, from '0' on, so that a seed can be
// written by hand; what is read is all the rest.
#ifndef WAMP_TESTS_FUZZ_FUZZ_H_
#define WAMP_TESTS_FUZZ_FUZZ_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace fuzz {

class Input {
 public:
  Input(const uint8_t* data, size_t size);

  // One of the numbers below `count`, which is at most 256; 0 where the input
  // is over.
  size_t Choose(size_t count);
  // One of those that can be read and written.
  v1::Serializer Serializer();
  // Whatever influences how a message is read, but for limits.
  DecodeOptions Options();
  // The bytes up to the next `separator`, which goes along, or to the end.
  absl::string_view Until(char separator);
  absl::string_view Rest() const { return rest_; }

 private:
  absl::string_view rest_;
};

// How to write what was read under these options.
EncodeOptions WritingOf(const DecodeOptions& options);

// Counts what an input holds, a message's type or the like, and whether it
// could be read; nothing is read from no text. With WAMP_FUZZ_DEMANDING in the
// environment, as among the tests, a program that could read none of a kind
// fails at its end: kept inputs are good for nothing once a name in them has
// changed.
void CountRead(absl::string_view kind, absl::string_view text, bool is_read);

// Says which property doesn't hold, and of what, and ends the program.
[[noreturn]] void Fail(absl::string_view property, absl::string_view details);

void Expect(absl::string_view property, bool holds,
            absl::string_view details = "");
void ExpectOk(absl::string_view property, const absl::Status& status);
void ExpectSame(absl::string_view property, absl::string_view one,
                absl::string_view other);
void ExpectSame(absl::string_view property, const absl::Status& one,
                const absl::Status& other);
void ExpectSame(absl::string_view property,
                const google::protobuf::Message& one,
                const google::protobuf::Message& other);

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_FUZZ_H_
