#include "wamp/log/uuid.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/random/random.h"
#include "openssl/rand.h"

namespace wamp {
namespace log {
namespace {

constexpr size_t kBytes = 16;
constexpr size_t kRandomBytes = 8;
constexpr size_t kTextBytes = 36;
// What 48 bits hold: the year 10889.
constexpr int64_t kMostMillis = (int64_t{1} << 48) - 1;

uint64_t Ticks(absl::Time time) {
  const int64_t ms = absl::ToUnixMillis(time);
  if (ms < 0) return 0;
  if (ms > kMostMillis) return static_cast<uint64_t>(kMostMillis) * 4096;
  const absl::Duration rest = time - absl::FromUnixMillis(ms);
  return static_cast<uint64_t>(ms) * 4096 +
         static_cast<uint64_t>(absl::ToInt64Nanoseconds(rest)) * 4096 / 1000000;
}

void FillRandom(unsigned char* out, size_t size) {
  if (RAND_bytes(out, static_cast<int>(size)) == 1) return;
  // OpenSSL could not be seeded. An id is no secret: it must only differ.
  absl::BitGen generator;
  std::generate_n(out, size,
                  [&] { return absl::Uniform<unsigned char>(generator); });
}

// How often the process has come out of a fork(), which leaves parent and child
// with the same pool.
std::atomic<uint64_t> forks{0};

bool CountForks() {
  static const bool is_counting =
      pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1); }) == 0;
  return is_counting;
}

// Random bytes of a thread for many ids: to ask OpenSSL takes longer than the
// rest of an id. Has nothing to destroy, as static objects may log to the end.
struct RandomPool {
  unsigned char bytes[64 * kRandomBytes];
  size_t used = sizeof bytes;
  uint64_t forks = 0;
};

void TakeRandom(unsigned char* out) {
  static thread_local RandomPool pool;
  if (!CountForks()) return FillRandom(out, kRandomBytes);
  const uint64_t now = forks.load();
  if (pool.used == sizeof pool.bytes || pool.forks != now) {
    FillRandom(pool.bytes, sizeof pool.bytes);
    pool.used = 0;
    pool.forks = now;
  }
  std::memcpy(out, pool.bytes + pool.used, kRandomBytes);
  pool.used += kRandomBytes;
}

bool IsHyphen(size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

bool IsLowerHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

}  // namespace

UuidMaker::UuidMaker(Clock clock) : clock_(std::move(clock)) {}

std::string UuidMaker::Make() {
  const uint64_t now = Ticks(clock_());
  uint64_t last = last_.load(std::memory_order_relaxed);
  uint64_t ticks = 0;
  do {
    ticks = std::max(now, last + 1);
  } while (!last_.compare_exchange_weak(last, ticks));

  unsigned char bytes[kBytes];
  const uint64_t ms = ticks >> 12;
  for (size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<unsigned char>(ms >> (40 - 8 * i));
  }
  bytes[6] = static_cast<unsigned char>(0x70 | ((ticks >> 8) & 0x0F));
  bytes[7] = static_cast<unsigned char>(ticks);
  TakeRandom(bytes + 8);
  bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3F));

  constexpr char kDigits[] = "0123456789abcdef";
  std::string text(kTextBytes, '-');
  size_t at = 0;
  for (const unsigned char byte : bytes) {
    if (IsHyphen(at)) ++at;
    text[at++] = kDigits[byte >> 4];
    text[at++] = kDigits[byte & 0x0F];
  }
  return text;
}

std::string MakeUuid() {
  static auto* const maker = new UuidMaker;
  return maker->Make();
}

bool IsUuid(absl::string_view text) {
  if (text.size() != kTextBytes) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsHyphen(i) ? text[i] != '-' : !IsLowerHex(text[i])) return false;
  }
  constexpr absl::string_view kVariants = "89ab";
  return text[14] == '7' && kVariants.find(text[19]) != absl::string_view::npos;
}

}  // namespace log
}  // namespace wamp
