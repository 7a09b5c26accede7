// Whoever edits the file of a store makes it answer otherwise, or fail, and
// nothing worse.
//
// Each line changes a value: which table, column and row, what kind of value,
// and the value itself.
#include <sqlite3.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/stored.h"
#include "wamp/log/sqlite_store.h"

namespace wamp {
namespace log {
namespace {

struct Column {
  const char* table;
  const char* key;
  const char* name;
};
constexpr Column kColumns[] = {
    {"bodies", "position", "bytes"},
    {"records", "position", "position"},
    {"records", "position", "record_id"},
    {"records", "position", "node"},
    {"records", "position", "number"},
    {"records", "position", "hash"},
    {"records", "position", "time"},
    {"records", "position", "event"},
    {"records", "position", "realm"},
    {"records", "position", "authid"},
    {"records", "position", "authrole"},
    {"records", "position", "session"},
    {"records", "position", "session_uid"},
    {"records", "position", "reason"},
    {"nodes", "node", "name"},
    {"nodes", "node", "count"},
    {"nodes", "node", "pruned"},
    {"nodes", "node", "boot_id"},
    {"nodes", "node", "sequence"},
    {"nodes", "node", "hash"},
    {"nodes", "node", "anchor"},
    {"sessions", "uid", "uid"},
    {"sessions", "uid", "joined_position"},
    {"sessions", "uid", "joined"},
    {"sessions", "uid", "ended_position"},
    {"sessions", "uid", "ended"},
    {"sessions", "uid", "span"},
    {"sqlite_sequence", "rowid", "seq"},
};
constexpr const char* kTables[] = {"nodes", "records", "bodies", "sessions",
                                   "quarantine"};

// A store of a few records, in memory as far as there are files there, and a
// connection to edit it.
class EditedStore {
 public:
  EditedStore() {
    std::string folder =
        std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp";
    folder += "/wamp_fuzz_XXXXXX";
    if (mkdtemp(&folder[0]) == nullptr) {
      fuzz::Fail("a folder can be made", folder);
    }
    folder_ = folder;
    const std::string path = folder + "/log.db";
    store_ = SqliteStore::Open(path).value();
    fuzz::ExpectOk("records can be appended",
                   store_->Append(fuzz::StoredRecords()));
    sqlite3_open(path.c_str(), &editor_);
    Run("PRAGMA synchronous = OFF");
    for (const char* table : kTables) {
      Run(absl::StrCat("CREATE TEMP TABLE kept_", table,
                       " AS SELECT * FROM main.", table));
    }
  }
  ~EditedStore() {
    sqlite3_close(editor_);
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  SqliteStore* store() const { return store_.get(); }

  // Puts everything back and makes the edits that the input says.
  void Edit(fuzz::Input input) {
    Run("BEGIN");
    for (const char* table : kTables) {
      Run(absl::StrCat("DELETE FROM main.", table, "; INSERT INTO main.", table,
                       " SELECT * FROM temp.kept_", table));
    }
    while (!input.Rest().empty()) {
      const Column& column = kColumns[input.Choose(std::size(kColumns))];
      const size_t row = input.Choose(10);
      const size_t kind = input.Choose(6);
      Set(column, row, kind, std::string(input.Until('\n')));
    }
    Run("COMMIT");
  }

 private:
  void Run(const std::string& sql) {
    sqlite3_exec(editor_, sql.c_str(), nullptr, nullptr, nullptr);
  }

  void Set(const Column& column, size_t row, size_t kind,
           const std::string& value) {
    const std::string at =
        absl::StrCat(" WHERE ", column.key, " = (SELECT ", column.key, " FROM ",
                     column.table, " LIMIT 1 OFFSET ", row, ")");
    const std::string sql =
        kind == 5 ? absl::StrCat("DELETE FROM ", column.table, at)
                  : absl::StrCat("UPDATE OR IGNORE ", column.table, " SET ",
                                 column.name, " = ?1", at);
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(editor_, sql.c_str(), -1, &statement, nullptr) !=
        SQLITE_OK) {
      return;
    }
    const int size = static_cast<int>(value.size());
    const auto& records = fuzz::StoredRecords();
    switch (kind) {
      case 0:
        sqlite3_bind_text(statement, 1, value.data(), size, SQLITE_TRANSIENT);
        break;
      case 1:
        sqlite3_bind_blob(statement, 1, value.data(), size, SQLITE_TRANSIENT);
        break;
      case 2:
        sqlite3_bind_int64(statement, 1,
                           std::strtoll(value.c_str(), nullptr, 10));
        break;
      case 3:
        sqlite3_bind_double(statement, 1, std::strtod(value.c_str(), nullptr));
        break;
      case 4: {
        // Those of another record.
        const std::string& bytes = records[value.size() % records.size()].bytes;
        sqlite3_bind_blob(statement, 1, bytes.data(),
                          static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        break;
      }
      default:
        break;
    }
    sqlite3_step(statement);
    sqlite3_finalize(statement);
  }

  std::string folder_;
  std::unique_ptr<SqliteStore> store_;
  sqlite3* editor_ = nullptr;
};

void Ask(const fuzz::Input& input) {
  static EditedStore edited;
  edited.Edit(input);
  SqliteStore* store = edited.store();
  fuzz::AskStore(store);
  if (input.Rest().empty()) {
    fuzz::Expect("what nobody has edited is intact",
                 store->Verify({})->intact());
  }
  store->Append(fuzz::StoredRecords()).IgnoreError();
  fuzz::PruneStore(store);
  store->Verify({}).IgnoreError();
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  wamp::log::Ask(wamp::fuzz::Input(data, size));
  return 0;
}
