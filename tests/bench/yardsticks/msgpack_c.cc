// msgpack-c: its tree, in a zone of its own each time, and its packer with
// a buffer that is kept.
#include <memory>

#include "benchmark/benchmark.h"
#include "msgpack.hpp"
#include "tests/bench/yardsticks/picks.h"
#include "tests/bench/yardsticks/writes.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

class Node {
 public:
  explicit Node(const msgpack::object& value) : value_(&value) {}

  Kind kind() const {
    switch (value_->type) {
      case msgpack::type::BOOLEAN:
        return Kind::kFlag;
      case msgpack::type::POSITIVE_INTEGER:
        return Kind::kUint;
      case msgpack::type::NEGATIVE_INTEGER:
        return Kind::kInt;
      case msgpack::type::FLOAT32:
      case msgpack::type::FLOAT64:
        return Kind::kDouble;
      case msgpack::type::STR:
        return Kind::kText;
      case msgpack::type::ARRAY:
        return Kind::kList;
      case msgpack::type::MAP:
        return Kind::kDict;
      default:
        return Kind::kNull;
    }
  }
  bool Flag() const { return value_->via.boolean; }
  uint64_t Uint() const { return value_->via.u64; }
  int64_t Int() const { return value_->via.i64; }
  double Double() const { return value_->via.f64; }
  absl::string_view Text() const {
    return {value_->via.str.ptr, value_->via.str.size};
  }
  template <class Use>
  void ForEachItem(Use use) const {
    const msgpack::object_array& array = value_->via.array;
    for (uint32_t i = 0; i < array.size; ++i) use(Node(array.ptr[i]));
  }
  template <class Use>
  void ForEachEntry(Use use) const {
    const msgpack::object_map& map = value_->via.map;
    for (uint32_t i = 0; i < map.size; ++i) {
      use(Node(map.ptr[i].key).Text(), Node(map.ptr[i].val));
    }
  }

 private:
  const msgpack::object* value_;
};

class Writer {
 public:
  explicit Writer(msgpack::sbuffer& to) : packer_(to) {}

  void List(size_t size) { packer_.pack_array(static_cast<uint32_t>(size)); }
  void EndList() {}
  void Dict(size_t size) { packer_.pack_map(static_cast<uint32_t>(size)); }
  void EndDict() {}
  void Key(absl::string_view key) { Text(key); }
  void Null() { packer_.pack_nil(); }
  void Flag(bool value) { value ? packer_.pack_true() : packer_.pack_false(); }
  void Uint(uint64_t value) { packer_.pack_uint64(value); }
  void Int(int64_t value) { packer_.pack_int64(value); }
  void Double(double value) { packer_.pack_double(value); }
  void Text(absl::string_view value) {
    const auto size = static_cast<uint32_t>(value.size());
    packer_.pack_str(size);
    packer_.pack_str_body(value.data(), size);
  }

 private:
  msgpack::packer<msgpack::sbuffer> packer_;
};

}  // namespace

void AddMsgPackC(Ways& ways) {
  benchmark::AddCustomContext("library msgpack-c", MSGPACK_VERSION);
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    const auto buffer = std::make_shared<msgpack::sbuffer>();
    of_kind.push_back(
        {"msgpack-c", Form::kMsgPack,
         [](const std::string& bytes, Message& out) {
           msgpack::zone zone;
           PickMessage(Node(msgpack::unpack(zone, bytes.data(), bytes.size())),
                       out);
           return true;
         },
         [buffer](const Message& message, std::string& /*out*/) {
           buffer->clear();
           Writer writer(*buffer);
           PutFrame(writer, message);
           return absl::string_view(buffer->data(), buffer->size());
         }});
  });
}

}  // namespace bench
}  // namespace wamp
