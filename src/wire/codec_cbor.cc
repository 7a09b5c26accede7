#define WAMP_THIS_SERIALIZER v1::SERIALIZER_CBOR
#include "src/wire/codec_messages.inc"
