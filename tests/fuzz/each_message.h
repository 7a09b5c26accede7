// A fuzz target for each message that has generated rows: the input says which.
#ifndef WAMP_TESTS_FUZZ_EACH_MESSAGE_H_
#define WAMP_TESTS_FUZZ_EACH_MESSAGE_H_

#include <iterator>

#include "tests/fuzz/fuzz.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace fuzz {

// Calls `Check::Run<Message>(rest, args...)` for the message that the input
// chooses, with what it is to be read from.
template <class Check, class... Args>
void RunForChosenMessage(Input& input, const Args&... args) {
  using Run = void (*)(absl::string_view, const Args&...);
  static constexpr Run kRuns[] = {
#define WAMP_EACH(NAME) &Check::template Run<v1::NAME>,
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
  };
  const Run run = kRuns[input.Choose(std::size(kRuns))];
  run(input.Rest(), args...);
}

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_EACH_MESSAGE_H_
