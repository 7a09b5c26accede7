#include "tests/log/postgres/server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace wamp {
namespace log {
namespace {

// That of the newest release; empty without any.
std::string FindBinaries() {
  std::string found;
  std::error_code ignored;
  for (const auto& release :
       std::filesystem::directory_iterator("/usr/lib/postgresql", ignored)) {
    const std::string folder = release.path().string() + "/bin";
    if (access((folder + "/initdb").c_str(), X_OK) == 0 &&
        access((folder + "/postgres").c_str(), X_OK) == 0) {
      found = std::max(found, folder);
    }
  }
  return found;
}

// Who the server runs as, which must not be root.
const passwd* OrdinaryUser() {
  if (geteuid() != 0) return nullptr;
  const passwd* user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Whether a server lets one in.
bool AcceptsConnections(const std::string& conninfo) {
  PGconn* const connection = PQconnectdb(conninfo.c_str());
  const bool answers = PQstatus(connection) == CONNECTION_OK;
  PQfinish(connection);
  return answers;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Create(
    std::vector<std::string> settings) {
  const std::string binaries = FindBinaries();
  if (binaries.empty()) {
    return absl::NotFoundError(
        "there is no server of PostgreSQL below /usr/lib/postgresql");
  }
  std::string folder = "/tmp/wamp_pg_XXXXXX";
  if (mkdtemp(&folder[0]) == nullptr) {
    return absl::InternalError(absl::StrCat(folder, ": can't be made"));
  }
  std::unique_ptr<Server> server(
      new Server(binaries, folder, std::move(settings)));
  if (!server->Make()) return absl::InternalError(server->Log());
  absl::Status status = server->Start();
  if (!status.ok()) return status;
  return server;
}

Server::~Server() {
  Kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Server::conninfo() const {
  return absl::StrCat("host=", folder_,
                      " port=5432 dbname=postgres user=", kUser,
                      " password=", kPassword);
}

std::string Server::socket() const { return folder_ + "/.s.PGSQL.5432"; }

std::string Server::Log() const { return ReadAll(folder_ + "/log"); }

std::string Server::NewSchema() { return absl::StrCat("test_", ++schemas_); }

// Runs a program as the ordinary user, to end with this one.
pid_t Server::Spawn(const std::vector<std::string>& arguments) const {
  const passwd* const user = OrdinaryUser();
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  const std::string log = folder_ + "/log";
  const pid_t pid = fork();
  if (pid != 0) return pid;
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 ||
       setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0 || chdir("/") != 0) {
    _exit(126);
  }
  setenv("LC_ALL", "C", 1);
  execv(argv[0], argv.data());
  _exit(127);
}

bool Server::Make() const {
  const std::string password = folder_ + "/password";
  std::ofstream(password) << kPassword << "\n";
  const passwd* const user = OrdinaryUser();
  for (const std::string& path : {folder_, password}) {
    if (user != nullptr &&
        chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) {
      return false;
    }
  }
  const pid_t pid =
      Spawn({binaries_ + "/initdb", "--pgdata=" + folder_ + "/data",
             "--username=wamp", "--pwfile=" + password, "--auth=scram-sha-256",
             "--encoding=UTF8", "--no-locale", "--no-sync"});
  int status = 0;
  return waitpid(pid, &status, 0) == pid && status == 0;
}

absl::Status Server::Start() {
  std::vector<std::string> arguments = {
      binaries_ + "/postgres", "-D", folder_ + "/data",   "-k", folder_, "-c",
      "listen_addresses=",     "-c", "max_connections=40"};
  for (const std::string& setting : settings_) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  for (int i = 0; i < 600; ++i) {
    if (pid_ < 0) pid_ = Spawn(arguments);
    if (AcceptsConnections(conninfo())) return absl::OkStatus();
    // What the one before has left may be in its way for a moment.
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
    absl::SleepFor(absl::Milliseconds(100));
  }
  return absl::InternalError(absl::StrCat("the server doesn't start: ", Log()));
}

std::vector<pid_t> Server::Processes() const {
  std::vector<pid_t> processes;
  if (pid_ < 0) return processes;
  processes.push_back(pid_);
  std::istringstream children(
      ReadAll(absl::StrCat("/proc/", pid_, "/task/", pid_, "/children")));
  for (pid_t child = 0; children >> child;) processes.push_back(child);
  return processes;
}

void Server::Signal(int signal) const {
  for (const pid_t process : Processes()) kill(process, signal);
}

void Server::Kill() {
  if (pid_ < 0) return;
  Signal(SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void Server::Pause() const { Signal(SIGSTOP); }

void Server::Continue() const { Signal(SIGCONT); }

}  // namespace log
}  // namespace wamp
