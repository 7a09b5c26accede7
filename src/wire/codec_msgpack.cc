#define WAMP_THIS_SERIALIZER v1::SERIALIZER_MSGPACK
#include "src/wire/codec_messages.inc"
