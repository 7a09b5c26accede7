// Whatever a server of PostgreSQL answers, a store answers or fails, and
// nothing worse. tests/fuzz/fake_server.h says how an input says what it
// answers.
#include <memory>

#include "absl/time/time.h"
#include "tests/fuzz/fake_server.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/stored.h"
#include "wamp/log/postgres_store.h"

namespace wamp {
namespace log {
namespace {

void Ask(fuzz::Input input) {
  static auto& server = *new fuzz::FakeServer;
  static const auto& stores = *[] {
    auto* made = new std::vector<std::unique_ptr<PostgresStore>>;
    for (const bool read_only : {true, false}) {
      PostgresOptions options;
      options.read_only = read_only;
      options.max_attempts = 1;
      options.timeout = absl::Seconds(5);
      made->push_back(PostgresStore::Open(server.conninfo(), options).value());
    }
    return made;
  }();
  PostgresStore* store = stores[input.Choose(2)].get();
  const size_t what = input.Choose(4);
  server.SetScript(input.Rest());
  switch (what) {
    case 0:
      fuzz::AskStore(store);
      break;
    case 1:
      store->Append(fuzz::StoredRecords()).IgnoreError();
      break;
    case 2: {
      PrunePolicy policy;
      policy.before = absl::FromUnixSeconds(1700000005);
      store->Prune(policy).IgnoreError();
      break;
    }
    default:
      store->Verify({}).IgnoreError();
      break;
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::log::Ask(wamp::fuzz::Input(data, size));
  return 0;
}
