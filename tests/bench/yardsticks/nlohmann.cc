// nlohmann-json: its tree, in all the formats that it knows as we do.
#include <vector>

#include "benchmark/benchmark.h"
#include "nlohmann/json.hpp"
#include "tests/bench/yardsticks/picks.h"
#include "tests/bench/yardsticks/writes.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

using Json = nlohmann::json;

class Node {
 public:
  explicit Node(const Json& value) : value_(&value) {}

  Kind kind() const {
    switch (value_->type()) {
      case Json::value_t::boolean:
        return Kind::kFlag;
      case Json::value_t::number_unsigned:
        return Kind::kUint;
      // Its reader of MessagePack and of UBJSON says so of numbers of 0, too.
      case Json::value_t::number_integer:
        return Int() < 0 ? Kind::kInt : Kind::kUint;
      case Json::value_t::number_float:
        return Kind::kDouble;
      case Json::value_t::string:
        return Kind::kText;
      case Json::value_t::array:
        return Kind::kList;
      case Json::value_t::object:
        return Kind::kDict;
      default:
        return Kind::kNull;
    }
  }
  bool Flag() const { return *value_->get_ptr<const bool*>(); }
  uint64_t Uint() const { return value_->get<uint64_t>(); }
  int64_t Int() const { return value_->get<int64_t>(); }
  double Double() const { return value_->get<double>(); }
  absl::string_view Text() const {
    return *value_->get_ptr<const std::string*>();
  }
  template <class Use>
  void ForEachItem(Use use) const {
    for (const Json& item : *value_) use(Node(item));
  }
  template <class Use>
  void ForEachEntry(Use use) const {
    for (const auto& [key, value] : *value_->get_ptr<const Json::object_t*>()) {
      use(absl::string_view(key), Node(value));
    }
  }

 private:
  const Json* value_;
};

// Builds a tree.
class Writer {
 public:
  Json& tree() { return tree_; }

  void List(size_t size) {
    Json& list = Add(Json::array());
    list.get_ptr<Json::array_t*>()->reserve(size);
    open_.push_back(&list);
  }
  void EndList() { open_.pop_back(); }
  void Dict(size_t /*size*/) { open_.push_back(&Add(Json::object())); }
  void EndDict() { open_.pop_back(); }
  void Key(absl::string_view key) { key_.assign(key.data(), key.size()); }
  void Null() { Add(nullptr); }
  void Flag(bool value) { Add(value); }
  void Uint(uint64_t value) { Add(value); }
  void Int(int64_t value) { Add(value); }
  void Double(double value) { Add(value); }
  void Text(absl::string_view value) {
    Add(std::string(value.data(), value.size()));
  }

 private:
  Json& Add(Json value) {
    if (open_.empty()) return tree_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_object()) return parent[key_] = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }

  Json tree_;
  std::vector<Json*> open_;
  std::string key_;
};

template <class Parse, class Dump>
void Add(Ways& ways, const char* name, Form form, Parse parse, Dump dump) {
  ForEachKind(ways, [=](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    of_kind.push_back({name, form,
                       [=](const std::string& bytes, Message& out) {
                         PickMessage(Node(parse(bytes)), out);
                         return true;
                       },
                       [=](const Message& message, std::string& out) {
                         Writer writer;
                         PutFrame(writer, message);
                         dump(writer.tree(), out);
                         return absl::string_view(out);
                       }});
  });
}

}  // namespace

void AddNlohmann(Ways& ways) {
  benchmark::AddCustomContext("library nlohmann-json",
                              Json::meta()["version"]["string"]);
  Add(
      ways, "nlohmann json", Form::kJson,
      [](const std::string& bytes) { return Json::parse(bytes); },
      [](const Json& tree, std::string& out) { out = tree.dump(); });
  Add(
      ways, "nlohmann msgpack", Form::kMsgPack,
      [](const std::string& bytes) { return Json::from_msgpack(bytes); },
      [](const Json& tree, std::string& out) {
        out.clear();
        Json::to_msgpack(tree, out);
      });
  Add(
      ways, "nlohmann cbor", Form::kCbor,
      [](const std::string& bytes) { return Json::from_cbor(bytes); },
      [](const Json& tree, std::string& out) {
        out.clear();
        Json::to_cbor(tree, out);
      });
  Add(
      ways, "nlohmann ubjson", Form::kUbjson,
      [](const std::string& bytes) { return Json::from_ubjson(bytes); },
      [](const Json& tree, std::string& out) {
        out.clear();
        Json::to_ubjson(tree, out);
      });
}

}  // namespace bench
}  // namespace wamp
