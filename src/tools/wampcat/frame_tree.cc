#include "src/tools/wampcat/frame_tree.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "src/engine/annotations.h"
#include "src/engine/secret_keys.h"
#include "src/text/quote.h"
#include "src/tools/wampcat/field_text.h"
#include "src/tools/wampcat/frame_message.h"
#include "wamp/frame.h"
#include "wamp/message.h"
#include "wamp/v1/role.pb.h"

namespace wamp {
namespace tools {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The value of a key without a field.
std::string UnclaimedText(const v1::Entry& entry) {
  return internal::IsSecretKey(entry.key()) ? "<secret>"
                                            : ToString(entry.value());
}

// "call_canceling", "progressive_call_results", "x_new: true".
std::vector<std::string> FeatureNames(const v1::Features& features) {
  std::vector<std::string> names;
  const auto* type = v1::Features::descriptor();
  const auto* reflection = features.GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL &&
        reflection->GetBool(features, field)) {
      names.push_back(internal::KeyOf(field));
    }
  }
  for (const v1::Entry& entry : features.unknown_keys().entries()) {
    names.push_back(absl::StrCat(internal::Escape(entry.key()), ": ",
                                 UnclaimedText(entry)));
  }
  return names;
}

class TreePrinter {
 public:
  TreePrinter(const DecodeOptions& options, const Palette& palette,
              std::optional<size_t> columns)
      : options_(options), palette_(palette), columns_(columns) {}

  void PrintFields(const Message& message, int level) {
    const auto* type = message.GetDescriptor();
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const bool present = field->is_repeated()
                               ? reflection->FieldSize(message, field) > 0
                               : reflection->HasField(message, field);
      if (present) PrintField(message, field, level);
    }
  }

  std::string Take() && { return std::move(out_); }

 private:
  void PrintField(const Message& message, const FieldDescriptor* field,
                  int level) {
    const std::string key = internal::KeyOf(field);
    if (field->message_type() == nullptr ||
        internal::AnnotationOf(field).secret()) {
      return PrintLine(level, key, ValueText(message, field));
    }
    const Message& value = message.GetReflection()->GetMessage(message, field);
    if (internal::IsPayload(field)) {
      return PrintLine(
          level, "payload",
          PayloadText(static_cast<const v1::Payload&>(value), options_));
    }
    if (field->message_type() == v1::Role::descriptor()) {
      return PrintRole(level, key, static_cast<const v1::Role&>(value));
    }
    if (field->message_type() == v1::Dict::descriptor()) {
      const auto& dict = static_cast<const v1::Dict&>(value);
      // Unclaimed keys stand beside those that have a field.
      return internal::AnnotationOf(field).has_keep_unknown()
                 ? PrintUnclaimed(level, dict)
                 : PrintDict(level, key, dict);
    }
    if (internal::AnnotationOf(field->message_type()).shape() !=
        v1::SHAPE_UNSPECIFIED) {
      return PrintShape(level, key, value);
    }
    PrintLine(level, key, "");
    PrintFields(value, level + 1);
  }

  // A list of dicts as a line for each of them.
  void PrintShape(int level, absl::string_view key, const Message& value) {
    const auto* type = value.GetDescriptor();
    const FieldDescriptor* items = type->field(0);
    if (internal::AnnotationOf(type).shape() != v1::SHAPE_LIST ||
        items->message_type() == nullptr) {
      return PrintLine(level, key, ToString(value));
    }
    PrintLine(level, key, "");
    const auto* reflection = value.GetReflection();
    for (int i = 0; i < reflection->FieldSize(value, items); ++i) {
      absl::StrAppend(&out_, Indent(level + 1), "- ",
                      ToString(reflection->GetRepeatedMessage(value, items, i)),
                      "\n");
    }
  }

  void PrintRole(int level, absl::string_view key, const v1::Role& role) {
    PrintLine(level, key, Folded(level, key, FeatureNames(role.features())));
    PrintUnclaimed(level + 1, role.unknown_keys());
  }

  void PrintUnclaimed(int level, const v1::Dict& dict) {
    for (const v1::Entry& entry : dict.entries()) {
      PrintLine(level, internal::Escape(entry.key()), UnclaimedText(entry));
    }
  }

  void PrintDict(int level, absl::string_view key, const v1::Dict& dict) {
    PrintLine(level, key, "");
    for (const v1::Entry& entry : dict.entries()) {
      PrintLine(level + 1, internal::Escape(entry.key()),
                ToString(entry.value()));
    }
  }

  // The words after a key, with commas, on as many lines as they need.
  std::string Folded(int level, absl::string_view key,
                     const std::vector<std::string>& words) const {
    const std::string indent = Indent(level + 2);
    std::string text;
    size_t column = Indent(level).size() + key.size() + 2;
    for (size_t i = 0; i < words.size(); ++i) {
      const size_t comma = i + 1 < words.size() ? 1 : 0;
      if (i > 0 && columns_.has_value() &&
          column + words[i].size() + comma + 1 > *columns_) {
        absl::StrAppend(&text, "\n", indent);
        column = indent.size();
      } else if (i > 0) {
        text += ' ';
        ++column;
      }
      absl::StrAppend(&text, words[i], comma != 0 ? "," : "");
      column += words[i].size() + comma;
    }
    return text;
  }

  static std::string Indent(int level) {
    return std::string(static_cast<size_t>(2 * level), ' ');
  }

  void PrintLine(int level, absl::string_view key, absl::string_view value) {
    absl::StrAppend(&out_, Indent(level), palette_.Key(key), ":",
                    value.empty() ? "" : " ", value, "\n");
  }

  const DecodeOptions& options_;
  const Palette& palette_;
  // How wide the terminal is, if there is one.
  const std::optional<size_t> columns_;
  std::string out_;
};

}  // namespace

std::string FrameTree(const v1::Frame& frame, const DecodeOptions& options,
                      const Palette& palette, std::optional<size_t> columns) {
  const Message* message = MessageOf(frame);
  if (message == nullptr) return "(empty frame)\n";
  TreePrinter printer(options, palette, columns);
  printer.PrintFields(*message, 1);
  return absl::StrCat(palette.Message(MessageName(frame)), "\n",
                      std::move(printer).Take());
}

}  // namespace tools
}  // namespace wamp
