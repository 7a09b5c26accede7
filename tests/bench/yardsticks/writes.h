// Writes messages with another library.
//
// A Writer is what it offers for that:
//
//   void List(size_t size); void EndList();
//   void Dict(size_t size); void EndDict(); void Key(absl::string_view);
//   void Null(); void Flag(bool); void Uint(uint64_t); void Int(int64_t);
//   void Double(double); void Text(absl::string_view);
#ifndef WAMP_TESTS_BENCH_YARDSTICKS_WRITES_H_
#define WAMP_TESTS_BENCH_YARDSTICKS_WRITES_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <tuple>

#include "absl/strings/string_view.h"
#include "tests/bench/yardsticks/fields.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/value.pb.h"

namespace wamp {
namespace bench {

template <class Writer>
void Put(Writer& to, const v1::List& list);
template <class Writer>
void Put(Writer& to, const v1::Dict& dict);
template <class Writer>
void Put(Writer& to, const v1::StringList& list);
template <class Writer>
void Put(Writer& to, const v1::IdList& list);
template <class Writer, class Message>
auto Put(Writer& to, const Message& message)
    -> decltype(void(FieldsOf(message)));

template <class Writer>
void Put(Writer& to, bool value) {
  to.Flag(value);
}

template <class Writer>
void Put(Writer& to, uint64_t value) {
  to.Uint(value);
}

template <class Writer>
void Put(Writer& to, const std::string& value) {
  to.Text(value);
}

template <class Writer>
void Put(Writer& to, v1::Match value) {
  to.Text(kMatchWords[value]);
}

template <class Writer>
void Put(Writer& to, v1::Invoke value) {
  to.Text(kInvokeWords[value]);
}

template <class Writer>
void Put(Writer& to, const v1::Value& value) {
  switch (value.kind_case()) {
    case v1::Value::KIND_NOT_SET:
    case v1::Value::kNullValue:
      return to.Null();
    case v1::Value::kBoolValue:
      return to.Flag(value.bool_value());
    case v1::Value::kUintValue:
      return to.Uint(value.uint_value());
    case v1::Value::kIntValue:
      return to.Int(value.int_value());
    case v1::Value::kDoubleValue:
      return to.Double(value.double_value());
    case v1::Value::kStringValue:
      return to.Text(value.string_value());
    case v1::Value::kBytesValue:
    case v1::Value::kForeignValue:
      std::abort();  // No frame has any, and JSON has no bytes.
    case v1::Value::kListValue:
      return Put(to, value.list_value());
    case v1::Value::kDictValue:
      return Put(to, value.dict_value());
  }
}

template <class Writer, class Values>
void PutList(Writer& to, const Values& values) {
  to.List(static_cast<size_t>(values.size()));
  for (const auto& value : values) Put(to, value);
  to.EndList();
}

template <class Writer>
void Put(Writer& to, const v1::List& list) {
  PutList(to, list.values());
}

template <class Writer>
void Put(Writer& to, const v1::StringList& list) {
  PutList(to, list.values());
}

template <class Writer>
void Put(Writer& to, const v1::IdList& list) {
  PutList(to, list.values());
}

template <class Writer>
void Put(Writer& to, const v1::Dict& dict) {
  to.Dict(static_cast<size_t>(dict.entries_size()));
  for (const v1::Entry& entry : dict.entries()) {
    to.Key(entry.key());
    Put(to, entry.value());
  }
  to.EndDict();
}

// A dict whose keys are fields.
template <class Writer, class Message>
auto Put(Writer& to, const Message& message)
    -> decltype(void(FieldsOf(message))) {
  const auto put = [&](const auto& field) {
    if (!field.has(message)) return;
    to.Key(field.key());
    Put(to, field.get(message));
  };
  std::apply(
      [&](const auto&... field) {
        to.Dict((size_t{0} + ... + size_t{field.has(message)}));
        (put(field), ...);
        to.EndDict();
      },
      FieldsOf(message));
}

// A message: its type, the positions up to the payload, and the payload.
template <class Writer, class... Positions>
void PutArray(Writer& to, uint64_t type, const v1::Payload& payload,
              const Positions&... positions) {
  to.List(1 + sizeof...(positions) + size_t{payload.has_args()} +
          size_t{payload.has_kwargs()});
  to.Uint(type);
  (Put(to, positions), ...);
  if (payload.has_args()) Put(to, payload.args());
  if (payload.has_kwargs()) Put(to, payload.kwargs());
  to.EndList();
}

template <class Writer>
void PutFrame(Writer& to, const v1::Hello& m) {
  PutArray(to, 1, v1::Payload::default_instance(), m.details().realm(),
           m.details());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Welcome& m) {
  PutArray(to, 2, v1::Payload::default_instance(), m.details().session(),
           m.details());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Challenge& m) {
  PutArray(to, 4, v1::Payload::default_instance(), m.method(), m.extra());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Publish& m) {
  PutArray(to, 16, m.payload(), m.request(), m.options(), m.topic());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Event& m) {
  PutArray(to, 36, m.payload(), m.details().subscription(),
           m.details().publication(), m.details());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Call& m) {
  PutArray(to, 48, m.payload(), m.request(), m.options(), m.procedure());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Register& m) {
  PutArray(to, 64, v1::Payload::default_instance(), m.request(), m.options(),
           m.procedure());
}

template <class Writer>
void PutFrame(Writer& to, const v1::Invocation& m) {
  PutArray(to, 68, m.payload(), m.request(), m.details().registration(),
           m.details());
}

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_YARDSTICKS_WRITES_H_
