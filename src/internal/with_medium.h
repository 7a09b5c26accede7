// Chooses a medium at run time.
#ifndef WAMP_SRC_INTERNAL_WITH_MEDIUM_H_
#define WAMP_SRC_INTERNAL_WITH_MEDIUM_H_

#include "src/internal/media.h"
#include "wamp/v1/payload.pb.h"

namespace wamp {
namespace internal {

// Returns `use(Medium())` for the medium of `serializer`, or `otherwise()` if
// there is none.
template <class Use, class Otherwise>
auto WithMedium(v1::Serializer serializer, Use use, Otherwise otherwise) {
  switch (serializer) {
    case v1::SERIALIZER_JSON:
      return use(Json());
    case v1::SERIALIZER_MSGPACK:
      return use(MsgPack());
    default:
      return otherwise();
  }
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_INTERNAL_WITH_MEDIUM_H_
