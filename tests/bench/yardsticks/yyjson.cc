// yyjson: its tree, in a pool that is kept, and what it builds to be written.
#include "yyjson.h"

#include <memory>
#include <vector>

#include "benchmark/benchmark.h"
#include "tests/bench/yardsticks/picks.h"
#include "tests/bench/yardsticks/writes.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

class Node {
 public:
  explicit Node(yyjson_val* value) : value_(value) {}

  Kind kind() const {
    switch (yyjson_get_type(value_)) {
      case YYJSON_TYPE_BOOL:
        return Kind::kFlag;
      case YYJSON_TYPE_NUM:
        break;
      case YYJSON_TYPE_STR:
        return Kind::kText;
      case YYJSON_TYPE_ARR:
        return Kind::kList;
      case YYJSON_TYPE_OBJ:
        return Kind::kDict;
      default:
        return Kind::kNull;
    }
    if (yyjson_is_real(value_)) return Kind::kDouble;
    return yyjson_is_uint(value_) ? Kind::kUint : Kind::kInt;
  }
  bool Flag() const { return yyjson_get_bool(value_); }
  uint64_t Uint() const { return yyjson_get_uint(value_); }
  int64_t Int() const { return yyjson_get_sint(value_); }
  double Double() const { return yyjson_get_real(value_); }
  absl::string_view Text() const {
    return {yyjson_get_str(value_), yyjson_get_len(value_)};
  }
  template <class Use>
  void ForEachItem(Use use) const {
    yyjson_arr_iter items;
    yyjson_arr_iter_init(value_, &items);
    while (yyjson_val* item = yyjson_arr_iter_next(&items)) use(Node(item));
  }
  template <class Use>
  void ForEachEntry(Use use) const {
    yyjson_obj_iter entries;
    yyjson_obj_iter_init(value_, &entries);
    while (yyjson_val* key = yyjson_obj_iter_next(&entries)) {
      use(Node(key).Text(), Node(yyjson_obj_iter_get_val(key)));
    }
  }

 private:
  yyjson_val* value_;
};

class Writer {
 public:
  explicit Writer(const yyjson_alc& memory)
      : document_(yyjson_mut_doc_new(&memory)) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { yyjson_mut_doc_free(document_); }

  yyjson_mut_doc* document() { return document_; }

  void List(size_t /*size*/) { Open(yyjson_mut_arr(document_)); }
  void EndList() { open_.pop_back(); }
  void Dict(size_t /*size*/) { Open(yyjson_mut_obj(document_)); }
  void EndDict() { open_.pop_back(); }
  void Key(absl::string_view key) {
    key_ = yyjson_mut_strn(document_, key.data(), key.size());
  }
  void Null() { Add(yyjson_mut_null(document_)); }
  void Flag(bool value) { Add(yyjson_mut_bool(document_, value)); }
  void Uint(uint64_t value) { Add(yyjson_mut_uint(document_, value)); }
  void Int(int64_t value) { Add(yyjson_mut_sint(document_, value)); }
  void Double(double value) { Add(yyjson_mut_real(document_, value)); }
  void Text(absl::string_view value) {
    Add(yyjson_mut_strn(document_, value.data(), value.size()));
  }

 private:
  void Open(yyjson_mut_val* container) {
    Add(container);
    open_.push_back(container);
  }
  void Add(yyjson_mut_val* value) {
    if (open_.empty()) {
      yyjson_mut_doc_set_root(document_, value);
    } else if (yyjson_mut_is_obj(open_.back())) {
      yyjson_mut_obj_add(open_.back(), key_, value);
    } else {
      yyjson_mut_arr_append(open_.back(), value);
    }
  }

  yyjson_mut_doc* document_;
  std::vector<yyjson_mut_val*> open_;
  yyjson_mut_val* key_ = nullptr;
};

struct Memory {
  explicit Memory(size_t size) : bytes(size) {}

  const yyjson_alc& Cleared() {
    yyjson_alc_pool_init(&pool, bytes.data(), bytes.size());
    return pool;
  }

  std::vector<char> bytes;
  yyjson_alc pool = {};
};

}  // namespace

void AddYyjson(Ways& ways) {
  benchmark::AddCustomContext("library yyjson", YYJSON_VERSION_STRING);
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    const auto memory = std::make_shared<Memory>(4 << 20);
    of_kind.push_back({"yyjson", Form::kJson,
                       [memory](const std::string& bytes, Message& out) {
                         // It changes the bytes only with YYJSON_READ_INSITU.
                         yyjson_doc* document = yyjson_read_opts(
                             const_cast<char*>(bytes.data()), bytes.size(),
                             YYJSON_READ_NOFLAG, &memory->Cleared(), nullptr);
                         if (document == nullptr) return false;
                         PickMessage(Node(yyjson_doc_get_root(document)), out);
                         yyjson_doc_free(document);
                         return true;
                       },
                       [memory](const Message& message, std::string& /*out*/) {
                         const yyjson_alc& pool = memory->Cleared();
                         Writer writer(pool);
                         PutFrame(writer, message);
                         size_t size = 0;
                         char* text = yyjson_mut_write_opts(
                             writer.document(), YYJSON_WRITE_NOFLAG, &pool,
                             &size, nullptr);
                         // It stays in the pool until that is cleared.
                         return absl::string_view(text, size);
                       }});
  });
}

}  // namespace bench
}  // namespace wamp
