#include "src/tools/server/server_flags.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

// Whether only programs of this machine can reach the address.
bool IsLocal(absl::string_view address) {
  return absl::StartsWith(address, "unix:") ||
         absl::StartsWith(address, "unix-abstract:") ||
         absl::StartsWith(address, "127.") ||
         absl::StartsWith(address, "[::1]:") ||
         absl::StartsWith(address, "localhost:");
}

}  // namespace

std::vector<OptionInfo> ServerOptions(int command) {
  const unsigned serve = Bit(command);
  return {
      {Id(ServerOption::kListen), "--listen", "-l", "ADDRESS", nullptr, serve,
       true,
       R"(where to listen; may be given several times; the system
chooses a port for 0)"},
      {Id(ServerOption::kTlsCert), "--tls-cert", "", "FILE", nullptr, serve,
       false,
       R"(the certificate, and those that sign it, in PEM; read again
when it changes, as are the two below)"},
      {Id(ServerOption::kTlsKey), "--tls-key", "", "FILE", nullptr, serve,
       false, "its private key, in PEM"},
      {Id(ServerOption::kClientCa), "--client-ca", "", "FILE", nullptr, serve,
       false,
       R"(who signs the certificates of clients, in PEM; others are
turned away)"},
      {Id(ServerOption::kInsecure), "--insecure", "", "", nullptr, serve, false,
       R"(listens without TLS on other addresses than those of this
machine)"},
      {Id(ServerOption::kMetrics), "--metrics", "", "ADDRESS", nullptr, serve,
       false, R"(where Prometheus gets its metrics, by HTTP (nowhere))"},
  };
}

bool SetServerOption(const OptionInfo& option, const std::string& value,
                     ServerFlags& flags) {
  switch (static_cast<ServerOption>(option.id)) {
    case ServerOption::kClientCa:
      flags.client_ca = value;
      return true;
    case ServerOption::kInsecure:
      flags.insecure = true;
      return true;
    case ServerOption::kListen:
      flags.listen.push_back(value);
      return true;
    case ServerOption::kMetrics:
      flags.metrics = value;
      return true;
    case ServerOption::kTlsCert:
      flags.tls_cert = value;
      return true;
    case ServerOption::kTlsKey:
      flags.tls_key = value;
      return true;
  }
  return false;
}

absl::Status CheckServerFlags(const ServerFlags& flags) {
  if (flags.tls_cert.empty() != flags.tls_key.empty()) {
    return absl::InvalidArgumentError(
        flags.tls_key.empty() ? "--tls-key: missing, as --tls-cert is given"
                              : "--tls-cert: missing, as --tls-key is given");
  }
  if (!flags.client_ca.empty() && flags.tls_cert.empty()) {
    return absl::InvalidArgumentError(
        "--tls-cert: missing, as --client-ca is given");
  }
  if (!flags.tls_cert.empty() || flags.insecure) return absl::OkStatus();
  for (const std::string& address : flags.listen) {
    if (!IsLocal(address)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--listen: expected an address of this machine alone, as there is no "
          "--tls-cert, got ",
          internal::Quote(address), "; --insecure listens there all the same"));
    }
  }
  return absl::OkStatus();
}

}  // namespace tools
}  // namespace wamp
