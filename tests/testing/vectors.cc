#include "tests/testing/vectors.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {
namespace {

constexpr const char* kFiles[] = {
    "common",
    "component",
    "frame_pubsub",
    "frame_rpc",
    "frame_session",
    "message_dicts",
    "payload",
    "pubsub",
    "role",
    "rpc",
    "session",
    "specification_advanced",
    "specification_basic",
    "specification_sessions",
    "transport",
};

[[noreturn]] void Refuse(const Vector& vector, absl::string_view why) {
  std::cerr << "tests/vectors/" << vector.file << ".textproto: " << vector.name
            << ": " << why << "\n";
  std::exit(1);
}

void Require(bool condition, const Vector& vector, absl::string_view why) {
  if (!condition) Refuse(vector, why);
}

v1::Value Parsed(const std::string& json, const Vector& vector) {
  const auto value = Decode<v1::Value>(json, v1::SERIALIZER_JSON);
  Require(value.ok(), vector, value.status().message());
  return *value;
}

// The steps of `at`, for example "Options.forward_for[0].session".
std::vector<Step> StepsOf(absl::string_view at, const Group& group,
                          const Vector& vector) {
  std::vector<Step> steps;
  if (at.empty()) return steps;
  for (const absl::string_view part : absl::StrSplit(at, '.')) {
    const std::vector<absl::string_view> bits = absl::StrSplit(part, '[');
    if (!bits[0].empty()) {
      Step step;
      step.key = std::string(bits[0]);
      if (steps.empty() && !group.positions().empty()) {
        // The code has position 0.
        for (int i = 0; i < group.positions_size(); ++i) {
          if (group.positions(i) == bits[0]) step.index = i + 1;
        }
        Require(step.index > 0, vector, "no such position");
      }
      steps.push_back(step);
    }
    for (size_t i = 1; i < bits.size(); ++i) {
      Step element;
      Require(absl::SimpleAtoi(absl::StripSuffix(bits[i], "]"), &element.index),
              vector, "no such element");
      steps.push_back(element);
    }
  }
  return steps;
}

v1::Value* Find(v1::Value& parent, const Step& step) {
  if (step.is_key()) {
    for (v1::Entry& entry : *parent.mutable_dict_value()->mutable_entries()) {
      if (entry.key() == step.key) return entry.mutable_value();
    }
  } else if (step.index < parent.list_value().values_size()) {
    return parent.mutable_list_value()->mutable_values(step.index);
  }
  return nullptr;
}

v1::Value& FindOrAdd(v1::Value& parent, const Step& step) {
  v1::Value* const found = Find(parent, step);
  if (found != nullptr) return *found;
  if (!step.is_key()) return *parent.mutable_list_value()->add_values();
  v1::Entry& entry = *parent.mutable_dict_value()->add_entries();
  entry.set_key(step.key);
  return *entry.mutable_value();
}

void Remove(v1::Value& parent, const Step& step) {
  if (!step.is_key()) {
    auto& values = *parent.mutable_list_value()->mutable_values();
    values.DeleteSubrange(step.index, values.size() - step.index);
    return;
  }
  auto& entries = *parent.mutable_dict_value()->mutable_entries();
  for (int i = 0; i < entries.size(); ++i) {
    if (entries[i].key() != step.key) continue;
    entries.DeleteSubrange(i, 1);
    return;
  }
}

// Changes the value at the sample's place.
void Change(Vector& vector) {
  v1::Value* parent = &vector.value;
  for (size_t i = 0; i + 1 < vector.at.size(); ++i) {
    parent = &FindOrAdd(*parent, vector.at[i]);
  }
  const Step& last = vector.at.back();
  if (vector.sample.has_value()) {
    FindOrAdd(*parent, last) = Parsed(vector.sample.value(), vector);
  } else {
    Require(Find(*parent, last) != nullptr, vector, "nothing to take away");
    Remove(*parent, last);
  }
  vector.json = Encode(vector.value, v1::SERIALIZER_JSON).value();
}

std::string NameOf(const Group& group, const Sample& sample,
                   absl::string_view at) {
  std::string name = sample.name();
  if (name.empty()) name = absl::StrCat(at, "/", sample.rule());
  // Brackets mean something to those who list and pick tests.
  return absl::StrCat(group.message(), "/",
                      absl::StrReplaceAll(name, {{"[", "."}, {"]", ""}}));
}

// What `sample` says of the place `at`.
Vector VectorOf(const std::string& file, const Group& group,
                const Sample& sample, absl::string_view at, bool valid) {
  Vector vector;
  vector.file = file;
  vector.name = NameOf(group, sample, at);
  vector.message = group.message();
  vector.valid = valid;
  vector.sample = sample;
  Require(sample.has_rule() != valid && sample.has_error() != valid, vector,
          "expected rule and error for what is invalid, and for that alone");
  vector.json = sample.has_json() ? sample.json() : group.base();
  vector.value = Parsed(vector.json, vector);
  vector.at = StepsOf(at, group, vector);
  // A sample that brings its own value has its place in there already.
  if (!vector.at.empty() && (!sample.has_json() || sample.has_value())) {
    Change(vector);
  }
  const bool dotted = !at.empty() && at[0] != '[';
  vector.place = absl::StrCat(group.wire_name(), dotted ? "." : "", at);
  return vector;
}

void Load(const std::string& file, std::vector<Vector>& vectors) {
  std::ifstream in(absl::StrCat("tests/vectors/", file, ".textproto"));
  std::stringstream text;
  text << in.rdbuf();
  VectorFile parsed;
  if (!google::protobuf::TextFormat::ParseFromString(text.str(), &parsed) ||
      parsed.group().empty()) {
    std::cerr << "tests/vectors/" << file << ".textproto: no vectors\n";
    std::exit(1);
  }
  std::set<std::string> names;
  const auto add = [&](Vector vector) {
    Require(names.insert(vector.name).second, vector, "the name is taken");
    vectors.push_back(std::move(vector));
  };
  for (const Group& group : parsed.group()) {
    const auto add_all = [&](const Sample& sample, bool valid) {
      if (sample.at().empty()) add(VectorOf(file, group, sample, "", valid));
      for (const std::string& at : sample.at()) {
        add(VectorOf(file, group, sample, at, valid));
      }
    };
    if (group.has_base()) {
      Sample base;
      base.set_name("base");
      add_all(base, true);
    }
    for (const Sample& sample : group.valid()) add_all(sample, true);
    for (const Sample& sample : group.invalid()) add_all(sample, false);
  }
}

}  // namespace

std::vector<Vector> LoadVectors() {
  std::vector<Vector> vectors;
  for (const char* file : kFiles) Load(file, vectors);
  return vectors;
}

}  // namespace testing
}  // namespace wamp
