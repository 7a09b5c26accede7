#include <iostream>

#include "wamp/pubsub.h"
#include "wamp/wire.h"

int main() {
  wamp::v1::PublishOptions options;
  absl::Status status = wamp::Decode(R"({"acknowledge":true,"exclude":[7]})",
                                     wamp::v1::SERIALIZER_JSON, &options);
  if (!status.ok()) std::cerr << status << "\n";
  std::cout << wamp::PublishOptions(options) << "\n";
  return status.ok() ? 0 : 1;
}
