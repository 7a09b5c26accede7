// Reads WAMP messages from standard input and writes them back, each through
// its typed protobuf message. A question:
//
//   1 byte   the v1::Serializer it is written in
//   1 byte   the v1::Serializer of the answer
//   4 bytes  its size, big-endian
//   …        its bytes
//
// An answer is the same without the serializers, but with one byte in front:
// 0 before a message, 1 before the text of an error, 2 before that of an error
// which says that the serializer isn't there.

#include <cstdint>
#include <cstdio>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace {

using ::wamp::v1::Serializer;

bool Read(size_t size, std::string* out) {
  out->resize(size);
  return std::fread(out->data(), 1, size, stdin) == size;
}

bool Write(absl::string_view bytes) {
  return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
}

bool Answer(const absl::Status& status, absl::string_view message) {
  const std::string error = status.ToString();
  const absl::string_view body = status.ok() ? message : error;
  const char kind = status.ok() ? 0 : absl::IsUnimplemented(status) ? 2 : 1;
  const auto size = static_cast<uint32_t>(body.size());
  const char head[] = {kind, static_cast<char>(size >> 24),
                       static_cast<char>(size >> 16),
                       static_cast<char>(size >> 8), static_cast<char>(size)};
  return Write(absl::string_view(head, sizeof(head))) && Write(body);
}

}  // namespace

int main() {
  wamp::DecodeOptions decode;
  decode.unknown_keys = wamp::UnknownKeys::kKeep;
  decode.profile = wamp::Profile::kAutobahn;
  wamp::EncodeOptions encode;
  encode.json_nan = wamp::JsonNan::kAllow;

  std::string head;
  std::string question;
  std::string stored;
  std::string answer;
  wamp::v1::Frame frame;
  wamp::v1::Frame loaded;
  while (Read(6, &head)) {
    uint32_t size = 0;
    for (size_t i = 2; i < 6; ++i) {
      size = size << 8 | static_cast<uint8_t>(head[i]);
    }
    if (!Read(size, &question)) {
      std::fputs("the input ends inside of a message\n", stderr);
      return 1;
    }
    absl::Status status = wamp::Decode(
        question, static_cast<Serializer>(head[0]), &frame, decode);
    if (status.ok() &&
        !(frame.SerializeToString(&stored) && loaded.ParseFromString(stored))) {
      status = absl::InternalError("protobuf can't store the message");
    }
    if (status.ok()) {
      status = wamp::Encode(loaded, static_cast<Serializer>(head[1]), &answer,
                            encode);
    }
    if (!Answer(status, answer)) return 1;
  }
  return 0;
}
