// A plugin of protoc that writes nothing, but refuses annotations that make no
// sense (wamp::CheckAnnotations):
//
//   protoc -I proto --wamp-check_out=. proto/tea/v1/*.proto
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/compiler/code_generator.h"
#include "google/protobuf/compiler/plugin.h"
#include "google/protobuf/descriptor.h"
#include "wamp/reflection.h"
#include "wamp/version.h"

namespace wamp {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::compiler::CodeGenerator;
using google::protobuf::compiler::GeneratorContext;

class AnnotationCheck : public CodeGenerator {
 public:
  bool Generate(const FileDescriptor* file, const std::string& parameter,
                GeneratorContext* /*context*/,
                std::string* error) const override {
    return Check({file}, parameter, *error);
  }

  bool GenerateAll(const std::vector<const FileDescriptor*>& files,
                   const std::string& parameter, GeneratorContext* /*context*/,
                   std::string* error) const override {
    return Check(files, parameter, *error);
  }

#if GOOGLE_PROTOBUF_VERSION >= 5026000
  uint64_t GetSupportedFeatures() const override {
    return FEATURE_PROTO3_OPTIONAL | FEATURE_SUPPORTS_EDITIONS;
  }
  google::protobuf::Edition GetMinimumEdition() const override {
    return google::protobuf::Edition::EDITION_PROTO2;
  }
  google::protobuf::Edition GetMaximumEdition() const override {
    return google::protobuf::Edition::EDITION_2023;
  }
#else
  uint64_t GetSupportedFeatures() const override {
    return FEATURE_PROTO3_OPTIONAL;
  }
#endif

 private:
  // All files are checked; each fault is a line of `error`.
  static bool Check(const std::vector<const FileDescriptor*>& files,
                    const std::string& parameter, std::string& error) {
    error.clear();
    if (!parameter.empty()) {
      error = absl::StrCat("expected no parameter, got \"", parameter, "\"");
      return false;
    }
    for (const FileDescriptor* file : files) {
      for (const std::string& fault : AnnotationFaults(file)) {
        absl::StrAppend(&error, error.empty() ? "" : "\n", fault);
      }
    }
    return error.empty();
  }
};

constexpr absl::string_view kHelp =
    R"(protoc-gen-wamp-check checks the annotations of wamp/v1/annotations.proto.

It is a plugin of protoc, which finds it on the PATH:

  protoc -I proto --wamp-check_out=. proto/tea/v1/*.proto

It writes nothing. If an annotation makes no sense, protoc fails, and says of
each such place in which file it is, what was expected and what was found.
)";

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  const absl::string_view argument = argc == 2 ? argv[1] : "";
  if (argument == "--help" || argument == "-h") {
    std::cout << wamp::kHelp << std::flush;
    return std::cout ? 0 : 1;
  }
  if (argument == "--version") {
    std::cout << "protoc-gen-wamp-check " << wamp::kVersion << "\n"
              << std::flush;
    return std::cout ? 0 : 1;
  }
  const wamp::AnnotationCheck check;
  return google::protobuf::compiler::PluginMain(argc, argv, &check);
}
