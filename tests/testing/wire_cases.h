// Values in the bytes of each format, and what is made of them: the samples of
// tests/wire/cases, whose files are
//
//   {"serializer": "cbor", "title": "CBOR (RFC 8949)", "topics": [
//     {"topic": "Integers", "cases": [
//       {"name": "not_shortest", "hex": "1800", "reads": "0",
//        "written": "00", "why": "Any width is read."}]}]}
//
// docs/wire-corner-cases.md has tables of them.
#ifndef WAMP_TESTS_TESTING_WIRE_CASES_H_
#define WAMP_TESTS_TESTING_WIRE_CASES_H_

#include <ostream>
#include <string>
#include <vector>

#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace testing {

struct WireCase {
  // "corner_cbor_not_shortest".
  std::string name;
  v1::Serializer serializer = v1::SERIALIZER_UNSPECIFIED;
  // In the file: `hex`, or `text` for JSON.
  std::string bytes;
  // What `Described` (describe.h) says of them: the value, or the fault.
  std::string reads;
  // What is written for the value in the same format; the bytes themselves
  // where the file says nothing. Empty for a fault.
  std::string written;
  // Whether the bytes mean that only as a whole input, not within a message.
  bool alone = false;

  // Whether they are no value.
  bool is_fault() const { return written.empty(); }
};

inline void PrintTo(const WireCase& sample, std::ostream* out) {
  *out << sample.name;
}

// All samples of all files. Ends the program, with the reason, if a file is
// not what it should be.
std::vector<WireCase> WireCases();

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_WIRE_CASES_H_
