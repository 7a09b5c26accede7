// A server of PostgreSQL that answers as an input says. It takes the place of
// the part of libpq that talks to one, in the program that it is linked into;
// what is left of libpq makes and reads the results.
#ifndef WAMP_TESTS_FUZZ_FAKE_LIBPQ_H_
#define WAMP_TESTS_FUZZ_FAKE_LIBPQ_H_

#include "tests/fuzz/fuzz.h"

namespace wamp {
namespace fuzz {

// Until the next call, all connections are answered out of `answers`; once
// these are over, there are no rows. An answer is what becomes of the
// statement, how many rows and columns there are, and each value: its kind, and
// what the kind needs.
void AnswerBy(Input answers);

// The same, but that once these are over, they begin again.
void AnswerForEverBy(Input answers);

// The same, but that each statement is answered by one row, with this number:
// what a store asks that is opened.
void AnswerByNumber(int64_t number);

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_FAKE_LIBPQ_H_
