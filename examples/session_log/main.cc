// A log of sessions: a line of JSON for each thing that happens, made out of
// the frames that pass a router, without the secrets in them. Of resume tokens
// a hash is kept, so that a token that is used twice is found.
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/error_uri.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/session_recorder.h"
#include "wamp/wire.h"

namespace {

absl::Status Run() {
  wamp::log::RedactionPolicy policy;
  policy.rules = {{"attaching.resume_token", wamp::log::Redact::kHash}};
  policy.hash_key = "a key of 16 bytes or more";  // from where your keys are
  policy.hash_key_id = "2026-01";
  absl::StatusOr<wamp::log::Redactor> redactor =
      wamp::log::Redactor::Create(policy);
  if (!redactor.ok()) return redactor.status();

  wamp::log::NodeLog node("router-1", *redactor);
  const auto append = [&](wamp::log::v1::SessionRecord record) {
    // What is sealed differs from run to run: it is not printed here.
    wamp::log::v1::SessionRecord sealed = record;
    absl::StatusOr<std::string> bytes = node.Seal(&sealed);
    if (!bytes.ok()) std::cerr << bytes.status().message() << "\n";
    record.clear_time();
    record.clear_session_uid();
    std::cout << wamp::log::JsonLine(record) << "\n";
  };

  wamp::log::Connection connection;
  connection.transport->set_peer("tcp4:192.0.2.1:5000");
  connection.claimed_addresses =
      wamp::log::AddressesOf("x-forwarded-for", "203.0.113.7");
  wamp::log::SessionRecorder recorder(append, connection, *redactor);

  // What a client sends, and what the router answers.
  for (const absl::string_view step : {
           R"(> [1,"realm1",{"roles":{"caller":{}},"authid":"joe",)"
           R"("authextra":{"pin":"1234"},"resume-token":"my-token"}])",
           R"(< [4,"ticket",{}])",
           R"(> [5,"my-secret-ticket",{}])",
           R"(< [2,7,{"roles":{"dealer":{}},"authid":"joe",)"
           R"("authrole":"user"}])",
           R"(> [48,1,{},"com.example.erase",["everything"]])",
           R"(> [5,"again",{}])",
           R"(< [6,{"message":"bye"},"wamp.close.killed"])",
       }) {
    wamp::v1::Frame frame;
    absl::Status status =
        wamp::Decode(step.substr(2), wamp::v1::SERIALIZER_JSON, &frame);
    if (!status.ok()) return status;
    status = step[0] == '>' ? recorder.Received(frame) : recorder.Sent(frame);
    if (!status.ok()) std::cout << "out of order: " << status.message() << "\n";
    if (frame.has_call()) {
      // The router's authorizer has said no.
      status = recorder.Decided(frame, false, wamp::error_uri::kNotAuthorized);
      if (!status.ok()) return status;
    }
  }
  recorder.TransportLost();
  return absl::OkStatus();
}

}  // namespace

int main() {
  const absl::Status status = Run();
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
