// simdjson: its tree, and its On-Demand reader, each with a parser that keeps
// its memory.
#include "simdjson.h"

#include <memory>

#include "benchmark/benchmark.h"
#include "tests/bench/yardsticks/picks.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

absl::string_view View(std::string_view text) {
  return {text.data(), text.size()};
}

class DomNode {
 public:
  explicit DomNode(simdjson::dom::element value) : value_(value) {}

  Kind kind() const {
    switch (value_.type()) {
      case simdjson::dom::element_type::BOOL:
        return Kind::kFlag;
      case simdjson::dom::element_type::UINT64:
        return Kind::kUint;
      case simdjson::dom::element_type::INT64:
        return Int() < 0 ? Kind::kInt : Kind::kUint;
      case simdjson::dom::element_type::DOUBLE:
        return Kind::kDouble;
      case simdjson::dom::element_type::STRING:
        return Kind::kText;
      case simdjson::dom::element_type::ARRAY:
        return Kind::kList;
      case simdjson::dom::element_type::OBJECT:
        return Kind::kDict;
      case simdjson::dom::element_type::NULL_VALUE:
        break;
    }
    return Kind::kNull;
  }
  bool Flag() const { return value_.get_bool().value_unsafe(); }
  uint64_t Uint() const { return value_.get_uint64().value_unsafe(); }
  int64_t Int() const { return value_.get_int64().value_unsafe(); }
  double Double() const { return value_.get_double().value_unsafe(); }
  absl::string_view Text() const {
    return View(value_.get_string().value_unsafe());
  }
  template <class Use>
  void ForEachItem(Use use) const {
    const simdjson::dom::array list = value_.get_array().value_unsafe();
    for (const simdjson::dom::element item : list) use(DomNode(item));
  }
  template <class Use>
  void ForEachEntry(Use use) const {
    const simdjson::dom::object dict = value_.get_object().value_unsafe();
    for (const simdjson::dom::key_value_pair entry : dict) {
      use(View(entry.key), DomNode(entry.value));
    }
  }

 private:
  simdjson::dom::element value_;
};

class OnDemandNode {
 public:
  explicit OnDemandNode(simdjson::ondemand::value value) : value_(value) {}

  Kind kind() {
    using Type = simdjson::ondemand::json_type;
    switch (value_.type().value_unsafe()) {
      case Type::boolean:
        return Kind::kFlag;
      case Type::number:
        break;
      case Type::string:
        return Kind::kText;
      case Type::array:
        return Kind::kList;
      case Type::object:
        return Kind::kDict;
      case Type::null:
        return Kind::kNull;
    }
    if (!value_.is_integer().value_unsafe()) return Kind::kDouble;
    return value_.is_negative() ? Kind::kInt : Kind::kUint;
  }
  bool Flag() { return value_.get_bool().value(); }
  uint64_t Uint() { return value_.get_uint64().value(); }
  int64_t Int() { return value_.get_int64().value(); }
  double Double() { return value_.get_double().value(); }
  absl::string_view Text() { return View(value_.get_string().value()); }
  template <class Use>
  void ForEachItem(Use use) {
    simdjson::ondemand::array list = value_.get_array().value();
    for (auto item : list) {
      use(OnDemandNode(item.value()));
    }
  }
  template <class Use>
  void ForEachEntry(Use use) {
    simdjson::ondemand::object dict = value_.get_object().value();
    for (auto entry : dict) {
      const absl::string_view key = View(entry.unescaped_key().value());
      use(key, OnDemandNode(entry.value().value()));
    }
  }

 private:
  simdjson::ondemand::value value_;
};

}  // namespace

void AddSimdjson(Ways& ways) {
  benchmark::AddCustomContext("library simdjson",
                              SIMDJSON_STRINGIFY(SIMDJSON_VERSION));
  ForEachKind(ways, [](auto& of_kind) {
    using Message = MessageOf<std::decay_t<decltype(of_kind)>>;
    const auto dom = std::make_shared<simdjson::dom::parser>();
    of_kind.push_back(
        {"simdjson dom", Form::kJson,
         [dom](const std::string& bytes, Message& out) {
           // The bytes stay where they are, since there is room behind them.
           constexpr bool kCopies = false;
           simdjson::dom::element root;
           if (dom->parse(bytes.data(), bytes.size(), kCopies).get(root)) {
             return false;
           }
           PickMessage(DomNode(root), out);
           return true;
         },
         nullptr});
    const auto on_demand = std::make_shared<simdjson::ondemand::parser>();
    of_kind.push_back(
        {"simdjson on-demand", Form::kJson,
         [on_demand](const std::string& bytes, Message& out) {
           simdjson::ondemand::document root;
           simdjson::ondemand::value value;
           if (on_demand->iterate(bytes.data(), bytes.size(), bytes.capacity())
                   .get(root) ||
               root.get_value().get(value)) {
             return false;
           }
           PickMessage(OnDemandNode(value), out);
           return true;
         },
         nullptr});
  });
}

}  // namespace bench
}  // namespace wamp
