#include "tests/testing/testsuite.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "src/engine/annotations.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/serializers.h"
#include "wamp/dict.h"
#include "wamp/frame.h"
#include "wamp/ubjson_dialect.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {
namespace {

using google::protobuf::Descriptor;

const v1::Value* Find(const v1::Dict& dict, absl::string_view key) {
  for (const v1::Entry& entry : dict.entries()) {
    if (entry.key() == key) return &entry.value();
  }
  return nullptr;
}

const v1::Value* Find(const v1::Value& value, absl::string_view key) {
  return Find(value.dict_value(), key);
}

std::string TextAt(const v1::Value& value, absl::string_view key) {
  const v1::Value* found = Find(value, key);
  return found == nullptr ? "" : found->string_value();
}

void SortKeys(v1::Value& value) {
  if (value.has_list_value()) {
    for (v1::Value& item : *value.mutable_list_value()->mutable_values()) {
      SortKeys(item);
    }
  }
  if (!value.has_dict_value()) return;
  auto& entries = *value.mutable_dict_value()->mutable_entries();
  for (v1::Entry& entry : entries) SortKeys(*entry.mutable_value());
  std::sort(
      entries.begin(), entries.end(),
      [](const v1::Entry& a, const v1::Entry& b) { return a.key() < b.key(); });
}

// The value with all keys in order, as JSON: equal for equal meanings.
std::string Canonical(v1::Value value) {
  SortKeys(value);
  const auto json = Encode(value, v1::SERIALIZER_JSON);
  return json.ok() ? *json : std::string(json.status().message());
}

bool IsEmpty(const v1::Value* value) {
  return value == nullptr || value->has_null_value() ||
         (value->has_list_value() && value->list_value().values().empty()) ||
         (value->has_dict_value() && value->dict_value().entries().empty());
}

// One listed form of a message.
struct Form {
  v1::Serializer serializer;
  std::string bytes;
};

// Both dialects go by the name of UBJSON; the note says which one it is, and
// failing that the bytes.
v1::Serializer DialectOf(absl::string_view bytes, absl::string_view note) {
  if (absl::StrContains(note, "BJData")) return v1::SERIALIZER_BJDATA;
  if (absl::StrContains(note, "UBJSON")) return v1::SERIALIZER_UBJSON;
  return DetectUbjson(bytes, v1::SERIALIZER_UBJSON);
}

// An entry of the list of a serializer, which may spell its bytes in several
// ways.
void AddForms(v1::Serializer serializer, const v1::Value& listed,
              std::vector<Form>& forms) {
  std::vector<std::string> spelled;
  const std::string hex = TextAt(listed, "bytes_hex");
  if (Find(listed, "bytes_hex") != nullptr) {
    spelled.push_back(FromHex(hex));
  }
  if (Find(listed, "bytes") != nullptr) {
    spelled.push_back(TextAt(listed, "bytes"));
  }
  std::string base64;
  if (absl::Base64Unescape(TextAt(listed, "bytes_base64"), &base64) &&
      !base64.empty()) {
    spelled.push_back(base64);
  }
  for (std::string& bytes : spelled) {
    const v1::Serializer actual = serializer == v1::SERIALIZER_UBJSON
                                      ? DialectOf(bytes, TextAt(listed, "note"))
                                      : serializer;
    const bool is_known =
        std::any_of(forms.begin(), forms.end(), [&](const Form& form) {
          return form.serializer == actual && form.bytes == bytes;
        });
    if (!is_known) forms.push_back({actual, std::move(bytes)});
  }
}

// The descriptor of the message that a frame holds.
const Descriptor* MessageOf(const v1::Frame& frame) {
  const auto* field = frame.GetReflection()->GetOneofFieldDescriptor(
      frame, v1::Frame::descriptor()->oneof_decl(0));
  return field == nullptr ? nullptr : field->message_type();
}

bool IsPayload(const internal::Slot& slot) {
  return slot.field->message_type() != nullptr &&
         internal::AnnotationOf(slot.field->message_type()).shape() ==
             v1::SHAPE_PAYLOAD;
}

const v1::Value* At(const v1::Value& array, int position) {
  const auto& values = array.list_value().values();
  return position < values.size() ? &values[position] : nullptr;
}

// What a message array holds under the name that the testsuite gives it;
// nullptr if nothing.
const v1::Value* Attribute(const v1::Value& array, const Descriptor* message,
                           absl::string_view name) {
  if (name == "message_type") return At(array, 0);
  const absl::string_view stem = absl::StripSuffix(name, "_id");
  for (const internal::Slot& slot : internal::SlotsOf(message)) {
    const v1::Value* value = At(array, slot.position);
    if (IsPayload(slot)) {
      const bool is_bytes = value != nullptr && value->has_bytes_value();
      if (name == "payload") return is_bytes ? value : nullptr;
      if (name == "args") return is_bytes ? nullptr : value;
      if (name == "kwargs") return At(array, slot.position + 1);
    } else if (slot.field->name() == name || slot.field->name() == stem) {
      return value;
    } else if (value != nullptr && value->has_dict_value()) {
      // Some attributes are keys of the dict: HELLO's roles.
      const v1::Value* found = Find(*value, name);
      if (found != nullptr) return found;
    }
  }
  return nullptr;
}

std::string WrongAttribute(const v1::Value& array, const Descriptor* message,
                           const v1::Dict& expected) {
  for (const v1::Entry& entry : expected.entries()) {
    const v1::Value* found = Attribute(array, message, entry.key());
    if (IsEmpty(&entry.value()) && IsEmpty(found)) continue;
    const std::string wanted =
        entry.key() == "payload"
            ? absl::AsciiStrToLower(entry.value().string_value())
            : Canonical(entry.value());
    std::string got = "nothing";
    if (found != nullptr) {
      got = entry.key() == "payload"
                ? absl::BytesToHexString(found->bytes_value())
                : Canonical(*found);
    }
    if (got != wanted) {
      return absl::StrCat(entry.key(), ": expected ", wanted, ", got ", got);
    }
  }
  return "";
}

DecodeOptions KeepAll() {
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kKeep;
  return options;
}

SuiteResult RunForms(const std::vector<Form>& forms, const v1::Dict& expected) {
  SuiteResult result;
  result.same_bytes = false;
  bool same_meaning = false;
  const auto fail = [](const Form& form, absl::string_view text) {
    return SuiteResult{
        absl::StrCat(NameOf(form.serializer), " ",
                     absl::BytesToHexString(form.bytes), ": ", text),
        false};
  };
  for (const Form& form : forms) {
    const auto frame =
        Decode<v1::Frame>(form.bytes, form.serializer, KeepAll());
    if (!frame.ok()) return fail(form, frame.status().ToString());
    v1::Value array;
    const absl::Status status = ToValue(*frame, &array);
    if (!status.ok()) return fail(form, status.ToString());
    const std::string wrong =
        WrongAttribute(array, MessageOf(*frame), expected);
    if (!wrong.empty()) return fail(form, wrong);

    const auto bytes = Encode(*frame, form.serializer);
    if (!bytes.ok()) return fail(form, bytes.status().ToString());
    for (const Form& other : forms) {
      if (other.serializer != form.serializer) continue;
      const auto value = Decode<v1::Value>(other.bytes, other.serializer);
      if (!value.ok()) return fail(other, value.status().ToString());
      same_meaning = same_meaning || Canonical(*value) == Canonical(array);
      // Blanks between the tokens of JSON are not part of the message.
      result.same_bytes =
          result.same_bytes || *bytes == other.bytes ||
          (form.serializer == v1::SERIALIZER_JSON &&
           *bytes == Encode(*value, form.serializer).value_or(""));
    }
    if (!same_meaning) {
      return fail(form,
                  absl::StrCat("written as ", absl::BytesToHexString(*bytes)));
    }
  }
  return result;
}

// In a message to accept or to refuse, an encoded payload is written in
// hexadecimal, since JSON has no bytes.
v1::Value WithBytes(v1::Value array, const Descriptor* message) {
  for (const internal::Slot& slot : internal::SlotsOf(message)) {
    auto& values = *array.mutable_list_value()->mutable_values();
    if (!IsPayload(slot) || slot.position >= values.size()) continue;
    v1::Value& payload = values[slot.position];
    if (payload.has_string_value()) {
      payload.set_bytes_value(FromHex(payload.string_value()));
    }
  }
  return array;
}

const Descriptor* MessageNamed(absl::string_view name) {
  const Descriptor* frame = v1::Frame::descriptor();
  for (int i = 0; i < frame->field_count(); ++i) {
    if (absl::AsciiStrToUpper(frame->field(i)->name()) == name) {
      return frame->field(i)->message_type();
    }
  }
  return nullptr;
}

SuiteResult RunMessage(const v1::Value& array, const v1::Value* error) {
  for (const v1::Serializer serializer : Serializers()) {
    const auto bytes = Encode(array, serializer);
    if (!bytes.ok()) return {bytes.status().ToString()};
    const absl::Status status = Decode<v1::Frame>(*bytes, serializer).status();
    if (status.ok() != (error == nullptr)) {
      return {absl::StrCat(NameOf(serializer), ": expected ",
                           error == nullptr ? "a message" : "an error",
                           ", got ", status.ToString())};
    }
    if (error == nullptr) continue;
    const std::string word = TextAt(*error, "contains");
    if (!absl::StrContains(status.message(), word)) {
      return {absl::StrCat(NameOf(serializer), ": expected an error with '",
                           word, "', got ", status.ToString())};
    }
  }
  return {};
}

// A name for a test: letters, digits and underscores.
std::string NameOf(absl::string_view description) {
  std::string name;
  for (const char c : description) {
    const bool is_plain = absl::ascii_isalnum(static_cast<unsigned char>(c));
    if (is_plain) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  return std::string(absl::StripSuffix(name, "_"));
}

SuiteCase Broken(std::string name, const std::string& fault) {
  return {std::move(name), "", [fault] { return SuiteResult{fault, false}; }};
}

void AddSerializations(const v1::Value& sample, const std::string& name,
                       std::vector<SuiteCase>& cases) {
  const v1::Value* attributes = Find(sample, "expected_attributes");
  if (attributes == nullptr) {
    cases.push_back(Broken(name, "expected 'expected_attributes'"));
    return;
  }
  for (const auto& entry :
       Find(sample, "serializers")->dict_value().entries()) {
    SuiteCase one;
    one.name = absl::StrCat(name, "/", entry.key());
    const v1::Serializer serializer = SerializerOf(entry.key());
    if (serializer == v1::SERIALIZER_UNSPECIFIED) {
      one.skipped = absl::StrCat("the serializer ", entry.key(),
                                 " is not one of this library's");
      cases.push_back(std::move(one));
      continue;
    }
    std::vector<Form> forms;
    for (const auto& listed : entry.value().list_value().values()) {
      AddForms(serializer, listed, forms);
    }
    if (forms.empty()) {
      cases.push_back(Broken(one.name, "expected bytes in one form at least"));
      continue;
    }
    one.run = [forms, expected = attributes->dict_value()] {
      return RunForms(forms, expected);
    };
    cases.push_back(std::move(one));
  }
}

void AddMessage(const v1::Value& sample, const v1::Value& file,
                const std::string& name, std::vector<SuiteCase>& cases) {
  const Descriptor* message = MessageNamed(TextAt(file, "wamp_message_type"));
  if (message == nullptr) {
    cases.push_back(Broken(name, "expected a known 'wamp_message_type'"));
    return;
  }
  const v1::Value* found = Find(sample, "expected_error");
  std::optional<v1::Value> error;
  if (found != nullptr) error = *found;
  cases.push_back(
      {name, "", [array = WithBytes(*Find(sample, "wmsg"), message), error] {
         return RunMessage(array, error ? &*error : nullptr);
       }});
}

}  // namespace

std::vector<SuiteCase> SuiteCasesOf(absl::string_view json) {
  const auto file = Decode<v1::Value>(json, v1::SERIALIZER_JSON);
  if (!file.ok()) return {Broken("file", file.status().ToString())};
  if (Find(*file, "sequence") != nullptr) {
    return {{"sequence",
             "a sequence of messages between sessions is for "
             "routers; this library has none",
             nullptr}};
  }
  const v1::Value* samples = Find(*file, "samples");
  if (samples == nullptr || samples->list_value().values().empty()) {
    return {Broken("file", "expected 'samples'")};
  }
  std::vector<SuiteCase> cases;
  std::map<std::string, int> names;
  for (const v1::Value& sample : samples->list_value().values()) {
    std::string name = NameOf(TextAt(sample, "description"));
    const int count = ++names[name];
    if (count > 1) absl::StrAppend(&name, "_", count);
    if (Find(sample, "serializers") != nullptr) {
      AddSerializations(sample, name, cases);
    } else if (Find(sample, "wmsg") != nullptr) {
      AddMessage(sample, *file, name, cases);
    } else {
      cases.push_back(Broken(name, "expected 'serializers' or 'wmsg'"));
    }
  }
  return cases;
}

std::vector<std::string> SuiteFiles(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    // The schema describes the files and is none.
    if (path.extension() == ".json" && path.filename() != "SCHEMA.json") {
      files.push_back(fs::relative(path, folder).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace testing
}  // namespace wamp
