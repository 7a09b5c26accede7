// The messages of wire_bench and hot_paths: one of each of eight kinds, as
// peers send them, in tests/bench/frames.json, and two long events.
#ifndef WAMP_TESTS_BENCH_BENCH_FRAMES_H_
#define WAMP_TESTS_BENCH_BENCH_FRAMES_H_

#include <string>

namespace wamp {
namespace bench {

// The frame of a kind ("HELLO") in JSON. The keys of dicts are in the order of
// their peer, but for those of free form, which are sorted, as nlohmann-json
// keeps no other order. Ends the program if there is none.
std::string JsonFrame(const std::string& name);

// An event of some 64 KiB, as of a sensor that sends a batch.
std::string NumbersEvent();

// An event of 64 KiB, nearly all of it one string, with a line break in a
// hundred bytes and a letter that is not ASCII in a thousand.
std::string TextEvent();

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_BENCH_FRAMES_H_
