#include "wamp/log/postgres_store.h"

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/log/postgres/test_server.h"
#include "tests/log/store_conformance.h"

namespace wamp {
namespace log {
namespace {

using ::testing::AllOf;
using ::testing::Not;

StoreUnderTest MakeStore() {
  Server* const server = SharedServer();
  PostgresOptions options;
  options.schema = server->NewSchema();
  auto store = PostgresStore::Open(server->conninfo(), options);
  EXPECT_THAT(store, IsOk());
  return {*std::move(store),
          [conninfo = server->conninfo(),
           schema = options.schema](const std::string& record_id) {
            RunSql(conninfo, absl::StrCat("UPDATE ", schema,
                                          ".records SET bytes = '\\xff' WHERE "
                                          "record_id = '",
                                          record_id, "'::bytea"));
          }};
}

std::vector<StoreFactory> Factories() {
  std::vector<StoreFactory> factories;
  if (SharedServer() != nullptr) factories.emplace_back(MakeStore);
  return factories;
}

// There is none without a server.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);
INSTANTIATE_TEST_SUITE_P(Postgres, StoreConformance,
                         ::testing::ValuesIn(Factories()));

std::vector<std::string> QueryIds(Store* store, const Filter& filter) {
  std::vector<std::string> ids;
  const auto page = store->Query(filter, {});
  EXPECT_THAT(page, IsOk());
  if (!page.ok()) return ids;
  for (const SealedRecord& sealed : page->records) {
    ids.push_back(sealed.record.record_id());
  }
  return ids;
}

class PostgresStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (SharedServer() == nullptr) {
      GTEST_SKIP() << "there is no server of PostgreSQL";
    }
    options_.schema = SharedServer()->NewSchema();
    options_.first_pause = absl::Milliseconds(1);
  }

  static std::string conninfo() { return SharedServer()->conninfo(); }

  std::unique_ptr<PostgresStore> Open() const {
    auto store = PostgresStore::Open(conninfo(), options_);
    EXPECT_THAT(store, IsOk());
    return store.ok() ? *std::move(store) : nullptr;
  }

  void Run(const std::string& sql) const {
    RunSql(conninfo(),
           absl::StrCat("SET search_path = ", options_.schema, "; ", sql));
  }
  std::string Ask(const std::string& sql) const {
    return AskSql(
        conninfo(),
        absl::StrCat("SET search_path = ", options_.schema, "; ", sql));
  }

  uint64_t Fill(Store* store, int count) {
    return FillStore(store, &node_, count);
  }

  PostgresOptions options_;
  NodeLog node_{"router-1"};
};

TEST_F(PostgresStoreTest, IsThereAgainWhenOpenedAgain) {
  EXPECT_EQ(Fill(Open().get(), 3), 3U);
  EXPECT_EQ(Fill(Open().get(), 2), 5U);
  const auto report = Open()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
}

TEST_F(PostgresStoreTest, RefusesToGoOnFromACountThatCannotBe) {
  const auto store = Open();
  ExpectImpossibleCountsAreRefused(
      store.get(), &node_, [this](const std::string& count) {
        Run(absl::StrCat("UPDATE nodes SET count = ", count));
      });
}

TEST_F(PostgresStoreTest, RefusesAStoreOfALaterRelease) {
  Open().reset();
  Run("UPDATE store SET version = 99");
  for (const bool read_only : {false, true}) {
    options_.read_only = read_only;
    EXPECT_THAT(PostgresStore::Open(conninfo(), options_),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         HasSubstr("version 99, which a later release")));
  }
}

TEST_F(PostgresStoreTest, RefusesTheSchemaOfAnother) {
  RunSql(conninfo(), absl::StrCat("CREATE SCHEMA ", options_.schema));
  for (const char* table : {"t(a int)", "store(a int)"}) {
    Run(absl::StrCat("CREATE TABLE ", table));
    EXPECT_THAT(PostgresStore::Open(conninfo(), options_),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         HasSubstr("got another schema")));
  }
}

TEST_F(PostgresStoreTest, FillsASchemaThatIsEmpty) {
  RunSql(conninfo(), absl::StrCat("CREATE SCHEMA ", options_.schema));
  EXPECT_EQ(Fill(Open().get(), 1), 1U);
}

TEST_F(PostgresStoreTest, ReadsWhatItMayNotWrite) {
  options_.read_only = true;
  EXPECT_THAT(PostgresStore::Open(conninfo(), options_),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("got an empty schema")));
  EXPECT_EQ(
      AskSql(conninfo(), absl::StrCat("SELECT count(*) FROM pg_namespace WHERE "
                                      "nspname = '",
                                      options_.schema, "'")),
      "0");
  options_.read_only = false;
  Fill(Open().get(), 3);
  options_.read_only = true;
  const auto store = Open();
  EXPECT_EQ(store->GetStats()->records, 3U);
  EXPECT_THAT(store->Query({}, {}), IsOk());
  EXPECT_EQ(store->Head("router-1")->count, 3U);
  const auto refused = StatusIs(absl::StatusCode::kFailedPrecondition,
                                HasSubstr("opened for writing"));
  EXPECT_THAT(store->Append({Seal(&node_, DeniedAt(0))}), refused);
  EXPECT_THAT(store->Prune({}), refused);
}

// What people get wrong, and what they are told: never the connection string,
// nor the words of the server.
TEST_F(PostgresStoreTest, SaysWhyItCannotConnect) {
  const auto changed = [](const std::string& more) {
    return absl::StrCat(conninfo(), " ", more);
  };
  options_.max_attempts = 2;
  const struct {
    const char* name;
    std::string conninfo;
    absl::StatusCode code;
    const char* text;
  } samples[] = {
      {"no string of libpq", "CANARY7 nonsense",
       absl::StatusCode::kInvalidArgument, "conninfo: expected"},
      {"no option of libpq", changed("CANARY7=1"),
       absl::StatusCode::kInvalidArgument, "conninfo: expected"},
      {"no server", changed("host=/tmp/CANARY7"),
       absl::StatusCode::kUnavailable, "can't be reached"},
      {"another password", changed("password=CANARY7"),
       absl::StatusCode::kPermissionDenied, "28P01"},
      {"no password", changed("password=''"),
       absl::StatusCode::kPermissionDenied, "password"},
      {"no such user", changed("user=CANARY7"),
       absl::StatusCode::kPermissionDenied, "28P01"},
      {"no such database", changed("dbname=CANARY7"),
       absl::StatusCode::kNotFound, "3D000"},
  };
  for (const auto& sample : samples) {
    const auto store = PostgresStore::Open(sample.conninfo, options_);
    EXPECT_THAT(store, StatusIs(sample.code, AllOf(HasSubstr(sample.text),
                                                   Not(HasSubstr("CANARY7")))))
        << sample.name;
  }
}

TEST_F(PostgresStoreTest, RefusesNamesThatAreNone) {
  for (const char* name : {"", "A", "1a", "a-b", "a\"b", "a; DROP TABLE t",
                           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    options_.schema = name;
    EXPECT_THAT(
        PostgresStore::Open(conninfo(), options_),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("schema: ")));
  }
}

// A name that is a word of SQL needs quotes.
TEST_F(PostgresStoreTest, TakesTheNameOfAKeyword) {
  options_.schema = "table";
  EXPECT_EQ(Fill(Open().get(), 1), 1U);
}

TEST_F(PostgresStoreTest, RefusesIdsThatAreTooLong) {
  const auto store = Open();
  const std::string fits(PostgresStore::kMostIdBytes, 'x');
  v1::SessionRecord record = JoinedAt(0, fits);
  record.set_record_id(fits);
  EXPECT_THAT(store->Append({Seal(&node_, record)}), IsOk());
  for (const char* name : {"record_id", "session_uid"}) {
    v1::SessionRecord longer = JoinedAt(0, "u");
    *(name == std::string("record_id") ? longer.mutable_record_id()
                                       : longer.mutable_session_uid()) =
        fits + "x";
    EXPECT_THAT(store->Append({Seal(&node_, longer)}),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(name)));
  }
}

// Whoever is turned away may call themselves what they want.
TEST_F(PostgresStoreTest, TakesTextsOfAnySize) {
  const auto store = Open();
  std::mt19937 random(5);
  std::string text;
  while (text.size() < 100000) {
    text.push_back(static_cast<char>('a' + random() % 26));
  }
  const std::string start = text.substr(0, 300);
  const auto sealed = SealAll(
      &node_, {DeniedAt(0, text), DeniedAt(1, start + "a"),
               DeniedAt(2, start + "b"), JoinedAt(3, "u", "joe", text)});
  ASSERT_THAT(store->Append(sealed), IsOk());
  for (size_t i = 0; i < 3; ++i) {
    Filter filter;
    filter.authid = sealed[i].record.claimed_ident().authid();
    EXPECT_GT(filter.authid->size(), 300U);
    EXPECT_THAT(QueryIds(store.get(), filter),
                ElementsAre(sealed[i].record.record_id()));
  }
}

TEST_F(PostgresStoreTest, MakesAPartitionForEachMonth) {
  const auto store = Open();
  const auto partitions = [this] {
    return Ask(
        "SELECT relname || ' ' || (xpath('/row/n/text()', query_to_xml('SELECT "
        "count(*) AS n FROM ' || relname, false, true, '')))[1]::text FROM "
        "pg_class WHERE relkind = 'r' AND relname LIKE 'records%' AND "
        "relnamespace = current_schema()::regnamespace ORDER BY 1");
  };
  EXPECT_EQ(partitions(), "records_others 0");
  v1::SessionRecord far_off = DeniedAt(0);
  far_off.mutable_time()->set_seconds(std::numeric_limits<int64_t>::max());
  v1::SessionRecord long_ago = DeniedAt(0);
  long_ago.mutable_time()->set_seconds(-100);
  constexpr int64_t kMonth = 31 * int64_t{86400};
  ASSERT_THAT(
      store->Append(SealAll(&node_, {DeniedAt(0), DeniedAt(kMonth),
                                     DeniedAt(kMonth + 1), far_off, long_ago})),
      IsOk());
  EXPECT_EQ(partitions(),
            "records_2023_11 1\nrecords_2023_12 2\nrecords_others 2");
  auto report = store->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  PrunePolicy policy;
  policy.before = At(kMonth + 1);
  EXPECT_EQ(*store->Prune(policy), 2U);
  EXPECT_EQ(partitions(), "records_2023_12 1\nrecords_others 2");
  EXPECT_THAT(store->Append({Seal(&node_, DeniedAt(5))}), IsOk());
  EXPECT_EQ(partitions(),
            "records_2023_11 1\nrecords_2023_12 1\nrecords_others 2");
}

// In several transactions, between which others write.
TEST_F(PostgresStoreTest, PrunesMany) {
  const auto store = Open();
  Fill(store.get(), 2500);
  std::thread other([this] {
    const auto another = Open();
    NodeLog mine("router-2");
    for (int i = 0; i < 20; ++i) {
      EXPECT_THAT(another->Append({Seal(&mine, DeniedAt(5000))}), IsOk());
    }
  });
  PrunePolicy policy;
  policy.before = At(2400);
  const auto count = store->Prune(policy);
  other.join();
  ASSERT_THAT(count, IsOk());
  EXPECT_EQ(*count, 2400U);
  const auto report = store->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->records, 120U);
  EXPECT_EQ(store->GetStats()->sessions, 100U);
}

TEST_F(PostgresStoreTest, CommitsToTheDiskWhateverTheDefault) {
  RunSql(conninfo(), "ALTER ROLE wamp SET synchronous_commit = off");
  const auto store = Open();
  RunSql(conninfo(), "ALTER ROLE wamp RESET synchronous_commit");
  // Seen by what the statement itself is run with.
  Run("CREATE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "EXECUTE format('COMMENT ON TABLE store IS %L', "
      "current_setting('synchronous_commit')); RETURN NULL; END $$; "
      "CREATE TRIGGER t AFTER INSERT ON ids EXECUTE FUNCTION seen()");
  Fill(store.get(), 1);
  EXPECT_EQ(Ask("SELECT obj_description('store'::regclass)"), "on");
}

TEST_F(PostgresStoreTest, KeepsApartWhoWritesForANode) {
  auto first = Open();
  Fill(first.get(), 1);
  options_.max_attempts = 2;
  const auto second = Open();
  const auto refused =
      StatusIs(absl::StatusCode::kUnavailable,
               "node \"router-1\": another program writes for it");
  const SealedRecord sealed = Seal(&node_, DeniedAt(1));
  EXPECT_THAT(second->Head("router-1"), refused);
  EXPECT_THAT(second->Append({sealed}), refused);
  NodeLog other("router-2");
  EXPECT_THAT(second->Append({Seal(&other, DeniedAt(1))}), IsOk());
  // Who reads, and who prunes, is in nobody's way.
  EXPECT_EQ(second->GetStats()->records, 2U);
  EXPECT_THAT(second->Prune({}), IsOk());
  options_.read_only = true;
  EXPECT_EQ(Open()->Head("router-1")->count, 1U);
  // Over another connection, too.
  Ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
      "application_name = 'wamp_log'");
  EXPECT_THAT(first->Append({sealed}), IsOk());
  EXPECT_THAT(second->Append({Seal(&node_, DeniedAt(2))}), refused);
  first.reset();
  EXPECT_EQ(second->Head("router-1")->count, 2U);
}

// The time that it takes is that of what is found, however much there is: no
// row is sorted that is not in the answer.
TEST_F(PostgresStoreTest, ReadsInTheOrderOfAnIndex) {
  std::vector<v1::SessionRecord> records;
  for (int i = 0; i < 1500; ++i) {
    const std::string uid = absl::StrCat("u", i);
    records.push_back(JoinedAt(i, uid, absl::StrCat("joe", i % 100)));
    records.push_back(LeftAt(i + 5, uid));
  }
  ASSERT_THAT(Open()->Append(SealAll(&node_, records)), IsOk());
  // The server logs how it does what the store asks for, as for tables that are
  // too large to be read.
  const std::string explaining =
      " options='-c session_preload_libraries=auto_explain "
      "-c auto_explain.log_min_duration=0 -c enable_seqscan=off";
  const auto store =
      PostgresStore::Open(conninfo() + explaining + "'", options_);
  ASSERT_THAT(store, IsOk());
  const auto plans = [](const auto& work) {
    const size_t before = SharedServer()->Log().size();
    work();
    return SharedServer()->Log().substr(before);
  };
  std::vector<Filter> filters(6);
  filters[0].realm = "realm1";
  filters[1].realm = "realm1";
  filters[1].authid = "joe7";
  filters[2].events = {v1::SessionRecord::kJoined};
  filters[2].realm = "realm1";
  filters[3].events = {v1::SessionRecord::kJoined, v1::SessionRecord::kLeft};
  filters[4].node = "router-1";
  for (size_t i = 0; i < filters.size(); ++i) {
    const std::string said =
        plans([&] { EXPECT_THAT((*store)->Query(filters[i], {}), IsOk()); });
    EXPECT_THAT(
        said, AllOf(HasSubstr("Index Scan Backward"), Not(HasSubstr("Bitmap")),
                    Not(HasSubstr("->  Sort"))))
        << i;
  }
  // A look for each record, and no walk through all of them, also where the
  // server would rather walk.
  const auto walker = PostgresStore::Open(
      conninfo() + explaining + " -c enable_nestloop=off'", options_);
  ASSERT_THAT(walker, IsOk());
  const std::string open = plans(
      [&] { EXPECT_THAT((*walker)->OpenSessions(At(700), {}, {}), IsOk()); });
  EXPECT_THAT(open,
              AllOf(HasSubstr("Nested Loop"), Not(HasSubstr("Merge Join")),
                    Not(HasSubstr("Hash Join"))));
  const std::string said = plans([&] {
    PrunePolicy policy;
    policy.before = At(700);
    const auto pruned = (*store)->Prune(policy);
    ASSERT_THAT(pruned, IsOk());
    EXPECT_GT(*pruned, 1000U);
  });
  EXPECT_THAT(said, AllOf(HasSubstr("Delete on ids"), HasSubstr("ids_pkey"),
                          Not(HasSubstr("Bitmap"))));
}

// Many programs, each of which writes for its own node, start at once.
TEST_F(PostgresStoreTest, ManyOpenItAtOnce) {
  constexpr int kPrograms = 6;
  constexpr int64_t kMonth = 31 * int64_t{86400};
  std::vector<std::thread> threads;
  threads.reserve(kPrograms);
  for (int i = 0; i < kPrograms; ++i) {
    threads.emplace_back([this, i] {
      const auto store = Open();
      NodeLog mine(absl::StrCat("node-", i));
      for (int j = 0; j < 10; ++j) {
        EXPECT_THAT(store->Append(SealAll(
                        &mine, {JoinedAt(j, absl::StrCat("u", i, "-", j)),
                                DeniedAt(kMonth * j)})),
                    IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto report = Open()->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->records, kPrograms * 20U);
}

// Threads that share one store, each of which writes for its own node.
TEST_F(PostgresStoreTest, IsSharedByThreads) {
  constexpr int kThreads = 4;
  const auto store = Open();
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&store, i] {
      NodeLog mine(absl::StrCat("node-", i));
      for (int j = 0; j < 10; ++j) {
        EXPECT_THAT(store->Append({Seal(&mine, DeniedAt(j))}), IsOk());
        EXPECT_THAT(store->GetStats(), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto report = store->Verify({});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->intact());
  EXPECT_EQ(report->records, kThreads * 10U);
}

// Each edit is made as well as somebody can who knows the tables.
TEST_F(PostgresStoreTest, FindsEdits) {
  const auto store = Open();
  Fill(store.get(), 6);
  ASSERT_THAT(store->Append({Seal(&node_, LeftAt(9, "u1"))}), IsOk());
  ASSERT_TRUE(store->Verify({})->intact());
  const std::pair<const char*, const char*> edits[] = {
      {"bytes", "UPDATE records SET bytes = bytes || '\\x00' WHERE number = 3"},
      {"bytes and hash",
       "UPDATE records SET bytes = bytes || '\\xb83e05', hash = sha256(bytes "
       "|| "
       "'\\xb83e05') WHERE number = 3; UPDATE ids SET hash = (SELECT hash FROM "
       "records WHERE number = 3) WHERE record_id = (SELECT record_id FROM "
       "records WHERE number = 3)"},
      {"a column", "UPDATE records SET authid = 'eve' WHERE number = 3"},
      {"a time", "UPDATE records SET time = time + 1 WHERE number = 3"},
      {"gone",
       "DELETE FROM ids WHERE record_id = (SELECT record_id FROM "
       "records WHERE number = 3); DELETE FROM records WHERE number = "
       "3"},
      {"the end gone",
       "DELETE FROM ids WHERE record_id = (SELECT record_id FROM records WHERE "
       "number = 7); DELETE FROM records WHERE number = 7"},
      {"moved",
       "UPDATE records SET number = 9 - number WHERE number IN (4, 5)"},
      {"twice",
       "INSERT INTO records SELECT (r).* FROM (SELECT r FROM records "
       "AS r WHERE number = 3) AS x ON CONFLICT DO NOTHING; UPDATE "
       "records SET node = 99 WHERE number = 3"},
      {"another's",
       "INSERT INTO records SELECT position + 100, time, 77, "
       "number, event, session, record_id, hash, realm, authid, "
       "authrole, session_uid, reason, bytes FROM records WHERE "
       "number = 3"},
      {"an id", "INSERT INTO ids VALUES('x', 'y')"},
      {"no id",
       "DELETE FROM ids WHERE record_id = (SELECT record_id FROM "
       "records WHERE number = 3)"},
      {"a session's end",
       "UPDATE sessions SET ended = NULL, ended_position = "
       "NULL, span = 64 WHERE uid = 'u1'"},
      {"no session", "DELETE FROM sessions WHERE uid = 'u2'"},
      {"a session", "INSERT INTO sessions VALUES('x', 1, 1, NULL, NULL, 64)"},
      {"order", "UPDATE records SET position = 1000 - position"},
      {"a head", "UPDATE nodes SET sequence = 5"},
      {"an anchor", "UPDATE nodes SET anchor = 'x'"},
  };
  Run("CREATE SCHEMA IF NOT EXISTS kept; ");
  for (const auto& [name, sql] : edits) {
    for (const char* table : {"records", "ids", "sessions", "nodes"}) {
      Run(absl::StrCat("DROP TABLE IF EXISTS kept.", table,
                       "; CREATE TABLE kept.", table, " AS TABLE ", table));
    }
    Run(sql);
    const auto report = store->Verify({});
    ASSERT_THAT(report, IsOk());
    EXPECT_FALSE(report->intact()) << name;
    for (const char* table : {"records", "ids", "sessions", "nodes"}) {
      Run(absl::StrCat("DELETE FROM ", table, "; INSERT INTO ", table,
                       " OVERRIDING SYSTEM VALUE SELECT * FROM kept.", table));
    }
    ASSERT_TRUE(store->Verify({})->intact()) << name;
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
