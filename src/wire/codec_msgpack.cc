// MessagePack, for every message with generated rows.
#include "src/wire/codec_messages.h"
#include "src/wire/wire_codec.h"

namespace wamp {
namespace internal {

#define WAMP_EACH(NAME) WAMP_INSTANTIATE_CODEC(MsgPack, NAME)
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH

}  // namespace internal
}  // namespace wamp
