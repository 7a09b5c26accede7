#include "tests/testing/parsed_protos.h"

#include <iostream>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/compiler/parser.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace wamp {
namespace testing {
namespace {

// Prints each fault of the file's syntax.
class SyntaxFaults : public google::protobuf::io::ErrorCollector {
 public:
#if GOOGLE_PROTOBUF_VERSION < 4022000
  void AddError(int line, int column, const std::string& message) override {
    Fail(line, column, message);
  }
#else
  void RecordError(int line, int column, absl::string_view message) override {
    Fail(line, column, message);
  }
#endif

 private:
  static void Fail(int line, int column, absl::string_view message) {
    std::cerr << line + 1 << ":" << column + 1 << ": " << message << "\n";
  }
};

}  // namespace

google::protobuf::DescriptorPool& ParsedProtos::NewPool() {
  using google::protobuf::DescriptorPool;
  // What can be reached is no leak.
  static auto* const pools = new std::vector<std::unique_ptr<DescriptorPool>>;
  pools->push_back(
      std::make_unique<DescriptorPool>(DescriptorPool::generated_pool()));
  return *pools->back();
}

const google::protobuf::FileDescriptor* ParsedProtos::Add(
    const std::string& name, const std::string& text) {
  google::protobuf::io::ArrayInputStream input(text.data(),
                                               static_cast<int>(text.size()));
  SyntaxFaults faults;
  google::protobuf::io::Tokenizer tokenizer(&input, &faults);
  google::protobuf::compiler::Parser parser;
  parser.RecordErrorsTo(&faults);
  google::protobuf::FileDescriptorProto proto;
  if (!parser.Parse(&tokenizer, &proto)) return nullptr;
  proto.set_name(name);
  return pool_.BuildFile(proto);
}

}  // namespace testing
}  // namespace wamp
