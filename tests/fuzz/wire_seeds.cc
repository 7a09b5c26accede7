#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/seeds.h"
#include "tests/testing/random_message.h"
#include "tests/testing/recorded.h"
#include "tests/testing/serializers.h"
#include "tests/testing/vectors.h"
#include "wamp/dict.h"
#include "wamp/transport/framing.h"
#include "wamp/v1/component.pb.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace fuzz {
namespace {

// All choices of a format, in the order of Input::Serializer.
std::string ChoiceOf(v1::Serializer serializer) {
  constexpr v1::Serializer kSerializers[] = {
#define WAMP_CODEC(SERIALIZER, READER, WRITER, NAME, NUMBER) \
  v1::SERIALIZER_##SERIALIZER,
#include "src/codec/registry.inc"
  };
  for (size_t i = 0; i < std::size(kSerializers); ++i) {
    if (kSerializers[i] == serializer) return Choice(i);
  }
  return "";
}

// The choice of a message, as in RunForChosenMessage.
const std::map<std::string, std::string>& MessageChoices() {
  static const auto& choices = *[] {
    auto* made = new std::map<std::string, std::string>;
#define WAMP_EACH(NAME) made->emplace(#NAME, Choice(made->size()));
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
    return made;
  }();
  return choices;
}

// The bytes of a value that stands for a message.
void AddBytes(const std::string& message, v1::Serializer serializer,
              const std::string& bytes, Seeds* seeds) {
  const std::string format = ChoiceOf(serializer);
  const auto found = MessageChoices().find(message);
  if (found != MessageChoices().end()) {
    const std::string& type = found->second;
    (*seeds)["round_trip"].insert(
        absl::StrCat(format, Choice(1), Choice(0), type, bytes));
    (*seeds)["engines"].insert(absl::StrCat(format, Choice(0), type, bytes));
    (*seeds)["dict"].insert(
        absl::StrCat(Choice(0), format, Choice(0), type, bytes));
  }
  (*seeds)["measure"].insert(absl::StrCat(format, Choice(0), bytes));
  (*seeds)["transcode"].insert(
      absl::StrCat(format, Choice(0), Choice(3), "1234", bytes));
  if (message == "Frame") {
    (*seeds)["header"].insert(absl::StrCat(format, Choice(0), bytes));
  }
}

void AddVectors(Seeds* seeds) {
  for (const testing::Vector& vector : testing::LoadVectors()) {
    for (const v1::Serializer serializer : testing::Serializers()) {
      const auto bytes = Encode(vector.value, serializer);
      if (bytes.ok()) AddBytes(vector.message, serializer, *bytes, seeds);
      if (bytes.ok() && vector.value.has_list_value()) {
        AddBytes("Frame", serializer, *bytes, seeds);
      }
    }
    const auto found = MessageChoices().find(vector.message);
    if (found == MessageChoices().end()) continue;
    (*seeds)["dict"].insert(absl::StrCat(Choice(1), Choice(0), Choice(0),
                                         found->second,
                                         vector.value.SerializeAsString()));
  }
}

template <class Message>
void AddRandom(testing::RandomMessages* random, Seeds* seeds) {
  const std::string name(Message::descriptor()->name());
  for (int i = 0; i < 3; ++i) {
    Message message;
    random->Fill(message);
    for (const v1::Serializer serializer : testing::Serializers()) {
      const auto bytes = Encode(message, serializer);
      // As large inputs are slow, they are left to be found.
      if (bytes.ok() && bytes->size() < 1000) {
        AddBytes(name, serializer, *bytes, seeds);
      }
    }
  }
}

void AddRecorded(Seeds* seeds) {
  for (const testing::RecordedFile& file : testing::RecordedFiles()) {
    std::string json_batch;
    std::string binary_batch;
    std::string packets("\x7F\xF1\0\0", 4);
    for (const std::string& message : file.messages) {
      AddBytes("Frame", file.serializer, message, seeds);
      if (binary_batch.size() > 1000) continue;
      AppendJsonBatch(message, &json_batch).IgnoreError();
      AppendBinaryBatch(message, &binary_batch).IgnoreError();
      AppendRawSocket(RawSocketType::kMessage, message, &packets).IgnoreError();
      AppendRawSocket(RawSocketType::kPing, "ping", &packets).IgnoreError();
    }
    size_t framing = 0;
    for (const std::string& stream : {json_batch, binary_batch, packets}) {
      (*seeds)["split"].insert(
          absl::StrCat(Choice(framing++), Choice(0), Choice(6), stream));
    }
  }
}

}  // namespace

void AddWireSeeds(Seeds* seeds) {
  AddVectors(seeds);
  AddRecorded(seeds);
  testing::RandomMessages random(1);
#define WAMP_EACH(NAME) AddRandom<v1::NAME>(&random, seeds);
#include "src/engine/schema/rows/messages.inc"
#undef WAMP_EACH
}

}  // namespace fuzz
}  // namespace wamp
