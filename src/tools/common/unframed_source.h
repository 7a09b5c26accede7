// Messages back to back.
#ifndef WAMP_SRC_TOOLS_COMMON_UNFRAMED_SOURCE_H_
#define WAMP_SRC_TOOLS_COMMON_UNFRAMED_SOURCE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "src/tools/common/frame_source.h"
#include "src/tools/common/stream_buffer.h"
#include "src/tools/common/ubjson_guess.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace tools {

// Each message ends where its value does; in JSON there may be white space or
// the separators of batches (0x18, 0x1E) in between, in UBJSON and BJData
// no-ops. After a broken value it goes on with the next line of a JSON stream
// that starts with "[", or with the end of any other.
class UnframedSource : public FrameSource {
 public:
  UnframedSource(google::protobuf::io::CopyingInputStream& in,
                 SourceOptions options);

  absl::StatusOr<std::optional<FoundFrame>> Next(FrameSlots& frames) override;
  std::string place() const override;
  v1::Serializer serializer() const override { return guess_.serializer(); }

 private:
  bool IsJson() const { return serializer() == v1::SERIALIZER_JSON; }
  bool HasNoOps() const {
    return serializer() == v1::SERIALIZER_UBJSON ||
           serializer() == v1::SERIALIZER_BJDATA;
  }
  std::optional<FoundFrame> TakeNext(FrameSlots& frames);
  absl::StatusOr<std::optional<size_t>> MeasureNext(absl::string_view bytes);
  absl::Status GiveUp(absl::string_view why) const;
  bool Fill();
  void Use(size_t size);
  void DropByteOrderMark();
  void DropSeparators();
  void Resynchronise();

  StreamBuffer buffer_;
  UbjsonGuess guess_;
  // The offset of the first byte in the buffer.
  uint64_t next_ = 0;
  // The size of the last message.
  size_t size_ = 0;
  // Whether the next frame is to be looked for.
  bool lost_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_COMMON_UNFRAMED_SOURCE_H_
