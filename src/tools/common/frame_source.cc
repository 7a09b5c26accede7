#include "src/tools/common/frame_source.h"

#include <utility>

#include "src/tools/common/framed_source.h"
#include "src/tools/common/unframed_source.h"

namespace wamp {
namespace tools {

std::unique_ptr<FrameSource> MakeFrameSource(
    google::protobuf::io::CopyingInputStream& in, const StreamFormat& format,
    std::function<void(absl::string_view)> note) {
  if (format.layout == StreamLayout::kBare) {
    return std::make_unique<UnframedSource>(in, format.serializer);
  }
  return std::make_unique<FramedSource>(in, format, std::move(note));
}

}  // namespace tools
}  // namespace wamp
