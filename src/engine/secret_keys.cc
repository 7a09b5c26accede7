#include "src/engine/secret_keys.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "wamp/v1/authentication.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/session.pb.h"
#include "wamp/v1/transport.pb.h"

namespace wamp {
namespace internal {
namespace {

using Keys = absl::flat_hash_set<std::string>;

void AddSecrets(const google::protobuf::FileDescriptor* file, Keys& keys) {
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* message = file->message_type(i);
    for (int j = 0; j < message->field_count(); ++j) {
      const FieldDescriptor* field = message->field(j);
      const v1::FieldAnnotation& annotation = AnnotationOf(field);
      // A field of any keys is none of its own.
      if (!annotation.secret() || annotation.has_keep_unknown()) continue;
      keys.insert(NormalizedKey(KeyOf(field)));
      if (annotation.has_alias()) {
        keys.insert(NormalizedKey(annotation.alias()));
      }
    }
  }
}

const Keys& SecretKeys() {
  static const auto* const keys = [] {
    // What programs call secrets of their own.
    auto* made = new Keys{"ticket", "secret", "password", "token"};
    AddSecrets(v1::HelloAuthextra::descriptor()->file(), *made);
    AddSecrets(v1::Frame::descriptor()->file(), *made);
    AddSecrets(v1::SessionDetails::descriptor()->file(), *made);
    AddSecrets(v1::TransportDetails::descriptor()->file(), *made);
    return made;
  }();
  return *keys;
}

}  // namespace

std::string NormalizedKey(absl::string_view key) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(key, {{"-", "_"}}));
}

bool IsSecretKey(absl::string_view key) {
  return SecretKeys().contains(NormalizedKey(key));
}

}  // namespace internal
}  // namespace wamp
