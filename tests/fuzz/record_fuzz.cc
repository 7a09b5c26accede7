// Any bytes that are a record of the log become lines that are JSON, without
// what a redactor takes out, and can be sealed.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "src/log/record_columns.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/text.h"
#include "wamp/log/lines.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/log/redaction.h"
#include "wamp/log/store.h"
#include "wamp/message.h"
#include "wamp/transcode.h"

namespace wamp {
namespace log {
namespace {

void ExpectLine(const std::string& line) {
  fuzz::Expect("a line is one", !absl::StrContains(line, '\n'), line);
  DecodeOptions options;
  options.limits.max_depth = 200;
  // WAMP's JSON has byte strings after a U+0000, with which a text may begin.
  const std::string text = absl::StrReplaceAll(line, {{"\\u0000", "\\u0001"}});
  std::string again;
  fuzz::ExpectOk("a line is JSON",
                 Transcode(text, wamp::v1::SERIALIZER_JSON,
                           wamp::v1::SERIALIZER_JSON, &again, options));
}

void Use(const v1::SessionRecord& record) {
  const std::string line = JsonLine(record);
  ExpectLine(line);
  ExpectLine(OtlpJsonLine(record));
  ToString(record);
  internal::ColumnsOf(record);

  // A line leaves lists and texts as long as any redactor may.
  static const Redactor redactor = [] {
    RedactionPolicy policy;
    policy.max_text_bytes = RedactionPolicy::kHighestTextBytes;
    policy.max_elements = RedactionPolicy::kHighestElements;
    return *Redactor::Create(policy);
  }();
  v1::SessionRecord redacted = record;
  redactor.Apply(&redacted);
  fuzz::ExpectSame("a line has what a redactor leaves", line,
                   JsonLine(redacted));
  v1::SessionRecord again = redacted;
  redactor.Apply(&again);
  fuzz::ExpectSame("what is redacted stays as it is", redacted, again);

  NodeLog node("node", Redactor(), [] { return absl::UnixEpoch(); });
  v1::SessionRecord sealed = record;
  const absl::StatusOr<std::string> bytes = node.Seal(&sealed);
  fuzz::ExpectOk("a record can be sealed", bytes.status());
  const absl::StatusOr<SealedRecord> read = ParseSealed(*bytes);
  fuzz::ExpectOk("what is sealed can be read", read.status());
  fuzz::ExpectSame("what is sealed is what is read", sealed, read->record);
}

}  // namespace
}  // namespace log
}  // namespace wamp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const wamp::fuzz::Input input(data, size);
  wamp::log::ParseSealed(input.Rest()).IgnoreError();
  wamp::log::v1::SessionRecord record;
  if (wamp::fuzz::ReadBytes(input.Rest(), &record)) wamp::log::Use(record);
  return 0;
}
