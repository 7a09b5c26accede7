// Writes values as OpenTelemetry's AnyValue in JSON: `{"stringValue":"x"}`.
#ifndef WAMP_SRC_LOG_OTLP_TEXT_H_
#define WAMP_SRC_LOG_OTLP_TEXT_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/log/json_text.h"

namespace wamp {
namespace internal {

// Has the members of JsonText.
class OtlpText {
 public:
  explicit OtlpText(JsonText& json) : json_(json) {}

  void Null();
  void Bool(bool value);
  // An integer beyond 63 bits is a text: AnyValue has no place for it.
  void Uint(uint64_t value);
  void Int(int64_t value);
  void Double(double value);
  void String(absl::string_view text);
  void Bytes(absl::string_view bytes);

  void BeginMap() { Begin("kvlistValue", /*is_map=*/true); }
  void Key(absl::string_view key);
  void EndMap() { End(); }
  void BeginList() { Begin("arrayValue", /*is_map=*/false); }
  void EndList() { End(); }

  // A list of keys and values without an AnyValue around it: attributes.
  void BeginAttributes();
  void EndAttributes();

 private:
  void Begin(absl::string_view kind, bool is_map);
  void End();
  // Ends the pair that a value in a map is.
  void EndValue();

  JsonText& json_;
  // Of the lists and maps that are open, whether each is a map.
  std::vector<bool> maps_;
};

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_OTLP_TEXT_H_
