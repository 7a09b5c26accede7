#include "wamp/log/delimited.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "src/log/redacted_record.h"

namespace wamp {
namespace log {

void AppendDelimited(const v1::SessionRecord& record, std::string* out) {
  google::protobuf::io::StringOutputStream stream(out);
  google::protobuf::util::SerializeDelimitedToZeroCopyStream(
      *internal::RedactedRecord(record), &stream);
}

void AppendDelimited(absl::string_view sealed, std::string* out) {
  google::protobuf::io::StringOutputStream stream(out);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.WriteVarint32(static_cast<uint32_t>(sealed.size()));
  // Nothing may have no address.
  if (sealed.empty()) return;
  coded.WriteRaw(sealed.data(), static_cast<int>(sealed.size()));
}

DelimitedReader::DelimitedReader(std::istream* in) : stream_(in) {}

template <class Read>
absl::StatusOr<bool> DelimitedReader::ReadNext(Read read) {
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
  const absl::string_view found = read(coded, static_cast<int>(size));
  if (!found.empty()) return fault("a SessionRecord", found);
  ++count_;
  offset_ += coded.CurrentPosition();
  return true;
}

absl::StatusOr<bool> DelimitedReader::Next(v1::SessionRecord* record) {
  return ReadNext([record](google::protobuf::io::CodedInputStream& coded,
                           int size) -> absl::string_view {
    const auto limit = coded.PushLimit(size);
    record->Clear();
    if (!record->ParseFromCodedStream(&coded) ||
        !coded.ConsumedEntireMessage() || coded.BytesUntilLimit() != 0) {
      const bool ends_early = !coded.Skip(coded.BytesUntilLimit());
      return ends_early ? "one that ends early" : "none";
    }
    coded.PopLimit(limit);
    return "";
  });
}

absl::StatusOr<bool> DelimitedReader::NextBytes(std::string* bytes) {
  return ReadNext([bytes](google::protobuf::io::CodedInputStream& coded,
                          int size) -> absl::string_view {
    return coded.ReadString(bytes, size) ? "" : "one that ends early";
  });
}

}  // namespace log
}  // namespace wamp
