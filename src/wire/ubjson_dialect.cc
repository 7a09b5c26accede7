#include "wamp/ubjson_dialect.h"

#include "wamp/codec/ubjson_reader.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

template <class Reader>
bool IsWellFormed(absl::string_view bytes) {
  Reader reader(bytes);
  return reader.Skip() && reader.AtEnd();
}

bool IsMessage(v1::Serializer serializer, absl::string_view bytes) {
  v1::Frame frame;
  return Decode(bytes, serializer, &frame).ok();
}

}  // namespace

v1::Serializer DetectUbjson(absl::string_view bytes, v1::Serializer otherwise) {
  bool ubjson = IsWellFormed<UbjsonReader>(bytes);
  bool bjdata = IsWellFormed<BjdataReader>(bytes);
  if (ubjson && bjdata) {
    ubjson = IsMessage(v1::SERIALIZER_UBJSON, bytes);
    bjdata = IsMessage(v1::SERIALIZER_BJDATA, bytes);
  }
  if (ubjson == bjdata) return otherwise;
  return ubjson ? v1::SERIALIZER_UBJSON : v1::SERIALIZER_BJDATA;
}

}  // namespace wamp
