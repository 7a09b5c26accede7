// The services over gRPC, beside one that answers nothing: what clients wait
// for, over a Unix socket and over TCP, one at a time and many at once.
#include <grpcpp/grpcpp.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "benchmark/benchmark.h"
#include "tests/bench/or_die.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/auth/v1/authenticator.grpc.pb.h"
#include "wamp/auth/v1/authorizer.grpc.pb.h"
#include "wamp/grpc/auth_services.h"
#include "wamp/grpc/authorizer_client.h"

namespace wamp {
namespace auth {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kTicket[] = "0123456789abcdef";
// How many clients there are where there are many.
constexpr int kMany = 64;

// What gRPC costs by itself.
class Echo final : public v1::AuthenticatorService::Service {
  grpc::Status Hello(grpc::ServerContext* /*context*/,
                     const v1::HelloRequest* /*request*/,
                     v1::HelloResponse* /*response*/) override {
    return grpc::Status::OK;
  }
  grpc::Status Authenticate(grpc::ServerContext* /*context*/,
                            const v1::AuthenticateRequest* /*request*/,
                            v1::AuthenticateResponse* /*response*/) override {
    return grpc::Status::OK;
  }
};

std::shared_ptr<const Policy> MakeTestPolicy() {
  v1::Policy policy;
  v1::Realm* realm = policy.add_realms();
  realm->set_name("realm1");
  realm->set_anonymous_role("guest");
  for (int i = 0; i < 1000; ++i) {
    v1::Principal* principal = realm->add_principals();
    principal->set_authid(absl::StrCat("client-", i));
    principal->set_role("user");
    if (i == 0) {
      *principal->mutable_ticket() =
          bench::OrDie(HashTicket(kTicket, TicketStrength::kRandom));
    } else {
      principal->mutable_wampcra()->set_secret("secret1");
    }
  }
  v1::Role* role = realm->add_roles();
  role->set_name("user");
  v1::Permission* permission = role->add_permissions();
  permission->set_uri("com.example.");
  permission->set_match(wamp::v1::MATCH_PREFIX);
  permission->set_allow(true);
  permission->set_cache_seconds(60);
  return bench::OrDie(MakePolicy(policy));
}

// A server of a service, on a port and on a socket.
class Served {
 public:
  explicit Served(const std::vector<grpc::Service*>& services)
      : socket_(absl::StrCat("unix-abstract:service-bench-", getpid(), "-",
                             ++count_)) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.AddListeningPort(socket_, grpc::InsecureServerCredentials());
    for (grpc::Service* service : services) builder.RegisterService(service);
    server_ = builder.BuildAndStart();
  }

  std::shared_ptr<grpc::Channel> Connect(bool socket) const {
    return grpc::CreateChannel(
        socket ? socket_ : absl::StrCat("127.0.0.1:", port_),
        grpc::InsecureChannelCredentials());
  }

 private:
  static int count_;
  const std::string socket_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};
int Served::count_ = 0;

v1::HelloRequest HelloOf(const char* method) {
  v1::HelloRequest request;
  request.set_request_id("01890a5d-ac96-774b-bcce-b302099a8057");
  wamp::v1::HelloDetails* details = request.mutable_details();
  details->set_realm("realm1");
  details->mutable_authmethods()->add_values(method);
  if (method == std::string("ticket")) details->set_authid("client-0");
  wamp::v1::ClientRoles* roles = details->mutable_session_roles();
  roles->mutable_caller()->mutable_features()->set_progressive_call_results(
      true);
  roles->mutable_publisher();
  roles->mutable_subscriber();
  request.mutable_transport()->set_peer("tcp4:127.0.0.1:50000");
  return request;
}

v1::AuthenticateRequest AnswerOf(const std::string& sealed) {
  v1::AuthenticateRequest request;
  request.set_request_id("01890a5d-ac96-774b-bcce-b302099a8057");
  request.set_state(sealed);
  request.mutable_authenticate()->set_signature(kTicket);
  request.mutable_transport()->set_peer("tcp4:127.0.0.1:50000");
  return request;
}

// An attempt to join, from its first request to its last answer.
struct Attempt {
  explicit Attempt(v1::AuthenticatorService::Stub* asked) : stub(*asked) {}

  void Start(const v1::HelloRequest& request, bool authenticates,
             std::function<void()> then) {
    start = Clock::now();
    done = std::move(then);
    context = std::make_unique<grpc::ClientContext>();
    stub.async()->Hello(context.get(), &request, &hello,
                        [this, authenticates](const grpc::Status& status) {
                          if (!status.ok()) std::abort();
                          authenticates ? Authenticate() : End();
                        });
  }

  void Authenticate() {
    authenticate = AnswerOf(hello.challenge().state());
    context = std::make_unique<grpc::ClientContext>();
    stub.async()->Authenticate(context.get(), &authenticate, &answer,
                               [this](const grpc::Status& status) {
                                 if (!status.ok()) std::abort();
                                 End();
                               });
  }

  void End() {
    time = Clock::now() - start;
    context = nullptr;
    done();
  }

  v1::AuthenticatorService::Stub& stub;
  std::unique_ptr<grpc::ClientContext> context;
  v1::HelloResponse hello;
  v1::AuthenticateRequest authenticate;
  v1::AuthenticateResponse answer;
  Clock::time_point start;
  Clock::duration time{};
  std::function<void()> done;
};

void Count(std::vector<double>& times, benchmark::State& state) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = times[times.size() / 2];
  state.counters["p99_ms"] = times[times.size() * 99 / 100];
}

// The time of one of `clients` that join at once.
void Join(const std::shared_ptr<grpc::Channel>& channel, const char* method,
          int clients, benchmark::State& state) {
  const auto stub = v1::AuthenticatorService::NewStub(channel);
  const v1::HelloRequest request = HelloOf(method);
  const bool authenticates = method == std::string("ticket");
  std::vector<double> times;
  for (auto _ : state) {
    std::vector<std::unique_ptr<Attempt>> attempts;
    attempts.reserve(static_cast<size_t>(clients));
    for (int i = 0; i < clients; ++i) {
      attempts.push_back(std::make_unique<Attempt>(stub.get()));
    }
    absl::BlockingCounter ended(clients);
    const Clock::time_point start = Clock::now();
    for (const auto& attempt : attempts) {
      attempt->Start(request, authenticates,
                     [&ended] { ended.DecrementCount(); });
    }
    ended.Wait();
    const std::chrono::duration<double> all = Clock::now() - start;
    state.SetIterationTime(all.count() / clients);
    for (const auto& attempt : attempts) {
      times.push_back(
          std::chrono::duration<double, std::milli>(attempt->time).count());
    }
  }
  Count(times, state);
}

// Each row has a server of its own, which is gone after it: gRPC's threads for
// another one would weigh more than what is measured.
using MakeServed = std::function<std::unique_ptr<Served>()>;

void AddJoins(const MakeServed& echo, const MakeServed& served) {
  for (const bool socket : {true, false}) {
    for (const int clients : {1, kMany}) {
      const std::string what =
          absl::StrCat(socket ? "Unix socket" : "TCP", ", ", clients, " join");
      for (const char* method : {"anonymous", "ticket"}) {
        for (const bool answers : {false, true}) {
          const std::string who = answers ? "authenticator" : "no answer";
          const MakeServed& make = answers ? served : echo;
          auto* const row = benchmark::RegisterBenchmark(
              absl::StrCat(what, "/", method, "/", who, "/wall").c_str(),
              [=](benchmark::State& state) {
                const std::unique_ptr<Served> server = make();
                Join(server->Connect(socket), method, clients, state);
              });
          row->UseManualTime();
          // An iteration takes longer than the time that it is given for.
          if (clients > 1) row->Iterations(50);
        }
      }
    }
  }
}

// What it is without gRPC: an attempt to join, decided in this process.
void AddDecisions(Authenticator& authenticator) {
  for (const char* method : {"anonymous", "ticket"}) {
    benchmark::RegisterBenchmark(
        absl::StrCat("in the process/", method, "/authenticator/cpu").c_str(),
        [&authenticator, method](benchmark::State& state) {
          const v1::HelloRequest request = HelloOf(method);
          v1::AuthenticateRequest answer = AnswerOf("");
          for (auto _ : state) {
            auto hello = bench::OrDie(authenticator.Hello(request));
            if (!hello.has_challenge()) continue;
            answer.set_state(hello.challenge().state());
            bench::OrDie(authenticator.Authenticate(answer));
          }
        });
  }
}

// A router that asks about the same call again and again.
void AddActions(const MakeServed& served) {
  for (const bool is_kept : {false, true}) {
    benchmark::RegisterBenchmark(
        absl::StrCat("Unix socket, authorizer/CALL/",
                     is_kept ? "kept" : "asked", "/wall")
            .c_str(),
        [served, is_kept](benchmark::State& state) {
          const std::unique_ptr<Served> server = served();
          AuthorizerClientOptions options;
          options.cache_size = is_kept ? 1000 : 0;
          options.max_age = absl::Seconds(60);
          AuthorizerClient client(server->Connect(true), options);
          v1::AuthorizeRequest request;
          wamp::v1::SessionDetails* session = request.mutable_session();
          session->set_realm("realm1");
          session->set_session(7);
          session->set_authid("client-0");
          session->set_authrole("user");
          request.set_action(wamp::v1::ACTION_CALL);
          request.set_uri("com.example.add");
          for (auto _ : state) {
            if (!client.Authorize(request).has_allow()) std::abort();
          }
        })
        ->UseRealTime();
  }
}

}  // namespace
}  // namespace auth
}  // namespace wamp

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  using namespace wamp::auth;
  const auto policy = MakeTestPolicy();
  const auto authenticator =
      wamp::bench::OrDie(Authenticator::Make(policy, {}));
  Authorizer authorizer(policy);
  const auto joins = MakeAuthenticatorService(authenticator.get());
  const auto actions = MakeAuthorizerService(&authorizer);
  Echo nothing;
  const MakeServed echo = [&] {
    return std::make_unique<Served>(std::vector<grpc::Service*>{&nothing});
  };
  const MakeServed served = [&] {
    return std::make_unique<Served>(
        std::vector<grpc::Service*>{joins.get(), actions.get()});
  };
  AddJoins(echo, served);
  AddActions(served);
  AddDecisions(*authenticator);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
