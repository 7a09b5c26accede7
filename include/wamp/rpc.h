// The types of calling and registering procedures (WAMP: Remote Procedure
// Calls).
//
// Example, of a caller:
//
//   wamp::CallOptions options;
//   options->set_timeout(500);  // milliseconds
//   options.set_on_progress(
//       [](const wamp::CallResult& part) { Show(part->results()); });
//
// and of a callee:
//
//   absl::StatusOr<wamp::CallResult> Sum(const wamp::CallDetails& details) {
//     if (details.progress()) {
//       absl::Status sent = details.progress()(wamp::CallResult(21));
//       if (!sent.ok()) return sent;
//     }
//     return wamp::CallResult(42, "done");
//   }
//
// Every type here owns its content, and is as thread-safe as an `int`: one
// object may be read by many threads, or written by one. A function that an
// object carries is called on the thread of whoever calls it. The free
// functions are safe to call from any thread, as long as their argument is not
// written meanwhile.
#ifndef WAMP_RPC_H_
#define WAMP_RPC_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "wamp/id.h"
#include "wamp/v1/rpc.pb.h"
#include "wamp/value.h"
#include "wamp/wrapper.h"

namespace wamp {

// Asks for a registration: the options of REGISTER.
using RegisterOptions = Wrapper<v1::RegisterOptions>;

// Holds the result of a call: the details of RESULT, the options of YIELD, and
// the values themselves.
class CallResult : public Wrapper<v1::CallResult> {
 public:
  using Wrapper::Wrapper;

  // With all positional results, and with keyword results. What is given is
  // present even if it is empty.
  explicit CallResult(v1::List results);
  CallResult(v1::List results, v1::Dict kwresults);

  // With positional results, each of them anything that MakeValue takes:
  // `CallResult(1, "a")` is `CallResult(MakeList(1, "a"))`. If the first result
  // is itself a v1::List, write it the long way: a v1::List in the first place
  // stands for all results.
  template <
      class First, class... Rest,
      class = std::enable_if_t<!std::is_same_v<std::decay_t<First>, v1::List> &&
                               internal::kIsValue<std::decay_t<First>> &&
                               (internal::kIsValue<std::decay_t<Rest>> && ...)>>
  explicit CallResult(First&& first, Rest&&... rest)
      : CallResult(MakeList(std::forward<First>(first),
                            std::forward<Rest>(rest)...)) {}

  // The callee's session; none if it is absent or no valid id.
  std::optional<Id> callee_id() const;
};

// Asks for a call: the options of CALL.
class CallOptions : public Wrapper<v1::CallOptions> {
 public:
  // Takes one progressive result (WAMP: Progressive Call Results).
  using OnProgress = std::function<void(const CallResult&)>;

  using Wrapper::Wrapper;

  // The function that takes progressive results; empty if there is none. It
  // lives in this process: it is copied and moved along, takes no part in
  // equality, and travels as `receive_progress`.
  const OnProgress& on_progress() const { return on_progress_; }

  // Sets the function along with `receive_progress`: true for a function,
  // absent for an empty one.
  void set_on_progress(OnProgress on_progress);

 private:
  OnProgress on_progress_;
};

// Describes a call to the procedure that runs it: the details of INVOCATION.
class CallDetails : public Wrapper<v1::CallDetails> {
 public:
  // Sends one progressive result to the caller. Fails if it can't be sent, for
  // example because the session is gone.
  using Progress = std::function<absl::Status(const CallResult&)>;

  using Wrapper::Wrapper;

  // With the id of the registration that is called, 1 to 2^53.
  explicit CallDetails(uint64_t registration);

  // The function that sends progressive results; empty if the caller takes
  // none. Not to be confused with the field `proto().progress()`, which says
  // whether more arguments follow. It lives in this process: it is copied and
  // moved along, and takes no part in equality.
  const Progress& progress() const { return progress_; }

  // For the host, which sets it where `receive_progress` is true.
  void set_progress(Progress progress);

  // The ids; none if the field is absent or no valid id.
  std::optional<Id> registration_id() const;
  std::optional<Id> caller_id() const;

 private:
  Progress progress_;
};

// The name of the procedure's argument that takes the CallDetails: the
// `details_arg`, or "details" if `details` is true. None if the procedure wants
// no details.
std::optional<std::string> EffectiveDetailsArg(const RegisterOptions& options);

}  // namespace wamp

#endif  // WAMP_RPC_H_
