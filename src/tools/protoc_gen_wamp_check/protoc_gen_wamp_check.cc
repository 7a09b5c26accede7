// A plugin of protoc that writes nothing, but refuses annotations that make no
// sense (wamp::CheckAnnotations):
//
//   protoc -I proto --wamp-check_out=. proto/tea/v1/*.proto
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/compiler/code_generator.h"
#include "google/protobuf/compiler/plugin.h"
#include "google/protobuf/descriptor.h"
#include "wamp/reflection.h"

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
  // All files are checked; the faults of each are a line of `error`.
  static bool Check(const std::vector<const FileDescriptor*>& files,
                    const std::string& parameter, std::string& error) {
    error.clear();
    if (!parameter.empty()) {
      error = absl::StrCat("expected no parameter, got \"", parameter, "\"");
      return false;
    }
    for (const FileDescriptor* file : files) {
      const absl::Status status = CheckAnnotations(file);
      if (status.ok()) continue;
      absl::StrAppend(&error, error.empty() ? "" : "\n", status.message());
    }
    return error.empty();
  }
};

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  const wamp::AnnotationCheck check;
  return google::protobuf::compiler::PluginMain(argc, argv, &check);
}
