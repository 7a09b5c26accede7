#include "src/tools/common/frame_source.h"

#include <utility>

#include "src/tools/common/framed_source.h"
#include "src/tools/common/unframed_source.h"
#include "wamp/wire.h"

namespace wamp {
namespace tools {

FoundFrame FrameSource::Read(absl::string_view bytes,
                             FrameSlots& frames) const {
  v1::Frame& frame = frames.Choose(bytes);
  frames.Count(bytes.size());
  return {bytes,
          Decode(bytes, serializer(), &frame, options_.decode(serializer()))};
}

std::unique_ptr<FrameSource> MakeFrameSource(
    google::protobuf::io::CopyingInputStream& in, SourceOptions options) {
  if (options.format.layout == StreamLayout::kBare) {
    return std::make_unique<UnframedSource>(in, std::move(options));
  }
  return std::make_unique<FramedSource>(in, std::move(options));
}

}  // namespace tools
}  // namespace wamp
