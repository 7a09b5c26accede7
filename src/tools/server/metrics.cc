#include "src/tools/server/metrics.h"

#include <grpcpp/support/status.h>
#include <prometheus/histogram.h>

#include <chrono>
#include <exception>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

const char* CodeName(grpc::StatusCode code) {
  switch (code) {
    case grpc::OK:
      return "OK";
    case grpc::CANCELLED:
      return "Canceled";
    case grpc::INVALID_ARGUMENT:
      return "InvalidArgument";
    case grpc::DEADLINE_EXCEEDED:
      return "DeadlineExceeded";
    case grpc::NOT_FOUND:
      return "NotFound";
    case grpc::ALREADY_EXISTS:
      return "AlreadyExists";
    case grpc::PERMISSION_DENIED:
      return "PermissionDenied";
    case grpc::UNAUTHENTICATED:
      return "Unauthenticated";
    case grpc::RESOURCE_EXHAUSTED:
      return "ResourceExhausted";
    case grpc::FAILED_PRECONDITION:
      return "FailedPrecondition";
    case grpc::ABORTED:
      return "Aborted";
    case grpc::OUT_OF_RANGE:
      return "OutOfRange";
    case grpc::UNIMPLEMENTED:
      return "Unimplemented";
    case grpc::INTERNAL:
      return "Internal";
    case grpc::UNAVAILABLE:
      return "Unavailable";
    case grpc::DATA_LOSS:
      return "DataLoss";
    default:
      return "Unknown";
  }
}

// Of a call, all metrics. What is created twice is the same.
class CallMetrics {
 public:
  explicit CallMetrics(prometheus::Registry& registry)
      : started_(prometheus::BuildCounter()
                     .Name("grpc_server_started_total")
                     .Help("Calls that have begun.")
                     .Register(registry)),
        handled_(prometheus::BuildCounter()
                     .Name("grpc_server_handled_total")
                     .Help("Calls that have ended, by the status.")
                     .Register(registry)),
        seconds_(prometheus::BuildHistogram()
                     .Name("grpc_server_handling_seconds")
                     .Help("How long calls have taken.")
                     .Register(registry)) {}

  void Start(const prometheus::Labels& labels) {
    started_.Add(labels).Increment();
  }

  void End(prometheus::Labels labels, grpc::StatusCode code, double seconds) {
    seconds_
        .Add(labels,
             prometheus::Histogram::BucketBoundaries{
                 .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1,
                 .25, .5, 1, 2.5, 5, 10})
        .Observe(seconds);
    labels["grpc_code"] = CodeName(code);
    handled_.Add(labels).Increment();
  }

 private:
  prometheus::Family<prometheus::Counter>& started_;
  prometheus::Family<prometheus::Counter>& handled_;
  prometheus::Family<prometheus::Histogram>& seconds_;
};

// The two parts of "/wamp.auth.v1.AuthenticatorService/Hello". Others than the
// methods that there are have one name, since clients make them up.
prometheus::Labels LabelsOf(absl::string_view method) {
  const std::pair<std::string, std::string> names =
      absl::StrSplit(absl::StripPrefix(method, "/"), '/');
  const bool is_known =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
          absl::StrCat(names.first, ".", names.second)) != nullptr;
  return {{"grpc_service", is_known ? names.first : "unknown"},
          {"grpc_method", is_known ? names.second : "unknown"}};
}

class CallInterceptor final : public Interceptor {
 public:
  CallInterceptor(CallMetrics& metrics, absl::string_view method)
      : metrics_(metrics),
        labels_(LabelsOf(method)),
        start_(std::chrono::steady_clock::now()) {
    metrics_.Start(labels_);
  }
  // A client that is gone is sent no status.
  ~CallInterceptor() override {
    const std::chrono::duration<double> time =
        std::chrono::steady_clock::now() - start_;
    metrics_.End(std::move(labels_), code_, time.count());
  }

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      code_ = methods->GetSendStatus().error_code();
    }
    methods->Proceed();
  }

 private:
  CallMetrics& metrics_;
  prometheus::Labels labels_;
  const std::chrono::steady_clock::time_point start_;
  grpc::StatusCode code_ = grpc::CANCELLED;
};

class CallInterceptors final
    : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit CallInterceptors(std::shared_ptr<prometheus::Registry> registry)
      : registry_(std::move(registry)), metrics_(*registry_) {}

  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    return new CallInterceptor(metrics_, info->method());
  }

 private:
  const std::shared_ptr<prometheus::Registry> registry_;
  CallMetrics metrics_;
};

}  // namespace

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {}

prometheus::Family<prometheus::Counter>& Metrics::Counters(
    const std::string& name, const std::string& help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_);
}

absl::StatusOr<int> Metrics::Serve(const std::string& address) {
  // The library has no other way to say that it could not.
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(address, 2);
  } catch (const std::exception&) {
    return absl::UnavailableError(
        absl::StrCat("--metrics: can't listen on ", internal::Quote(address)));
  }
  exposer_->RegisterCollectable(registry_);
  return exposer_->GetListeningPorts().front();
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
Metrics::MakeInterceptors() {
  return std::make_unique<CallInterceptors>(registry_);
}

}  // namespace tools
}  // namespace wamp
