#include "wamp/codec/codec.h"

#include "src/text/foreign.h"
#include "src/text/quote.h"

namespace wamp {

absl::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::kInvalid:
      return "no value";
    case Kind::kNull:
      return "a null";
    case Kind::kBool:
      return "a boolean";
    case Kind::kUint:
    case Kind::kInt:
      return "an integer";
    case Kind::kDouble:
      return "a float";
    case Kind::kString:
      return "a string";
    case Kind::kBytes:
      return "a byte string";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a dict";
    case Kind::kForeign:
      return "a foreign value";
  }
  return "no value";
}

std::string ForeignName(const ForeignValue& value) {
  constexpr absl::string_view kNames[] = {"no format", "json",   "msgpack",
                                          "cbor",      "ubjson", "bjdata"};
  return internal::ForeignName(kNames[static_cast<size_t>(value.format)],
                               value.encoded);
}

namespace codec_internal {

void FaultKeeper::Record(Rule rule, size_t offset, absl::string_view expected,
                         absl::string_view found,
                         absl::string_view found_value) {
  if (fault_ != nullptr) return;
  fault_ = std::make_unique<Fault>();
  fault_->rule = rule;
  fault_->offset = offset;
  fault_->expected = std::string(expected);
  fault_->found = std::string(found);
  // A number may have any number of digits.
  fault_->found_value = internal::Escape(found_value);
}

void FaultKeeper::RecordText(Rule rule, size_t offset,
                             absl::string_view expected,
                             absl::string_view found, absl::string_view text) {
  if (fault_ != nullptr) return;
  Record(rule, offset, expected, found, {});
  fault_->found_value = internal::Quote(text);
  fault_->quoted = true;
}

void FaultKeeper::RecordTruncated(size_t offset, absl::string_view expected,
                                  absl::string_view found) {
  if (fault_ != nullptr) return;
  Record(Rule::kSyntax, offset, expected, found, {});
  fault_->truncated = true;
}

}  // namespace codec_internal
}  // namespace wamp
