#include "tests/grpc/peers/peer_options.h"

#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace wamp {
namespace {

absl::Status ReadFile(const std::string& option, const std::string& path,
                      std::string* content) {
  std::ifstream file(path);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat(option, ": expected a file, got ", path));
  }
  content->assign(std::istreambuf_iterator<char>(file), {});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PeerOptions> ReadPeerOptions(int count, char** words) {
  PeerOptions options;
  std::string address;
  grpc::ChannelArguments arguments;
  grpc::SslCredentialsOptions tls;
  const std::map<std::string, std::string*> files = {
      {"--root", &tls.pem_root_certs},
      {"--cert", &tls.pem_cert_chain},
      {"--key", &tls.pem_private_key},
  };
  for (int i = 1; i < count; ++i) {
    const std::pair<std::string, std::string> option =
        absl::StrSplit(words[i], absl::MaxSplits('=', 1));
    const auto file = files.find(option.first);
    if (file != files.end()) {
      const absl::Status status =
          ReadFile(option.first, option.second, file->second);
      if (!status.ok()) return status;
    } else if (option.first == "--timeout") {
      double seconds = 0;
      if (!absl::SimpleAtod(option.second, &seconds)) {
        return absl::InvalidArgumentError("--timeout: expected a number");
      }
      options.timeout = absl::Seconds(seconds);
    } else if (option.first == "--name") {
      arguments.SetSslTargetNameOverride(option.second);
    } else if (option.first == "--credentials") {
      options.verifies_credentials = true;
    } else if (address.empty()) {
      address = words[i];
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("expected one address, got ", words[i], " too"));
    }
  }
  if (address.empty()) {
    return absl::InvalidArgumentError("expected an address, got none");
  }
  options.channel = grpc::CreateCustomChannel(
      address,
      tls.pem_root_certs.empty() ? grpc::InsecureChannelCredentials()
                                 : grpc::SslCredentials(tls),
      arguments);
  return options;
}

}  // namespace wamp
