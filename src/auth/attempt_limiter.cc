#include "src/auth/attempt_limiter.h"

#include <algorithm>
#include <cstring>

#include "src/auth/crypto.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace auth {
namespace internal {

AttemptLimiter::AttemptLimiter(double burst, absl::Duration refill)
    : burst_(burst),
      refill_(refill),
      key_(RandomBytes(kKeyBytes)),
      cells_(kRows * kCells) {}

std::array<AttemptLimiter::Cell*, AttemptLimiter::kRows>
AttemptLimiter::CellsOf(absl::string_view subject, absl::Time now) {
  const std::string hash = HmacSha256(key_, subject);
  std::array<Cell*, kRows> found;
  for (size_t row = 0; row < kRows; ++row) {
    uint64_t number = 0;
    std::memcpy(&number, hash.data() + row * sizeof(number), sizeof(number));
    Cell& cell = cells_[row * kCells + number % kCells];
    if (now > cell.time) {
      const double refilled = absl::FDivDuration(now - cell.time, refill_);
      cell.missing = std::max(0.0, cell.missing - refilled);
      cell.time = now;
    }
    found[row] = &cell;
  }
  return found;
}

bool AttemptLimiter::Take(absl::string_view subject, absl::Time now) {
  const sync::MutexLock lock(mutex_);
  const auto cells = CellsOf(subject, now);
  double least = cells[0]->missing;
  for (const Cell* cell : cells) least = std::min(least, cell->missing);
  if (least + 1 > burst_) return false;
  for (Cell* cell : cells) cell->missing = std::min(burst_, cell->missing + 1);
  return true;
}

void AttemptLimiter::GiveBack(absl::string_view subject, absl::Time now) {
  const sync::MutexLock lock(mutex_);
  for (Cell* cell : CellsOf(subject, now)) {
    cell->missing = std::max(0.0, cell->missing - 1);
  }
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
