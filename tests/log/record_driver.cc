// For readers in other languages: `write` makes a stream of records out of
// frames, `read` makes lines of the records on standard input, and `otlp` makes
// lines in OpenTelemetry's model of them.
#include <iostream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/log/delimited.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/session_recorder.h"
#include "wamp/wire.h"

namespace {

absl::Status Write() {
  const auto clock = [] {
    return absl::FromUnixSeconds(1767323045) + absl::Milliseconds(678);
  };
  wamp::log::NodeLog node("router-1", wamp::log::Redactor(), clock);
  absl::Status status;
  wamp::log::SessionRecorder recorder(
      [&](wamp::log::v1::SessionRecord record) {
        const auto sealed = node.Seal(&record);
        if (!sealed.ok()) return status.Update(sealed.status());
        std::string bytes;
        wamp::log::AppendDelimited(*sealed, &bytes);
        std::cout << bytes;
      },
      {}, wamp::log::Redactor(), clock);
  for (
      const absl::string_view json : {
          R"([1,"realm1",{"roles":{"caller":{}},"authid":"J\u00f6e",)"
          R"("authextra":{"pin":"CANARY"}}])",
          R"([2,9007199254740992,{"roles":{"dealer":{}},"authid":"J\u00f6e"}])",
          R"([6,{},"wamp.close.normal"])",
      }) {
    wamp::v1::Frame frame;
    status.Update(wamp::Decode(json, wamp::v1::SERIALIZER_JSON, &frame));
    status.Update(frame.has_welcome() ? recorder.Sent(frame)
                                      : recorder.Received(frame));
  }
  return status;
}

absl::Status Read(bool otlp) {
  wamp::log::DelimitedReader reader(&std::cin);
  wamp::log::v1::SessionRecord record;
  for (;;) {
    const auto more = reader.Next(&record);
    if (!more.ok()) return more.status();
    if (!*more) return absl::OkStatus();
    std::cout << (otlp ? wamp::log::OtlpJsonLine(record)
                       : wamp::log::JsonLine(record))
              << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const absl::string_view mode = argv[1];
  const absl::Status status =
      mode == "write" ? Write() : Read(/*otlp=*/mode == "otlp");
  if (status.ok()) return 0;
  std::cerr << status.message() << "\n";
  return 1;
}
