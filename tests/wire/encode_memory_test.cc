// What encoding does with the memory of the string that it writes to.
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/testing/recorded.h"
#include "tests/testing/serializers.h"
#include "tests/testing/status_matchers.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"
#include "wamp/wire.h"

namespace {

size_t allocations = 0;

}  // namespace

// Not inlined, or compilers see free() where they expect delete.
ABSL_ATTRIBUTE_NOINLINE void* operator new(size_t size) {
  ++allocations;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}
ABSL_ATTRIBUTE_NOINLINE void operator delete(void* memory) noexcept {
  std::free(memory);
}
ABSL_ATTRIBUTE_NOINLINE void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}

namespace wamp {
namespace {

using testing::IsOk;

class EncodeMemoryTest
    : public ::testing::TestWithParam<testing::RecordedFile> {};

TEST_P(EncodeMemoryTest, NothingIsAllocatedWhereThereIsRoom) {
  DecodeOptions options;
  options.profile = Profile::kLenient;
  options.unknown_keys = UnknownKeys::kKeep;
  for (const std::string& bytes : GetParam().messages) {
    const auto frame = Decode<v1::Frame>(bytes, GetParam().serializer, options);
    ASSERT_THAT(frame, IsOk());
    for (const v1::Serializer serializer : testing::Serializers()) {
      std::string out;
      const size_t before = allocations;
      ASSERT_THAT(Encode(*frame, serializer, &out), IsOk());
      const std::string first = out;
      // Short messages fit a string without memory of its own.
      EXPECT_TRUE(out.size() <= sizeof out || allocations > before);

      const size_t with_room = allocations;
      const absl::Status status = Encode(*frame, serializer, &out);
      EXPECT_EQ(allocations, with_room) << testing::NameOf(serializer);
      ASSERT_THAT(status, IsOk());
      EXPECT_EQ(out, first);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, EncodeMemoryTest,
                         ::testing::ValuesIn(testing::RecordedFiles()),
                         [](const auto& file) {
                           return absl::StrReplaceAll(
                               file.param.name,
                               {{"/", "_"}, {"-", "_"}, {".", "_"}});
                         });

// Short and long ones: what is written first is elsewhere.
TEST(EncodeTest, NothingIsLeftAfterAnError) {
  for (const v1::Serializer serializer : testing::Serializers()) {
    for (const size_t size : {1U, 100000U}) {
      v1::Value value;
      v1::List& list = *value.mutable_list_value();
      list.add_values()->set_string_value(std::string(size, 'a'));
      list.add_values()->set_string_value("\xFF");
      std::string out = "what was there";
      EXPECT_FALSE(Encode(value, serializer, &out).ok());
      EXPECT_EQ(out, "") << testing::NameOf(serializer) << " " << size;
    }
  }
}

}  // namespace
}  // namespace wamp
