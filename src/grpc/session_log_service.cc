#include "wamp/grpc/session_log_service.h"

#include <grpcpp/server_context.h>
#include <grpcpp/support/sync_stream.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "src/grpc/append_check.h"
#include "src/grpc/log_requests.h"
#include "src/sync/mutex_lock.h"
#include "src/text/quote.h"
#include "wamp/grpc/status.h"
#include "wamp/log/checkpoint.h"
#include "wamp/log/v1/session_log_service.grpc.pb.h"
#include "wamp/violation.h"

namespace wamp {
namespace log {
namespace {

using ::wamp::internal::Quote;

using AppendStream =
    grpc::ServerReaderWriter<v1::AppendResponse, v1::AppendRequest>;

// One of a bounded number of calls.
class Seat {
 public:
  Seat(std::atomic<int>* taken, int most)
      : taken_(*taken), has_one_(taken_.fetch_add(1) < most) {}
  ~Seat() { taken_.fetch_sub(1); }

  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  explicit operator bool() const { return has_one_; }

 private:
  std::atomic<int>& taken_;
  const bool has_one_;
};

grpc::Status NoSeat(absl::string_view method, int most) {
  // A sender tries that again.
  return ToGrpcStatus(absl::UnavailableError(
      absl::StrCat(method, ": ", most, " calls are open, which is the most")));
}

absl::Status CheckNode(absl::string_view node) {
  if (!node.empty()) return absl::OkStatus();
  return StatusOf("node", wamp::v1::VIOLATION_RULE_REQUIRED, "a name", "none");
}

void Fill(std::vector<SealedRecord> records,
          google::protobuf::RepeatedPtrField<std::string>* field) {
  for (SealedRecord& sealed : records) *field->Add() = std::move(sealed.bytes);
}

// The methods wait for the store, so that they run on threads of their own.
class SessionLogServer final : public v1::SessionLogService::Service {
 public:
  SessionLogServer(Store* store, SessionLogServiceOptions options)
      : store_(*store), options_(std::move(options)) {}

  grpc::Status Append(grpc::ServerContext* /*context*/,
                      AppendStream* stream) override {
    const Seat seat(&appends_, options_.max_appends);
    if (!seat) return NoSeat("Append", options_.max_appends);
    v1::AppendRequest request;
    std::string node;
    while (stream->Read(&request)) {
      if (node.empty()) node = request.node();
      const absl::StatusOr<v1::AppendResponse> response = Append(node, request);
      if (!response.ok()) return ToGrpcStatus(response.status());
      if (!stream->Write(*response)) break;
    }
    return grpc::Status::OK;
  }

  grpc::Status ListRecords(grpc::ServerContext* /*context*/,
                           const v1::ListRecordsRequest* request,
                           v1::ListRecordsResponse* response) override {
    const absl::StatusOr<Filter> filter =
        internal::ReadFilter(request->filter());
    if (!filter.ok()) return ToGrpcStatus(filter.status());
    absl::StatusOr<PageOptions> options = internal::ReadPageOptions(*request);
    if (!options.ok()) return ToGrpcStatus(options.status());
    absl::StatusOr<Page> page =
        internal::QueryToFit(*filter, *std::move(options), &store_);
    if (!page.ok()) return ToGrpcStatus(page.status());
    Fill(std::move(page->records), response->mutable_records());
    if (!page->next_page_token.empty()) {
      response->set_next_page_token(std::move(page->next_page_token));
    }
    if (page->unreadable > 0) response->set_unreadable(page->unreadable);
    return grpc::Status::OK;
  }

  grpc::Status Tail(grpc::ServerContext* context,
                    const v1::TailRequest* request,
                    grpc::ServerWriter<v1::TailResponse>* writer) override {
    const Seat seat(&tails_, options_.max_tails);
    if (!seat) return NoSeat("Tail", options_.max_tails);
    const absl::StatusOr<Filter> filter =
        internal::ReadFilter(request->filter());
    if (!filter.ok()) return ToGrpcStatus(filter.status());
    if (request->filter().has_until()) {
      return ToGrpcStatus(StatusOf("filter.until",
                                   wamp::v1::VIOLATION_RULE_CONFLICT,
                                   "none, as there is no end", "a time"));
    }
    PageOptions options;
    // The first page says where the store ends.
    absl::StatusOr<Page> page = store_.Appended(*filter, options);
    if (page.ok()) writer->SendInitialMetadata();
    while (page.ok() && !context->IsCancelled()) {
      options.page_token = page->next_page_token;
      const bool is_new = !page->records.empty() || page->unreadable > 0;
      for (const v1::TailResponse& response :
           internal::ToTailResponses(*std::move(page))) {
        if (!writer->Write(response)) return grpc::Status::OK;
      }
      if (!is_new) absl::SleepFor(options_.tail_pause);
      page = store_.Appended(*filter, options);
    }
    return ToGrpcStatus(page.status());
  }

  grpc::Status GetCheckpoint(grpc::ServerContext* /*context*/,
                             const v1::GetCheckpointRequest* request,
                             v1::GetCheckpointResponse* response) override {
    const absl::Status status = CheckNode(request->node());
    if (!status.ok()) return ToGrpcStatus(status);
    if (options_.checkpoint_signer.empty()) {
      return ToGrpcStatus(absl::FailedPreconditionError(
          "expected a service with a key that signs checkpoints, got none"));
    }
    const absl::StatusOr<Checkpoint> checkpoint =
        store_.MakeCheckpoint(request->node(), options_.clock());
    if (!checkpoint.ok()) return ToGrpcStatus(checkpoint.status());
    absl::StatusOr<std::string> text =
        SignCheckpoint(*checkpoint, options_.checkpoint_signer);
    if (!text.ok()) return ToGrpcStatus(text.status());
    response->set_checkpoint(*std::move(text));
    return grpc::Status::OK;
  }

 private:
  absl::StatusOr<v1::AppendResponse> Append(const std::string& node,
                                            const v1::AppendRequest& request) {
    absl::Status status = CheckNode(request.node());
    if (!status.ok()) return status;
    if (request.node() != node) {
      return StatusOf(
          "node", wamp::v1::VIOLATION_RULE_CONFLICT,
          absl::StrCat(Quote(node), " as in the stream's first request"),
          Quote(request.node()));
    }
    absl::StatusOr<std::vector<SealedRecord>> records =
        internal::ReadRecords(node, request);
    if (!records.ok()) return records.status();
    // A sender that has lost its stream asks for the end while what it has sent
    // is still being stored: it waits for that.
    const sync::MutexLock lock(MutexOf(node));
    absl::StatusOr<NodeHead> head = store_.Head(node);
    if (!head.ok()) return head.status();
    if (!records->empty()) {
      records = internal::NewRecords(*head, *std::move(records), &store_);
      if (!records.ok()) return records.status();
      status = store_.Append(*records);
      if (!status.ok()) return status;
      head = store_.Head(node);
      if (!head.ok()) return head.status();
    }
    v1::AppendResponse response;
    if (head->count == 0) return response;
    response.set_boot_id(std::move(head->boot_id));
    response.set_sequence(head->sequence);
    response.set_hash(std::move(head->hash));
    response.set_count(head->count);
    return response;
  }

  // One for some of the nodes, so that a stranger can't make any number of
  // them.
  absl::Mutex& MutexOf(const std::string& node) {
    return mutexes_[std::hash<std::string>()(node) % mutexes_.size()];
  }

  Store& store_;
  const SessionLogServiceOptions options_;
  std::atomic<int> appends_{0};
  std::atomic<int> tails_{0};
  std::array<absl::Mutex, 64> mutexes_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeSessionLogService(
    Store* store, SessionLogServiceOptions options) {
  return std::make_unique<SessionLogServer>(store, std::move(options));
}

}  // namespace log
}  // namespace wamp
