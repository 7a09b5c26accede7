// Inputs to start the fuzz targets from.
#ifndef WAMP_TESTS_FUZZ_SEEDS_H_
#define WAMP_TESTS_FUZZ_SEEDS_H_

#include <map>
#include <set>
#include <string>

#include "absl/strings/string_view.h"

namespace wamp {
namespace fuzz {

// The inputs of each target, by its name.
using Seeds = std::map<std::string, std::set<std::string>>;

// The character by which an input chooses this.
inline std::string Choice(size_t number) {
  return std::string(1, static_cast<char>('0' + number));
}

// Those of the targets that read messages, of those of the log and its stores,
// and of those of the services.
void AddWireSeeds(Seeds* seeds);
void AddLogSeeds(Seeds* seeds);
void AddAuthSeeds(Seeds* seeds);

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_SEEDS_H_
