#include "src/grpc/decision_cache.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace auth {
namespace internal {
namespace {

int MatchOf(const v1::AuthorizeRequest& request) {
  switch (request.options_case()) {
    case v1::AuthorizeRequest::kRegister:
      return request.register_().match();
    case v1::AuthorizeRequest::kSubscribe:
      return request.subscribe().match();
    default:
      return 0;
  }
}

// Texts are preceded by their lengths, so that no two questions have one key.
std::string KeyOf(const v1::AuthorizeRequest& request) {
  const wamp::v1::SessionDetails& session = request.session();
  return absl::StrCat(request.action(), ",", MatchOf(request), ",",
                      session.realm().size(), ",", session.authrole().size(),
                      ",", request.uri().size(), ",", session.realm(),
                      session.authrole(), request.uri());
}

std::string KeyOfAuthid(const std::string& key,
                        const v1::AuthorizeRequest& request) {
  return absl::StrCat(key, request.session().has_authid() ? "=" : "-",
                      request.session().authid());
}

}  // namespace

std::optional<v1::AuthorizeResponse> DecisionCache::Find(
    const v1::AuthorizeRequest& request, absl::Time now) {
  const std::string key = KeyOf(request);
  const std::string key_of_authid = KeyOfAuthid(key, request);
  sync::MutexLock lock(mutex_);
  const Entry* entry = Lookup(key, now);
  if (entry == nullptr) entry = Lookup(key_of_authid, now);
  ++(entry == nullptr ? misses_ : hits_);
  if (entry == nullptr) return std::nullopt;
  return entry->answer;
}

const DecisionCache::Entry* DecisionCache::Lookup(absl::string_view key,
                                                  absl::Time now) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  const auto entry = found->second;
  if (entry->until <= now) {
    index_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return &*entry;
}

uint64_t DecisionCache::generation() const {
  sync::MutexLock lock(mutex_);
  return generation_;
}

void DecisionCache::Keep(const v1::AuthorizeRequest& request,
                         const v1::AuthorizeResponse& answer, absl::Time until,
                         uint64_t generation) {
  if (size_ == 0) return;
  std::string key = KeyOf(request);
  // Absent means that it does.
  if (!answer.has_depends_on_authid() || answer.depends_on_authid()) {
    key = KeyOfAuthid(key, request);
  }
  sync::MutexLock lock(mutex_);
  if (generation != generation_) return;
  const auto found = index_.find(key);
  if (found != index_.end()) {
    const auto entry = found->second;
    index_.erase(found);
    entries_.erase(entry);
  }
  entries_.push_front({std::move(key), answer, until});
  index_.emplace(entries_.front().key, entries_.begin());
  if (entries_.size() > size_) {
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

void DecisionCache::Clear() {
  sync::MutexLock lock(mutex_);
  ++generation_;
  index_.clear();
  entries_.clear();
}

uint64_t DecisionCache::hits() const {
  sync::MutexLock lock(mutex_);
  return hits_;
}

uint64_t DecisionCache::misses() const {
  sync::MutexLock lock(mutex_);
  return misses_;
}

}  // namespace internal
}  // namespace auth
}  // namespace wamp
