// Streams of records in protobuf's length-delimited form, which the libraries
// of all languages read: each record with its size as a varint before it.
//
// Example:
//
//   std::string out;
//   wamp::log::AppendDelimited(record, &out);  // to be written to a file
//
//   wamp::log::DelimitedReader reader(&file);  // any std::istream
//   wamp::log::v1::SessionRecord record;
//   for (;;) {
//     absl::StatusOr<bool> more = reader.Next(&record);
//     if (!more.ok()) return more.status();
//     if (!*more) break;
//     Use(record);
//   }
#ifndef WAMP_LOG_DELIMITED_H_
#define WAMP_LOG_DELIMITED_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "wamp/log/v1/record.pb.h"

namespace wamp {
namespace log {

// Appends the record; secrets that nobody has taken out of it are not in it, as
// in lines.h.
void AppendDelimited(const v1::SessionRecord& record, std::string* out);

// Appends the bytes of a record that NodeLog::Seal (node_log.h) has given.
void AppendDelimited(absl::string_view sealed, std::string* out);

// Reads records from a stream, one at a time.
class DelimitedReader {
 public:
  // A record that claims more bytes than this is refused before it is read.
  static constexpr size_t kMostBytes = size_t{64} << 20;

  // `in` must outlive the reader, and is read ahead of what has been asked for.
  explicit DelimitedReader(std::istream* in);

  // Puts the next record into `record`, and returns whether there was one:
  // false at the end of the stream. A record that ends early, is too large or
  // is none is a DataLoss, which says where; nothing can be read after that.
  // Fields that this release doesn't know stay in the record.
  absl::StatusOr<bool> Next(v1::SessionRecord* record);

  // As Next, with the bytes of the record as they are, which are what a sealed
  // one is hashed by. They may be no record.
  absl::StatusOr<bool> NextBytes(std::string* bytes);

 private:
  // Calls `read` with the stream at the next record, and its size; it returns
  // what it found that is no record, or nothing.
  template <class Read>
  absl::StatusOr<bool> ReadNext(Read read);

  google::protobuf::io::IstreamInputStream stream_;
  // How many records were read before.
  uint64_t count_ = 0;
  // Where the next one starts, in bytes.
  int64_t offset_ = 0;
  bool failed_ = false;
};

}  // namespace log
}  // namespace wamp

#endif  // WAMP_LOG_DELIMITED_H_
