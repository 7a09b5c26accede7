// The attributes that say how an encoded payload is to be decoded. Seven types
// have them: the dicts of the messages with a payload, and EncodedPayload.
#ifndef WAMP_SRC_WIRE_ENCODING_H_
#define WAMP_SRC_WIRE_ENCODING_H_

#include <type_traits>

namespace wamp {
namespace internal {

// Makes the attributes of `to` those of `from`, which loses them unless it is
// const. What is absent in `from` becomes so in `to`.
template <class From, class To>
void TransferEncoding(From& from, To& to) {
  // release_…() gives null for an absent field, which set_allocated_…() takes
  // for a clearing.
#define WAMP_EACH(FIELD)                              \
  if constexpr (!std::is_const_v<From>) {             \
    to.set_allocated_##FIELD(from.release_##FIELD()); \
  } else if (from.has_##FIELD()) {                    \
    to.set_##FIELD(from.FIELD());                     \
  } else {                                            \
    to.clear_##FIELD();                               \
  }
  WAMP_EACH(enc_algo)
  WAMP_EACH(enc_serializer)
  WAMP_EACH(enc_key)
  WAMP_EACH(ppt_scheme)
  WAMP_EACH(ppt_serializer)
  WAMP_EACH(ppt_cipher)
  WAMP_EACH(ppt_keyid)
#undef WAMP_EACH
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_WIRE_ENCODING_H_
