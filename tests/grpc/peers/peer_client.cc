// Asks services in other languages, as a router does that is built on the
// library: a command a line from standard input, and a line for each answer.
//
// Usage: peer_client [OPTION...] ADDRESS
//
//   --timeout=SECONDS    how long a service may take for an answer
//   --patience=SECONDS   how long that of the log may be away
//   --root=FILE          speaks TLS, with servers by a certificate of that one
//   --cert=FILE          shows this certificate,
//   --key=FILE           of which this is the key
//   --name=NAME          the name that the server's certificate must have
//   --credentials        verifies proofs itself, by a credential of the service
//
//   capabilities         the methods and the agent
//   session              starts another attempt to join
//   frame JSON           what the router sends for that message of the client,
//                        and the status
//   why                  the error URI of that status, and the places of its
//                        violations
//   authorize AUTHID JSON
//                        whether that session may do what the message asks for;
//                        the answers that were kept, and the questions asked
//   append COUNT         records, one at a time, to the log
//   head                 how far the log has come
//   list SIZE            the sequences of all records, by pages of that size
//   tail COUNT           the sequences of that many records, which are appended
//                        once the service has begun to send
//   checkpoint VERIFIER  how far the log has come, as it has signed it
//
// The columns of an answer are separated by tabs; the last are the name of a
// status and its message.
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "tests/grpc/peers/peer_options.h"
#include "wamp/grpc/authenticator_client.h"
#include "wamp/grpc/authorizer_client.h"
#include "wamp/grpc/session_log_client.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/node_log.h"
#include "wamp/log/record.h"
#include "wamp/session.h"
#include "wamp/violation.h"
#include "wamp/wire.h"

namespace wamp {
namespace {

constexpr char kNode[] = "router-1";

std::string Line(const std::vector<std::string>& columns,
                 const absl::Status& status) {
  std::string line;
  for (const std::string& column : columns) {
    absl::StrAppend(&line, column, "\t");
  }
  return absl::StrCat(line, absl::StatusCodeToString(status.code()), "\t",
                      status.message());
}

class Router {
 public:
  explicit Router(const PeerClientOptions& options)
      : authenticator_(options.channel, AuthenticatorOptions(options)),
        authorizer_(options.channel, AuthorizerOptions(options)),
        log_(options.channel, LogOptions(options)),
        log_stub_(log::v1::SessionLogService::NewStub(options.channel)) {}

  std::string Run(const std::string& name, const std::string& rest) {
    static const std::map<std::string,
                          std::string (Router::*)(const std::string&)>
        commands = {
            {"append", &Router::Append},
            {"authorize", &Router::Authorize},
            {"capabilities", &Router::Capabilities},
            {"checkpoint", &Router::Checkpoint},
            {"frame", &Router::Answer},
            {"head", &Router::Head},
            {"list", &Router::List},
            {"session", &Router::Start},
            {"tail", &Router::Tail},
            {"why", &Router::Why},
        };
    const auto command = commands.find(name);
    if (command == commands.end()) return "no such command";
    return (this->*command->second)(rest);
  }

 private:
  static auth::AuthenticatorClientOptions AuthenticatorOptions(
      const PeerClientOptions& told) {
    auth::AuthenticatorClientOptions options;
    options.timeout = std::min(options.timeout, told.timeout);
    options.verifies_credentials = told.verifies_credentials;
    return options;
  }
  // Kept for longer than any test takes.
  static auth::AuthorizerClientOptions AuthorizerOptions(
      const PeerClientOptions& told) {
    auth::AuthorizerClientOptions options;
    options.timeout = std::min(options.timeout, told.timeout);
    options.max_age = absl::Hours(1);
    return options;
  }
  static log::SessionLogClientOptions LogOptions(
      const PeerClientOptions& told) {
    log::SessionLogClientOptions options;
    options.timeout = std::min(options.timeout, told.timeout);
    options.patience = told.patience;
    options.first_pause = absl::Milliseconds(5);
    options.longest_pause = absl::Milliseconds(50);
    return options;
  }

  std::string Capabilities(const std::string& /*rest*/) {
    const auto response = authenticator_.GetCapabilities();
    if (!response.ok()) return Line({}, response.status());
    return Line(
        {absl::StrJoin(response->authmethods(), ","), response->agent()},
        response.status());
  }

  std::string Start(const std::string& /*rest*/) {
    auth::PendingSessionOptions options;
    options.session = 7;
    options.request_id = "attempt-1";
    options.transport.set_peer("tcp4:192.0.2.1:40000");
    options.roles.mutable_broker();
    pending_.emplace(&authenticator_, std::move(options));
    return Line({}, absl::OkStatus());
  }

  std::string Answer(const std::string& json) {
    const auto frame = Decode<wamp::v1::Frame>(json, wamp::v1::SERIALIZER_JSON);
    if (!frame.ok()) return Line({""}, frame.status());
    if (!pending_.has_value()) Start("");
    const auto answer =
        Encode(pending_->Answer(*frame), wamp::v1::SERIALIZER_JSON);
    if (!answer.ok()) return Line({""}, answer.status());
    return Line({*answer}, pending_->status());
  }

  std::string Why(const std::string& /*rest*/) {
    const absl::Status status =
        pending_.has_value() ? pending_->status() : absl::OkStatus();
    std::vector<std::string> paths;
    const wamp::v1::Violations violations = ViolationsOf(status);
    for (const auto& violation : violations.violations()) {
      paths.push_back(violation.path());
    }
    return Line({ErrorUriFromStatus(status), absl::StrJoin(paths, " ")},
                absl::OkStatus());
  }

  std::string Authorize(const std::string& rest) {
    const std::pair<std::string, std::string> words =
        absl::StrSplit(rest, absl::MaxSplits(' ', 1));
    const auto frame =
        Decode<wamp::v1::Frame>(words.second, wamp::v1::SERIALIZER_JSON);
    if (!frame.ok()) return Line({}, frame.status());
    wamp::v1::SessionDetails session;
    session.set_realm("realm1");
    session.set_session(7);
    session.set_authid(words.first);
    session.set_authrole("user");
    const auto request = auth::ToAuthorizeRequest(session, *frame);
    if (!request.ok()) return Line({}, request.status());
    const auto answer = authorizer_.Authorize(*request);
    std::string said = answer.has_allow() ? "allow" : answer.deny().reason();
    if (answer.allow().disclose()) absl::StrAppend(&said, " disclosed");
    return Line({said, absl::StrCat(authorizer_.hits()),
                 absl::StrCat(authorizer_.misses())},
                absl::OkStatus());
  }

  absl::Status AppendSome(const std::string& count) {
    int left = 0;
    if (!absl::SimpleAtoi(count, &left)) {
      return absl::InvalidArgumentError("expected a number of records");
    }
    for (; left > 0; --left) {
      SessionDetails details{"realm1", 7};
      details->set_authid("joe");
      log::SealedRecord sealed;
      sealed.record = log::RecordOf(details);
      absl::StatusOr<std::string> bytes = node_.Seal(&sealed.record);
      if (!bytes.ok()) return bytes.status();
      sealed.bytes = *std::move(bytes);
      absl::Status status = log_.Append({&sealed, 1});
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }
  std::string Append(const std::string& count) {
    return Line({}, AppendSome(count));
  }

  std::string Head(const std::string& /*rest*/) {
    const auto head = log_.Head(kNode);
    if (!head.ok()) return Line({}, head.status());
    return Line({absl::StrCat(head->count), absl::StrCat(head->sequence),
                 WhoseEnd(head->hash, head->boot_id)},
                absl::OkStatus());
  }

  // Whether the last record is the one that was appended last.
  std::string WhoseEnd(const std::string& hash,
                       const std::string& boot_id) const {
    const bool is_ours =
        hash == node_.head().hash && boot_id == node_.boot_id();
    return is_ours ? "ours" : "another";
  }

  // Adds the sequences of records that are such.
  template <class Records>
  static absl::Status Note(const Records& records,
                           std::vector<std::string>* sequences) {
    for (const std::string& bytes : records) {
      const auto sealed = log::ParseSealed(bytes);
      if (!sealed.ok()) return sealed.status();
      sequences->push_back(absl::StrCat(sealed->record.sequence()));
    }
    return absl::OkStatus();
  }

  std::string List(const std::string& size) {
    std::vector<std::string> pages;
    log::v1::ListRecordsRequest request;
    uint32_t page_size = 0;
    if (!absl::SimpleAtoi(size, &page_size)) {
      return Line({}, absl::InvalidArgumentError("expected a size of pages"));
    }
    request.set_page_size(page_size);
    request.set_order(log::v1::RECORD_ORDER_OLDEST_FIRST);
    absl::Status status;
    do {
      grpc::ClientContext context;
      log::v1::ListRecordsResponse response;
      status.Update(
          FromGrpcStatus(log_stub_->ListRecords(&context, request, &response)));
      std::vector<std::string> sequences;
      status.Update(Note(response.records(), &sequences));
      pages.push_back(absl::StrJoin(sequences, " "));
      request.set_page_token(response.next_page_token());
    } while (status.ok() && !request.page_token().empty());
    return Line({absl::StrJoin(pages, " | ")}, status);
  }

  std::string Tail(const std::string& count) {
    grpc::ClientContext context;
    const auto stream = log_stub_->Tail(&context, log::v1::TailRequest());
    stream->WaitForInitialMetadata();
    absl::Status status = AppendSome(count);
    std::vector<std::string> sequences;
    log::v1::TailResponse response;
    while (status.ok() && absl::StrCat(sequences.size()) != count &&
           stream->Read(&response)) {
      status = Note(response.records(), &sequences);
    }
    context.TryCancel();
    const absl::Status end = FromGrpcStatus(stream->Finish());
    if (!absl::IsCancelled(end)) status.Update(end);
    return Line({absl::StrJoin(sequences, " ")}, status);
  }

  std::string Checkpoint(const std::string& verifier) {
    grpc::ClientContext context;
    log::v1::GetCheckpointRequest request;
    request.set_node(kNode);
    log::v1::GetCheckpointResponse response;
    const absl::Status status =
        FromGrpcStatus(log_stub_->GetCheckpoint(&context, request, &response));
    if (!status.ok()) return Line({}, status);
    const auto checkpoint =
        log::OpenCheckpoint(response.checkpoint(), verifier);
    if (!checkpoint.ok()) return Line({}, checkpoint.status());
    return Line(
        {absl::StrCat(checkpoint->count), absl::StrCat(checkpoint->sequence),
         WhoseEnd(checkpoint->hash, checkpoint->boot_id)},
        status);
  }

  auth::AuthenticatorClient authenticator_;
  std::optional<auth::PendingSession> pending_;
  auth::AuthorizerClient authorizer_;
  log::NodeLog node_{kNode};
  log::SessionLogClient log_;
  const std::unique_ptr<log::v1::SessionLogService::Stub> log_stub_;
};

}  // namespace
}  // namespace wamp

int main(int argc, char** argv) {
  const auto options = wamp::ReadPeerClientOptions(argc, argv);
  if (!options.ok()) {
    std::cerr << "peer_client: " << options.status().message() << "\n";
    return 2;
  }
  wamp::Router router(*options);
  for (std::string line; std::getline(std::cin, line);) {
    const std::pair<std::string, std::string> words =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    std::cout << router.Run(words.first, words.second) << std::endl;
  }
  return 0;
}
