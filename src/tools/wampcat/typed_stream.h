// Streams of typed messages, in the forms that programs read.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_TYPED_STREAM_H_
#define WAMP_SRC_TOOLS_WAMPCAT_TYPED_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream.h"
#include "wamp/v1/frame.pb.h"

namespace wamp {
namespace tools {

// As deep as values may be nested in typed messages for them to be read back.
inline constexpr int kDeepestFrame = 80;

// How typed messages are written: for people, or for programs; or as the WAMP
// messages that they are.
enum class Form { kText, kTable, kTree, kJson, kTextproto, kBinary, kWampJson };

// Whether a form is for people: it can't be read back, and hides secrets.
constexpr bool IsForPeople(Form form) {
  return form == Form::kText || form == Form::kTable || form == Form::kTree;
}

// Writes a record, or a line, of a form of typed messages for programs.
absl::Status WriteTyped(Form form, const v1::Frame& frame, std::ostream& out);

// The form of a stream of typed messages that starts with `start`, if it looks
// like one.
std::optional<Form> GuessForm(absl::string_view start);

// Reads such records or lines.
class TypedSource {
 public:
  // A line or record of more than `max_bytes` is an error.
  TypedSource(Form form, google::protobuf::io::ZeroCopyInputStream& in,
              size_t max_bytes)
      : form_(form), in_(in), max_bytes_(max_bytes) {}

  // Reads the next frame. Returns false at the end. After an error, a source of
  // lines has gone on to the next one, any other to the end.
  absl::StatusOr<bool> Next(v1::Frame& frame);

  // The frame that was read last, or failed to be: the first is number 1.
  uint64_t number() const { return number_; }

 private:
  bool NextLine(std::string& line, bool& whole);
  absl::StatusOr<bool> NextRecord(v1::Frame& frame);

  const Form form_;
  google::protobuf::io::ZeroCopyInputStream& in_;
  const size_t max_bytes_;
  uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_TYPED_STREAM_H_
