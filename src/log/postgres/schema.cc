#include "src/log/postgres/schema.h"

#include <iterator>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/log/digest.h"
#include "src/log/refusals.h"

namespace wamp {
namespace internal {
namespace {

// What brings the tables from each version to the next, from an empty schema
// on. Only ever added to.
constexpr const char* kMigrations[] = {
    // Texts are bytea: they may hold what PostgreSQL's own can't, and are
    // compared byte by byte, whatever the server's locale and its version.
    // Those that a client may have chosen are in indexes by their start alone,
    // as those take no more than a third of a page.
    //
    // store: the version. nodes: the ends of each chain. ids: of all records,
    // with the hash of their bytes, as what is unique in `records` has to have
    // `time` in it. records: the bytes, and what they are found by; `position`
    // is the order of appending, `number` the place among the records of the
    // node, `time` in microseconds since 1970. Its partitions are made when
    // they are needed. quarantine: bytes that are no record. sessions: when
    // each was joined and left, and where the records of that are; `span` is
    // how many bits the time in between takes, 64 if it goes on, and null if
    // there is none, so that who was open at an instant is found by few looks.
    R"sql(
CREATE TABLE store(version int8 NOT NULL);
CREATE TABLE nodes(
  node int8 PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  name bytea NOT NULL UNIQUE,
  count int8 NOT NULL,
  pruned int8 NOT NULL,
  boot_id bytea NOT NULL,
  sequence int8 NOT NULL,
  hash bytea NOT NULL,
  anchor bytea NOT NULL);
CREATE TABLE ids(record_id bytea PRIMARY KEY, hash bytea NOT NULL);
CREATE SEQUENCE positions AS int8;
CREATE TABLE records(
  position int8 NOT NULL,
  time int8 NOT NULL,
  node int8 NOT NULL,
  number int8 NOT NULL,
  event int8 NOT NULL,
  session int8,
  record_id bytea NOT NULL,
  hash bytea NOT NULL,
  realm bytea,
  authid bytea,
  authrole bytea,
  session_uid bytea,
  reason bytea,
  bytes bytea,
  PRIMARY KEY (time, position)) PARTITION BY RANGE (time);
CREATE TABLE records_others PARTITION OF records DEFAULT;
CREATE INDEX ON records(node, number, position);
CREATE INDEX ON records(node, time, position);
CREATE INDEX ON records(event, time, position);
CREATE INDEX ON records(session, time, position) WHERE session IS NOT NULL;
CREATE INDEX ON records(session_uid, time, position)
  WHERE session_uid IS NOT NULL;
CREATE INDEX ON records(substr(realm, 1, 200), time, position)
  WHERE realm IS NOT NULL;
CREATE INDEX ON records(substr(authid, 1, 200), time, position)
  WHERE authid IS NOT NULL;
CREATE INDEX ON records(substr(authrole, 1, 200), time, position)
  WHERE authrole IS NOT NULL;
CREATE INDEX ON records(substr(reason, 1, 200), time, position)
  WHERE reason IS NOT NULL;
CREATE TABLE quarantine(
  position int8 PRIMARY KEY,
  bytes bytea NOT NULL,
  error bytea NOT NULL);
CREATE TABLE sessions(
  uid bytea PRIMARY KEY,
  joined_position int8,
  joined int8,
  ended_position int8,
  ended int8,
  span int8);
CREATE INDEX ON sessions(span, joined) WHERE span IS NOT NULL;
)sql",
};

constexpr int64_t kVersion = std::size(kMigrations);

// Fails for a schema of another program or of a later release. Returns the
// version, 0 for a schema that is not there or empty.
absl::StatusOr<int64_t> VersionOf(PostgresConnection* connection,
                                  const std::string& schema) {
  Parameters name;
  name.AddName(schema);
  const absl::StatusOr<int64_t> tables = connection->AskInt(
      "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n "
      "ON n.oid = c.relnamespace WHERE n.nspname = $1",
      name);
  if (!tables.ok()) return tables.status();
  if (*tables == 0) return 0;
  const absl::StatusOr<int64_t> is_store = connection->AskInt(
      "SELECT count(*) FROM pg_attribute AS a "
      "JOIN pg_class AS c ON c.oid = a.attrelid "
      "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
      "WHERE n.nspname = $1 AND c.relname = 'store' AND a.attname = 'version' "
      "AND a.atttypid = 'int8'::regtype",
      name);
  if (!is_store.ok()) return is_store.status();
  absl::StatusOr<int64_t> version = 0;
  if (*is_store == 1) {
    version = connection->AskInt("SELECT max(version) FROM store");
    if (!version.ok()) return version;
  }
  if (*version < 1) {
    return absl::FailedPreconditionError(
        "expected a store of session records, got another schema");
  }
  if (*version > kVersion) return VersionIsLater(*version, kVersion);
  return version;
}

}  // namespace

absl::Status UpdateSchema(PostgresConnection* connection,
                          const std::string& schema) {
  absl::StatusOr<int64_t> version = VersionOf(connection, schema);
  if (!version.ok() || *version == kVersion) return version.status();
  PostgresTransaction transaction(connection,
                                  PostgresTransaction::Kind::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  Parameters lock;
  lock.Add(LockOf("schema", schema));
  absl::Status status =
      connection->Run("SELECT pg_advisory_xact_lock($1)", lock).status();
  if (!status.ok()) return status;
  // Another program may have been faster.
  version = VersionOf(connection, schema);
  if (!version.ok()) return version.status();
  Parameters name;
  name.AddName(schema);
  const absl::StatusOr<int64_t> exists = connection->AskInt(
      "SELECT count(*) FROM pg_namespace WHERE nspname = $1", name);
  if (!exists.ok()) return exists.status();
  if (*exists == 0) {
    status =
        connection->Execute(absl::StrCat("CREATE SCHEMA \"", schema, "\""));
    if (!status.ok()) return status;
  }
  for (int64_t i = *version; i < kVersion; ++i) {
    status = connection->Execute(kMigrations[i]);
    if (!status.ok()) return status;
  }
  Parameters now;
  now.Add(kVersion);
  status = connection->Run("DELETE FROM store").status();
  if (!status.ok()) return status;
  status = connection->Run("INSERT INTO store VALUES($1)", now).status();
  if (!status.ok()) return status;
  return transaction.Commit();
}

absl::Status CheckSchema(PostgresConnection* connection,
                         const std::string& schema) {
  const absl::StatusOr<int64_t> version = VersionOf(connection, schema);
  if (!version.ok()) return version.status();
  if (*version != kVersion) {
    return VersionIsOther(*version, kVersion, "an empty schema");
  }
  return absl::OkStatus();
}

int64_t LockOf(absl::string_view purpose, absl::string_view name) {
  return DecodeNumber(
      Sha256(absl::StrCat("wamp_log ", purpose, " ", name)).substr(0, 8));
}

}  // namespace internal
}  // namespace wamp
