#include "tests/log/postgres/commit_cutter.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "src/sync/mutex_lock.h"

namespace wamp {
namespace log {
namespace {

int ConnectTo(const std::string& file) {
  const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, file.c_str(), sizeof(address.sun_path) - 1);
  if (connect(server, reinterpret_cast<sockaddr*>(&address), sizeof(address)) ==
      0) {
    return server;
  }
  close(server);
  return -1;
}

bool SendAll(int to, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

// Whether there is something to be read before long.
bool CanRead(int from) {
  pollfd wanted{from, POLLIN, 0};
  return poll(&wanted, 1, 10) > 0;
}

}  // namespace

CommitCutter::CommitCutter(std::string server) : server_(std::move(server)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(listen(listener_, 10), 0);
  EXPECT_EQ(
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

CommitCutter::~CommitCutter() {
  std::list<std::thread> carriers;
  {
    const sync::MutexLock lock(mutex_);
    closed_ = true;
  }
  acceptor_.join();
  {
    const sync::MutexLock lock(mutex_);
    carriers.swap(carriers_);
  }
  for (std::thread& carrier : carriers) carrier.join();
  close(listener_);
}

void CommitCutter::CutNext(Cut cut) {
  const sync::MutexLock lock(mutex_);
  next_ = cut;
}

void CommitCutter::AwaitCut() {
  const sync::MutexLock lock(mutex_);
  const auto is_cut = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return next_ == Cut::kNone;
  };
  mutex_.Await(absl::Condition(&is_cut));
}

void CommitCutter::Accept() {
  for (;;) {
    const bool ready = CanRead(listener_);
    const sync::MutexLock lock(mutex_);
    if (closed_) return;
    if (!ready) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    carriers_.emplace_back([this, client] { Carry(client); });
  }
}

CommitCutter::Cut CommitCutter::TakeCut() {
  const sync::MutexLock lock(mutex_);
  return std::exchange(next_, Cut::kNone);
}

void CommitCutter::Carry(int client) {
  const int server = ConnectTo(server_);
  std::array<char, 65536> buffer;
  bool open = server >= 0;
  while (open) {
    for (const auto& [from, to] :
         {std::make_pair(client, server), std::make_pair(server, client)}) {
      {
        const sync::MutexLock lock(mutex_);
        if (closed_) open = false;
      }
      pollfd wanted{from, POLLIN, 0};
      if (!open || poll(&wanted, 1, 1) <= 0) continue;
      const ssize_t size = recv(from, buffer.data(), buffer.size(), 0);
      const absl::string_view bytes(buffer.data(),
                                    size > 0 ? static_cast<size_t>(size) : 0);
      Cut cut = Cut::kNone;
      // A commit is a message of its own, which is sent at once.
      if (from == client && absl::StrContains(bytes, "COMMIT")) cut = TakeCut();
      open = size > 0 && cut != Cut::kBefore && SendAll(to, bytes);
      if (cut == Cut::kAfter) recv(server, buffer.data(), buffer.size(), 0);
      if (cut != Cut::kNone) open = false;
      if (!open) break;
    }
  }
  close(client);
  if (server >= 0) close(server);
}

}  // namespace log
}  // namespace wamp
