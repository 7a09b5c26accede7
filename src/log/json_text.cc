#include "src/log/json_text.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "src/text/character.h"
#include "wamp/codec/json_writer.h"

namespace wamp {
namespace internal {
namespace {

void AppendCharacter(const Character& character, absl::string_view bytes,
                     std::string* out) {
  const uint32_t code = character.code;
  if (!character.valid) {
    out->append("\xEF\xBF\xBD");
  } else if (AppendShortEscape(character, out)) {
    return;
  } else if (code < 0x20 || code == 0x7F || IsHidden(code)) {
    AppendUnicodeEscape(code, out);
  } else {
    absl::StrAppend(out, bytes);
  }
}

bool IsPlainCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

// Whether eight bytes are: never says yes if they aren't. The high bit of a
// byte tells what is found, and of those beyond ASCII it is set.
bool AreEightPlain(const char* p) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  uint64_t word;
  std::memcpy(&word, p, sizeof word);
  const uint64_t control = (word - kOnes * 0x20) | (word + kOnes);
  const uint64_t quote = (word ^ kOnes * '"') - kOnes;
  const uint64_t backslash = (word ^ kOnes * '\\') - kOnes;
  return ((word | control | quote | backslash) & kOnes << 7) == 0;
}

void AppendQuoted(absl::string_view text, std::string* out) {
  out->push_back('"');
  while (!text.empty()) {
    size_t plain = 0;
    while (text.size() - plain >= 8 && AreEightPlain(text.data() + plain)) {
      plain += 8;
    }
    while (plain < text.size() && IsPlainCharacter(text[plain])) ++plain;
    out->append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = ReadCharacter(text);
    AppendCharacter(character, text.substr(0, character.size), out);
    text.remove_prefix(character.size);
  }
  out->push_back('"');
}

// A number as text, without the heap.
class NumberText {
 public:
  template <class Number>
  explicit NumberText(Number value)
      : end_(codec_internal::PutDecimal(text_, value)) {}

  absl::string_view view() const {
    return {text_, static_cast<size_t>(end_ - text_)};
  }

 private:
  char text_[codec_internal::kMaxNumber];
  const char* end_;
};

}  // namespace

void JsonText::Uint(uint64_t value) { Token(NumberText(value).view()); }

void JsonText::Int(int64_t value) { Token(NumberText(value).view()); }

void JsonText::Double(double value) {
  const NumberText text(value);
  if (std::isfinite(value)) {
    Token(text.view());
  } else {
    String(text.view());
  }
}

void JsonText::String(absl::string_view text) {
  Token("");
  AppendQuoted(text, &out_);
}

void JsonText::Bytes(absl::string_view bytes) {
  Token("");
  absl::StrAppend(&out_, "\"\\u0000", absl::Base64Escape(bytes), "\"");
}

void JsonText::Key(absl::string_view key) {
  String(key);
  out_.push_back(':');
  separate_ = false;
}

void JsonText::Token(absl::string_view text) {
  if (separate_) out_.push_back(',');
  absl::StrAppend(&out_, text);
  separate_ = true;
}

void JsonText::Open(char bracket) {
  Token("");
  out_.push_back(bracket);
  separate_ = false;
}

void JsonText::Close(char bracket) {
  out_.push_back(bracket);
  separate_ = true;
}

}  // namespace internal
}  // namespace wamp
