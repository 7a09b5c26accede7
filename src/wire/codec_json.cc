#define WAMP_THIS_SERIALIZER v1::SERIALIZER_JSON
#include "src/wire/codec_messages.inc"
