// What mutated sources ask; see mutants.py. It is the first thing they include.
#ifndef WAMP_TESTS_MUTATION_MUTANT_H_
#define WAMP_TESTS_MUTATION_MUTANT_H_

#include <atomic>
#include <cstdio>
#include <cstdlib>

// Mutants compare what nobody would, and convert as they go.
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wdangling-else"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wunused-value"

namespace wamp_mutation {

// Writes the mutants that were reached to the file that WAMP_MUTANT_TRACE
// names.
class Trace {
 public:
  Trace() : path_(std::getenv("WAMP_MUTANT_TRACE")) {}
  ~Trace() {
    if (path_ == nullptr) return;
    std::FILE* file = std::fopen(path_, "a");
    if (file == nullptr) return;
    for (int i = 0; i < kMost; ++i) {
      if (reached_[i]) std::fprintf(file, "%d\n", i);
    }
    std::fclose(file);
  }

  bool is_on() const { return path_ != nullptr; }
  void Add(int mutant) { reached_[mutant] = true; }

  // mutants.py makes no more.
  static constexpr int kMost = 10000;

 private:
  const char* const path_;
  std::atomic<bool> reached_[kMost] = {};
};

inline Trace trace;

// The mutant that is active, counted from 1, by the environment.
inline const int active = [] {
  const char* const text = std::getenv("WAMP_MUTANT");
  return text == nullptr ? 0 : std::atoi(text);
}();

inline bool Is(int mutant) {
  if (trace.is_on()) trace.Add(mutant);
  return mutant == active;
}

}  // namespace wamp_mutation

#endif  // WAMP_TESTS_MUTATION_MUTANT_H_
