#include "src/tools/server/certificates.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/sync/mutex_lock.h"
#include "src/text/quote.h"

namespace wamp {
namespace tools {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

absl::Status Fault(absl::string_view option, const std::string& path,
                   absl::string_view what) {
  ERR_clear_error();
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", internal::Quote(path), ": ", what));
}

absl::StatusOr<std::string> ReadFile(absl::string_view option,
                                     const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)),
                   std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    return Fault(option, path, "cannot be read");
  }
  return text;
}

// Fails rather than ask for the password of a key that has one.
int NoPassword(char* /*text*/, int /*size*/, int /*is_write*/, void* /*more*/) {
  return -1;
}

std::unique_ptr<BIO, Free> Open(const std::string& text) {
  return std::unique_ptr<BIO, Free>(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

absl::StatusOr<Certificate> ParseCertificate(absl::string_view option,
                                             const std::string& path,
                                             const std::string& text) {
  Certificate certificate(
      PEM_read_bio_X509(Open(text).get(), nullptr, NoPassword, nullptr));
  if (certificate == nullptr) {
    return Fault(option, path,
                 "expected a certificate in PEM, got something else");
  }
  return certificate;
}

absl::Status Check(const ServerFlags& flags, const Certificates& files) {
  const auto certificate =
      ParseCertificate("--tls-cert", flags.tls_cert, files.chain);
  if (!certificate.ok()) return certificate.status();
  const Key key(PEM_read_bio_PrivateKey(Open(files.key).get(), nullptr,
                                        NoPassword, nullptr));
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
  return ParseCertificate("--client-ca", flags.client_ca, files.client_ca)
      .status();
}

absl::StatusOr<Certificates> ReadFiles(const ServerFlags& flags) {
  Certificates files;
  struct Source {
    absl::string_view option;
    const std::string& path;
    std::string& text;
  };
  const Source sources[] = {
      {"--tls-cert", flags.tls_cert, files.chain},
      {"--tls-key", flags.tls_key, files.key},
      {"--client-ca", flags.client_ca, files.client_ca},
  };
  for (const Source& source : sources) {
    if (source.path.empty()) continue;
    absl::StatusOr<std::string> text = ReadFile(source.option, source.path);
    if (!text.ok()) return text.status();
    source.text = *std::move(text);
  }
  return files;
}

}  // namespace

absl::StatusOr<Certificates> ReadCertificates(const ServerFlags& flags) {
  absl::StatusOr<Certificates> files = ReadFiles(flags);
  if (!files.ok()) return files;
  absl::Status status = Check(flags, *files);
  if (!status.ok()) return status;
  return files;
}

bool CertificateWatch::HasChanged(Certificates& fresh) {
  absl::StatusOr<Certificates> files = ReadFiles(flags_);
  const sync::MutexLock lock(mutex_);
  absl::Status status = files.status();
  const bool is_fresh = status.ok() && !(*files == used_);
  // Each connection asks, and few find something new to be parsed.
  if (is_fresh) status = Check(flags_, *files);
  if (!status.ok()) {
    const std::string fault(status.message());
    if (fault != fault_) {
      std::cerr << "the certificates stay as they were: " + fault + "\n"
                << std::flush;
    }
    fault_ = fault;
    return false;
  }
  fault_.clear();
  if (!is_fresh) return false;
  used_ = *files;
  fresh = *std::move(files);
  return true;
}

}  // namespace tools
}  // namespace wamp
