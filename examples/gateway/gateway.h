// The router: it listens, and makes a session for each connection.
#ifndef GATEWAY_GATEWAY_H_
#define GATEWAY_GATEWAY_H_

#include <asio.hpp>
#include <cstddef>
#include <list>
#include <memory>

#include "connection.h"
#include "session.h"

namespace gateway {

// For the thread of the event loop.
class Gateway {
 public:
  // Beyond `max_connections`, clients are told so, and turned away.
  Gateway(const Services& services, const ConnectionLimits& limits,
          size_t max_connections);

  // Listens on an address, port 0 for any, and returns the one it has got.
  asio::ip::tcp::endpoint Listen(const asio::ip::tcp::endpoint& endpoint,
                                 asio::error_code* error);

  // Listens no longer, and says goodbye to all sessions. The event loop ends
  // once they are gone.
  void Stop();

 private:
  void Accept();
  void OnAccepted(asio::ip::tcp::socket socket);
  // Forgets the sessions that are gone.
  void Sweep();
  // Once a second: what the log has counted goes on.
  void Tick();

  const Services& services_;
  const ConnectionLimits limits_;
  const size_t max_connections_;
  asio::ip::tcp::acceptor acceptor_;
  // Before the next connection is taken after one that couldn't be.
  asio::steady_timer pause_;
  asio::steady_timer tick_;
  std::list<std::weak_ptr<Session>> sessions_;
};

}  // namespace gateway

#endif  // GATEWAY_GATEWAY_H_
