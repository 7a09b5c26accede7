// A small chain of records for the fuzz targets of stores, and what they all
// ask.
#ifndef WAMP_TESTS_FUZZ_STORED_H_
#define WAMP_TESTS_FUZZ_STORED_H_

#include <vector>

#include "wamp/log/store.h"

namespace wamp {
namespace fuzz {

inline constexpr char kNode[] = "router-1";

// Sealed by the node, once.
const std::vector<log::SealedRecord>& StoredRecords();

// Asks a store whatever it can be asked, without writing to it: pages are no
// larger than they may be, and end.
void AskStore(log::Store* store);

// Has the older half of those records removed.
void PruneStore(log::Store* store);

}  // namespace fuzz
}  // namespace wamp

#endif  // WAMP_TESTS_FUZZ_STORED_H_
