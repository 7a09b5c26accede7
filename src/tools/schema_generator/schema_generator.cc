// Writes the rows of the schema, src/engine/schema/rows/*.inc and
// include/wamp/internal/has_schema.h, the table docs/wire-keys.md, and the
// dictionary tests/fuzz/wamp.dict, from the annotations of the .proto files.
//
//   schema_generator ROOT          writes the files below ROOT
//   schema_generator --check ROOT  says which files are not up to date
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "src/tools/schema_generator/fuzz_dictionary.h"
#include "src/tools/schema_generator/schema_rows.h"
#include "src/tools/schema_generator/wire_key_table.h"

namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::string(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::cerr << "usage: schema_generator [--check] ROOT\n";
    return 2;
  }
  const std::string root = argv[argc - 1];
  std::map<std::string, std::string> files = wamp::internal::SchemaRows();
  files["docs/wire-keys.md"] = wamp::internal::WireKeyTable();
  files["tests/fuzz/wamp.dict"] = wamp::internal::FuzzDictionary();
  int stale = 0;
  for (const auto& [name, text] : files) {
    const std::string path = absl::StrCat(root, "/", name);
    if (ReadFile(path) == text) continue;
    if (check) {
      std::cerr << name << ": not up to date; run ./dev regen\n";
      ++stale;
      continue;
    }
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) {
      std::cerr << path << ": cannot be written\n";
      return 1;
    }
    std::cout << "wrote " << name << "\n";
  }
  return stale == 0 ? 0 : 1;
}
