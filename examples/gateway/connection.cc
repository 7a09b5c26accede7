#include "connection.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "wamp/error_uri.h"
#include "wamp/grpc/status.h"
#include "wamp/options.h"
#include "wamp/transport/subprotocol.h"
#include "wamp/wire.h"

namespace gateway {
namespace {

using asio::ip::tcp;

// As autobahn writes it: "tcp4:127.0.0.1:5000".
std::string AddressText(const tcp::endpoint& endpoint) {
  const asio::ip::address address = endpoint.address();
  if (address.is_v4()) {
    return absl::StrCat("tcp4:", address.to_string(), ":", endpoint.port());
  }
  return absl::StrCat("tcp6:[", address.to_string(), "]:", endpoint.port());
}

wamp::v1::ChannelSerializer ChannelSerializerOf(
    wamp::v1::Serializer serializer) {
  switch (serializer) {
    case wamp::v1::SERIALIZER_JSON:
      return wamp::v1::CHANNEL_SERIALIZER_JSON;
    case wamp::v1::SERIALIZER_MSGPACK:
      return wamp::v1::CHANNEL_SERIALIZER_MSGPACK;
    case wamp::v1::SERIALIZER_CBOR:
      return wamp::v1::CHANNEL_SERIALIZER_CBOR;
    case wamp::v1::SERIALIZER_UBJSON:
      return wamp::v1::CHANNEL_SERIALIZER_UBJSON;
    default:
      return wamp::v1::CHANNEL_SERIALIZER_NULL;
  }
}

}  // namespace

Connection::Connection(tcp::socket socket, const ConnectionLimits& limits)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      limits_(limits),
      splitter_(wamp::Framing::kRawSocket, limits.max_length) {}

void Connection::Start(std::shared_ptr<Listener> listener) {
  listener_ = std::move(listener);
  ReadHandshake();
}

void Connection::Refuse(wamp::RawSocketRefusal refusal) {
  refusal_ = refusal;
  ReadHandshake();
  Limit(limits_.close_time);
}

void Connection::ReadHandshake() {
  Limit(limits_.join_time);
  asio::async_read(socket_, asio::buffer(handshake_),
                   [self = shared_from_this()](asio::error_code error, size_t) {
                     if (error) return self->Drop();
                     self->OnHandshake();
                   });
}

void Connection::OnHandshake() {
  if (state_ != State::kHandshake) return;
  const absl::string_view octets(handshake_.data(), handshake_.size());
  // What isn't RawSocket at all gets no answer.
  if (octets[0] != wamp::kRawSocketMagic) return Drop();
  wamp::RawSocketHandshake reply;
  reply.max_length = limits_.max_length;
  reply.refusal = refusal_;
  const auto request = wamp::ParseRawSocketHandshake(octets);
  if (reply.refusal != wamp::RawSocketRefusal::kNone) {
    // The router has said why.
  } else if (octets[2] != 0 || octets[3] != 0) {
    reply.refusal = wamp::RawSocketRefusal::kReservedBits;
  } else if (!request.ok() ||
             !wamp::SerializerOfRawSocket(request->serializer).ok()) {
    reply.refusal = wamp::RawSocketRefusal::kSerializer;
  } else {
    reply.serializer = request->serializer;
    serializer_ = *wamp::SerializerOfRawSocket(request->serializer);
    client_max_length_ = request->max_length;
  }
  const auto answer = wamp::FormatRawSocketHandshake(reply);
  if (!answer.ok()) return Drop();
  waiting_ += *answer;
  if (reply.refusal != wamp::RawSocketRefusal::kNone) return Close();
  state_ = State::kOpen;
  Flush();
  listener_->OnOpen();
  ReadNext();
}

void Connection::ReadNext() {
  // Not at once: a client that has sent a thousand messages would make the
  // stack as deep, and others wait.
  asio::post(socket_.get_executor(),
             [self = shared_from_this()] { self->Advance(); });
}

void Connection::Advance() {
  while (state_ == State::kOpen) {
    const auto piece = splitter_.Next(absl::string_view(input_).substr(used_));
    if (!piece.ok()) return Complain(piece.status().message());
    used_ += piece->size;
    switch (piece->kind) {
      case wamp::StreamPiece::Kind::kNone:
        return Receive();
      case wamp::StreamPiece::Kind::kPing:
        // One that is longer than the client itself takes goes unanswered.
        Write(wamp::RawSocketType::kPong, piece->content).IgnoreError();
        break;
      case wamp::StreamPiece::Kind::kPong:
        break;
      case wamp::StreamPiece::Kind::kHandshake:
        return Complain("expected a message, got another handshake");
      case wamp::StreamPiece::Kind::kMessage: {
        wamp::DecodeOptions options;
        // A router passes payloads on unread, and values that only some
        // clients understand to those of the same format.
        options.payload = wamp::PayloadMode::kRaw;
        options.foreign = wamp::ForeignValues::kCarry;
        wamp::v1::Frame frame;
        const absl::Status status =
            wamp::Decode(piece->content, serializer_, &frame, options);
        if (!status.ok()) return listener_->OnFrame(status);
        return listener_->OnFrame(std::move(frame));
      }
    }
  }
}

void Connection::Complain(absl::string_view text) {
  listener_->OnFrame(
      wamp::StatusFromErrorUri(wamp::error_uri::kProtocolViolation, text));
}

void Connection::Receive() {
  if (is_receiving_) return;
  is_receiving_ = true;
  input_.erase(0, used_);
  used_ = 0;
  socket_.async_read_some(
      asio::buffer(chunk_),
      [self = shared_from_this()](asio::error_code error, size_t size) {
        self->is_receiving_ = false;
        if (error) return self->Drop();
        // After the last message, what else comes is of no interest. But if it
        // were left unread, the client might never see that last message: its
        // system throws away what has come once it is told that the connection
        // is reset.
        if (self->state_ == State::kClosing) return self->Receive();
        self->input_.append(self->chunk_.data(), size);
        self->Advance();
      });
}

absl::Status Connection::Send(const wamp::v1::Frame& frame) {
  if (state_ != State::kOpen) return absl::OkStatus();
  std::string bytes;
  absl::Status status = wamp::Encode(frame, serializer_, &bytes);
  if (!status.ok()) return status;
  return Write(wamp::RawSocketType::kMessage, bytes);
}

absl::Status Connection::Write(wamp::RawSocketType type,
                               absl::string_view content) {
  if (content.size() > client_max_length_) {
    return wamp::StatusFromErrorUri(
        wamp::error_uri::kPayloadSizeExceeded,
        absl::StrCat("expected a message of at most ", client_max_length_,
                     " bytes, got ", content.size()));
  }
  absl::Status status = wamp::AppendRawSocket(type, content, &waiting_);
  if (!status.ok()) return status;
  if (waiting_.size() > limits_.max_waiting) {
    Drop();
  } else {
    Flush();
  }
  return absl::OkStatus();
}

void Connection::Flush() {
  if (!sending_.empty()) return;
  if (waiting_.empty()) {
    asio::error_code ignored;
    if (state_ == State::kClosing) {
      socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }
    return;
  }
  sending_.swap(waiting_);
  asio::async_write(
      socket_, asio::buffer(sending_),
      [self = shared_from_this()](asio::error_code error, size_t) {
        self->sending_.clear();
        if (error) return self->Drop();
        self->Flush();
      });
}

void Connection::Close() {
  if (state_ == State::kClosing || state_ == State::kClosed) return;
  state_ = State::kClosing;
  Limit(limits_.close_time);
  Flush();
  Receive();
}

void Connection::Limit(std::chrono::milliseconds time) {
  timer_.expires_after(time);
  timer_.async_wait([self = shared_from_this()](asio::error_code error) {
    // Unless it has been cancelled, or set anew.
    if (error || self->timer_.expiry() > std::chrono::steady_clock::now()) {
      return;
    }
    if (self->state_ == State::kOpen) {
      self->listener_->OnLate();
    } else {
      self->Drop();
    }
  });
}

void Connection::Drop() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  timer_.cancel();
  asio::error_code ignored;
  socket_.close(ignored);
  // Not at once: whoever sends something to a list of sessions would see the
  // list change under its hands.
  asio::post(socket_.get_executor(), [listener = std::move(listener_)] {
    if (listener != nullptr) listener->OnClosed();
  });
}

wamp::v1::TransportDetails Connection::Details() const {
  wamp::v1::TransportDetails details;
  details.set_channel_type(wamp::v1::CHANNEL_TYPE_TCP);
  details.set_channel_framing(wamp::v1::CHANNEL_FRAMING_RAWSOCKET);
  details.set_channel_serializer(ChannelSerializerOf(serializer_));
  details.set_is_server(true);
  details.set_is_secure(false);
  asio::error_code error;
  const tcp::endpoint peer = socket_.remote_endpoint(error);
  if (!error) details.set_peer(AddressText(peer));
  const tcp::endpoint own = socket_.local_endpoint(error);
  if (!error) details.set_own(AddressText(own));
  return details;
}

}  // namespace gateway
