// Whatever a server of PostgreSQL answers makes a store answer otherwise, or
// fail, and nothing worse.
#include <memory>

#include "absl/time/time.h"
#include "tests/fuzz/fake_libpq.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/stored.h"
#include "wamp/log/postgres_store.h"

namespace wamp {
namespace log {
namespace {

// Of a store, which is asked of its schema and gives that.
constexpr int64_t kVersion = 1;

std::unique_ptr<PostgresStore> Open() {
  fuzz::AnswerByNumber(kVersion);
  PostgresOptions options;
  options.first_pause = absl::ZeroDuration();
  options.max_attempts = 2;
  auto store = PostgresStore::Open("", options);
  fuzz::ExpectOk("a store can be opened", store.status());
  return *std::move(store);
}

void Ask(fuzz::Input input) {
  const auto store = Open();
  const size_t question = input.Choose(10);
  fuzz::AnswerBy(input);
  switch (question) {
    case 0:
      fuzz::AskStore(store.get());
      break;
    case 1:
      store->Query({}, {}).IgnoreError();
      break;
    case 2:
      store->OpenSessions(absl::FromUnixSeconds(1700000004), {}, {})
          .IgnoreError();
      break;
    case 3:
      store->Verify({}).IgnoreError();
      break;
    case 4:
      store->GetStats().IgnoreError();
      break;
    case 5:
      store->Head(fuzz::kNode).IgnoreError();
      break;
    case 6:
      store->Append(fuzz::StoredRecords()).IgnoreError();
      break;
    case 7:
      fuzz::PruneStore(store.get());
      break;
    case 8:
      // A server that never comes to an end.
      fuzz::AnswerForEverBy(input);
      store->Verify({}).IgnoreError();
      break;
    default:
      store->Appended({}, {}).IgnoreError();
      break;
  }
  // Connections that are closed ask nothing of the input, which goes now.
  fuzz::AnswerByNumber(kVersion);
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::log::Ask(wamp::fuzz::Input(data, size));
  return 0;
}
