// Writes inputs to start the fuzz targets from: what the vectors and the
// recorded messages hold, and random messages and records.
//
//   fuzz_seeds FOLDER   makes a folder for each target in that one
//
// Run it in the root of the repository. tests/fuzz/fuzz.h says how an input
// begins.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/seeds.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: fuzz_seeds FOLDER\n";
    return 2;
  }
  wamp::fuzz::Seeds seeds;
  wamp::fuzz::AddWireSeeds(&seeds);
  wamp::fuzz::AddLogSeeds(&seeds);
  wamp::fuzz::AddAuthSeeds(&seeds);
  for (const auto& [target, inputs] : seeds) {
    const auto folder = std::filesystem::path(argv[1]) / target;
    std::filesystem::create_directories(folder);
    int count = 0;
    for (const std::string& input : inputs) {
      std::ofstream out(folder / absl::StrCat("seed", ++count),
                        std::ios::binary);
      out << input;
      if (!out.flush()) {
        std::cerr << folder << ": cannot be written\n";
        return 1;
      }
    }
    std::cout << target << ": " << count << " seeds\n";
  }
  return 0;
}
