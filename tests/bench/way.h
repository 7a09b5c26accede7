// The ways to decode and encode a message that wire_bench compares.
#ifndef WAMP_TESTS_BENCH_WAY_H_
#define WAMP_TESTS_BENCH_WAY_H_

#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/string_view.h"
#include "wamp/options.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/session.pb.h"

namespace wamp {
namespace bench {

// What bytes hold: a WAMP message, or what protobuf itself makes of ours.
enum class Form {
  kJson,
  kMsgPack,
  kCbor,
  kUbjson,
  kBjdata,
  kProtobuf,
  kProtobufJson,
};

inline constexpr size_t kRoomBehind = 64;

// A way to do it. All of them are called alike, so that none pays less for it.
template <class T>
struct Way {
  using Message = T;

  std::string name;
  Form form = Form::kJson;
  // False if it failed. `out` may hold a message, which is replaced. Behind the
  // bytes there is room for kRoomBehind more, which simdjson asks for.
  std::function<bool(const std::string& bytes, Message& out)> decode;
  // Gives the bytes, which lie in `out` or in memory of its own until the next
  // call; none if it failed. Without this one, or the other, there are no such
  // rows.
  std::function<absl::string_view(const Message& message, std::string& out)>
      encode;
  // Of a WAMP message: what the bytes must be read as.
  DecodeOptions options = {};
};

// The ways of each of the eight kinds of messages.
template <class... Messages>
using WaysOf = std::tuple<std::vector<Way<Messages>>...>;
using Ways = WaysOf<v1::Hello, v1::Welcome, v1::Event, v1::Publish, v1::Call,
                    v1::Invocation, v1::Register, v1::Challenge>;

// Calls `add` with the list of each kind.
template <class Add>
void ForEachKind(Ways& ways, Add add) {
  std::apply([&add](auto&... of_kind) { (add(of_kind), ...); }, ways);
}

// The kind of message that a list of ways is for.
template <class List>
using MessageOf = typename List::value_type::Message;

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_WAY_H_
