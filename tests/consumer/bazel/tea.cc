#include <iostream>

#include "tea.pb.h"
#include "wamp/wire.h"

int main() {
  tea::TeaOptions options;
  absl::Status status =
      wamp::Decode(R"({"milk":true})", wamp::v1::SERIALIZER_JSON, &options);
  std::cout << (status.ok() && options.milk() ? "milk" : "no milk") << "\n";
  return status.ok() ? 0 : 1;
}
