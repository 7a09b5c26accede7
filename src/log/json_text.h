// Writes JSON for people and for collectors of logs, which never fails: bytes
// that are not UTF-8 are replaced, numbers that JSON lacks are texts.
#ifndef WAMP_SRC_LOG_JSON_TEXT_H_
#define WAMP_SRC_LOG_JSON_TEXT_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

class JsonText {
 public:
  void Null() { Token("null"); }
  void Bool(bool value) { Token(value ? "true" : "false"); }
  void Uint(uint64_t value);
  void Int(int64_t value);
  void Double(double value);
  void String(absl::string_view text);
  // As WAMP's JSON has it: U+0000 and base64.
  void Bytes(absl::string_view bytes);

  void BeginMap() { Open('{'); }
  void Key(absl::string_view key);
  void EndMap() { Close('}'); }
  void BeginList() { Open('['); }
  void EndList() { Close(']'); }

  std::string Take() && { return std::move(out_); }

 private:
  void Token(absl::string_view text);
  void Open(char bracket);
  void Close(char bracket);

  std::string out_;
  // Whether what comes next in a list or dict needs a comma before it.
  bool separate_ = false;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_JSON_TEXT_H_
