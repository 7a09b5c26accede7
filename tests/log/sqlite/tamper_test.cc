// Whoever edits a store behind its back is found out: 1,000 random edits, each
// made as well as somebody can who knows the tables.
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "tests/log/sealed_log.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/hex.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/sqlite_store.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::testing::FromHex;
using ::wamp::testing::IsOk;

constexpr int kRecords = 30;
constexpr const char* kTables[] = {"nodes", "records", "bodies", "sessions",
                                   "quarantine"};

class TamperTest : public ::testing::Test {
 protected:
  TamperTest() {
    std::mt19937 random(3);
    NodeLog node("router-1");
    NodeLog other("router-2");
    {
      const auto store = SqliteStore::Open(folder_.path("pristine.db"));
      EXPECT_THAT((*store)->Append(SealRandom(&node, 5, &random)), IsOk());
      PrunePolicy policy;
      policy.before = absl::InfiniteFuture();
      EXPECT_THAT((*store)->Prune(policy), IsOk());
      for (int i = 0; i < kRecords; i += 3) {
        EXPECT_THAT((*store)->Append(SealRandom(&node, 2, &random)), IsOk());
        EXPECT_THAT((*store)->Append(SealRandom(&other, 1, &random)), IsOk());
      }
    }
    WriteFile(path(), ReadFile(folder_.path("pristine.db")));
    store_ = *SqliteStore::Open(path());
    connection_ = std::make_unique<TestDatabase>(path());
    connection_->Run(absl::StrCat("PRAGMA synchronous = OFF; ATTACH '",
                                  folder_.path("pristine.db"),
                                  "' AS pristine"));
    for (int i = 0; i < kRecords; ++i) {
      positions_.push_back(std::stoi(connection_->Ask(absl::StrCat(
          "SELECT position FROM records ORDER BY position LIMIT 1 OFFSET ",
          i))));
    }
  }

  std::string path() const { return folder_.path("log.db"); }

  int Any(int count) {
    return static_cast<int>(random_() % static_cast<unsigned>(count));
  }
  int AnyPosition() { return positions_[static_cast<size_t>(Any(kRecords))]; }

  void Restore() {
    std::string sql = "BEGIN;";
    for (const char* table : kTables) {
      absl::StrAppend(&sql, "DELETE FROM ", table, "; INSERT INTO ", table,
                      " SELECT * FROM pristine.", table, ";");
    }
    connection_->Run(sql + "COMMIT");
  }

  std::string Ask(absl::string_view column, int position) {
    return connection_->Ask(absl::StrCat("SELECT ", column,
                                         " FROM records NATURAL JOIN bodies "
                                         "WHERE position = ",
                                         position));
  }

  // Whether the database is another one than before.
  bool IsChanged() {
    for (const char* table : kTables) {
      if (connection_->Ask(
              absl::StrCat("SELECT EXISTS(SELECT * FROM ", table,
                           " EXCEPT SELECT * FROM pristine.", table,
                           ") OR EXISTS(SELECT * FROM pristine.", table,
                           " EXCEPT SELECT * FROM ", table, ")")) != "0") {
        return true;
      }
    }
    return false;
  }

  // Bytes in another record's place, and all that is known of them.
  std::string PutBytes(int position, const std::string& bytes) {
    return absl::StrCat(
        "UPDATE bodies SET bytes = x'", absl::BytesToHexString(bytes),
        "' WHERE position = ", position, "; UPDATE records SET hash = x'",
        absl::BytesToHexString(RecordHash(bytes)),
        "' WHERE position = ", position, ";");
  }

  std::string EditBytes() {
    const int position = AnyPosition();
    std::string bytes = FromHex(Ask("hex(bytes)", position));
    bytes[static_cast<size_t>(Any(static_cast<int>(bytes.size())))] ^=
        static_cast<char>(1 << Any(8));
    return Any(2) == 0 ? PutBytes(position, bytes)
                       : absl::StrCat("UPDATE bodies SET bytes = x'",
                                      absl::BytesToHexString(bytes),
                                      "' WHERE position = ", position);
  }

  // Another name in the record, and wherever it is found by.
  std::string EditRecord() {
    const int position = AnyPosition();
    v1::SessionRecord record;
    EXPECT_TRUE(record.ParseFromString(FromHex(Ask("hex(bytes)", position))));
    record.mutable_ident()->set_authid("nobody");
    return PutBytes(position, record.SerializeAsString()) +
           absl::StrCat(
               "UPDATE records SET authid = 'nobody' WHERE position = ",
               position);
  }

  std::string EditColumn() {
    static constexpr const char* kEdits[] = {
        "record_id = 'x'",   "node = 3 - node",     "node = 99",
        "number = 77",       "number = number + 1", "hash = x'00'",
        "time = time + 1",   "event = event + 1",   "realm = 'x'",
        "realm = NULL",      "authid = 'x'",        "authid = NULL",
        "authrole = 'x'",    "authrole = NULL",     "session = 99",
        "session_uid = 'x'", "session_uid = NULL",  "reason = 'x'",
        "reason = NULL",
    };
    return absl::StrCat("UPDATE records SET ",
                        kEdits[static_cast<size_t>(Any(std::size(kEdits)))],
                        " WHERE position = ", AnyPosition());
  }

  std::string EditNode() {
    static constexpr const char* kEdits[] = {
        "count = count + 1",
        "count = count - 1",
        "hash = x'00'",
        "boot_id = 'x'",
        "sequence = sequence - 1",
        "anchor = x'01'",
        "pruned = pruned + 1",
        "name = 'x'",
    };
    return absl::StrCat("UPDATE nodes SET ",
                        kEdits[static_cast<size_t>(Any(std::size(kEdits)))],
                        " WHERE node = ", 1 + Any(2));
  }

  std::string EditSession() {
    static constexpr const char* kEdits[] = {
        "UPDATE sessions SET ended = ended - 1",
        "UPDATE sessions SET ended = 1, ended_position = 1",
        "UPDATE sessions SET ended = NULL, ended_position = NULL, span = 64",
        "UPDATE sessions SET joined = joined + 1",
        "UPDATE sessions SET joined = NULL, joined_position = NULL",
        "UPDATE sessions SET span = 3",
        "DELETE FROM sessions",
    };
    return absl::StrCat(
        kEdits[static_cast<size_t>(Any(std::size(kEdits)))],
        " WHERE uid = (SELECT uid FROM sessions ORDER BY uid LIMIT 1 OFFSET ",
        Any(8), ")");
  }

  // Moves all from a position on by one, up or down.
  static std::string Shift(int from, int by) {
    std::string sql;
    for (const auto& [table, column] :
         {std::pair("records", "position"), std::pair("bodies", "position"),
          std::pair("sessions", "joined_position"),
          std::pair("sessions", "ended_position")}) {
      absl::StrAppend(&sql, "UPDATE ", table, " SET ", column, " = -(", column,
                      " + ", by, ") WHERE ", column, " >= ", from, "; UPDATE ",
                      table, " SET ", column, " = -", column, " WHERE ", column,
                      " < 0;");
    }
    return sql;
  }

  // Sets right what is counted of a node.
  static std::string Renumber() {
    return "UPDATE records SET number = (SELECT pruned FROM nodes AS n WHERE "
           "n.node = records.node) + (SELECT count(*) FROM records AS o WHERE "
           "o.node = records.node AND o.position <= records.position);"
           "UPDATE nodes SET count = pruned + (SELECT count(*) FROM records "
           "AS r WHERE r.node = nodes.node);";
  }

  std::string Delete(int first, int last) {
    std::string sql;
    for (const char* table : {"records", "bodies"}) {
      absl::StrAppend(&sql, "DELETE FROM ", table, " WHERE position BETWEEN ",
                      first, " AND ", last, ";");
    }
    absl::StrAppend(&sql, "DELETE FROM sessions WHERE joined_position BETWEEN ",
                    first, " AND ", last, ";",
                    "UPDATE sessions SET ended = NULL, ended_position = NULL, "
                    "span = CASE WHEN joined IS NULL THEN NULL ELSE 64 END "
                    "WHERE ended_position BETWEEN ",
                    first, " AND ", last, ";");
    return Any(2) == 0 ? sql : sql + Renumber();
  }

  std::string DeleteSome() {
    const int first = AnyPosition();
    return Delete(first, first + Any(2));
  }

  std::string Swap() {
    // What the order is of records of several nodes, nobody has sealed.
    const int one = AnyPosition();
    int other = AnyPosition();
    while (Ask("node", one) != Ask("node", other)) other = AnyPosition();
    std::string sql;
    for (const char* table : {"records", "bodies"}) {
      for (const auto& [from, to] :
           {std::pair(one, -1), std::pair(other, one), std::pair(-1, other)}) {
        absl::StrAppend(&sql, "UPDATE ", table, " SET position = ", to,
                        " WHERE position = ", from, ";");
      }
    }
    for (const char* column : {"joined_position", "ended_position"}) {
      absl::StrAppend(&sql, "UPDATE sessions SET ", column, " = CASE ", column,
                      " WHEN ", one, " THEN ", other, " WHEN ", other, " THEN ",
                      one, " ELSE ", column, " END;");
    }
    return Any(2) == 0 ? sql : sql + Renumber();
  }

  // A copy of a record, or a forged one, anywhere.
  std::string Insert() {
    const int at = AnyPosition();
    std::string bytes = FromHex(Ask("hex(bytes)", AnyPosition()));
    v1::SessionRecord record;
    EXPECT_TRUE(record.ParseFromString(bytes));
    record.set_record_id("forged");
    if (Any(2) == 0) record.set_boot_id("a new run");
    if (Any(2) == 0) record.clear_previous_hash();
    bytes = record.SerializeAsString();
    return Shift(at, 1) +
           absl::StrCat(
               "INSERT INTO records SELECT ", at,
               ", 'forged', node, number, x'",
               absl::BytesToHexString(RecordHash(bytes)),
               "', time, event, realm, authid, authrole, session, session_uid, "
               "reason FROM records WHERE record_id = '",
               Ask("record_id", at), "'; INSERT INTO bodies VALUES(", at,
               ", x'", absl::BytesToHexString(bytes), "');") +
           Renumber();
  }

  TemporaryFolder folder_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<TestDatabase> connection_;
  std::vector<int> positions_;
  std::mt19937 random_{5};
};

TEST_F(TamperTest, FindsEachOfAThousandEdits) {
  auto report = store_->Verify({});
  ASSERT_THAT(report, IsOk());
  ASSERT_TRUE(report->intact()) << report->faults[0].message;
  ASSERT_EQ(report->records, kRecords);
  const std::vector<std::function<std::string()>> edits = {
      [this] { return EditBytes(); },   [this] { return EditRecord(); },
      [this] { return EditColumn(); },  [this] { return EditNode(); },
      [this] { return EditSession(); }, [this] { return DeleteSome(); },
      [this] { return Swap(); },        [this] { return Insert(); },
  };
  int made = 0;
  for (size_t i = 0; made < 1000; ++i) {
    const std::string sql = edits[i % edits.size()]();
    connection_->Run("BEGIN; " + sql + "; COMMIT");
    if (!IsChanged()) continue;
    ++made;
    report = store_->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_FALSE(report->intact()) << sql;
    Restore();
  }
  report = store_->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
}

// It is greater than any text that it is compared with.
TEST_F(TamperTest, FindsAUidThatIsNoText) {
  connection_->Run(
      "UPDATE sessions SET uid = CAST(uid AS BLOB) WHERE uid = "
      "(SELECT max(uid) FROM sessions)");
  const auto report = store_->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_FALSE(report->intact());
}

// An end that is cut off without a trace, as if the rest had never been there,
// is found against a checkpoint.
TEST(CutOffEndTest, IsFoundAgainstACheckpoint) {
  std::mt19937 random(4);
  NodeLog node("router-1");
  const std::vector<SealedRecord> sealed = SealRandom(&node, 20, &random);
  const TemporaryFolder folder;
  const auto store_of = [&](size_t count) {
    auto store = SqliteStore::Open(folder.path(absl::StrCat(count, ".db")));
    EXPECT_THAT(store, IsOk());
    EXPECT_THAT((*store)->Append(absl::MakeConstSpan(sealed).subspan(0, count)),
                IsOk());
    return *std::move(store);
  };
  VerifyOptions options;
  options.checkpoints = {
      *store_of(sealed.size())->MakeCheckpoint("router-1", absl::Now())};
  for (size_t count = 0; count < sealed.size(); ++count) {
    const auto store = store_of(count);
    const auto without = store->Verify({});
    ASSERT_THAT(without, IsOk());
    EXPECT_TRUE(without->intact());
    const auto with = store->Verify(options);
    ASSERT_THAT(with, IsOk());
    EXPECT_EQ(with->fault_count, 1U) << count;
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
