// Lists of types for typed tests, made of lines that a macro repeats.
//
//   #define WAMP_EACH(NAME) , v1::NAME
//   using Types = WithoutFirst<::testing::Types<void
//   #include "…"
//                                               >>::Types;
#ifndef WAMP_TESTS_TESTING_TYPE_LIST_H_
#define WAMP_TESTS_TESTING_TYPE_LIST_H_

#include "gtest/gtest.h"

namespace wamp {
namespace testing {

// `Types` with a first element, which stands for nothing, left out.
template <class List>
struct WithoutFirst;
template <class First, class... Rest>
struct WithoutFirst<::testing::Types<First, Rest...>> {
  using Types = ::testing::Types<Rest...>;
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_TYPE_LIST_H_
