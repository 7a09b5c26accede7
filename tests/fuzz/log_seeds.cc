#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/seeds.h"
#include "tests/log/random_record.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/delimited.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace fuzz {
namespace {

void AddRecords(Seeds* seeds) {
  log::RandomRecords random(1);
  log::NodeLog node("router-1");
  std::string stream;
  for (int i = 0; i < 100; ++i) {
    log::v1::SessionRecord record = random.Next();
    const std::string bytes = record.SerializeAsString();
    if (bytes.size() > 1000) continue;
    (*seeds)["record"].insert(bytes);
    const auto sealed = node.Seal(&record);
    if (!sealed.ok()) continue;
    (*seeds)["record"].insert(*sealed);
    log::AppendDelimited(*sealed, &stream);
    if (stream.size() < 2000 && i % 7 != 0) continue;
    (*seeds)["delimited"].insert(stream);
    stream.clear();
  }
}

void AddCheckpoints(Seeds* seeds) {
  const std::string lines =
      "42\nbm90aGluZyB0byBzZWUgaGVyZSwgbW92ZSBvbiEgICA=\n"
      "node router-1.example.com\n"
      "boot_id 01890a5d-ac96-774b-bcce-b302099a8057\nsequence 40\n"
      "time 2026-01-02T03:04:05Z";
  (*seeds)["checkpoint"] = {
      absl::StrCat(Choice(0), lines),
      absl::StrCat(Choice(0), lines, "\nlater 1"),
      absl::StrCat(Choice(1), "logs.example.com\n", lines,
                   "\n\n\u2014 logs.example.com AAAA\n"),
  };
  const auto keys = log::MakeCheckpointKeys("logs.example.com");
  if (!keys.ok()) return;
  (*seeds)["checkpoint"].insert(absl::StrCat(Choice(2), keys->signer));
  (*seeds)["checkpoint"].insert(absl::StrCat(Choice(2), keys->verifier));
}

void AddFrames(Seeds* seeds) {
  const std::string start =
      "0\"2001:db8::1\", 192.0.2.1:80\n"
      R"(0[1,"realm1",{"roles":{"caller":{}},"authid":"joe"}])"
      "\n";
  const std::string proof = R"(1[4,"ticket",{}])"
                            "\n"
                            R"(0[5,"secret",{}])"
                            "\n";
  const std::string welcome =
      R"(1[2,7,{"roles":{"broker":{}},"authid":"joe","authrole":"user"}])"
      "\n";
  const std::string call = R"(2[48,1,{},"com.example.add",[1]])"
                           "\n";
  const std::string leave = R"(0[6,{},"wamp.close.normal"])"
                            "\n"
                            R"(1[6,{},"wamp.close.goodbye_and_out"])"
                            "\n";
  const std::string abort =
      R"(1[3,{"message":"no"},"wamp.error.no_such_realm"])"
      "\n";
  (*seeds)["recorder"] = {
      absl::StrCat(start, welcome, call, leave),
      absl::StrCat(start, proof, welcome, call, "3[17,1,2]\n"),
      absl::StrCat(start, proof, abort),
      absl::StrCat(start, welcome, "4[17,1,2]\n", leave),
  };
}

void AddStores(Seeds* seeds) {
  (*seeds)["sqlite"] = {
      "",
      "001bytes\n",
      absl::StrCat(Choice(0), "14abc\n", Choice(6), "22-9223372036854775808\n",
                   Choice(15), "029223372036854775807\n", Choice(16), "02-9\n"),
      absl::StrCat(Choice(1), "25\n", Choice(26), "0264\n", Choice(25),
                   "121700000003000000\n"),
  };
  // A page of two records, and their bytes.
  const std::string rows = absl::StrCat(
      Choice(2), Choice(3), "11700000001000000\n0", Choice(1), "0", Choice(9),
      "11700000002000000\n0", Choice(2), "0", Choice(9));
  const std::string bodies = absl::StrCat(
      Choice(2), Choice(3), "4", Choice(0), "11700000001000000\n0", Choice(1),
      "4", Choice(1), "11700000002000000\n0", Choice(2));
  // A node of two records.
  const std::string nodes =
      absl::StrCat(Choice(1), Choice(8), "70", Choice(2), "0", Choice(0),
                   "2boot\n0", Choice(2), "5", Choice(1), "2\n0", Choice(1));
  (*seeds)["postgres"] = {
      "",
      absl::StrCat(Choice(0), Choice(0), rows, Choice(0), bodies),
      absl::StrCat(Choice(1), Choice(0), rows, Choice(0), bodies),
      absl::StrCat(Choice(3), Choice(0), nodes),
  };
}

}  // namespace

void AddLogSeeds(Seeds* seeds) {
  AddRecords(seeds);
  AddCheckpoints(seeds);
  AddFrames(seeds);
  AddStores(seeds);
}

}  // namespace fuzz
}  // namespace wamp
