// The partitions of the table of records: a month each, and one for what is of
// no year that a clock would show.
#ifndef WAMP_SRC_LOG_POSTGRES_PARTITIONS_H_
#define WAMP_SRC_LOG_POSTGRES_PARTITIONS_H_

#include <cstdint>
#include <optional>
#include <set>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "src/log/postgres/connection.h"

namespace wamp {
namespace internal {

using Months = std::set<absl::CivilMonth>;

// The month that a time is in, in UTC; absent for one of the one partition.
std::optional<absl::CivilMonth> PartitionOf(int64_t time);

// Those of `months` that have no partition. In a transaction, nobody removes
// one from then on.
absl::StatusOr<Months> MissingPartitions(PostgresConnection* connection,
                                         const Months& months);

// Makes them, in a transaction of its own, unless another program has.
absl::Status MakePartitions(PostgresConnection* connection,
                            const Months& months);

// Removes the partitions of before a time that have no records.
absl::Status RemoveEmptyPartitions(PostgresConnection* connection,
                                   int64_t before);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_PARTITIONS_H_
