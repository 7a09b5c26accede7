// No secret of a record gets into the files of a store: each field that the
// annotations call secret holds a canary, which none of the bytes do.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "src/engine/annotations.h"
#include "tests/log/sealed_log.h"
#include "tests/log/sqlite/files.h"
#include "tests/testing/status_matchers.h"
#include "wamp/log/node_log.h"
#include "wamp/log/sqlite_store.h"
#include "wamp/log/writer.h"
#include "wamp/value.h"

namespace wamp {
namespace log {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using ::wamp::testing::IsOk;

constexpr char kCanary[] = "CANARY7";
constexpr char kVisible[] = "VISIBLE7";

// Puts a canary into a field.
void Plant(const FieldDescriptor* field, Message* message) {
  const auto& reflection = *message->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    reflection.SetString(message, field, kCanary);
    return;
  }
  Message* inner = reflection.MutableMessage(message, field);
  if (inner->GetDescriptor() == wamp::v1::Dict::descriptor()) {
    static_cast<wamp::v1::Dict&>(*inner) =
        MakeDict({{"k", kCanary}, {kCanary, MakeList(kCanary)}});
  } else if (inner->GetDescriptor() == wamp::v1::List::descriptor()) {
    static_cast<wamp::v1::List&>(*inner) = MakeList(kCanary);
  } else if (inner->GetDescriptor() == wamp::v1::Value::descriptor()) {
    static_cast<wamp::v1::Value&>(*inner) = MakeValue(kCanary);
  } else {
    ADD_FAILURE() << "no canary for " << field->full_name();
  }
}

// Plants one in each secret field of a message, and what it holds. Returns how
// many.
int PlantAll(Message* message) {
  int count = 0;
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message->GetDescriptor()->field(i);
    if (internal::AnnotationOf(field).secret()) {
      Plant(field, message);
      ++count;
    } else if (field->message_type() != nullptr && !field->is_repeated() &&
               field->real_containing_oneof() == nullptr) {
      count +=
          PlantAll(message->GetReflection()->MutableMessage(message, field));
    }
  }
  return count;
}

// A record of each event.
std::vector<v1::SessionRecord> Planted() {
  std::vector<v1::SessionRecord> records;
  const auto* events =
      v1::SessionRecord::descriptor()->FindOneofByName("event");
  for (int i = 0; i < events->field_count(); ++i) {
    v1::SessionRecord record;
    int count = PlantAll(&record);
    count += PlantAll(
        record.GetReflection()->MutableMessage(&record, events->field(i)));
    EXPECT_GT(count, 0);
    EXPECT_TRUE(absl::StrContains(record.SerializeAsString(), kCanary));
    record.clear_record_id();
    record.set_realm(kVisible);
    records.push_back(record);
  }
  return records;
}

std::string AllBytes(const std::string& folder) {
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    bytes += ReadFile(file.path());
  }
  return bytes;
}

TEST(StoreCanaryTest, NoSecretIsInAnyFile) {
  const TemporaryFolder folder;
  const std::string path = folder.path("log.db");
  NodeLog node("router-1");
  {
    const auto store = SqliteStore::Open(path);
    ASSERT_THAT(store, IsOk());
    SessionLogWriter writer(&node, store->get());
    for (const v1::SessionRecord& record : Planted()) {
      ASSERT_THAT(writer.Write(record), IsOk());
    }
    writer.Close();
    const auto check = [&] {
      const std::string bytes = AllBytes(folder.path(""));
      EXPECT_TRUE(absl::StrContains(bytes, kVisible));
      EXPECT_FALSE(absl::StrContains(bytes, kCanary));
    };
    check();
    // Through the log that is written ahead into pages, some of them free.
    RunSql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    check();
  }
  const auto store = SqliteStore::Open(path);
  ASSERT_THAT(store, IsOk());
  PrunePolicy policy;
  policy.before = absl::InfiniteFuture();
  ASSERT_THAT((*store)->Prune(policy), IsOk());
  const std::string bytes = AllBytes(folder.path(""));
  EXPECT_FALSE(absl::StrContains(bytes, kCanary));
  EXPECT_FALSE(absl::StrContains(bytes, kVisible));
}

}  // namespace
}  // namespace log
}  // namespace wamp
