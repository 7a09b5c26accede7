#include "src/tools/server/certificates.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

// How often the files are looked at.
constexpr unsigned kRefreshSeconds = 1;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using File = std::unique_ptr<BIO, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

absl::Status Fault(absl::string_view option, const std::string& path,
                   absl::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", internal::Quote(path), ": ", what));
}

// Fails rather than ask for the password of a key that has one.
int NoPassword(char* /*text*/, int /*size*/, int /*is_write*/, void* /*more*/) {
  return -1;
}

absl::StatusOr<Certificate> ReadCertificate(absl::string_view option,
                                            const std::string& path) {
  const File file(BIO_new_file(path.c_str(), "r"));
  if (file == nullptr) return Fault(option, path, "cannot be read");
  Certificate certificate(
      PEM_read_bio_X509(file.get(), nullptr, NoPassword, nullptr));
  if (certificate == nullptr) {
    return Fault(option, path,
                 "expected a certificate in PEM, got something else");
  }
  return certificate;
}

absl::Status CheckFiles(const ServerFlags& flags) {
  const auto certificate = ReadCertificate("--tls-cert", flags.tls_cert);
  if (!certificate.ok()) return certificate.status();
  const File file(BIO_new_file(flags.tls_key.c_str(), "r"));
  if (file == nullptr) {
    return Fault("--tls-key", flags.tls_key, "cannot be read");
  }
  const Key key(
      PEM_read_bio_PrivateKey(file.get(), nullptr, NoPassword, nullptr));
  if (key == nullptr) {
    return Fault("--tls-key", flags.tls_key,
                 "expected a private key without a password in PEM, got "
                 "something else");
  }
  if (X509_check_private_key(certificate->get(), key.get()) != 1) {
    return Fault("--tls-key", flags.tls_key,
                 "expected the key of the certificate, got that of another");
  }
  if (flags.client_ca.empty()) return absl::OkStatus();
  return ReadCertificate("--client-ca", flags.client_ca).status();
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(
    const ServerFlags& flags) {
  if (flags.tls_cert.empty()) return grpc::InsecureServerCredentials();
  absl::Status status = CheckFiles(flags);
  if (!status.ok()) return status;
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          flags.tls_key, flags.tls_cert, flags.client_ca, kRefreshSeconds));
  options.watch_identity_key_cert_pairs();
  if (!flags.client_ca.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace tools
}  // namespace wamp
