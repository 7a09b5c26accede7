// What an engine says after it has moved a message.
#ifndef WAMP_SRC_ENGINE_OUTCOME_H_
#define WAMP_SRC_ENGINE_OUTCOME_H_

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

struct Outcome {
  bool ok = true;
  // What WAMP calls the message: the start of every path in an error. For a
  // Frame, that of the message in it.
  absl::string_view wire_name;
  // Whether nothing of what was moved may be shown.
  bool secret = false;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_ENGINE_OUTCOME_H_
