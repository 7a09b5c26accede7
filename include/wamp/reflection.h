// The reflection engine: reads the annotations of annotations.proto from a
// message's descriptor and moves the message accordingly.
//
// It is for messages that have no generated rows, such as a program's own. It
// defines in plain code what the generated rows do: a test holds both to the
// same results. It is several times slower.
//
// Fields of every kind move:
//
//   * a repeated field as a list, and a map with string keys as a dict; empty
//     ones as if they were absent, since protobuf can't tell one from the other
//   * integers with the range of their type, a `float` with that of 32 bits
//   * `bytes` as a byte string
//   * an enum as the token of its value
//   * the fields of a oneof as keys, of which a dict may have one
//   * `required` fields of proto2 as if they were annotated so; groups as the
//     messages they are
//
// What can't move is refused by a FailedPrecondition that names the field, by
// whatever bytes: a map with other keys, an enum without tokens, annotations
// that contradict each other (see CheckAnnotations). A set extension can't be
// written, and keys of extensions are unknown keys.
//
// What was learnt about a descriptor is kept: it must live as long as the
// program.
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
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "wamp/options.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace internal {

// The format that a message is checked in: unlike a dict, bytes have all the
// rules.
inline constexpr v1::Serializer kValidated = v1::SERIALIZER_MSGPACK;

// Writes a message to be checked, by `write(serializer)`, and says in which
// format it did. Where foreign values are carried, that is one that has them.
template <class Write>
absl::Status WriteToValidate(const DecodeOptions& options, Write write,
                             v1::Serializer& serializer) {
  serializer = kValidated;
  absl::Status status = write(serializer);
  if (status.ok() || options.foreign == ForeignValues::kRefuse) return status;
  for (const v1::Serializer other :
       {v1::SERIALIZER_CBOR, v1::SERIALIZER_JSON, v1::SERIALIZER_UBJSON,
        v1::SERIALIZER_BJDATA}) {
    serializer = other;
    if (write(other).ok()) return absl::OkStatus();
  }
  return status;
}

// The options by which the bytes of a message are read to be checked.
DecodeOptions ValidationOptions(DecodeOptions options);

// What is wrong with `message`: what `status` says of its bytes, which the
// caller has never seen, its positions in a message array, and what it must not
// hold at the same time.
absl::Status ValidationOf(const google::protobuf::Message& message,
                          const DecodeOptions& options,
                          const absl::Status& status);

}  // namespace internal

// As Decode and Encode (wire.h), for any message.
absl::Status DecodeByReflection(absl::string_view bytes,
                                v1::Serializer serializer,
                                google::protobuf::Message* out,
                                const DecodeOptions& options = {});
absl::Status EncodeByReflection(const google::protobuf::Message& message,
                                v1::Serializer serializer, std::string* out,
                                const EncodeOptions& options = {});

// As Validate (wire.h), for any message.
absl::Status ValidateByReflection(const google::protobuf::Message& message,
                                  const DecodeOptions& options = {});

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

// Whether the annotations of `message`, and of all messages that it holds, make
// sense: each key and each position has one field, formats fit their types,
// shapes their fields, and there is nothing that can't move. The status, a
// FailedPrecondition, names file, field, what was expected and what was found,
// for all that is wrong. To be called by a program's tests; the functions above
// do so by themselves.
absl::Status CheckAnnotations(const google::protobuf::Descriptor* message);

// As above, for all messages of a file that carry annotations.
absl::Status CheckAnnotations(const google::protobuf::FileDescriptor* file);

// As above; the texts of which that status is made, for a tool that prints one
// a line. Empty if nothing is wrong.
std::vector<std::string> AnnotationFaults(
    const google::protobuf::FileDescriptor* file);

}  // namespace wamp

#endif  // WAMP_REFLECTION_H_
