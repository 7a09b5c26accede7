// The reflection engine: reads the annotations of annotations.proto from a
// message's descriptor and moves the message accordingly.
//
// It is for messages that have no generated rows, such as a program's own. It
// defines in plain code what the generated rows do: a test holds both to the
// same results. It is several times slower.
//
// Example:
//
//   // my.proto:  message TeaOptions {
//   //              option (wamp.v1.message) = {wire_name: "CALL.Options"};
//   //              optional bool milk = 1; }
//   my::TeaOptions options;
//   absl::Status status = wamp::DecodeByReflection(
//       R"({"milk": true})", wamp::v1::SERIALIZER_JSON, &options);
#ifndef WAMP_REFLECTION_H_
#define WAMP_REFLECTION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {

// As Decode and Encode (wire.h), for any message.
absl::Status DecodeByReflection(absl::string_view bytes,
                                v1::Serializer serializer,
                                google::protobuf::Message* out,
                                const DecodeOptions& options = {});
absl::Status EncodeByReflection(const google::protobuf::Message& message,
                                v1::Serializer serializer, std::string* out,
                                const EncodeOptions& options = {});

// As FromValue and ToValue (dict.h), for any message.
absl::Status FromValueByReflection(const v1::Value& value,
                                   google::protobuf::Message* out,
                                   const DecodeOptions& options = {});
absl::Status ToValueByReflection(const google::protobuf::Message& message,
                                 v1::Value* out);

// As FromMarshal and Marshal (dict.h), for any message.
absl::Status FromMarshalByReflection(const v1::Value& value,
                                     google::protobuf::Message* out,
                                     const DecodeOptions& options = {});
absl::Status MarshalByReflection(const google::protobuf::Message& message,
                                 v1::Value* out);

}  // namespace wamp

#endif  // WAMP_REFLECTION_H_
