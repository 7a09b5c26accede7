#include "src/tools/server/credentials.h"

#include <grpc/grpc.h>
#include <grpc/grpc_security.h>

#include <memory>
#include <string>
#include <type_traits>

#include "src/tools/server/certificates.h"

namespace wamp {
namespace tools {
namespace {

// gRPC asks this when a client connects. Its class that watches files by itself
// serves nobody any more once they don't fit each other.
grpc_ssl_certificate_config_reload_status Fetch(
    void* watch, grpc_ssl_server_certificate_config** config) {
  Certificates files;
  if (!static_cast<CertificateWatch*>(watch)->HasChanged(files)) {
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
  }
  const grpc_ssl_pem_key_cert_pair pair = {files.key.c_str(),
                                           files.chain.c_str()};
  // gRPC wants authorities even if it asks for no certificate of a client.
  const std::string& authorities =
      files.client_ca.empty() ? files.chain : files.client_ca;
  *config =
      grpc_ssl_server_certificate_config_create(authorities.c_str(), &pair, 1);
  return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
}

grpc_server_credentials* MakeTls(const ServerFlags& flags,
                                 CertificateWatch* watch) {
  return grpc_ssl_server_credentials_create_with_options(
      grpc_ssl_server_credentials_create_options_using_config_fetcher(
          flags.client_ca.empty()
              ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
              : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY,
          Fetch, watch));
}

// Only gRPC's C functions take certificates that change. ServerCredentials own
// what these make; in older versions they are an interface.
template <class Base, bool kIsInterface = std::is_abstract_v<Base>>
class TlsCredentials;

// Made before those who ask it.
struct Watch {
  CertificateWatch watch;
};

template <class Base>
class TlsCredentials<Base, false> final : Watch, public Base {
 public:
  explicit TlsCredentials(const ServerFlags& flags)
      : Watch{CertificateWatch(flags)}, Base(MakeTls(flags, &watch)) {}
};

template <class Base>
class TlsCredentials<Base, true> final : public Base {
 public:
  explicit TlsCredentials(const ServerFlags& flags)
      : watch_(flags), credentials_(MakeTls(flags, &watch_)) {}
  ~TlsCredentials() override { grpc_server_credentials_release(credentials_); }
  TlsCredentials(const TlsCredentials&) = delete;
  TlsCredentials& operator=(const TlsCredentials&) = delete;

  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>& /*unused*/) override {
  }

 private:
  int AddPortToServer(const std::string& address,
                      grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  CertificateWatch watch_;
  grpc_server_credentials* const credentials_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(
    const ServerFlags& flags) {
  if (flags.tls_cert.empty()) return grpc::InsecureServerCredentials();
  const absl::StatusOr<Certificates> files = ReadCertificates(flags);
  if (!files.ok()) return files.status();
  return std::make_shared<TlsCredentials<grpc::ServerCredentials>>(flags);
}

}  // namespace tools
}  // namespace wamp
