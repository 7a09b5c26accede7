// The way back from gRPC's threads into the event loop.
//
// Example:
//
//   authorizer.Authorize(
//       question, InLoop<wamp::auth::v1::AuthorizeResponse>(
//                     loop, [self = shared_from_this()](const auto& answer) {
//                       self->OnDecision(answer);
//                     }));
#ifndef GATEWAY_IN_LOOP_H_
#define GATEWAY_IN_LOOP_H_

#include <asio.hpp>
#include <functional>
#include <utility>

namespace gateway {

// Makes a callback that any thread may call, once: `then` gets the answer in
// the event loop, which doesn't end before that. What `then` holds is let go in
// the event loop, too.
template <class Answer, class Then>
std::function<void(Answer)> InLoop(asio::io_context& loop, Then then) {
  return [&loop, work = asio::make_work_guard(loop),
          then = std::move(then)](Answer answer) mutable {
    asio::post(loop, [work = std::move(work), then = std::move(then),
                      answer = std::move(answer)]() mutable {
      then(std::move(answer));
    });
  };
}

}  // namespace gateway

#endif  // GATEWAY_IN_LOOP_H_
