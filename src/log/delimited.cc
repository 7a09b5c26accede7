#include "wamp/log/delimited.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "src/log/redacted_copy.h"

namespace wamp {
namespace log {

void AppendDelimited(const v1::SessionRecord& record, std::string* out) {
  google::protobuf::io::StringOutputStream stream(out);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(
      internal::RedactedCopy(record), &stream);
}

void AppendDelimited(absl::string_view sealed, std::string* out) {
  google::protobuf::io::StringOutputStream stream(out);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.WriteVarint32(static_cast<uint32_t>(sealed.size()));
  coded.WriteRaw(sealed.data(), static_cast<int>(sealed.size()));
}

DelimitedReader::DelimitedReader(std::istream* in) : stream_(in) {}

absl::StatusOr<bool> DelimitedReader::Next(v1::SessionRecord* record) {
  const auto fault = [this](absl::string_view expected,
                            absl::string_view found) {
    failed_ = true;
    return absl::DataLossError(absl::StrCat("record ", count_ + 1,
                                            ": expected ", expected, ", got ",
                                            found, " (byte ", offset_, ")"));
  };
  if (failed_) return fault("no more", "what follows a broken record");

  google::protobuf::io::CodedInputStream coded(&stream_);
  const void* data = nullptr;
  int available = 0;
  if (!coded.GetDirectBufferPointer(&data, &available)) return false;
  uint32_t size = 0;
  if (!coded.ReadVarint32(&size)) return fault("a size", "no varint");
  if (size > kMostBytes) {
    return fault(absl::StrCat("at most ", kMostBytes, " bytes"),
                 absl::StrCat(size));
  }
  const auto limit = coded.PushLimit(static_cast<int>(size));
  record->Clear();
  if (!record->ParseFromCodedStream(&coded) || !coded.ConsumedEntireMessage() ||
      coded.BytesUntilLimit() != 0) {
    const bool ends_early = !coded.Skip(coded.BytesUntilLimit());
    return fault("a SessionRecord",
                 ends_early ? "one that ends early" : "none");
  }
  coded.PopLimit(limit);
  ++count_;
  offset_ += coded.CurrentPosition();
  return true;
}

}  // namespace log
}  // namespace wamp
