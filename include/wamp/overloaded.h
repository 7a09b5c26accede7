// One function object made of several, for visitors.
//
// Example:
//
//   answer.Visit(wamp::Overloaded{
//       [](const wamp::Accept& accept) { return accept->authid(); },
//       [](const auto&) { return std::string(); },
//   });
#ifndef WAMP_OVERLOADED_H_
#define WAMP_OVERLOADED_H_

namespace wamp {

// Calls the one of `Functions` that fits the arguments best. Suits
// HelloReturn::Visit and std::visit; the functions must return one type there.
// Holds copies of the functions, and is as thread-safe as they are.
template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace wamp

#endif  // WAMP_OVERLOADED_H_
