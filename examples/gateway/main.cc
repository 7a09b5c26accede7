// A small WAMP router for RawSocket. It asks one service by gRPC who may join
// and who may do what, and sends its session records to another:
//
//   gateway --auth=127.0.0.1:7001 --log=127.0.0.1:7002
//
// It prints where it listens, and runs until it is told to terminate. Then it
// says goodbye to its clients, and ends once its records are stored.
#include <grpcpp/grpcpp.h>

#include <asio.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "connection.h"
#include "gateway.h"
#include "session.h"
#include "wamp/grpc/authenticator_client.h"
#include "wamp/grpc/authorizer_client.h"
#include "wamp/grpc/session_log_client.h"
#include "wamp/log/coalescer.h"
#include "wamp/log/node_log.h"
#include "wamp/log/writer.h"

namespace {

constexpr absl::string_view kUsage =
    "usage: gateway --auth=ADDRESS --log=ADDRESS [option...]\n"
    "  --auth=ADDRESS        where AuthenticatorService and AuthorizerService\n"
    "                        of wamp.auth.v1 are\n"
    "  --log=ADDRESS         where SessionLogService of wamp.log.v1 is\n"
    "  --host=IP             where to listen (127.0.0.1)\n"
    "  --port=NUMBER         0 means any that is free (0)\n"
    "  --node=NAME           the router's name in the log (gateway)\n"
    "  --join-seconds=NUMBER how long a client may take to join (30)\n"
    "  --connections=NUMBER  how many there may be (1000)\n";

struct Options {
  std::string auth;
  std::string log;
  std::string host = "127.0.0.1";
  uint32_t port = 0;
  std::string node = "gateway";
  uint32_t join_seconds = 30;
  uint32_t connections = 1000;
};

// Whether the arguments make sense.
bool Parse(int argc, char** argv, Options* options) {
  const std::map<absl::string_view, std::string*> texts = {
      {"auth", &options->auth},
      {"log", &options->log},
      {"host", &options->host},
      {"node", &options->node}};
  const std::map<absl::string_view, uint32_t*> numbers = {
      {"port", &options->port},
      {"join-seconds", &options->join_seconds},
      {"connections", &options->connections}};
  for (int i = 1; i < argc; ++i) {
    const absl::string_view argument = argv[i];
    const size_t equals = argument.find('=');
    if (!absl::StartsWith(argument, "--") || equals == argument.npos) {
      return false;
    }
    const absl::string_view name = argument.substr(2, equals - 2);
    const absl::string_view value = argument.substr(equals + 1);
    if (const auto text = texts.find(name); text != texts.end()) {
      *text->second = std::string(value);
    } else if (const auto number = numbers.find(name);
               number == numbers.end() ||
               !absl::SimpleAtoi(value, number->second)) {
      return false;
    }
  }
  return !options->auth.empty() && !options->log.empty() &&
         !options->node.empty() && options->port <= 65535;
}

int Run(const Options& options) {
  // Without TLS: the services are on this machine, or behind a proxy that has
  // certificates. Otherwise give grpc::SslCredentials to the channels.
  const auto credentials = grpc::InsecureChannelCredentials();
  const auto auth_channel = grpc::CreateChannel(options.auth, credentials);
  wamp::auth::AuthenticatorClient authenticator(auth_channel);
  wamp::auth::AuthorizerClient authorizer(auth_channel);

  wamp::log::NodeLog node(options.node);
  wamp::log::SessionLogClient log_client(
      grpc::CreateChannel(options.log, credentials));
  wamp::log::WriterOptions writer_options;
  // Nobody waits for a log that is away; what it lacks then shows as a gap.
  writer_options.when_full = wamp::log::WhenFull::kDrop;
  wamp::log::SessionLogWriter log(&node, &log_client, writer_options);

  // A flood of clients that are turned away doesn't fill it.
  wamp::log::Coalescer coalescer([&](wamp::log::v1::SessionRecord record) {
    log.Offer(std::move(record)).IgnoreError();
  });

  asio::io_context loop;
  std::map<std::string, gateway::Realm> realms;
  const gateway::Services services{loop, authenticator, authorizer, coalescer,
                                   realms};
  gateway::ConnectionLimits limits;
  limits.join_time = std::chrono::seconds(options.join_seconds);
  gateway::Gateway router(services, limits, options.connections);

  asio::error_code error;
  const asio::ip::address address = asio::ip::make_address(options.host, error);
  if (error) {
    std::cerr << "gateway: --host: expected an IP address, got '"
              << options.host << "'\n";
    return 2;
  }
  const asio::ip::tcp::endpoint endpoint =
      router.Listen({address, static_cast<uint16_t>(options.port)}, &error);
  if (error) {
    std::cerr << "gateway: can't listen: " << error.message() << "\n";
    return 1;
  }
  asio::signal_set ends(loop, SIGINT, SIGTERM);
  ends.async_wait([&](asio::error_code, int) { router.Stop(); });
  std::cout << "listening on " << endpoint << std::endl;
  loop.run();

  coalescer.Flush();
  log_client.FinishBy(absl::Now() + absl::Seconds(5));
  log.Close();
  const wamp::log::SessionLogWriter::Counts counts = log.counts();
  std::cout << counts.stored << " of " << counts.offered << " records stored"
            << std::endl;
  return counts.stored == counts.offered ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!Parse(argc, argv, &options)) {
    std::cerr << kUsage;
    return 2;
  }
  return Run(options);
}
