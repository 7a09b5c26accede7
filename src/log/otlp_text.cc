#include "src/log/otlp_text.h"

#include <limits>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace wamp {
namespace internal {

void OtlpText::Null() {
  json_.BeginMap();
  json_.EndMap();
  EndValue();
}

void OtlpText::Bool(bool value) {
  json_.BeginMap();
  json_.Key("boolValue");
  json_.Bool(value);
  json_.EndMap();
  EndValue();
}

void OtlpText::Uint(uint64_t value) {
  constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();
  if (value > kMost) return String(absl::StrCat(value));
  Int(static_cast<int64_t>(value));
}

// Integers of 64 bits are texts in protobuf's JSON.
void OtlpText::Int(int64_t value) {
  json_.BeginMap();
  json_.Key("intValue");
  json_.String(absl::StrCat(value));
  json_.EndMap();
  EndValue();
}

void OtlpText::Double(double value) {
  json_.BeginMap();
  json_.Key("doubleValue");
  json_.Double(value);
  json_.EndMap();
  EndValue();
}

void OtlpText::String(absl::string_view text) {
  json_.BeginMap();
  json_.Key("stringValue");
  json_.String(text);
  json_.EndMap();
  EndValue();
}

void OtlpText::Bytes(absl::string_view bytes) {
  json_.BeginMap();
  json_.Key("bytesValue");
  json_.String(absl::Base64Escape(bytes));
  json_.EndMap();
  EndValue();
}

void OtlpText::Key(absl::string_view key) {
  json_.BeginMap();
  json_.Key("key");
  json_.String(key);
  json_.Key("value");
}

void OtlpText::BeginAttributes() {
  json_.BeginList();
  maps_.push_back(true);
}

void OtlpText::EndAttributes() {
  json_.EndList();
  maps_.pop_back();
}

void OtlpText::Begin(absl::string_view kind, bool is_map) {
  json_.BeginMap();
  json_.Key(kind);
  json_.BeginMap();
  json_.Key("values");
  json_.BeginList();
  maps_.push_back(is_map);
}

void OtlpText::End() {
  maps_.pop_back();
  json_.EndList();
  json_.EndMap();
  json_.EndMap();
  EndValue();
}

void OtlpText::EndValue() {
  if (!maps_.empty() && maps_.back()) json_.EndMap();
}

}  // namespace internal
}  // namespace wamp
