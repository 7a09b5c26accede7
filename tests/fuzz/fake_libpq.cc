#include "tests/fuzz/fake_libpq.h"

#include <fcntl.h>
#include <libpq-fe.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "src/log/postgres/parameters.h"
#include "tests/fuzz/stored.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace fuzz {
namespace {

enum class Sent { kNothing, kCommand, kStatement };

// There is one server, which has one connection after the other, or two at once
// that take turns.
struct Server {
  Input answers{nullptr, 0};
  // What comes when those are over.
  Input next{nullptr, 0};
  std::optional<int64_t> number;
  Sent sent = Sent::kNothing;
  bool lost = false;
  bool in_transaction = false;
};

Server& TheServer() {
  static auto& server = *new Server;
  return server;
}

// What a column of a store may hold, or not.
std::optional<std::string> Value(Input& input) {
  const auto& records = StoredRecords();
  const size_t kind = input.Choose(9);
  switch (kind) {
    case 0:
      return internal::EncodeNumber(static_cast<int64_t>(input.Choose(10)));
    case 1:
      return internal::EncodeNumber(
          std::strtoll(std::string(input.Until('\n')).c_str(), nullptr, 10));
    case 2:
      return std::string(input.Until('\n'));
    case 3:
      return std::string(1, '\1');
    case 4:
      return records[input.Choose(records.size())].bytes;
    case 5:
      return log::RecordHash(records[input.Choose(records.size())].bytes);
    case 6:
      return records[input.Choose(records.size())].record.record_id();
    case 7:
      return std::string(kNode);
    default:
      return std::nullopt;
  }
}

PGresult* Rows(int rows, int columns) {
  PGresult* const result = PQmakeEmptyPGresult(nullptr, PGRES_TUPLES_OK);
  std::string name = "column";
  PGresAttDesc description{};
  description.name = &name[0];
  description.format = 1;
  std::vector<PGresAttDesc> descriptions(static_cast<size_t>(columns),
                                         description);
  PQsetResultAttrs(result, columns, descriptions.data());
  Server& server = TheServer();
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      std::optional<std::string> value =
          server.number ? internal::EncodeNumber(*server.number)
                        : Value(server.answers);
      PQsetvalue(result, row, column, value ? &(*value)[0] : nullptr,
                 value ? static_cast<int>(value->size()) : -1);
    }
  }
  return result;
}

PGresult* Answer() {
  Server& server = TheServer();
  if (server.number) return Rows(1, 1);
  if (server.answers.Rest().empty()) server.answers = server.next;
  if (server.answers.Rest().empty()) return Rows(0, 0);
  constexpr size_t kMostRows = 6;
  constexpr size_t kMostColumns = 17;
  switch (server.answers.Choose(8)) {
    case 6:
      server.lost = true;
      ABSL_FALLTHROUGH_INTENDED;
    case 7:
      return PQmakeEmptyPGresult(nullptr, PGRES_FATAL_ERROR);
    default: {
      const auto rows = static_cast<int>(server.answers.Choose(kMostRows));
      return Rows(rows, static_cast<int>(server.answers.Choose(kMostColumns)));
    }
  }
}

int Send(Sent sent) {
  TheServer().sent = sent;
  return TheServer().lost ? 0 : 1;
}

}  // namespace

void AnswerBy(Input answers) {
  TheServer() = Server();
  TheServer().answers = answers;
}

void AnswerForEverBy(Input answers) {
  AnswerBy(answers);
  TheServer().next = answers;
}

void AnswerByNumber(int64_t number) {
  TheServer() = Server();
  TheServer().number = number;
}

extern "C" {

PGconn* PQconnectStartParams(const char* const* /*keywords*/,
                             const char* const* /*values*/,
                             int /*expand_dbname*/) {
  TheServer().lost = false;
  return reinterpret_cast<PGconn*>(&TheServer());
}

void PQfinish(PGconn* /*connection*/) {}

PostgresPollingStatusType PQconnectPoll(PGconn* /*connection*/) {
  return PGRES_POLLING_OK;
}

ConnStatusType PQstatus(const PGconn* /*connection*/) {
  return TheServer().lost ? CONNECTION_BAD : CONNECTION_OK;
}

PGTransactionStatusType PQtransactionStatus(const PGconn* /*connection*/) {
  return TheServer().in_transaction ? PQTRANS_INTRANS : PQTRANS_IDLE;
}

// One that can always be written to.
int PQsocket(const PGconn* /*connection*/) {
  static const int file = open("/dev/null", O_RDWR | O_CLOEXEC);
  return file;
}

PGVerbosity PQsetErrorVerbosity(PGconn* /*connection*/,
                                PGVerbosity /*verbosity*/) {
  return PQERRORS_DEFAULT;
}

PQnoticeReceiver PQsetNoticeReceiver(PGconn* /*connection*/,
                                     PQnoticeReceiver /*receiver*/,
                                     void* /*argument*/) {
  return nullptr;
}

int PQsetnonblocking(PGconn* /*connection*/, int /*nonblocking*/) { return 0; }

char* PQerrorMessage(const PGconn* /*connection*/) {
  static char none[] = "";
  return none;
}

int PQconnectionNeedsPassword(const PGconn* /*connection*/) { return 0; }

int PQsendPrepare(PGconn* /*connection*/, const char* /*name*/,
                  const char* /*sql*/, int /*count*/, const Oid* /*types*/) {
  return Send(Sent::kCommand);
}

int PQsendQueryPrepared(PGconn* /*connection*/, const char* /*name*/,
                        int /*count*/, const char* const* /*values*/,
                        const int* /*sizes*/, const int* /*formats*/,
                        int /*format*/) {
  return Send(Sent::kStatement);
}

int PQsendQueryParams(PGconn* /*connection*/, const char* sql, int /*count*/,
                      const Oid* /*types*/, const char* const* /*values*/,
                      const int* /*sizes*/, const int* /*formats*/,
                      int /*format*/) {
  if (absl::string_view(sql) == "COMMIT") {
    TheServer().in_transaction = false;
    return Send(Sent::kCommand);
  }
  return Send(Sent::kStatement);
}

int PQsendQuery(PGconn* /*connection*/, const char* sql) {
  TheServer().in_transaction = absl::string_view(sql).substr(0, 5) == "BEGIN";
  return Send(Sent::kCommand);
}

int PQflush(PGconn* /*connection*/) { return 0; }

int PQisBusy(PGconn* /*connection*/) { return 0; }

int PQconsumeInput(PGconn* /*connection*/) { return 1; }

PGresult* PQgetResult(PGconn* /*connection*/) {
  const Sent sent = TheServer().sent;
  TheServer().sent = Sent::kNothing;
  switch (sent) {
    case Sent::kNothing:
      return nullptr;
    case Sent::kCommand:
      return PQmakeEmptyPGresult(nullptr, PGRES_COMMAND_OK);
    case Sent::kStatement:
      return Answer();
  }
  return nullptr;
}

// What a commit that has succeeded is called.
char* PQcmdStatus(PGresult* /*result*/) {
  static char tag[] = "COMMIT";
  return tag;
}

// How many rows a statement has changed: as many as there are records, so that
// some are taken for appended.
char* PQcmdTuples(PGresult* /*result*/) {
  static char count[] = "6";
  return count;
}

}  // extern "C"

}  // namespace fuzz
}  // namespace wamp
