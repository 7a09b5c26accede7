// What every .proto file must keep to.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/compiler/parser.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "wamp/auth/v1/authenticator.pb.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/auth/v1/crossbar.pb.h"
#include "wamp/auth/v1/policy.pb.h"
#include "wamp/log/v1/record.pb.h"
#include "wamp/log/v1/session_log_service.pb.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/violation.pb.h"

namespace wamp {
namespace internal {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;

// What the packages are called in each language.
struct PackageNames {
  std::string dotted;
  std::string go;
  std::string java;
  std::string objc;
  std::string php;
  std::string ruby;
};

const std::map<std::string, PackageNames>& Packages() {
  static const auto* const packages = new std::map<std::string, PackageNames>{
      {"wamp.v1",
       {"Wamp.V1", "github.com/wamp-types/wamp-types/go/wamp/v1;wampv1",
        "io.github.wamptypes.v1", "WAMP", "Wamp\\V1", "Wamp::V1"}},
      {"wamp.auth.v1",
       {"Wamp.Auth.V1",
        "github.com/wamp-types/wamp-types/go/wamp/auth/v1;wampauthv1",
        "io.github.wamptypes.auth.v1", "WAMPAUTH", "Wamp\\Auth\\V1",
        "Wamp::Auth::V1"}},
      {"wamp.log.v1",
       {"Wamp.Log.V1",
        "github.com/wamp-types/wamp-types/go/wamp/log/v1;wamplogv1",
        "io.github.wamptypes.log.v1", "WAMPLOG", "Wamp\\Log\\V1",
        "Wamp::Log::V1"}},
  };
  return *packages;
}

// All files of the packages, found from those that import them.
std::vector<const FileDescriptor*> Files() {
  std::set<const FileDescriptor*> files;
  const std::function<void(const FileDescriptor*)> add =
      [&](const FileDescriptor* file) {
        if (Packages().count(std::string(file->package())) == 0) return;
        if (!files.insert(file).second) return;
        for (int i = 0; i < file->dependency_count(); ++i) {
          add(file->dependency(i));
        }
      };
  add(v1::Frame::descriptor()->file());
  add(v1::ComponentConfig::descriptor()->file());
  add(v1::Violation::descriptor()->file());
  add(log::v1::SessionRecord::descriptor()->file());
  add(log::v1::AppendRequest::descriptor()->file());
  add(auth::v1::HelloRequest::descriptor()->file());
  add(auth::v1::AuthorizeRequest::descriptor()->file());
  add(auth::v1::CrossbarDetails::descriptor()->file());
  add(auth::v1::Policy::descriptor()->file());
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

// Whether the field has the word `optional`.
bool IsOptional(const FieldDescriptor* field) {
  return field->containing_oneof() != nullptr &&
         field->real_containing_oneof() == nullptr;
}

// Of what never travels as a dict, an empty list may be the same as none.
bool IsOfServices(const Descriptor* message) {
  return message->file()->package() != "wamp.v1";
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
          field->is_repeated() &&
          (message->field_count() == 1 || IsOfServices(message));
      EXPECT_TRUE(field->has_presence() || is_content) << field->full_name();
      if (!is_content && field->real_containing_oneof() == nullptr) {
        EXPECT_TRUE(IsOptional(field)) << field->full_name();
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
  const std::set<std::string> without = {"Null", "Shape", "KeepUnknown",
                                         "Format"};
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
    const FieldDescriptor* unknown_keys = UnknownKeysOf(message);
    if (unknown_keys == nullptr) return;
    EXPECT_EQ(unknown_keys->message_type(), v1::Dict::descriptor())
        << unknown_keys->full_name();
    EXPECT_EQ(std::string(unknown_keys->name()), "unknown_keys");
  });
}

// The source of a file of the package, with its comments.
FileDescriptorProto ParseSource(const FileDescriptor* file) {
  const std::string path = absl::StrCat("proto/", std::string(file->name()));
  FileDescriptorProto parsed;
  const int fd = open(path.c_str(), O_RDONLY);
  EXPECT_GE(fd, 0) << path;
  google::protobuf::io::FileInputStream input(fd);
  google::protobuf::io::Tokenizer tokenizer(&input, nullptr);
  google::protobuf::compiler::Parser parser;
  EXPECT_TRUE(parser.Parse(&tokenizer, &parsed)) << path;
  close(fd);
  return parsed;
}

// The comments of a file, by the path of what they stand before ("4.0.2.1").
std::map<std::string, std::string> CommentsOf(const FileDescriptorProto& file) {
  std::map<std::string, std::string> comments;
  for (const auto& location : file.source_code_info().location()) {
    if (!location.leading_comments().empty()) {
      comments[absl::StrJoin(location.path(), ".")] =
          location.leading_comments();
    }
  }
  return comments;
}

// The comment of a field.
std::string CommentOf(const FieldDescriptor* field) {
  static const auto* const all = [] {
    auto* comments = new std::map<std::string, std::string>;
    for (const FileDescriptor* file : Files()) {
      for (const auto& [path, comment] : CommentsOf(ParseSource(file))) {
        (*comments)[absl::StrCat(std::string(file->name()), ":", path)] =
            comment;
      }
    }
    return comments;
  }();
  const auto found = all->find(
      absl::StrCat(std::string(field->file()->name()), ":4.",
                   field->containing_type()->index(), ".2.", field->index()));
  return found == all->end() ? "" : found->second;
}

TEST(ProtoTest, EveryFieldSaysWhatItsAbsenceMeans) {
  int fields = 0;
  ForEachMessage([&](const Descriptor* message) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      // An arm of a oneof is not absent: another one is there instead.
      if (!IsOptional(field)) continue;
      ++fields;
      const std::string comment = absl::AsciiStrToLower(CommentOf(field));
      EXPECT_TRUE(absl::StrContains(
          comment, AnnotationOf(field).required() ? "required" : "absent"))
          << field->full_name() << ": " << comment;
    }
  });
  EXPECT_GT(fields, 250);
}

// Why they are no submessage: docs/adr/0012-flat-payload-attributes.md.
constexpr std::array<const char*, 7> kEncoding = {
    "enc_algo",       "enc_key",    "enc_serializer", "ppt_scheme",
    "ppt_serializer", "ppt_cipher", "ppt_keyid",
};

TEST(ProtoTest, AttributesOfAnEncodedPayloadAreTheSameInEveryMessage) {
  const Descriptor* model = v1::EventDetails::descriptor();
  int messages = 0;
  ForEachMessage([&](const Descriptor* message) {
    size_t found = 0;
    for (const char* name : kEncoding) {
      found += message->FindFieldByName(name) != nullptr ? 1 : 0;
    }
    if (found == 0) return;
    ASSERT_EQ(found, kEncoding.size()) << message->full_name();
    ++messages;
    const int first = message->FindFieldByName(kEncoding[0])->number();
    const int model_first = model->FindFieldByName(kEncoding[0])->number();
    for (const char* name : kEncoding) {
      const FieldDescriptor* field = message->FindFieldByName(name);
      const FieldDescriptor* same = model->FindFieldByName(name);
      EXPECT_EQ(field->type(), same->type()) << field->full_name();
      EXPECT_EQ(field->options().SerializeAsString(),
                same->options().SerializeAsString())
          << field->full_name();
      EXPECT_EQ(CommentOf(field), CommentOf(same)) << field->full_name();
      // EncodedPayload is no dict, and has autobahn's order of attributes.
      if (message == v1::EncodedPayload::descriptor()) continue;
      EXPECT_EQ(field->number() - first, same->number() - model_first)
          << field->full_name();
    }
  });
  EXPECT_GE(messages, 7);
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
  for (int i = 0; i < file.extension_size(); ++i) {
    paths.push_back(absl::StrCat("7.", i));
  }
  for (int i = 0; i < file.enum_type_size(); ++i) {
    paths.push_back(absl::StrCat("5.", i));
    for (int j = 0; j < file.enum_type(i).value_size(); ++j) {
      paths.push_back(absl::StrCat("5.", i, ".2.", j));
    }
  }
  return paths;
}

// "message_dicts" as "MessageDicts".
std::string CamelCase(absl::string_view name) {
  std::string out;
  for (const absl::string_view word : absl::StrSplit(name, '_')) {
    out += absl::ascii_toupper(static_cast<unsigned char>(word[0]));
    absl::StrAppend(&out, word.substr(1));
  }
  return out;
}

std::string StemOf(const FileDescriptor* file) {
  const absl::string_view name = file->name();
  const size_t start = name.rfind('/') + 1;
  return std::string(name.substr(start, name.rfind('.') - start));
}

class ProtoFileTest : public ::testing::TestWithParam<const FileDescriptor*> {};

TEST_P(ProtoFileTest, EverythingHasAComment) {
  const FileDescriptorProto file = ParseSource(GetParam());
  const std::map<std::string, std::string> comments = CommentsOf(file);
  const std::vector<std::string> paths = PathsOf(file);
  ASSERT_FALSE(paths.empty());
  for (const std::string& wanted : paths) {
    EXPECT_EQ(comments.count(wanted), 1U)
        << "no comment on the element of path " << wanted;
  }
}

TEST_P(ProtoFileTest, HasANameInEveryLanguage) {
  const google::protobuf::FileOptions& options = GetParam()->options();
  const PackageNames& names = Packages().at(std::string(GetParam()->package()));
  EXPECT_EQ(options.csharp_namespace(), names.dotted);
  EXPECT_EQ(options.go_package(), names.go);
  EXPECT_TRUE(options.java_multiple_files());
  EXPECT_EQ(options.java_outer_classname(),
            CamelCase(StemOf(GetParam())) + "Proto");
  EXPECT_EQ(options.java_package(), names.java);
  EXPECT_EQ(options.objc_class_prefix(), names.objc);
  EXPECT_EQ(options.php_namespace(), names.php);
  EXPECT_EQ(options.ruby_package(), names.ruby);
}

INSTANTIATE_TEST_SUITE_P(
    AllFiles, ProtoFileTest, ::testing::ValuesIn(Files()),
    [](const ::testing::TestParamInfo<const FileDescriptor*>& tested) {
      return StemOf(tested.param);
    });

}  // namespace
}  // namespace internal
}  // namespace wamp
