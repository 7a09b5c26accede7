#include "src/log/postgres/failure.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace wamp {
namespace internal {
namespace {

using absl::StatusCode;

// The first that `state` starts with decides.
constexpr struct {
  const char* start;
  StatusCode code;
  const char* text;
} kFailures[] = {
    {"08", StatusCode::kUnavailable, "the connection failed"},
    {"22", StatusCode::kInvalidArgument, "a value is not taken"},
    {"23", StatusCode::kAborted, "another program has written the same"},
    {"25006", StatusCode::kFailedPrecondition,
     "expected a server that takes writes, got one that only reads"},
    {"28", StatusCode::kPermissionDenied, "the server refuses the user"},
    {"3D", StatusCode::kNotFound, "there is no such database"},
    {"3F", StatusCode::kNotFound, "there is no such schema"},
    {"40", StatusCode::kAborted, "another program has written at once"},
    {"42501", StatusCode::kPermissionDenied, "the user may not do that"},
    {"42P01", StatusCode::kFailedPrecondition, "a table of the store is gone"},
    {"53300", StatusCode::kUnavailable, "the server has too many connections"},
    {"53", StatusCode::kResourceExhausted, "the server is short of resources"},
    {"54", StatusCode::kInvalidArgument, "a value is too large"},
    {"55", StatusCode::kUnavailable, "another program holds a lock"},
    {"57014", StatusCode::kDeadlineExceeded, "the server has taken too long"},
    {"57", StatusCode::kUnavailable, "the server ends, or starts"},
    {"58", StatusCode::kUnavailable, "the server's system failed"},
    {"XX001", StatusCode::kDataLoss, "the server's files are broken"},
    {"XX002", StatusCode::kDataLoss, "the server's files are broken"},
};

bool IsState(absl::string_view word) {
  return word.size() == 5 &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return absl::ascii_isdigit(c) || absl::ascii_isupper(c);
         });
}

}  // namespace

absl::Status FailureOf(absl::string_view state) {
  if (!IsState(state)) return ConnectionLost("no answer");
  for (const auto& failure : kFailures) {
    if (absl::StartsWith(state, failure.start)) {
      return absl::Status(failure.code,
                          absl::StrCat("PostgreSQL: ", failure.text,
                                       " (SQLSTATE ", state, ")"));
    }
  }
  return absl::InternalError(
      absl::StrCat("PostgreSQL: a statement failed (SQLSTATE ", state, ")"));
}

absl::Status ConnectionLost(absl::string_view why) {
  return absl::UnavailableError(
      absl::StrCat("PostgreSQL: no connection to the server: ", why));
}

absl::string_view StateIn(absl::string_view message) {
  message = absl::StripTrailingAsciiWhitespace(message);
  const absl::string_view word =
      message.substr(message.find_last_of(" \t\n") + 1);
  return IsState(word) ? word : absl::string_view();
}

bool IsWorthRepeating(const absl::Status& status) {
  return status.code() == StatusCode::kUnavailable ||
         status.code() == StatusCode::kAborted;
}

}  // namespace internal
}  // namespace wamp
