#include "src/log/postgres/partitions.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "src/log/postgres/schema.h"
#include "src/log/record_columns.h"

namespace wamp {
namespace internal {
namespace {

constexpr absl::CivilMonth kFirst(2000, 1);
constexpr absl::CivilMonth kEnd(2100, 1);
// How long others wait for a partition that is made or removed, which waits
// itself for those that read.
constexpr char kLockTimeout[] = "SET LOCAL lock_timeout = 5000";

std::string NameOf(absl::CivilMonth month) {
  return absl::StrFormat("records_%04d_%02d", month.year(), month.month());
}

int64_t StartOf(absl::CivilMonth month) {
  return ToMicros(absl::FromCivil(month, absl::UTCTimeZone()));
}

absl::StatusOr<Months> AllPartitions(PostgresConnection* connection) {
  const absl::StatusOr<Result> names = connection->Run(
      "SELECT convert_to(c.relname, 'UTF8') FROM pg_inherits AS i JOIN "
      "pg_class AS c ON c.oid = i.inhrelid "
      "WHERE i.inhparent = 'records'::regclass");
  if (!names.ok()) return names.status();
  Months months;
  for (int row = 0; row < names->rows(); ++row) {
    const std::vector<absl::string_view> parts =
        absl::StrSplit(names->Text(row, 0), '_');
    int year = 0;
    int month = 0;
    // The server may say anything, and a month be none that there is.
    if (parts.size() == 3 && absl::SimpleAtoi(parts[1], &year) &&
        absl::SimpleAtoi(parts[2], &month) && year >= kFirst.year() &&
        year < kEnd.year() && month >= 1 && month <= 12) {
      months.insert(absl::CivilMonth(year, month));
    }
  }
  return months;
}

absl::Status RemoveIfEmpty(PostgresConnection* connection,
                           absl::CivilMonth month) {
  const std::string name = NameOf(month);
  const auto is_empty = [&]() -> absl::StatusOr<bool> {
    const absl::StatusOr<Result> any = connection->RunOnce(
        absl::StrCat("SELECT position FROM ", name, " LIMIT 1"));
    if (!any.ok()) return any.status();
    return any->rows() == 0;
  };
  absl::StatusOr<bool> empty = is_empty();
  if (!empty.ok() || !*empty) return empty.status();
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  absl::Status status = connection->Execute(absl::StrCat(
      kLockTimeout, "; LOCK TABLE ONLY records IN ACCESS EXCLUSIVE MODE"));
  if (!status.ok()) return status;
  // Another program may have been faster, to fill it.
  empty = is_empty();
  if (!empty.ok() || !*empty) return empty.status();
  status = connection->Execute(absl::StrCat("DROP TABLE ", name));
  if (!status.ok()) return status;
  return transaction.Commit();
}

}  // namespace

std::optional<absl::CivilMonth> PartitionOf(int64_t time) {
  const absl::CivilMonth month(
      absl::ToCivilMonth(FromMicros(time), absl::UTCTimeZone()));
  if (month < kFirst || month >= kEnd) return std::nullopt;
  return month;
}

absl::StatusOr<Months> MissingPartitions(PostgresConnection* connection,
                                         const Months& months) {
  absl::Status status =
      connection->Run("LOCK TABLE ONLY records IN ROW EXCLUSIVE MODE").status();
  if (!status.ok()) return status;
  const absl::StatusOr<Months> there = AllPartitions(connection);
  if (!there.ok()) return there.status();
  Months missing;
  for (const absl::CivilMonth month : months) {
    if (there->count(month) == 0) missing.insert(month);
  }
  return missing;
}

absl::Status MakePartitions(PostgresConnection* connection,
                            const Months& months) {
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  absl::Status status = connection->Execute(absl::StrCat(
      kLockTimeout, "; LOCK TABLE ONLY records IN ACCESS EXCLUSIVE MODE"));
  if (!status.ok()) return status;
  for (const absl::CivilMonth month : months) {
    status = connection->Execute(
        absl::StrCat("CREATE TABLE IF NOT EXISTS ", NameOf(month),
                     " PARTITION OF records FOR VALUES FROM (", StartOf(month),
                     ") TO (", StartOf(month + 1), ")"));
    if (!status.ok()) return status;
  }
  return transaction.Commit();
}

absl::Status RemoveEmptyPartitions(PostgresConnection* connection,
                                   int64_t before) {
  const absl::StatusOr<Months> months = AllPartitions(connection);
  if (!months.ok()) return months.status();
  for (const absl::CivilMonth month : *months) {
    if (StartOf(month + 1) > before) continue;
    absl::Status status = RemoveIfEmpty(connection, month);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace internal
}  // namespace wamp
