// RapidJSON: its document, which keeps its memory, and its writer. Both look
// for what is not UTF-8, as we do.
#include <memory>

#include "benchmark/benchmark.h"
#include "rapidjson/document.h"
#include "rapidjson/stringbuffer.h"
#include "rapidjson/writer.h"
#include "tests/bench/yardsticks/picks.h"
#include "tests/bench/yardsticks/writes.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

class Node {
 public:
  explicit Node(const rapidjson::Value& value) : value_(&value) {}

  Kind kind() const {
    switch (value_->GetType()) {
      case rapidjson::kNullType:
        return Kind::kNull;
      case rapidjson::kFalseType:
      case rapidjson::kTrueType:
        return Kind::kFlag;
      case rapidjson::kStringType:
        return Kind::kText;
      case rapidjson::kArrayType:
        return Kind::kList;
      case rapidjson::kObjectType:
        return Kind::kDict;
      case rapidjson::kNumberType:
        break;
    }
    if (value_->IsUint64()) return Kind::kUint;
    return value_->IsInt64() ? Kind::kInt : Kind::kDouble;
  }
  bool Flag() const { return value_->GetBool(); }
  uint64_t Uint() const { return value_->GetUint64(); }
  int64_t Int() const { return value_->GetInt64(); }
  double Double() const { return value_->GetDouble(); }
  absl::string_view Text() const {
    return {value_->GetString(), value_->GetStringLength()};
  }
  template <class Use>
  void ForEachItem(Use use) const {
    for (const rapidjson::Value& item : value_->GetArray()) use(Node(item));
  }
  template <class Use>
  void ForEachEntry(Use use) const {
    for (const auto& member : value_->GetObject()) {
      use(Node(member.name).Text(), Node(member.value));
    }
  }

 private:
  const rapidjson::Value* value_;
};

using Buffer = rapidjson::StringBuffer;

class Writer {
 public:
  explicit Writer(Buffer& to) : writer_(to) {}

  void List(size_t /*size*/) { writer_.StartArray(); }
  void EndList() { writer_.EndArray(); }
  void Dict(size_t /*size*/) { writer_.StartObject(); }
  void EndDict() { writer_.EndObject(); }
  void Key(absl::string_view key) {
    writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  }
  void Null() { writer_.Null(); }
  void Flag(bool value) { writer_.Bool(value); }
  void Uint(uint64_t value) { writer_.Uint64(value); }
  void Int(int64_t value) { writer_.Int64(value); }
  void Double(double value) { writer_.Double(value); }
  void Text(absl::string_view value) {
    writer_.String(value.data(),
                   static_cast<rapidjson::SizeType>(value.size()));
  }

 private:
  rapidjson::Writer<Buffer, rapidjson::UTF8<>, rapidjson::UTF8<>,
                    rapidjson::CrtAllocator,
                    rapidjson::kWriteValidateEncodingFlag>
      writer_;
};

// The memory of a document, which is cleared each time.
struct Memory {
  char first[1 << 16];
  rapidjson::MemoryPoolAllocator<> pool{first, sizeof first};
};

}  // namespace

void AddRapidJson(Ways& ways) {
  benchmark::AddCustomContext("library RapidJSON", RAPIDJSON_VERSION_STRING);
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    const auto memory = std::make_shared<Memory>();
    const auto buffer = std::make_shared<Buffer>();
    of_kind.push_back({"rapidjson", Form::kJson,
                       [memory](const std::string& bytes, Message& out) {
                         memory->pool.Clear();
                         rapidjson::Document document(&memory->pool);
                         document.Parse<rapidjson::kParseValidateEncodingFlag>(
                             bytes.data(), bytes.size());
                         if (document.HasParseError()) return false;
                         PickMessage(Node(document), out);
                         return true;
                       },
                       [buffer](const Message& message, std::string& /*out*/) {
                         buffer->Clear();
                         Writer writer(*buffer);
                         PutFrame(writer, message);
                         return absl::string_view(buffer->GetString(),
                                                  buffer->GetSize());
                       }});
  });
}

}  // namespace bench
}  // namespace wamp
