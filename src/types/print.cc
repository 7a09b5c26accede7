#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "src/engine/annotations.h"
#include "src/engine/foreign_text.h"
#include "src/engine/secret_keys.h"
#include "src/text/quote.h"
#include "wamp/message.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;

// The limits that wamp/message.h promises.
constexpr size_t kMaxStringBytes = 1024;
constexpr int kMaxElements = 64;
constexpr int kMaxDepth = 32;
constexpr size_t kMaxLineBytes = size_t{16} * 1024;

constexpr absl::string_view kCut = "(...)";

// `message` as a `T`, or null if it is something else. A dynamic message can
// share the descriptor of a generated one, but not its reflection.
template <class T>
const T* As(const google::protobuf::Message& message) {
  if (message.GetReflection() != T::default_instance().GetReflection()) {
    return nullptr;
  }
  return static_cast<const T*>(&message);
}

// The shortest text that reads back as the same number and not as an integer.
std::string FormatNumber(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::string text;
  for (int digits = 15; digits <= 17; ++digits) {
    text = absl::StrFormat("%.*g", digits, number);
    double again = 0;
    if (absl::SimpleAtod(text, &again) && again == number) break;
  }
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

class Printer {
 public:
  void PrintMessage(const google::protobuf::Message& message) {
    // A Value is not a level of nesting; the list or dict in it is.
    if (const auto* value = As<v1::Value>(message)) return PrintValue(*value);
    PrintNested([&] {
      if (const auto* dict = As<v1::Dict>(message)) {
        PrintDict(*dict, /*unclaimed=*/false);
      } else {
        PrintShape(message);
      }
    });
  }

  std::string Take() && { return std::move(out_); }

 private:
  template <class... Parts>
  void Append(const Parts&... parts) {
    absl::StrAppend(&out_, parts...);
  }

  // Prints what is a level of nesting, unless that is one too many.
  template <class Print>
  void PrintNested(Print print) {
    if (depth_ == kMaxDepth || IsFull()) return Append(kCut);
    ++depth_;
    print();
    --depth_;
  }

  bool IsFull() const { return out_.size() >= kMaxLineBytes; }

  void PrintString(absl::string_view text) {
    internal::AppendQuoted(text, kMaxStringBytes, &out_);
  }

  void PrintBytes(absl::string_view bytes) {
    Append("<", bytes.size(), " bytes>");
  }

  void PrintForeign(const v1::Foreign& foreign) {
    Append("<", internal::ForeignText(foreign, kMaxStringBytes), ">");
  }

  // Prints `size` elements between brackets, as far as the limits allow.
  template <class PrintElement>
  void PrintElements(char open, char close, int size, PrintElement print) {
    out_.push_back(open);
    const int shown = std::min(size, kMaxElements);
    int i = 0;
    for (; i < shown && !IsFull(); ++i) {
      if (i > 0) Append(", ");
      print(i);
    }
    if (i < size) Append(i > 0 ? ", " : "", "(+", size - i, " more)");
    out_.push_back(close);
  }

  void PrintValue(const v1::Value& value) {
    switch (value.kind_case()) {
      case v1::Value::kNullValue:
      case v1::Value::KIND_NOT_SET:
        return Append("null");
      case v1::Value::kBoolValue:
        return Append(value.bool_value() ? "true" : "false");
      case v1::Value::kUintValue:
        return Append(value.uint_value());
      case v1::Value::kIntValue:
        return Append(value.int_value());
      case v1::Value::kDoubleValue:
        return Append(FormatNumber(value.double_value()));
      case v1::Value::kStringValue:
        return PrintString(value.string_value());
      case v1::Value::kBytesValue:
        return PrintBytes(value.bytes_value());
      case v1::Value::kListValue:
        return PrintMessage(value.list_value());
      case v1::Value::kDictValue:
        return PrintMessage(value.dict_value());
      case v1::Value::kForeignValue:
        return PrintForeign(value.foreign_value());
    }
  }

  // `unclaimed`: the keys have no field that could be marked as secret.
  void PrintDict(const v1::Dict& dict, bool unclaimed) {
    PrintElements('{', '}', dict.entries_size(), [&](int i) {
      const v1::Entry& entry = dict.entries(i);
      PrintString(entry.key());
      Append(": ");
      if (unclaimed && internal::IsSecretKey(entry.key())) {
        return Append("<secret>");
      }
      PrintMessage(entry.value());
    });
  }

  void PrintShape(const google::protobuf::Message& message) {
    const Descriptor* type = message.GetDescriptor();
    switch (internal::AnnotationOf(type).shape()) {
      case v1::SHAPE_LIST:
      case v1::SHAPE_ANY_LIST:
        if (type->field_count() == 1 && type->field(0)->is_repeated()) {
          return PrintField(message, type->field(0));
        }
        break;
      case v1::SHAPE_UNION:
        if (type->oneof_decl_count() > 0) {
          const FieldDescriptor* arm =
              message.GetReflection()->GetOneofFieldDescriptor(
                  message, type->oneof_decl(0));
          if (arm != nullptr) return PrintField(message, arm);
        }
        break;
      default:
        break;
    }
    PrintFields(message);
  }

  void PrintFields(const google::protobuf::Message& message) {
    const Descriptor* type = message.GetDescriptor();
    const Reflection& reflection = *message.GetReflection();
    Append(type->name(), "(");
    absl::string_view separator;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const bool present = field->is_repeated()
                               ? reflection.FieldSize(message, field) > 0
                               : reflection.HasField(message, field);
      if (!present) continue;
      Append(separator);
      separator = ", ";
      if (IsFull()) {
        Append(kCut);
        break;
      }
      Append(field->name(), "=");
      PrintField(message, field);
    }
    Append(")");
  }

  void PrintField(const google::protobuf::Message& message,
                  const FieldDescriptor* field) {
    const v1::FieldAnnotation& annotation = internal::AnnotationOf(field);
    if (annotation.secret()) {
      // Of encoded payloads the size is worth knowing, and no secret.
      if (field->type() == FieldDescriptor::TYPE_BYTES &&
          !field->is_repeated()) {
        return PrintScalar(message, field);
      }
      return Append("<secret>");
    }
    if (field->is_map()) return PrintMap(message, field);
    if (field->is_repeated()) {
      const int size = message.GetReflection()->FieldSize(message, field);
      return PrintElements('[', ']', size,
                           [&](int i) { PrintElement(message, field, i); });
    }
    if (annotation.has_keep_unknown() && field->message_type() != nullptr) {
      const auto* dict =
          As<v1::Dict>(message.GetReflection()->GetMessage(message, field));
      if (dict != nullptr) {
        return PrintNested([&] { PrintDict(*dict, /*unclaimed=*/true); });
      }
    }
    PrintScalar(message, field);
  }

  void PrintScalar(const google::protobuf::Message& message,
                   const FieldDescriptor* field) {
    const Reflection& reflection = *message.GetReflection();
    std::string scratch;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        return Append(reflection.GetBool(message, field) ? "true" : "false");
      case FieldDescriptor::CPPTYPE_INT32:
        return Append(reflection.GetInt32(message, field));
      case FieldDescriptor::CPPTYPE_INT64:
        return Append(reflection.GetInt64(message, field));
      case FieldDescriptor::CPPTYPE_UINT32:
        return Append(reflection.GetUInt32(message, field));
      case FieldDescriptor::CPPTYPE_UINT64:
        return Append(reflection.GetUInt64(message, field));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Append(FormatNumber(reflection.GetFloat(message, field)));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Append(FormatNumber(reflection.GetDouble(message, field)));
      case FieldDescriptor::CPPTYPE_ENUM:
        return PrintEnum(field, reflection.GetEnumValue(message, field));
      case FieldDescriptor::CPPTYPE_STRING:
        return PrintText(
            field, reflection.GetStringReference(message, field, &scratch));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return PrintMessage(reflection.GetMessage(message, field));
    }
  }

  void PrintElement(const google::protobuf::Message& message,
                    const FieldDescriptor* field, int i) {
    const Reflection& reflection = *message.GetReflection();
    std::string scratch;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        return Append(reflection.GetRepeatedBool(message, field, i) ? "true"
                                                                    : "false");
      case FieldDescriptor::CPPTYPE_INT32:
        return Append(reflection.GetRepeatedInt32(message, field, i));
      case FieldDescriptor::CPPTYPE_INT64:
        return Append(reflection.GetRepeatedInt64(message, field, i));
      case FieldDescriptor::CPPTYPE_UINT32:
        return Append(reflection.GetRepeatedUInt32(message, field, i));
      case FieldDescriptor::CPPTYPE_UINT64:
        return Append(reflection.GetRepeatedUInt64(message, field, i));
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Append(
            FormatNumber(reflection.GetRepeatedFloat(message, field, i)));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Append(
            FormatNumber(reflection.GetRepeatedDouble(message, field, i)));
      case FieldDescriptor::CPPTYPE_ENUM:
        return PrintEnum(field,
                         reflection.GetRepeatedEnumValue(message, field, i));
      case FieldDescriptor::CPPTYPE_STRING:
        return PrintText(field, reflection.GetRepeatedStringReference(
                                    message, field, i, &scratch));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return PrintMessage(reflection.GetRepeatedMessage(message, field, i));
    }
  }

  // A map has no order, so its entries are printed sorted by their texts.
  void PrintMap(const google::protobuf::Message& message,
                const FieldDescriptor* field) {
    const Descriptor* entry_type = field->message_type();
    const int size = message.GetReflection()->FieldSize(message, field);
    std::vector<std::string> entries;
    entries.reserve(static_cast<size_t>(size));
    for (int i = 0; i < size; ++i) {
      const google::protobuf::Message& entry =
          message.GetReflection()->GetRepeatedMessage(message, field, i);
      Printer printer;
      printer.depth_ = depth_;
      printer.PrintField(entry, entry_type->field(0));
      printer.Append(": ");
      printer.PrintField(entry, entry_type->field(1));
      entries.push_back(std::move(printer.out_));
    }
    std::sort(entries.begin(), entries.end());
    PrintElements('{', '}', size,
                  [&](int i) { Append(entries[static_cast<size_t>(i)]); });
  }

  void PrintText(const FieldDescriptor* field, absl::string_view text) {
    if (field->type() == FieldDescriptor::TYPE_BYTES) {
      PrintBytes(text);
    } else {
      PrintString(text);
    }
  }

  void PrintEnum(const FieldDescriptor* field, int number) {
    const EnumValueDescriptor* value =
        field->enum_type()->FindValueByNumber(number);
    if (value == nullptr) return Append(number);
    const std::string token = internal::TokenOf(value);
    if (!token.empty()) {
      Append(token);
    } else {
      Append(value->name());
    }
  }

  std::string out_;
  int depth_ = 0;
};

}  // namespace

std::string ToString(const google::protobuf::Message& message) {
  Printer printer;
  printer.PrintMessage(message);
  return std::move(printer).Take();
}

}  // namespace wamp
