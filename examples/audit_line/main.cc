// A line for each message of a session that is safe to log: secrets are hidden,
// control characters escaped, long texts cut.
#include <iostream>

#include "absl/status/status.h"
#include "wamp/frame.h"
#include "wamp/message.h"
#include "wamp/wire.h"

int main() {
  for (const char* message : {
           R"([1,"realm1",{"roles":{"caller":{}},"authid":"joe",)"
           R"("authmethods":["ticket"],"authextra":{"pin":"1234"}}])",
           R"([5,"my-secret-ticket",{}])",
           R"([2,3251278072152162,{"roles":{"dealer":{}},"authid":"joe\n",)"
           R"("authrole":"user","authmethod":"ticket"}])",
           R"([6,{"message":"bye"},"wamp.close.goodbye_and_out"])",
           R"([5,"broken)",
       }) {
    wamp::v1::Frame frame;
    const absl::Status status =
        wamp::Decode(message, wamp::v1::SERIALIZER_JSON, &frame);
    if (status.ok()) {
      std::cout << wamp::ToString(frame) << "\n";
    } else {
      std::cout << "refused: " << status.message() << "\n";
    }
  }
  return 0;
}
