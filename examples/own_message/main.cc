// A message of one's own, which moves by its annotations through the same
// functions.
#include <iostream>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "own_message/tea.pb.h"
#include "wamp/wire.h"

int main() {
  tea::TeaOptions options;
  absl::Status status = wamp::Decode(R"({"milk":true,"x_cup":3})",
                                     wamp::v1::SERIALIZER_JSON, &options);
  if (!status.ok()) {
    std::cerr << status.message() << "\n";
    return 1;
  }
  options.set_milk(false);
  absl::StatusOr<std::string> json =
      wamp::Encode(options, wamp::v1::SERIALIZER_JSON);
  if (!json.ok()) return 1;
  std::cout << *json << "\n";
  std::cout << wamp::Decode(R"({"x_cup":0})", wamp::v1::SERIALIZER_JSON,
                            &options)
                   .message()
            << "\n";
  return 0;
}
