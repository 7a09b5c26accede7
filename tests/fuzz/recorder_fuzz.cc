// Whatever frames pass a router, in whatever order, its records are lines,
// sealed and without secrets.
#include <string>

#include "absl/strings/match.h"
#include "tests/fuzz/fuzz.h"
#include "wamp/frame.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/session_recorder.h"
#include "wamp/log/store.h"
#include "wamp/wire.h"

namespace wamp {
namespace log {
namespace {

void Record(fuzz::Input input) {
  const DecodeOptions options = input.Options();
  NodeLog node("node", Redactor(), [] { return absl::UnixEpoch(); });
  const auto sink = [&node](v1::SessionRecord record) {
    const std::string line = JsonLine(record);
    const absl::StatusOr<std::string> bytes = node.Seal(&record);
    fuzz::ExpectOk("a record can be sealed", bytes.status());
    const absl::StatusOr<SealedRecord> sealed = ParseSealed(*bytes);
    fuzz::ExpectOk("what is sealed can be read", sealed.status());
    fuzz::Expect("a line is one", !absl::StrContains(line, '\n'));
  };
  Connection connection;
  connection.claimed_addresses =
      AddressesOf("x-forwarded-for", input.Until('\n'));
  SessionRecorder recorder(sink, connection, Redactor(),
                           [] { return absl::UnixEpoch(); });
  // A message on each line, after who sends it or what else happens.
  while (!input.Rest().empty()) {
    const size_t what = input.Choose(5);
    const absl::string_view line = input.Until('\n');
    wamp::v1::Frame frame;
    const bool is_read =
        Decode(line, wamp::v1::SERIALIZER_JSON, &frame, options).ok();
    fuzz::CountRead("message", line, is_read);
    if (!is_read) continue;
    switch (what) {
      case 0:
        recorder.Received(frame).IgnoreError();
        break;
      case 1:
        recorder.Sent(frame).IgnoreError();
        break;
      case 2:
        recorder.Decided(frame, true, "com.example.reason").IgnoreError();
        break;
      case 3:
        recorder.TransportLost();
        break;
      default:
        recorder.Ended(v1::LEAVE_CAUSE_KILLED);
        break;
    }
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::log::Record(wamp::fuzz::Input(data, size));
  return 0;
}
