// What the releases of protobuf from 3.21 on name differently. Everything else
// stays within what they have in common; most of all, names of descriptors are
// copied or passed on, as they are a std::string in old releases and a
// string_view in new ones.
#ifndef WAMP_SRC_TOOLS_WAMPCAT_PROTOBUF_COMPAT_H_
#define WAMP_SRC_TOOLS_WAMPCAT_PROTOBUF_COMPAT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/message.h"

namespace wamp {
namespace internal {

// Hears of the faults that protobuf's text parser finds. `line` and `column`
// count from 0.
class TextErrorCollector : public google::protobuf::io::ErrorCollector {
 public:
  virtual void OnError(int line, int column, absl::string_view message) = 0;

 private:
#if GOOGLE_PROTOBUF_VERSION >= 4022000
  void RecordError(int line, google::protobuf::io::ColumnNumber column,
                   absl::string_view message) final {
    OnError(line, column, message);
  }
#else
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) final {
    OnError(line, column, message);
  }
#endif
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPCAT_PROTOBUF_COMPAT_H_
