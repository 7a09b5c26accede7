// The attributes that say how an encoded payload is to be decoded. Seven types
// have them: the dicts of the messages with a payload, and EncodedPayload.

#ifndef WAMP_SRC_WIRE_MOVE_ENCODING_H_
#define WAMP_SRC_WIRE_MOVE_ENCODING_H_

namespace wamp {
namespace internal {

// Makes the attributes of `to` those of `from`, which loses them. What is
// absent in `from` becomes so in `to`: release_…() gives null for it, which
// set_allocated_…() takes for a clearing.
template <class From, class To>
void MoveEncoding(From& from, To& to) {
  to.set_allocated_enc_algo(from.release_enc_algo());
  to.set_allocated_enc_serializer(from.release_enc_serializer());
  to.set_allocated_enc_key(from.release_enc_key());
  to.set_allocated_ppt_scheme(from.release_ppt_scheme());
  to.set_allocated_ppt_serializer(from.release_ppt_serializer());
  to.set_allocated_ppt_cipher(from.release_ppt_cipher());
  to.set_allocated_ppt_keyid(from.release_ppt_keyid());
}

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_WIRE_MOVE_ENCODING_H_
