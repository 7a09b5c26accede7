#include "tests/grpc/peers/peer_options.h"

#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace wamp {
namespace {

// The words of a command line: what stands after the = of options, and the
// rest.
struct Words {
  std::map<std::string, std::string> options;
  std::vector<std::string> rest;

  bool Has(const std::string& name) const { return options.count(name) > 0; }
};

// What is in the files that options name; nothing for those that aren't there.
struct Files {
  std::string root;
  std::string cert;
  std::string key;
};

absl::StatusOr<Words> ReadWords(int count, char** words,
                                const std::set<std::string>& known,
                                size_t rest) {
  Words read;
  for (int i = 1; i < count; ++i) {
    if (absl::StartsWith(words[i], "--")) {
      const std::pair<std::string, std::string> option =
          absl::StrSplit(words[i], absl::MaxSplits('=', 1));
      if (known.count(option.first) == 0) {
        return absl::InvalidArgumentError(absl::StrCat(
            "expected ", absl::StrJoin(known, ", "), ", got ", option.first));
      }
      read.options.insert(option);
    } else {
      read.rest.emplace_back(words[i]);
    }
  }
  if (read.rest.size() != rest) {
    return absl::InvalidArgumentError(absl::StrCat(
        "expected ", rest, " words besides options, got ", read.rest.size()));
  }
  return read;
}

absl::StatusOr<Files> ReadFiles(const Words& words) {
  Files files;
  for (const auto& [name, content] :
       {std::pair("--root", &files.root), std::pair("--cert", &files.cert),
        std::pair("--key", &files.key)}) {
    if (!words.Has(name)) continue;
    const std::string& path = words.options.at(name);
    std::ifstream file(path);
    if (!file) {
      return absl::NotFoundError(
          absl::StrCat(name, ": expected a file, got ", path));
    }
    content->assign(std::istreambuf_iterator<char>(file), {});
  }
  return files;
}

std::shared_ptr<grpc::Channel> Connect(const Words& words, const Files& files) {
  if (files.root.empty()) {
    return grpc::CreateChannel(words.rest[0],
                               grpc::InsecureChannelCredentials());
  }
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = files.root;
  tls.pem_cert_chain = files.cert;
  tls.pem_private_key = files.key;
  grpc::ChannelArguments arguments;
  if (words.Has("--name")) {
    arguments.SetSslTargetNameOverride(words.options.at("--name"));
  }
  return grpc::CreateCustomChannel(words.rest[0], grpc::SslCredentials(tls),
                                   arguments);
}

}  // namespace

absl::StatusOr<PeerClientOptions> ReadPeerClientOptions(int count,
                                                        char** words) {
  const absl::StatusOr<Words> read =
      ReadWords(count, words,
                {"--cert", "--credentials", "--key", "--name", "--patience",
                 "--root", "--timeout"},
                1);
  if (!read.ok()) return read.status();
  const absl::StatusOr<Files> files = ReadFiles(*read);
  if (!files.ok()) return files.status();
  PeerClientOptions options;
  options.channel = Connect(*read, *files);
  options.verifies_credentials = read->Has("--credentials");
  for (const auto& [name, time] :
       {std::pair("--timeout", &options.timeout),
        std::pair("--patience", &options.patience)}) {
    if (!read->Has(name)) continue;
    double seconds = 0;
    if (!absl::SimpleAtod(read->options.at(name), &seconds)) {
      return absl::InvalidArgumentError(absl::StrCat(
          name, ": expected a number, got ", read->options.at(name)));
    }
    *time = absl::Seconds(seconds);
  }
  return options;
}

absl::StatusOr<PeerServerOptions> ReadPeerServerOptions(int count,
                                                        char** words) {
  const absl::StatusOr<Words> read = ReadWords(
      count, words, {"--cert", "--credentials", "--key", "--root"}, 2);
  if (!read.ok()) return read.status();
  const absl::StatusOr<Files> files = ReadFiles(*read);
  if (!files.ok()) return files.status();
  PeerServerOptions options;
  options.policy = read->rest[0];
  options.log = read->rest[1];
  options.gives_credentials = read->Has("--credentials");
  options.credentials = grpc::InsecureServerCredentials();
  if (!files->cert.empty()) {
    grpc::SslServerCredentialsOptions tls(
        files->root.empty()
            ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
            : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    tls.pem_root_certs = files->root;
    tls.pem_key_cert_pairs = {{files->key, files->cert}};
    options.credentials = grpc::SslServerCredentials(tls);
  }
  return options;
}

}  // namespace wamp
