#include "src/log/postgres/parameters.h"

#include <utility>

namespace wamp {
namespace internal {
namespace {

// Of the types, as pg_type.dat numbers them for good.
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kByteaArray = 1001;
constexpr Oid kInt8Array = 1016;

void AppendInt32(uint32_t number, std::string* out) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(number >> shift & 0xff));
  }
}

// One dimension, whether there may be nulls, the type, how many, from 1 on; and
// each value after its size, which is -1 for a null.
template <class Values, class Encode>
std::string EncodeArray(Oid type, const Values& values, const Encode& encode) {
  std::string out;
  AppendInt32(1, &out);
  AppendInt32(1, &out);
  AppendInt32(type, &out);
  AppendInt32(static_cast<uint32_t>(values.size()), &out);
  AppendInt32(1, &out);
  for (const auto& value : values) {
    if (!value) {
      AppendInt32(0xffffffff, &out);
      continue;
    }
    const auto bytes = encode(*value);
    AppendInt32(static_cast<uint32_t>(bytes.size()), &out);
    out.append(bytes.data(), bytes.size());
  }
  return out;
}

}  // namespace

int Parameters::Add(int64_t number) {
  return AddValue(kInt8, EncodeNumber(number));
}

int Parameters::Add(absl::string_view bytes) {
  return AddValue(kBytea, std::string(bytes));
}

int Parameters::Add(const Numbers& numbers) {
  return AddValue(kInt8Array, EncodeArray(kInt8, numbers, EncodeNumber));
}

int Parameters::Add(const Texts& texts) {
  return AddValue(
      kByteaArray,
      EncodeArray(kBytea, texts, [](absl::string_view text) { return text; }));
}

int Parameters::AddName(absl::string_view text) {
  return AddValue(kText, std::string(text));
}

std::vector<const char*> Parameters::values() const {
  std::vector<const char*> values;
  values.reserve(values_.size());
  for (const std::string& value : values_) values.push_back(value.data());
  return values;
}

std::vector<int> Parameters::sizes() const {
  std::vector<int> sizes;
  sizes.reserve(values_.size());
  for (const std::string& value : values_) {
    sizes.push_back(static_cast<int>(value.size()));
  }
  return sizes;
}

int Parameters::AddValue(Oid type, std::string value) {
  types_.push_back(type);
  values_.push_back(std::move(value));
  return count();
}

std::string EncodeNumber(int64_t number) {
  const auto bits = static_cast<uint64_t>(number);
  std::string out;
  AppendInt32(static_cast<uint32_t>(bits >> 32), &out);
  AppendInt32(static_cast<uint32_t>(bits), &out);
  return out;
}

int64_t DecodeNumber(absl::string_view bytes) {
  uint64_t bits = 0;
  for (const char c : bytes) bits = bits << 8 | static_cast<uint8_t>(c);
  return static_cast<int64_t>(bits);
}

}  // namespace internal
}  // namespace wamp
