#include "tests/testing/recorded.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/ascii.h"
#include "tests/testing/codecs.h"
#include "tests/testing/serializers.h"

namespace wamp {
namespace testing {
namespace {

template <class Reader>
std::vector<std::string> Split(const std::string& bytes) {
  std::vector<std::string> messages;
  Reader reader(bytes);
  while (!reader.AtEnd()) {
    const size_t start = reader.offset();
    if (!reader.Skip()) return {""};
    messages.emplace_back(reader.Since(start));
  }
  return messages;
}

std::vector<std::string> Split(v1::Serializer serializer,
                               const std::string& bytes) {
  std::vector<std::string> messages = {""};
  ForEachCodec([&](auto codec) {
    using Codec = decltype(codec);
    if (NameOf(serializer) == absl::AsciiStrToLower(Codec::kName)) {
      messages = Split<typename Codec::Reader>(bytes);
    }
  });
  return messages;
}

}  // namespace

std::string TestName(absl::string_view name) {
  std::string test_name(name);
  for (char& letter : test_name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(letter))) letter = '_';
  }
  return test_name;
}

std::vector<RecordedFile> RecordedFiles() {
  const std::filesystem::path root = "tests/data";
  std::vector<RecordedFile> files;
  for (const auto& folder : std::filesystem::directory_iterator(root)) {
    // It holds no recordings, but what makes them.
    if (!folder.is_directory() || folder.path().filename() == "record") {
      continue;
    }
    for (const auto& entry :
         std::filesystem::directory_iterator(folder.path())) {
      const std::string extension = entry.path().extension().string();
      for (const v1::Serializer serializer : Serializers()) {
        if (extension != "." + NameOf(serializer)) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << in.rdbuf();
        files.push_back({entry.path().lexically_relative(root).generic_string(),
                         serializer, Split(serializer, bytes.str())});
      }
    }
  }
  std::sort(files.begin(), files.end(),
            [](const RecordedFile& a, const RecordedFile& b) {
              return a.name < b.name;
            });
  return files;
}

}  // namespace testing
}  // namespace wamp
