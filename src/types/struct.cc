#include "wamp/struct.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/engine/foreign_text.h"
#include "src/text/quote.h"

namespace wamp {
namespace {

namespace pb = google::protobuf;

// The largest integer up to which a double holds every integer.
constexpr uint64_t kMaxExact = uint64_t{1} << 53;

// Each level of a Struct costs up to three of the 100 levels that protobuf
// parses.
constexpr int kMaxDepth = 32;

// Where a conversion is: the keys and indexes that lead there. Grows and
// shrinks as the conversion goes down and up.
class Path {
 public:
  explicit Path(absl::string_view root) : text_(root) {}

  // Extends the path for as long as the Step lives.
  class Step {
   public:
    Step(Path& path, absl::string_view key)
        : path_(path), size_(path.text_.size()) {
      path.AppendKey(key);
      ++path.depth_;
    }
    Step(Path& path, int index) : path_(path), size_(path.text_.size()) {
      absl::StrAppend(&path.text_, "[", index, "]");
      ++path.depth_;
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() {
      path_.text_.resize(size_);
      --path_.depth_;
    }

   private:
    Path& path_;
    size_t size_;
  };

  bool TooDeep() const { return depth_ > kMaxDepth; }

  absl::Status Error(absl::string_view expected, absl::string_view got) const {
    return absl::InvalidArgumentError(
        absl::StrCat(text_, ": expected ", expected, ", got ", got));
  }

  absl::Status TooDeepError() const {
    return Error(absl::StrCat("at most ", kMaxDepth, " levels of nesting"),
                 "more");
  }

 private:
  void AppendKey(absl::string_view key) {
    const bool plain =
        !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
          return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
        });
    if (plain && key.size() <= kMaxKey) {
      absl::StrAppend(&text_, ".", key);
      return;
    }
    text_.push_back('[');
    internal::AppendQuoted(key, kMaxKey, &text_);
    text_.push_back(']');
  }

  static constexpr size_t kMaxKey = 64;

  std::string text_;
  int depth_ = 0;
};

constexpr absl::string_view kHoldable = "a value that Struct can hold";
constexpr absl::string_view kFinite = "a finite number";

std::string NumberName(double number) {
  return std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
}

absl::Status ConvertDict(const v1::Dict& in, Path& path, pb::Struct& out);

absl::Status ConvertValue(const v1::Value& in, Path& path, pb::Value& out) {
  switch (in.kind_case()) {
    case v1::Value::kNullValue:
    case v1::Value::KIND_NOT_SET:
      out.set_null_value(pb::NULL_VALUE);
      break;
    case v1::Value::kBoolValue:
      out.set_bool_value(in.bool_value());
      break;
    case v1::Value::kUintValue:
      if (in.uint_value() > kMaxExact) {
        return path.Error("an integer of at most 2^53",
                          absl::StrCat(in.uint_value()));
      }
      out.set_number_value(static_cast<double>(in.uint_value()));
      break;
    case v1::Value::kIntValue:
      if (in.int_value() < -static_cast<int64_t>(kMaxExact) ||
          in.int_value() > static_cast<int64_t>(kMaxExact)) {
        return path.Error("an integer from -2^53 to 2^53",
                          absl::StrCat(in.int_value()));
      }
      out.set_number_value(static_cast<double>(in.int_value()));
      break;
    case v1::Value::kDoubleValue:
      if (!std::isfinite(in.double_value())) {
        return path.Error(kFinite, NumberName(in.double_value()));
      }
      out.set_number_value(in.double_value());
      break;
    case v1::Value::kStringValue:
      out.set_string_value(in.string_value());
      break;
    case v1::Value::kBytesValue:
      return path.Error(kHoldable,
                        absl::StrCat(in.bytes_value().size(), " bytes"));
    case v1::Value::kForeignValue:
      return path.Error(kHoldable, internal::ForeignName(in.foreign_value()));
    case v1::Value::kListValue: {
      pb::ListValue& list = *out.mutable_list_value();
      for (int i = 0; i < in.list_value().values_size(); ++i) {
        Path::Step step(path, i);
        if (path.TooDeep()) return path.TooDeepError();
        absl::Status status =
            ConvertValue(in.list_value().values(i), path, *list.add_values());
        if (!status.ok()) return status;
      }
      break;
    }
    case v1::Value::kDictValue:
      return ConvertDict(in.dict_value(), path, *out.mutable_struct_value());
  }
  return absl::OkStatus();
}

absl::Status ConvertDict(const v1::Dict& in, Path& path, pb::Struct& out) {
  for (const v1::Entry& entry : in.entries()) {
    Path::Step step(path, entry.key());
    if (path.TooDeep()) return path.TooDeepError();
    const auto [field, added] =
        out.mutable_fields()->insert({entry.key(), pb::Value()});
    if (!added) return path.Error("each key once", "it again");
    absl::Status status = ConvertValue(entry.value(), path, field->second);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ConvertStruct(const pb::Struct& in, Path& path, v1::Dict& out);

absl::Status ConvertNumber(double number, const Path& path, v1::Value& out) {
  if (!std::isfinite(number)) return path.Error(kFinite, NumberName(number));
  const bool whole = std::trunc(number) == number &&
                     std::abs(number) <= static_cast<double>(kMaxExact);
  if (!whole || (number == 0 && std::signbit(number))) {
    out.set_double_value(number);
  } else if (number < 0) {
    out.set_int_value(static_cast<int64_t>(number));
  } else {
    out.set_uint_value(static_cast<uint64_t>(number));
  }
  return absl::OkStatus();
}

absl::Status ConvertValue(const pb::Value& in, Path& path, v1::Value& out) {
  switch (in.kind_case()) {
    case pb::Value::kNullValue:
      out.set_null_value(v1::NULL_UNSPECIFIED);
      break;
    case pb::Value::kNumberValue:
      return ConvertNumber(in.number_value(), path, out);
    case pb::Value::kStringValue:
      out.set_string_value(in.string_value());
      break;
    case pb::Value::kBoolValue:
      out.set_bool_value(in.bool_value());
      break;
    case pb::Value::kListValue: {
      v1::List& list = *out.mutable_list_value();
      for (int i = 0; i < in.list_value().values_size(); ++i) {
        Path::Step step(path, i);
        if (path.TooDeep()) return path.TooDeepError();
        absl::Status status =
            ConvertValue(in.list_value().values(i), path, *list.add_values());
        if (!status.ok()) return status;
      }
      break;
    }
    case pb::Value::kStructValue:
      return ConvertStruct(in.struct_value(), path, *out.mutable_dict_value());
    case pb::Value::KIND_NOT_SET:
      return path.Error("a value of some kind", "none");
  }
  return absl::OkStatus();
}

absl::Status ConvertStruct(const pb::Struct& in, Path& path, v1::Dict& out) {
  std::vector<std::pair<absl::string_view, const pb::Value*>> fields;
  fields.reserve(in.fields().size());
  for (const auto& [key, value] : in.fields()) fields.emplace_back(key, &value);
  std::sort(fields.begin(), fields.end());
  for (const auto& [key, value] : fields) {
    Path::Step step(path, key);
    if (path.TooDeep()) return path.TooDeepError();
    v1::Entry& entry = *out.add_entries();
    entry.set_key(std::string(key));
    absl::Status status = ConvertValue(*value, path, *entry.mutable_value());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<pb::Struct> ToStruct(const v1::Dict& dict) {
  pb::Struct result;
  Path path("Dict");
  absl::Status status = ConvertDict(dict, path, result);
  if (!status.ok()) return status;
  return result;
}

absl::StatusOr<v1::Dict> FromStruct(const pb::Struct& source) {
  v1::Dict result;
  Path path("Struct");
  absl::Status status = ConvertStruct(source, path, result);
  if (!status.ok()) return status;
  return result;
}

}  // namespace wamp
