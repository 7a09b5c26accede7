#define WAMP_THIS_SERIALIZER v1::SERIALIZER_UBJSON
#include "src/wire/codec_messages.inc"
