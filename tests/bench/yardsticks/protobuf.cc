#include "google/protobuf/util/json_util.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {

void AddProtobuf(Ways& ways) {
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    of_kind.push_back({"protobuf", Form::kProtobuf,
                       [](const std::string& bytes, Message& out) {
                         return out.ParseFromString(bytes);
                       },
                       [](const Message& message, std::string& out) {
                         const bool ok = message.SerializeToString(&out);
                         return ok ? absl::string_view(out)
                                   : absl::string_view();
                       }});
    of_kind.push_back(
        {"protobuf json", Form::kProtobufJson,
         [](const std::string& bytes, Message& out) {
           out.Clear();
           return google::protobuf::util::JsonStringToMessage(bytes, &out).ok();
         },
         [](const Message& message, std::string& out) {
           out.clear();
           const bool ok =
               google::protobuf::util::MessageToJsonString(message, &out).ok();
           return ok ? absl::string_view(out) : absl::string_view();
         }});
  });
}

}  // namespace bench
}  // namespace wamp
