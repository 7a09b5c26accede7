// The codecs that tests run over.
//
//   TYPED_TEST_SUITE(ReaderTest, testing::Codecs, testing::CodecName);
//   TYPED_TEST(ReaderTest, ReadsNothing) {
//     typename TypeParam::Reader reader("");
//     …
#ifndef WAMP_TESTS_TESTING_CODECS_H_
#define WAMP_TESTS_TESTING_CODECS_H_

#include <string>

#include "gtest/gtest.h"
#include "tests/testing/type_list.h"
#include "wamp/codec/cbor_reader.h"
#include "wamp/codec/cbor_writer.h"
#include "wamp/codec/json_reader.h"
#include "wamp/codec/json_writer.h"
#include "wamp/codec/msgpack_reader.h"
#include "wamp/codec/msgpack_writer.h"
#include "wamp/codec/ubjson_reader.h"
#include "wamp/codec/ubjson_writer.h"

namespace wamp {
namespace testing {

// All codecs: a line here puts one under every test of codecs.
#define WAMP_EACH_CODEC(USE) \
  USE(Json)                  \
  USE(MsgPack)               \
  USE(Cbor)                  \
  USE(Ubjson)                \
  USE(Bjdata)

// `Json` and so on: what reads a format and what writes it.
#define WAMP_CODEC(NAME)                   \
  struct NAME {                            \
    using Reader = NAME##Reader;           \
    using Writer = NAME##Writer;           \
    static constexpr char kName[] = #NAME; \
  };
WAMP_EACH_CODEC(WAMP_CODEC)
#undef WAMP_CODEC

#define WAMP_CODEC(NAME) , NAME
using Codecs =
    WithoutFirst<::testing::Types<void WAMP_EACH_CODEC(WAMP_CODEC)>>::Types;
#undef WAMP_CODEC

// Names a typed test after its codec.
struct CodecName {
  template <class Codec>
  static std::string GetName(int) {
    return Codec::kName;
  }
};

// Calls `use` with a value of each codec's type.
template <class Use>
void ForEachCodec(Use use) {
#define WAMP_CODEC(NAME) use(NAME());
  WAMP_EACH_CODEC(WAMP_CODEC)
#undef WAMP_CODEC
}

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_TESTING_CODECS_H_
