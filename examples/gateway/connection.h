// One RawSocket connection: its handshake, its packets, its limits (WAMP:
// RawSocket Transport).
#ifndef GATEWAY_CONNECTION_H_
#define GATEWAY_CONNECTION_H_

#include <array>
#include <asio.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "wamp/transport/framing.h"
#include "wamp/transport/rawsocket.h"
#include "wamp/v1/frame.pb.h"
#include "wamp/v1/payload.pb.h"
#include "wamp/v1/transport.pb.h"

namespace gateway {

struct ConnectionLimits {
  // How many octets a message of a client may have: a power of two from 2^9 to
  // 2^24.
  size_t max_length = size_t{1} << 20;
  // How many may wait for a client that doesn't read them. Beyond that it is
  // cut off.
  size_t max_waiting = size_t{32} << 20;
  // How long a client may take until it has joined.
  std::chrono::milliseconds join_time = std::chrono::seconds(30);
  // How long it may take to close the connection, after the last message.
  std::chrono::milliseconds close_time = std::chrono::seconds(2);
};

// Lives as long as it is open. All of this is for the thread of the event loop.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  class Listener {
   public:
    virtual ~Listener() = default;
    // The handshake has succeeded.
    virtual void OnOpen() = 0;
    // A message has come, or something that is none. The next one comes after
    // ReadNext: while a message is being worked on, others wait, and a client
    // that sends too fast feels it.
    virtual void OnFrame(absl::StatusOr<wamp::v1::Frame> frame) = 0;
    // It has taken too long to join.
    virtual void OnLate() = 0;
    // The connection is gone; this is the last call.
    virtual void OnClosed() = 0;
  };

  Connection(asio::ip::tcp::socket socket, const ConnectionLimits& limits);

  // Waits for the handshake. The listener is kept until the connection is gone.
  void Start(std::shared_ptr<Listener> listener);
  // Likewise, but refuses whoever it is.
  void Refuse(wamp::RawSocketRefusal refusal);

  void ReadNext();
  // Lifts the limit on the time.
  void SetJoined() { timer_.cancel(); }
  // Whether it is of use to send something.
  bool is_open() const { return state_ == State::kOpen; }
  // See Peer::Send.
  absl::Status Send(const wamp::v1::Frame& frame);
  // Closes the connection once all has been sent, and reads nothing more.
  void Close();

  // What is known of the other side, once the handshake is done.
  wamp::v1::TransportDetails Details() const;

 private:
  enum class State { kHandshake, kOpen, kClosing, kClosed };

  void ReadHandshake();
  void OnHandshake();
  // Takes the next message out of what has come, or receives more.
  void Advance();
  void Receive();
  // Tells the listener of something that is no message.
  void Complain(absl::string_view text);
  absl::Status Write(wamp::RawSocketType type, absl::string_view content);
  void Flush();
  // Waits for so long; then does what is right in the state of then.
  void Limit(std::chrono::milliseconds time);
  // Ends the connection at once.
  void Drop();

  asio::ip::tcp::socket socket_;
  asio::steady_timer timer_;
  const ConnectionLimits limits_;
  std::shared_ptr<Listener> listener_;
  State state_ = State::kHandshake;
  wamp::RawSocketRefusal refusal_ = wamp::RawSocketRefusal::kNone;
  wamp::v1::Serializer serializer_ = wamp::v1::SERIALIZER_UNSPECIFIED;

  std::array<char, wamp::kRawSocketHeaderSize> handshake_ = {};
  std::array<char, 16384> chunk_;
  bool is_receiving_ = false;
  // What has come, of which `used_` octets have been worked on.
  std::string input_;
  size_t used_ = 0;
  wamp::StreamSplitter splitter_;

  // How long a message to the client may be.
  size_t client_max_length_ = wamp::kRawSocketMinLength;
  // What is under way, and what comes after it.
  std::string sending_;
  std::string waiting_;
};

}  // namespace gateway

#endif  // GATEWAY_CONNECTION_H_
