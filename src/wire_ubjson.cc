// UBJSON, for every message with generated rows.
#include "src/internal/typed_wire.h"
#include "src/internal/wire_medium.h"

namespace wamp {
namespace internal {

#define WAMP_EACH(NAME) WAMP_INSTANTIATE_MEDIUM(Ubjson, NAME)
#include "src/schema/messages.inc"
#undef WAMP_EACH

}  // namespace internal
}  // namespace wamp
