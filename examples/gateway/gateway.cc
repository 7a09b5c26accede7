#include "gateway.h"

#include <chrono>
#include <utility>

#include "wamp/transport/rawsocket.h"

namespace gateway {

using asio::ip::tcp;

Gateway::Gateway(const Services& services, const ConnectionLimits& limits,
                 size_t max_connections)
    : services_(services),
      limits_(limits),
      max_connections_(max_connections),
      acceptor_(services.loop),
      pause_(services.loop),
      tick_(services.loop) {}

tcp::endpoint Gateway::Listen(const tcp::endpoint& endpoint,
                              asio::error_code* error) {
  acceptor_.open(endpoint.protocol(), *error);
  if (!*error) acceptor_.set_option(tcp::acceptor::reuse_address(true), *error);
  if (!*error) acceptor_.bind(endpoint, *error);
  if (!*error) acceptor_.listen(tcp::acceptor::max_listen_connections, *error);
  if (*error) return endpoint;
  Accept();
  Tick();
  return acceptor_.local_endpoint(*error);
}

void Gateway::Accept() {
  acceptor_.async_accept([this](asio::error_code error, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) {
      OnAccepted(std::move(socket));
      Accept();
      return;
    }
    // Out of file descriptors, say, which doesn't change by asking again.
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](asio::error_code cancelled) {
      if (!cancelled) Accept();
    });
  });
}

void Gateway::OnAccepted(tcp::socket socket) {
  asio::error_code ignored;
  // Messages are small, and somebody waits for each.
  socket.set_option(tcp::no_delay(true), ignored);
  const auto connection =
      std::make_shared<Connection>(std::move(socket), limits_);
  if (sessions_.size() >= max_connections_) Sweep();
  if (sessions_.size() >= max_connections_) {
    connection->Refuse(wamp::RawSocketRefusal::kConnectionCount);
    return;
  }
  const auto session = std::make_shared<Session>(services_, connection);
  sessions_.push_back(session);
  connection->Start(session);
}

void Gateway::Stop() {
  asio::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
  tick_.cancel();
  for (const std::weak_ptr<Session>& entry : sessions_) {
    if (const auto session = entry.lock()) session->Shutdown();
  }
}

void Gateway::Sweep() {
  sessions_.remove_if(
      [](const std::weak_ptr<Session>& entry) { return entry.expired(); });
}

void Gateway::Tick() {
  services_.log.Expire();
  tick_.expires_after(std::chrono::seconds(1));
  tick_.async_wait([this](asio::error_code cancelled) {
    if (!cancelled && acceptor_.is_open()) Tick();
  });
}

}  // namespace gateway
