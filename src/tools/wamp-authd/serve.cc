#include "src/tools/wamp-authd/serve.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "src/tools/server/metrics.h"
#include "src/tools/server/server.h"
#include "src/tools/wamp-authd/answer_log.h"
#include "src/tools/wamp-authd/state_key.h"
#include "wamp/auth/authenticator.h"
#include "wamp/auth/authorizer.h"
#include "wamp/auth/policy.h"
#include "wamp/grpc/auth_services.h"

namespace wamp {
namespace tools {
namespace {

// A HELLO has no reason to be larger.
constexpr int kMostBytes = 1 << 20;

absl::StatusOr<std::unique_ptr<auth::Authenticator>> MakeAuthenticator(
    const AuthdFlags& flags, std::shared_ptr<const auth::Policy> policy) {
  auth::AuthenticatorOptions options;
  options.give_credentials = flags.credentials;
  options.agent = flags.agent;
  for (const std::string& file : flags.state_keys) {
    absl::StatusOr<std::string> key = ReadStateKey(file);
    if (!key.ok()) return key.status();
    options.state_keys.push_back(*std::move(key));
  }
  return auth::Authenticator::Make(std::move(policy), std::move(options));
}

// Puts the policy of the file in the place of the one before, unless it has
// faults.
void Reload(const AuthdFlags& flags, auth::Authenticator& authenticator,
            auth::Authorizer& authorizer,
            prometheus::Family<prometheus::Counter>& reloads) {
  const auto policy = auth::LoadPolicy(flags.policy);
  if (!policy.ok()) {
    std::cerr << "wamp-authd: the policy stays as it was: "
              << policy.status().message() << std::endl;
    reloads.Add({{"result", "failed"}}).Increment();
    return;
  }
  authenticator.SetPolicy(*policy);
  authorizer.SetPolicy(*policy);
  std::cerr << "wamp-authd: the policy has been read again" << std::endl;
  reloads.Add({{"result", "done"}}).Increment();
}

}  // namespace

absl::Status Serve(const AuthdFlags& flags) {
  BlockServerSignals();
  const auto policy = auth::LoadPolicy(flags.policy);
  if (!policy.ok()) return policy.status();
  const auto authenticator = MakeAuthenticator(flags, *policy);
  if (!authenticator.ok()) return authenticator.status();
  auth::Authorizer authorizer(*policy);

  Metrics metrics;
  const auto log = AnswerLog::Open(flags.log, &metrics);
  if (!log.ok()) return log.status();
  auth::AuthServiceOptions options;
  if (!flags.log.empty() || !flags.server.metrics.empty()) {
    options.records = [&](const log::v1::SessionRecord& record) {
      (*log)->Add(record);
    };
  }
  const auto joins =
      auth::MakeAuthenticatorService(authenticator->get(), options);
  const auto actions = auth::MakeAuthorizerService(&authorizer, options);
  ServerParts parts;
  parts.services = {joins.get(), actions.get()};
  parts.max_request_bytes = kMostBytes;
  parts.metrics = &metrics;
  auto& reloads =
      metrics.Counters("wamp_policy_reloads_total",
                       "How often the policy was to be read again.");
  parts.reload = [&] { Reload(flags, **authenticator, authorizer, reloads); };
  return RunServer(flags.server, parts);
}

}  // namespace tools
}  // namespace wamp
