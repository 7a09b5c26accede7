// The fields of a record's messages by their generated functions: by
// reflection, a look at one takes several times as long.
#ifndef WAMP_SRC_LOG_FIELD_ACCESS_H_
#define WAMP_SRC_LOG_FIELD_ACCESS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace wamp {
namespace internal {

// How fields are reached. By reflection, all is the same but slower: for fields
// without a row in record_fields.inc, and to be compared with.
enum class Reach { kAccess, kReflection };

// Functions of the message that has the field. Those that don't fit what the
// field holds are null, and so are all of a repeated one.
struct FieldAccess {
  using Message = google::protobuf::Message;

  absl::string_view name;
  // Its bit in what MessageAccess::present returns.
  uint64_t bit = 0;
  // Of a text or bytes.
  absl::string_view (*text)(const Message&) = nullptr;
  // Of an integer, enum or boolean: as it is converted to uint64_t.
  uint64_t (*scalar)(const Message&) = nullptr;
  // Of a message: to be read, and to be changed.
  const Message& (*message)(const Message&) = nullptr;
  Message& (*open)(Message&) = nullptr;
};

struct MessageAccess {
  // Null if there is no such field.
  const FieldAccess* Find(absl::string_view name) const;

  // The bits of the fields that are there or, of those that are repeated, not
  // empty.
  uint64_t (*present)(const google::protobuf::Message&) = nullptr;
  // Those of the fields that may hold what doesn't belong into a log: texts
  // that are too long or not plain, lists and dicts that are there, messages
  // that hold such; and, of the bits in `sure`, those of all that are there.
  uint64_t (*notable)(const google::protobuf::Message&, uint64_t sure,
                      size_t max_text_bytes) = nullptr;
  std::vector<FieldAccess> fields;
};

// Whether all bytes are ASCII and none is ':' or '?': no part of a URL, and
// nothing to repair.
bool IsPlain(absl::string_view text);

// Null for a type that is none of a record's, or holds what nobody knows
// before, as lists and dicts do.
const MessageAccess* AccessOf(const google::protobuf::Descriptor* type);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_FIELD_ACCESS_H_
