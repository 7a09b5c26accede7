#include "tests/testing/serializers.h"

#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {

std::vector<v1::Serializer> Serializers() {
  std::vector<v1::Serializer> serializers;
  const auto* type = v1::Serializer_descriptor();
  for (int i = 0; i < type->value_count(); ++i) {
    const auto serializer =
        static_cast<v1::Serializer>(type->value(i)->number());
    if (Encode(v1::Value(), serializer).ok()) serializers.push_back(serializer);
  }
  return serializers;
}

std::string NameOf(v1::Serializer serializer) {
  return internal::TokenOf(
      v1::Serializer_descriptor()->FindValueByNumber(serializer));
}

v1::Serializer SerializerOf(absl::string_view name) {
  for (const v1::Serializer serializer : Serializers()) {
    if (NameOf(serializer) == name) return serializer;
  }
  return v1::SERIALIZER_UNSPECIFIED;
}

}  // namespace testing
}  // namespace wamp
