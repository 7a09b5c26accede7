// The middle of a router: a dealer that passes a CALL on as INVOCATION and the
// YIELD back as RESULT, and a broker that delivers a PUBLISH as EVENT, between
// peers that speak different formats. Payloads are passed on unread.
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/frame.h"
#include "wamp/relay.h"
#include "wamp/transcode.h"
#include "wamp/wire.h"

namespace {

// A session that is connected to the router.
struct Peer {
  wamp::v1::Serializer serializer;
  wamp::SessionIdent ident;
};

const Peer kCaller{wamp::v1::SERIALIZER_JSON,
                   wamp::SessionIdent(7, "joe", "user")};
const Peer kCallee{wamp::v1::SERIALIZER_MSGPACK,
                   wamp::SessionIdent(9, "backend", "service")};

// Reads a message, but leaves its payload in the bytes that it came in, and
// takes values that WAMP doesn't have: peers of the same format may.
absl::Status Receive(absl::string_view bytes, const Peer& from,
                     wamp::v1::Frame* frame) {
  wamp::DecodeOptions options;
  options.payload = wamp::PayloadMode::kRaw;
  options.foreign = wamp::ForeignValues::kCarry;
  return wamp::Decode(bytes, from.serializer, frame, options);
}

// Shows what a peer would receive, in JSON.
absl::Status Send(const wamp::v1::Frame& frame, const Peer& to,
                  std::string* bytes) {
  absl::Status status = wamp::Encode(frame, to.serializer, bytes);
  if (!status.ok()) return status;
  std::string json;
  status =
      wamp::Transcode(*bytes, to.serializer, wamp::v1::SERIALIZER_JSON, &json);
  std::cout << wamp::MessageName(frame) << ": " << json << "\n";
  return status;
}

absl::Status Call(absl::string_view call) {
  wamp::v1::Frame in;
  absl::Status status = Receive(call, kCaller, &in);
  if (!status.ok()) return status;
  const uint64_t call_request = in.call().request();

  wamp::InvocationRelay relay;
  if (in.call().options().disclose_me()) relay.caller = kCaller.ident;
  wamp::v1::Frame out;
  *out.mutable_invocation() =
      wamp::ToInvocation(std::move(*in.mutable_call()), /*request=*/1,
                         /*registration=*/2001, relay);
  std::string bytes;
  status = Send(out, kCallee, &bytes);
  if (!status.ok()) return status;

  // What the callee answers: [70, 1, {}, [42]].
  status = Receive(std::string("\x94\x46\x01\x80\x91\x2a", 6), kCallee, &in);
  if (!status.ok()) return status;
  wamp::v1::Frame result;
  *result.mutable_result() =
      wamp::ToResult(std::move(*in.mutable_yield()), call_request);
  return Send(result, kCaller, &bytes);
}

absl::Status Publish(absl::string_view publish) {
  wamp::v1::Frame in;
  absl::Status status = Receive(publish, kCaller, &in);
  if (!status.ok()) return status;
  wamp::v1::Frame out;
  *out.mutable_event() = wamp::ToEvent(std::move(*in.mutable_publish()),
                                       /*subscription=*/3001,
                                       /*publication=*/4001);
  std::string bytes;
  return Send(out, kCallee, &bytes);
}

}  // namespace

int main() {
  for (const absl::Status& status :
       {Call(R"([48,7814,{"disclose_me":true},"com.add",[23,19]])"),
        Publish(R"([16,7815,{},"com.news",[],{"headline":"on time"}])")}) {
    if (status.ok()) continue;
    std::cerr << status.message() << "\n";
    return 1;
  }
  return 0;
}
