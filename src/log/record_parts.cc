#include "src/log/record_parts.h"

#include <algorithm>
#include <cstdint>

namespace wamp {
namespace internal {
namespace {

// What HELLO, WELCOME and an Accept call an identity.
template <class Details>
void SetIdentity(const Details& details, v1::SessionIdent* ident) {
  if (details.has_authid()) ident->set_authid(details.authid());
  if (details.has_authrole()) ident->set_authrole(details.authrole());
}

template <class Details>
bool HasIdentity(const Details& details) {
  return details.has_authid() || details.has_authrole();
}

}  // namespace

void SetTime(absl::Time time, google::protobuf::Timestamp* timestamp) {
  const absl::Time first = absl::FromUnixSeconds(kFirstSecond);
  const absl::Time last =
      absl::FromUnixSeconds(kLastSecond) + absl::Nanoseconds(kLastNanosecond);
  const absl::Time taken = std::clamp(time, first, last);
  // Rounds down, as a Timestamp before 1970 does.
  const int64_t seconds = absl::ToUnixSeconds(taken);
  timestamp->set_seconds(seconds);
  timestamp->set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(taken - absl::FromUnixSeconds(seconds))));
}

void SetParts(const v1::HelloDetails& hello, log::v1::SessionRecord* record) {
  if (HasIdentity(hello)) SetIdentity(hello, record->mutable_claimed_ident());
  if (hello.has_realm()) record->set_realm(hello.realm());
}

void SetParts(const v1::Accept& accept, log::v1::SessionRecord* record) {
  if (HasIdentity(accept)) SetIdentity(accept, record->mutable_ident());
  if (accept.has_realm()) record->set_realm(accept.realm());
}

void SetParts(const v1::SessionDetails& details,
              log::v1::SessionRecord* record) {
  if (details.has_session()) {
    record->mutable_ident()->set_session(details.session());
  }
  if (HasIdentity(details)) SetIdentity(details, record->mutable_ident());
  if (details.has_realm()) record->set_realm(details.realm());
}

}  // namespace internal
}  // namespace wamp
