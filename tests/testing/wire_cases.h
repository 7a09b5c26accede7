// Values in the bytes of each format, and what is made of them: the samples of
// tests/wire/cases, whose files are
//
//   {"serializer": "cbor", "title": "CBOR (RFC 8949)", "topics": [
//     {"topic": "Integers", "cases": [
//       {"name": "not_shortest", "hex": "1800", "reads": "0",
//        "written": "00", "why": "Any width is read."},
//       {"name": "tag", "hex": "c101",
//        "reads": "syntax at 0: expected a value without a tag, got tag 1",
//        "carried": "<tag 1 of cbor: 1>", "why": "WAMP has no dates."}]}]}
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
  // What `Described` says where foreign values are carried; as `reads` where
  // the file says nothing.
  std::string carried;
  // Whether the bytes mean that only as a whole input, not within a message.
  bool alone = false;

  // Whether they are no value.
  bool is_fault() const { return written.empty(); }
  // Whether they hold a foreign value; whether they are one.
  bool holds_foreign() const { return carried != reads; }
  bool is_foreign() const { return holds_foreign() && carried[0] == '<'; }
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
