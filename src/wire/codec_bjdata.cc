#define WAMP_THIS_SERIALIZER v1::SERIALIZER_BJDATA
#include "src/wire/codec_messages.inc"
