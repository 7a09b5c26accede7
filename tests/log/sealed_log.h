// Records of sessions that tests put into stores.
#ifndef WAMP_TESTS_LOG_SEALED_LOG_H_
#define WAMP_TESTS_LOG_SEALED_LOG_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "wamp/error_uri.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/log/store.h"

namespace wamp {
namespace log {

// The second `second` of all tests.
inline absl::Time At(int64_t second) {
  return absl::FromUnixSeconds(1700000000 + second);
}

inline v1::SessionRecord JoinedAt(int64_t second, absl::string_view uid,
                                  absl::string_view authid = "joe",
                                  absl::string_view realm = "realm1") {
  SessionDetails details{std::string(realm), 7};
  details->set_authid(std::string(authid));
  details->set_authrole("user");
  v1::SessionRecord record = RecordOf(details, At(second));
  record.set_session_uid(std::string(uid));
  return record;
}

inline v1::SessionRecord LeftAt(
    int64_t second, absl::string_view uid,
    absl::string_view reason = "wamp.close.normal") {
  v1::Left left;
  left.set_cause(v1::LEAVE_CAUSE_GOODBYE);
  left.mutable_details()->set_reason(std::string(reason));
  v1::SessionRecord record = RecordOf(left, At(second));
  record.set_session_uid(std::string(uid));
  return record;
}

inline v1::SessionRecord DeniedAt(int64_t second,
                                  absl::string_view authid = "eve") {
  v1::SessionRecord record = RecordOf(Deny(), At(second));
  record.mutable_claimed_ident()->set_authid(std::string(authid));
  return record;
}

// Any of the above, of any of a few people, realms and seconds.
inline v1::SessionRecord RandomRecord(std::mt19937* random) {
  const auto any = [random](int count) {
    return static_cast<int>((*random)() % static_cast<unsigned>(count));
  };
  const int64_t second = any(40);
  const std::string uid = absl::StrCat("uid-", any(30));
  v1::SessionRecord record;
  switch (any(4)) {
    case 0:
      record = JoinedAt(second, uid, absl::StrCat("authid", any(3)),
                        absl::StrCat("realm", any(3)));
      record.mutable_ident()->set_session(static_cast<uint64_t>(any(4)) + 1);
      break;
    case 1:
      record = LeftAt(second, uid, absl::StrCat("reason.", any(3)));
      break;
    case 2:
      record = DeniedAt(second, absl::StrCat("authid", any(3)));
      break;
    default: {
      v1::Decision decision;
      decision.set_action(wamp::v1::ACTION_CALL);
      decision.set_uri("com.example.f");
      decision.set_allowed(any(2) == 0);
      if (any(2) == 0) {
        decision.set_reason(std::string(error_uri::kNotAuthorized));
      }
      record = RecordOf(decision, At(second));
      record.set_session_uid(uid);
      record.mutable_ident()->set_authrole(absl::StrCat("role", any(2)));
      break;
    }
  }
  return record;
}

// Seals records of tests, which fit into a message.
inline SealedRecord Seal(NodeLog* node, v1::SessionRecord record) {
  std::string bytes = node->Seal(&record).value_or("");
  return {std::move(record), std::move(bytes)};
}

inline std::vector<SealedRecord> SealAll(
    NodeLog* node, std::vector<v1::SessionRecord> records) {
  std::vector<SealedRecord> sealed;
  sealed.reserve(records.size());
  for (v1::SessionRecord& record : records) {
    sealed.push_back(Seal(node, std::move(record)));
  }
  return sealed;
}

inline std::vector<SealedRecord> SealRandom(NodeLog* node, size_t count,
                                            std::mt19937* random) {
  std::vector<SealedRecord> sealed;
  sealed.reserve(count);
  while (sealed.size() < count) {
    sealed.push_back(Seal(node, RandomRecord(random)));
  }
  return sealed;
}

}  // namespace log
}  // namespace wamp

#endif  // WAMP_TESTS_LOG_SEALED_LOG_H_
