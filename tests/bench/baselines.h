// What a program does without a library for WAMP's types: it builds a tree of
// the frame and picks the values that it wants from it.
#ifndef WAMP_TESTS_BENCH_BASELINES_H_
#define WAMP_TESTS_BENCH_BASELINES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace wamp {
namespace bench {

// The formats that nlohmann-json reads.
enum class Format { kJson, kMsgPack, kCbor, kUbjson };

// The keys to pick from a message's dict, by the kind of their values.
struct Wanted {
  // The position of the dict in the message array.
  size_t dict = 0;
  std::vector<const char*> texts;
  std::vector<const char*> ids;
  std::vector<const char*> flags;
  std::vector<const char*> id_lists;
  std::vector<const char*> text_lists;
};

// Of a message by its name, after which there may be a blank and more.
const Wanted& WantedOf(const std::string& message);

// The picked values. Further dicts (authextra, roles) stay in the tree.
struct Picked {
  struct Principal {
    uint64_t session = 0;
    std::string authid;
    std::string authrole;
  };

  // The numbers and texts at the other positions of the array.
  std::vector<uint64_t> head_ids;
  std::string head_text;
  std::vector<std::string> texts;
  std::vector<uint64_t> ids;
  std::vector<bool> flags;
  std::vector<std::vector<uint64_t>> id_lists;
  std::vector<std::vector<std::string>> text_lists;
  std::vector<Principal> forward_for;
};

Picked PickWithMsgPackC(const std::string& frame, const Wanted& wanted);
Picked PickWithNlohmann(Format format, const std::string& frame,
                        const Wanted& wanted);

}  // namespace bench
}  // namespace wamp

#endif  // WAMP_TESTS_BENCH_BASELINES_H_
