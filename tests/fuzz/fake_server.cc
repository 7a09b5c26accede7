#include "tests/fuzz/fake_server.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/log/postgres/parameters.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/stored.h"
#include "wamp/log/node_log.h"

namespace wamp {
namespace fuzz {
namespace {

constexpr char kIdle[] = "I";

std::string Int32(size_t number) {
  return internal::EncodeNumber(static_cast<int64_t>(number)).substr(4);
}

std::string Int16(size_t number) { return Int32(number).substr(2); }

std::string Message(char type, absl::string_view content) {
  return absl::StrCat(absl::string_view(&type, 1), Int32(content.size() + 4),
                      content);
}

// A value after its size.
std::string Sized(absl::string_view bytes) {
  return absl::StrCat(Int32(bytes.size()), bytes);
}

// The values of a row, as a DataRow has them, and how many there are.
struct Row {
  std::string values;
  size_t count = 0;
};

Row RowOf(absl::string_view line) {
  using Numbers = std::numeric_limits<int64_t>;
  const auto& records = StoredRecords();
  Row row;
  while (!line.empty()) {
    const char kind = line.front();
    line.remove_prefix(1);
    const auto number = [&line] {
      if (line.empty()) return size_t{0};
      const size_t value = static_cast<uint8_t>(line.front() - '0');
      line.remove_prefix(1);
      return value;
    };
    const auto record = [&]() -> const std::string& {
      return records[number() % records.size()].bytes;
    };
    switch (kind) {
      case 'n':
        row.values += std::string(4, '\xFF');
        break;
      case 'd':
        row.values +=
            Sized(internal::EncodeNumber(static_cast<int64_t>(number())));
        break;
      case 'M':
        row.values += Sized(internal::EncodeNumber(Numbers::max()));
        break;
      case 'm':
        row.values += Sized(internal::EncodeNumber(Numbers::min()));
        break;
      case 'r':
        row.values += Sized(record());
        break;
      case 'h':
        row.values += Sized(log::RecordHash(record()));
        break;
      case 't': {
        const absl::string_view text = line.substr(0, line.find(';'));
        row.values += Sized(text);
        line.remove_prefix(std::min(line.size(), text.size() + 1));
        break;
      }
      default:
        continue;
    }
    ++row.count;
  }
  return row;
}

std::string Description(size_t columns) {
  std::string content = Int16(columns);
  for (size_t i = 0; i < columns; ++i) {
    // No name, no table, int8, of its size, no modifier, and binary.
    absl::StrAppend(&content, absl::string_view("\0", 1), Int32(0), Int16(0),
                    Int32(20), Int16(8), Int32(0), Int16(1));
  }
  return Message('T', content);
}

bool SendAll(int to, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

bool ReceiveAll(int from, size_t size, std::string* bytes) {
  bytes->resize(size);
  for (size_t have = 0; have < size;) {
    const ssize_t got = recv(from, &(*bytes)[have], size - have, 0);
    if (got <= 0) return false;
    have += static_cast<size_t>(got);
  }
  return true;
}

size_t SizeIn(absl::string_view bytes) {
  return static_cast<size_t>(internal::DecodeNumber(bytes));
}

}  // namespace

FakeServer::FakeServer() {
  std::string folder = "/tmp/wamp_fuzz_XXXXXX";
  if (mkdtemp(&folder[0]) == nullptr) Fail("a folder can be made", folder);
  listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const std::string path = absl::StrCat(folder, "/.s.PGSQL.5432");
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  Expect("a server can listen",
         bind(listener_, reinterpret_cast<sockaddr*>(&address),
              sizeof(address)) == 0 &&
             listen(listener_, 10) == 0);
  conninfo_ = absl::StrCat("host=", folder, " user=fuzz dbname=fuzz");
  std::thread([this] { Accept(); }).detach();
}

void FakeServer::SetScript(absl::string_view script) {
  const absl::MutexLock lock(&mutex_);
  script_ = std::string(script);
  used_ = 0;
}

void FakeServer::Accept() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) std::thread([this, client] { Serve(client); }).detach();
  }
}

void FakeServer::Serve(int client) {
  std::string head;
  std::string content;
  // The first message has no type.
  bool open =
      ReceiveAll(client, 4, &head) &&
      ReceiveAll(client, SizeIn(head) - 4, &content) &&
      SendAll(client, Message('R', Int32(0)) +
                          Message('S', absl::string_view("server_version\0"
                                                         "15\0",
                                                         18)) +
                          Message('Z', kIdle));
  // What is prepared, by its name.
  std::vector<std::pair<std::string, std::string>> prepared;
  std::string sql;
  std::string answer;
  while (open && ReceiveAll(client, 5, &head) &&
         ReceiveAll(client, SizeIn(head.substr(1)) - 4, &content)) {
    const std::string first = content.c_str();
    switch (head[0]) {
      case 'Q':
        answer = AnswerTo(first);
        open = !answer.empty() && SendAll(client, answer + Message('Z', kIdle));
        answer.clear();
        break;
      case 'P':
        prepared.emplace_back(first, content.c_str() + first.size() + 1);
        answer += Message('1', "");
        break;
      case 'B': {
        const std::string name = content.c_str() + first.size() + 1;
        for (const auto& [known, text] : prepared) {
          if (known == name) sql = text;
        }
        answer += Message('2', "");
        break;
      }
      case 'E': {
        const std::string rows = AnswerTo(sql);
        open = !rows.empty();
        answer += rows;
        break;
      }
      case 'S':
        open = open && SendAll(client, answer + Message('Z', kIdle));
        answer.clear();
        break;
      case 'X':
        open = false;
        break;
      default:
        break;
    }
  }
  close(client);
}

std::string FakeServer::AnswerTo(absl::string_view sql) {
  std::string tag(sql.substr(0, sql.find(' ')));
  tag.push_back('\0');
  const std::string done = Message('C', tag);
  // What is asked when a store is opened.
  for (const char* part : {"pg_namespace", "FROM store"}) {
    if (absl::StrContains(sql, part)) {
      return absl::StrCat(
          Description(1),
          Message('D', Int16(1) + Sized(internal::EncodeNumber(1))), done);
    }
  }
  for (const char* start : {"SET", "BEGIN", "COMMIT", "ROLLBACK"}) {
    if (absl::StartsWith(sql, start)) return done;
  }
  const absl::MutexLock lock(&mutex_);
  std::string rows;
  for (absl::string_view line = TakeLine(); !line.empty(); line = TakeLine()) {
    if (line == "X") return "";
    if (line == "E") {
      return Message('E', absl::string_view("SERROR\0C22000\0\0", 15));
    }
    const Row row = RowOf(line);
    if (rows.empty()) rows = Description(row.count);
    rows += Message('D', Int16(row.count) + row.values);
  }
  return rows.empty() ? Description(0) + done : rows + done;
}

absl::string_view FakeServer::TakeLine() {
  const absl::string_view rest = absl::string_view(script_).substr(used_);
  const absl::string_view line = rest.substr(0, rest.find('\n'));
  used_ = std::min(script_.size(), used_ + line.size() + 1);
  return line;
}

}  // namespace fuzz
}  // namespace wamp
