// What every .proto file of the package must keep to.
#include <fcntl.h>
#include <unistd.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/compiler/parser.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/violation.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;

// All files of the package, found from those that import them.
std::vector<const FileDescriptor*> Files() {
  std::set<const FileDescriptor*> files;
  const std::function<void(const FileDescriptor*)> add =
      [&](const FileDescriptor* file) {
        if (std::string(file->package()) != "wamp.v1") return;
        if (!files.insert(file).second) return;
        for (int i = 0; i < file->dependency_count(); ++i) {
          add(file->dependency(i));
        }
      };
  add(v1::Frame::descriptor()->file());
  add(v1::ComponentConfig::descriptor()->file());
  add(v1::Violation::descriptor()->file());
  return {files.begin(), files.end()};
}

void ForEachMessage(const std::function<void(const Descriptor*)>& use) {
  for (const FileDescriptor* file : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      use(file->message_type(i));
    }
  }
}

// The annotations themselves describe options, which have defaults.
bool IsVocabulary(const Descriptor* message) {
  return message->file() == v1::FieldAnnotation::descriptor()->file();
}

TEST(ProtoTest, EveryFieldHasPresence) {
  int fields = 0;
  ForEachMessage([&](const Descriptor* message) {
    if (IsVocabulary(message)) return;
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      ++fields;
      // A repeated field is the content of a list message, or of Violations.
      const bool is_content =
          field->is_repeated() && message->field_count() == 1;
      EXPECT_TRUE(field->has_presence() || is_content) << field->full_name();
      if (!is_content && field->real_containing_oneof() == nullptr) {
        EXPECT_TRUE(field->has_optional_keyword()) << field->full_name();
      }
    }
  });
  EXPECT_GT(fields, 250);
}

TEST(ProtoTest, EveryKeyIsUsedOnce) {
  ForEachMessage([](const Descriptor* message) {
    std::set<std::string> keys;
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      if (!IsKey(field)) continue;
      EXPECT_TRUE(keys.insert(KeyOf(field)).second) << field->full_name();
      const std::string alias = AnnotationOf(field).alias();
      if (!alias.empty()) {
        EXPECT_TRUE(keys.insert(alias).second) << field->full_name();
      }
    }
  });
}

TEST(ProtoTest, EveryPositionIsUsedOnceAndNoneIsLeftOut) {
  int arrays = 0;
  ForEachMessage([&](const Descriptor* message) {
    if (!AnnotationOf(message).has_code()) return;
    ++arrays;
    int expected = 1;
    for (const Slot& slot : SlotsOf(message)) {
      EXPECT_EQ(slot.position, expected++) << message->full_name();
    }
  });
  EXPECT_EQ(arrays, 25);
}

TEST(ProtoTest, EveryMessageOfAFrameHasACodeOfItsOwn) {
  const Descriptor* frame = v1::Frame::descriptor();
  EXPECT_EQ(frame->field_count(), 25);
  for (int i = 0; i < frame->field_count(); ++i) {
    const v1::MessageAnnotation& rule =
        AnnotationOf(frame->field(i)->message_type());
    const EnumValueDescriptor* value =
        v1::MessageType_descriptor()->FindValueByNumber(
            static_cast<int>(rule.code()));
    ASSERT_NE(value, nullptr) << frame->field(i)->full_name();
    EXPECT_EQ(TokenOf(value), rule.wire_name());
  }
}

TEST(ProtoTest, EveryEnumValueHasATokenOfItsOwn) {
  // These are never words on the wire: null, and the vocabulary.
  const std::set<std::string> without = {"Null", "Shape", "KeepUnknown", "Format"};
  for (const FileDescriptor* file : Files()) {
    for (int i = 0; i < file->enum_type_count(); ++i) {
      const EnumDescriptor* type = file->enum_type(i);
      if (without.count(std::string(type->name())) != 0) continue;
      std::set<std::string> tokens;
      for (int j = 0; j < type->value_count(); ++j) {
        const EnumValueDescriptor* value = type->value(j);
        const std::string token = TokenOf(value);
        EXPECT_EQ(token.empty(), value->number() == 0) << value->full_name();
        EXPECT_TRUE(tokens.insert(token).second) << value->full_name();
      }
    }
  }
}

TEST(ProtoTest, UnknownKeysAreKeptInADictOfThatName) {
  ForEachMessage([](const Descriptor* message) {
    const FieldDescriptor* rest = UnknownKeysOf(message);
    if (rest == nullptr || AnnotationOf(rest).has_slot()) return;
    EXPECT_EQ(rest->message_type(), v1::Dict::descriptor())
        << rest->full_name();
    EXPECT_EQ(std::string(rest->name()), "unknown_keys");
  });
}

// The paths of everything in a file that must have a comment.
void CollectMessage(const google::protobuf::DescriptorProto& message,
                    const std::string& path, std::vector<std::string>& paths) {
  paths.push_back(path);
  for (int i = 0; i < message.field_size(); ++i) {
    paths.push_back(absl::StrCat(path, ".2.", i));
  }
  for (int i = 0; i < message.oneof_decl_size(); ++i) {
    // Optional fields have a oneof of their own, which nobody writes.
    const std::string& name = message.oneof_decl(i).name();
    if (name[0] != '_') paths.push_back(absl::StrCat(path, ".8.", i));
  }
}

std::vector<std::string> PathsOf(const FileDescriptorProto& file) {
  std::vector<std::string> paths;
  for (int i = 0; i < file.message_type_size(); ++i) {
    CollectMessage(file.message_type(i), absl::StrCat("4.", i), paths);
  }
  for (int i = 0; i < file.enum_type_size(); ++i) {
    paths.push_back(absl::StrCat("5.", i));
    for (int j = 0; j < file.enum_type(i).value_size(); ++j) {
      paths.push_back(absl::StrCat("5.", i, ".2.", j));
    }
  }
  return paths;
}

std::vector<std::string> FileNames() {
  std::vector<std::string> names;
  for (const FileDescriptor* file : Files()) names.emplace_back(file->name());
  return names;
}

class ProtoFileTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ProtoFileTest, EverythingHasAComment) {
  const std::string path = absl::StrCat("proto/", GetParam());
  const int fd = open(path.c_str(), O_RDONLY);
  ASSERT_GE(fd, 0) << path;
  google::protobuf::io::FileInputStream input(fd);
  google::protobuf::io::Tokenizer tokenizer(&input, nullptr);
  google::protobuf::compiler::Parser parser;
  FileDescriptorProto file;
  ASSERT_TRUE(parser.Parse(&tokenizer, &file)) << path;
  close(fd);

  std::set<std::string> commented;
  for (const auto& location : file.source_code_info().location()) {
    if (!location.leading_comments().empty()) {
      commented.insert(absl::StrJoin(location.path(), "."));
    }
  }
  const std::vector<std::string> paths = PathsOf(file);
  ASSERT_FALSE(paths.empty());
  for (const std::string& wanted : paths) {
    EXPECT_EQ(commented.count(wanted), 1U)
        << path << ": no comment on the element of path " << wanted;
  }
}

INSTANTIATE_TEST_SUITE_P(
    AllFiles, ProtoFileTest, ::testing::ValuesIn(FileNames()),
    [](const auto& tested) {
      const std::string& name = tested.param;
      const size_t start = name.rfind('/') + 1;
      return name.substr(start, name.rfind('.') - start);
    });

}  // namespace
}  // namespace internal
}  // namespace wamp
