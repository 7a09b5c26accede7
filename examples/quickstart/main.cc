// Reads a dict of options, prints it, and writes it in another format.
#include <iostream>
#include <string>

#include "absl/status/statusor.h"
#include "wamp/pubsub.h"
#include "wamp/wire.h"

int main() {
  absl::StatusOr<wamp::PublishOptions> options =
      wamp::Decode<wamp::PublishOptions>(
          R"({"acknowledge":true,"exclude":[7]})", wamp::v1::SERIALIZER_JSON);
  if (!options.ok()) {
    std::cerr << options.status().message() << "\n";
    return 1;
  }
  std::cout << *options << "\n";

  (*options)->set_exclude_me(false);
  absl::StatusOr<std::string> msgpack =
      wamp::Encode(*options, wamp::v1::SERIALIZER_MSGPACK);
  if (!msgpack.ok()) return 1;
  std::cout << msgpack->size() << " bytes of MessagePack\n";

  // What is wrong is told with its place.
  wamp::PublishOptions wrong;
  std::cout << wamp::Decode(R"({"exclude":[7,"abc"]})",
                            wamp::v1::SERIALIZER_JSON, &wrong)
                   .message()
            << "\n";
  return 0;
}
