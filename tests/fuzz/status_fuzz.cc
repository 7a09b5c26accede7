// Whatever status a peer of gRPC's sends, what is made of it goes there and
// back unchanged, and shows.
#include <string>

#include "tests/fuzz/fuzz.h"
#include "wamp/grpc/status.h"
#include "wamp/violation.h"

namespace wamp {
namespace {

void Receive(fuzz::Input input) {
  const auto code = static_cast<grpc::StatusCode>(input.Choose(20));
  const std::string message(input.Until('\n'));
  const absl::Status status =
      FromGrpcStatus(grpc::Status(code, message, std::string(input.Rest())));
  ViolationsOf(status);
  fuzz::Expect("a failure has a URI",
               status.ok() == ErrorUriFromStatus(status).empty());
  fuzz::ExpectSame("a status goes there and back", status,
                   FromGrpcStatus(ToGrpcStatus(status)));
}

}  // namespace
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::Receive(wamp::fuzz::Input(data, size));
  return 0;
}
