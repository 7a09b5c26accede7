#include "tests/testing/wire_cases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tests/testing/codec_samples.h"
#include "tests/testing/serializers.h"
#include "wamp/value.h"
#include "wamp/wire.h"

namespace wamp {
namespace testing {
namespace {

constexpr char kFolder[] = "tests/wire/cases";

[[noreturn]] void Refuse(absl::string_view file, absl::string_view why) {
  std::cerr << kFolder << "/" << file << ".json: " << why << "\n";
  std::exit(1);
}

// The files' own names, without ".json", in the order of the alphabet.
std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    files.push_back(entry.path().stem().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

v1::Dict Load(const std::string& file) {
  const std::ifstream stream(absl::StrCat(kFolder, "/", file, ".json"));
  std::ostringstream text;
  text << stream.rdbuf();
  auto dict = Decode<v1::Dict>(text.str(), v1::SERIALIZER_JSON);
  if (!dict.ok()) Refuse(file, dict.status().message());
  return *std::move(dict);
}

// The texts of one sample in a file.
class Texts {
 public:
  Texts(const std::string& file, const v1::Dict& dict)
      : file_(file), dict_(dict) {
    const std::set<absl::string_view> known = {
        "name", "hex", "text", "reads", "written", "alone", "why", "carried"};
    for (const v1::Entry& entry : dict.entries()) {
      if (known.count(entry.key()) == 0) {
        Refuse(file, absl::StrCat("a sample with the key ", entry.key()));
      }
    }
  }

  bool Has(absl::string_view key) const { return Find(dict_, key) != nullptr; }

  std::string At(absl::string_view key) const {
    const v1::Value* value = Find(dict_, key);
    if (value == nullptr || !value->has_string_value()) {
      Refuse(file_, absl::StrCat("a sample without a text ", key));
    }
    return value->string_value();
  }

 private:
  const std::string& file_;
  const v1::Dict& dict_;
};

// Whether the text is that of a fault: "syntax at 3: expected …".
bool TellsFault(absl::string_view reads) {
  const size_t at = reads.find(" at ");
  return at != absl::string_view::npos &&
         std::all_of(reads.begin(), reads.begin() + static_cast<ptrdiff_t>(at),
                     [](unsigned char c) { return absl::ascii_isalnum(c); });
}

WireCase Sample(const std::string& file, v1::Serializer serializer,
                const v1::Dict& dict) {
  const Texts texts(file, dict);
  WireCase sample;
  sample.name = absl::StrCat(file, "_", texts.At("name"));
  sample.serializer = serializer;
  // Written as the bytes are.
  const auto bytes = [&texts](absl::string_view text) {
    return texts.Has("hex") ? FromHex(text) : std::string(text);
  };
  sample.bytes = bytes(texts.At(texts.Has("hex") ? "hex" : "text"));
  sample.reads = texts.At("reads");
  sample.carried = texts.Has("carried") ? texts.At("carried") : sample.reads;
  sample.alone = texts.Has("alone");
  if (TellsFault(sample.reads)) {
    if (texts.Has("written")) Refuse(file, "a fault that is written");
  } else {
    sample.written =
        texts.Has("written") ? bytes(texts.At("written")) : sample.bytes;
  }
  return sample;
}

}  // namespace

std::vector<WireCase> WireCases() {
  std::vector<WireCase> samples;
  std::set<std::string> names;
  for (const std::string& file : Files()) {
    const v1::Dict dict = Load(file);
    const v1::Value* name = Find(dict, "serializer");
    const v1::Value* topics = Find(dict, "topics");
    if (name == nullptr || topics == nullptr) {
      Refuse(file, "expected a serializer and topics");
    }
    const v1::Serializer serializer = SerializerOf(name->string_value());
    for (const v1::Value& topic : topics->list_value().values()) {
      const v1::Value* cases = Find(topic.dict_value(), "cases");
      if (cases == nullptr) Refuse(file, "a topic without cases");
      for (const v1::Value& value : cases->list_value().values()) {
        samples.push_back(Sample(file, serializer, value.dict_value()));
        if (!names.insert(samples.back().name).second) {
          Refuse(file,
                 absl::StrCat("two samples called ", samples.back().name));
        }
      }
    }
  }
  return samples;
}

}  // namespace testing
}  // namespace wamp
