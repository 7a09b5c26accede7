// What a program does without this library: it lets another one read a frame,
// and picks what it knows out of that. The picks fill the same messages as ours
// do, with strings of their own, and check nothing.
#ifndef WAMP_TESTS_BENCH_YARDSTICKS_YARDSTICKS_H_
#define WAMP_TESTS_BENCH_YARDSTICKS_YARDSTICKS_H_

#include "tests/bench/way.h"

namespace wamp {
namespace bench {

// Its own format, and JSON as its json_util makes it.
void AddProtobuf(Ways& ways);

// Those of the others that are there; says on standard error which are not.
void AddPeers(Ways& ways);

// Each is defined only where its library is there.
void AddMsgPackC(Ways& ways);
void AddNlohmann(Ways& ways);
void AddRapidJson(Ways& ways);
void AddSimdjson(Ways& ways);
void AddYyjson(Ways& ways);

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_YARDSTICKS_YARDSTICKS_H_
