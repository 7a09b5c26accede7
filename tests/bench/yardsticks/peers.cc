#include "absl/strings/str_format.h"
#include "tests/bench/yardsticks/yardsticks.h"

namespace wamp {
namespace bench {
namespace {

[[maybe_unused]] void Skip(const char* library) {
  absl::FPrintF(stderr, "SKIPPED: no rows of %s, which is not installed\n",
                library);
}

}  // namespace

void AddPeers(Ways& ways) {
#ifdef WAMP_BENCH_MSGPACK_C
  AddMsgPackC(ways);
#else
  Skip("msgpack-c");
#endif
#ifdef WAMP_BENCH_NLOHMANN
  AddNlohmann(ways);
#else
  Skip("nlohmann-json");
#endif
#ifdef WAMP_BENCH_RAPIDJSON
  AddRapidJson(ways);
#else
  Skip("RapidJSON");
#endif
#ifdef WAMP_BENCH_SIMDJSON
  AddSimdjson(ways);
#else
  Skip("simdjson");
#endif
#ifdef WAMP_BENCH_YYJSON
  AddYyjson(ways);
#else
  Skip("yyjson");
#endif
}

}  // namespace bench
}  // namespace wamp
