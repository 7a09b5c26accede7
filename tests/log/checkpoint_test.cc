#include "wamp/log/checkpoint.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace wamp {
namespace log {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::wamp::testing::IsOk;
using ::wamp::testing::StatusIs;

// The pair of the example of Go's package golang.org/x/mod/sumdb/note.
constexpr char kPublishedSigner[] =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+"
    "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr char kPublishedVerifier[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
// A text that it signs there.
constexpr char kPublishedNote[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1"
    "FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

Checkpoint MakeCheckpoint() {
  Checkpoint checkpoint;
  checkpoint.node = "router 1";
  checkpoint.count = 42;
  checkpoint.boot_id = "boot";
  checkpoint.sequence = 40;
  checkpoint.hash = std::string(32, '\x07');
  checkpoint.time = absl::FromUnixSeconds(1700000000);
  return checkpoint;
}

class CheckpointTest : public ::testing::Test {
 protected:
  const CheckpointKeys keys_ = *MakeCheckpointKeys("logs.example.com");
};

TEST_F(CheckpointTest, IsWhatWasSigned) {
  const auto text = SignCheckpoint(MakeCheckpoint(), keys_.signer);
  ASSERT_THAT(text, IsOk());
  EXPECT_TRUE(absl::StartsWith(
      *text,
      "logs.example.com\n42\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n"
      "node router 1\nboot_id boot\nsequence 40\n"
      "time 2023-11-14T22:13:20+00:00\n\n\u2014 logs.example.com "))
      << *text;
  const auto opened = OpenCheckpoint(*text, keys_.verifier);
  ASSERT_THAT(opened, IsOk());
  const Checkpoint expected = MakeCheckpoint();
  EXPECT_EQ(opened->node, expected.node);
  EXPECT_EQ(opened->count, expected.count);
  EXPECT_EQ(opened->boot_id, expected.boot_id);
  EXPECT_EQ(opened->sequence, expected.sequence);
  EXPECT_EQ(opened->hash, expected.hash);
  EXPECT_EQ(opened->time, expected.time);
}

// The keys, their ids and the signature are those of the form: what others have
// published is told from what they have not, before it is found to be none.
TEST_F(CheckpointTest, TakesTheKeysAndNotesOfOthers) {
  EXPECT_THAT(
      OpenCheckpoint(kPublishedNote, kPublishedVerifier),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("own log")));
  const std::string changed =
      absl::StrReplaceAll(kPublishedNote, {{"answer", "question"}});
  EXPECT_THAT(OpenCheckpoint(changed, kPublishedVerifier),
              StatusIs(absl::StatusCode::kPermissionDenied,
                       HasSubstr("a signature of PeterNeumann")));
  const auto text = SignCheckpoint(MakeCheckpoint(), kPublishedSigner);
  ASSERT_THAT(text, IsOk());
  EXPECT_THAT(OpenCheckpoint(*text, kPublishedVerifier), IsOk());
}

TEST_F(CheckpointTest, NoBitOfItCanBeChanged) {
  const auto text = SignCheckpoint(MakeCheckpoint(), keys_.signer);
  ASSERT_THAT(text, IsOk());
  for (size_t i = 0; i + 1 < text->size(); ++i) {
    for (int bit = 1; bit < 256; bit *= 2) {
      std::string changed = *text;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      EXPECT_FALSE(OpenCheckpoint(changed, keys_.verifier).ok()) << changed;
    }
  }
  for (size_t i = 0; i + 1 < text->size(); ++i) {
    EXPECT_FALSE(OpenCheckpoint(text->substr(0, i), keys_.verifier).ok()) << i;
  }
}

TEST_F(CheckpointTest, OtherSignaturesMayStandThere) {
  auto text = SignCheckpoint(MakeCheckpoint(), keys_.signer);
  ASSERT_THAT(text, IsOk());
  const auto other = MakeCheckpointKeys("witness.example.com");
  EXPECT_THAT(
      OpenCheckpoint(*text, other->verifier),
      StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("witness")));
  EXPECT_THAT(OpenCheckpoint(absl::StrCat(*text, "\u2014 a.b AAAA\nwhat\n"),
                             keys_.verifier),
              IsOk());
  // One of the same name, another key.
  EXPECT_THAT(
      OpenCheckpoint(*text, MakeCheckpointKeys("logs.example.com")->verifier),
      StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("got none")));
}

TEST_F(CheckpointTest, RefusesWhatIsNoKeyAndShowsNoneOfIt) {
  const std::string secret = keys_.signer.substr(keys_.signer.size() - 20);
  for (const std::string& key :
       {std::string(), keys_.verifier, keys_.signer + "A",
        keys_.signer.substr(1), absl::StrCat("PRIVATE+KEY+a+b+", secret),
        absl::StrReplaceAll(keys_.signer, {{"logs.", "logs-"}})}) {
    EXPECT_THAT(
        SignCheckpoint(MakeCheckpoint(), key),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 AllOf(HasSubstr("key: expected"), Not(HasSubstr(secret)))))
        << key;
  }
  EXPECT_THAT(
      OpenCheckpoint("a\n\nb", keys_.signer),
      StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr(secret))));
}

TEST_F(CheckpointTest, RefusesNamesThatWouldForgeLines) {
  for (const char* name : {"", "a b", "a+b", "a\nb", "\u00e4"}) {
    EXPECT_THAT(
        MakeCheckpointKeys(name),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("name: ")));
  }
  for (const char* node : {"", "a\nsequence 9", "\xff", "a\x7f"}) {
    Checkpoint checkpoint = MakeCheckpoint();
    checkpoint.node = node;
    EXPECT_THAT(
        SignCheckpoint(checkpoint, keys_.signer),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line")));
  }
}

}  // namespace
}  // namespace log
}  // namespace wamp
