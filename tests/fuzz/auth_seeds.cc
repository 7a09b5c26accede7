#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/unknown_field_set.h"
#include "tests/auth/client.h"
#include "tests/fuzz/seeds.h"
#include "tests/testing/random_message.h"
#include "wamp/auth/v1/authorizer.pb.h"
#include "wamp/auth/v1/crossbar.pb.h"
#include "wamp/log/v1/session_log_service.pb.h"
#include "wamp/v1/violation.pb.h"
#include "wamp/wire.h"

namespace wamp {
namespace fuzz {
namespace {

// On one line.
std::string TextOf(const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintToString(message, &text);
  return text;
}

template <class Message>
std::string AnyText(testing::RandomMessages* random) {
  Message message;
  random->Fill(message);
  return TextOf(message);
}

void AddPolicies(Seeds* seeds) {
  auth::v1::Policy policy = auth::testing::PolicyProto();
  auth::v1::Realm& realm = *policy.mutable_realms(0);
  auth::v1::Role& role = *realm.add_roles();
  role.set_name("user");
  auth::v1::Permission& permission = *role.add_permissions();
  permission.set_uri("com.example.");
  permission.set_match(wamp::v1::MATCH_PREFIX);
  permission.add_actions(wamp::v1::ACTION_CALL);
  permission.set_allow(true);
  permission.set_disclose(true);
  permission.add_authids("joe");
  permission.set_cache_seconds(60);
  permission.mutable_refusal()->set_message("no");
  const auto add = [seeds](const auth::v1::Policy& one) {
    (*seeds)["policy"].insert(absl::StrCat(Choice(1), TextOf(one)));
    const auto json = Encode(one, wamp::v1::SERIALIZER_JSON);
    if (json.ok()) (*seeds)["policy"].insert(absl::StrCat(Choice(0), *json));
  };
  // Each principal in a policy of its own, as small inputs are fast.
  const auth::v1::Realm all = realm;
  for (const auth::v1::Principal& principal : all.principals()) {
    realm.clear_principals();
    *realm.add_principals() = principal;
    add(policy);
    realm.clear_roles();
  }
}

void AddClients(Seeds* seeds) {
  const std::string action =
      "session { realm: \"realm1\" authrole: \"user\" authid: \"joe\" } "
      "uri: \"com.example.add\" action: ACTION_CALL call { timeout: 7 }";
  absl::Time now = absl::FromUnixSeconds(1700000000);
  const auto authenticator = auth::testing::MakeTestAuthenticator(&now);
  for (const auto& [method, authid] :
       {std::pair("ticket", "joe"), std::pair("wampcra", "cra"),
        std::pair("wampcra", "salted"), std::pair("cryptosign", "key"),
        std::pair("wamp-scram", "scram"), std::pair("scram", "nobody"),
        std::pair("anonymous", "")}) {
    auth::testing::Client client;
    client.authmethods = {method};
    client.authid = authid;
    client.secret = method == std::string("cryptosign")
                        ? auth::testing::kPrivateKey
                        : "ticket of joe";
    client.channel_binding =
        method == std::string("cryptosign") ? "tls-unique" : "";
    const auth::v1::HelloRequest hello = auth::testing::HelloOf(client);
    auth::v1::AuthenticateRequest proof;
    proof.mutable_authenticate()->set_signature("ticket of joe");
    const auto answer = authenticator->Hello(hello);
    if (answer.ok() && answer->has_challenge()) {
      proof = auth::testing::RequestOf(answer->challenge(), client);
      proof.clear_state();
    }
    (*seeds)["auth_request"].insert(
        absl::StrCat(TextOf(hello), "\n", TextOf(proof), "\n", action));
    for (const std::string& credential :
         {std::string("wampcra { secret: \"secret1\" }"),
          std::string("wampcra { secret: \"key\" salt: \"salt\" "
                      "iterations: 9 keylen: 16 }"),
          absl::StrCat("cryptosign { pubkeys: \"", std::string(32, 'k'),
                       "\" }"),
          absl::StrCat("scram { kdf: \"pbkdf2\" salt: \"saltsaltsalt\" "
                       "iterations: 64 stored_key: \"",
                       std::string(32, 'k'), "\" server_key: \"",
                       std::string(32, 'k'), "\" }")}) {
      (*seeds)["credential"].insert(absl::StrCat(
          "accept { realm: \"realm1\" authid: \"joe\" authrole: \"user\" } ",
          credential, "\n", TextOf(hello), "\n", TextOf(proof)));
    }
  }
}

void AddAnswers(testing::RandomMessages* random, Seeds* seeds) {
  for (int i = 0; i < 40; ++i) {
    (*seeds)["answer"].insert(
        absl::StrCat(AnyText<auth::v1::HelloResponse>(random), "\n",
                     AnyText<auth::v1::AuthenticateResponse>(random), "\n",
                     AnyText<auth::v1::AuthorizeResponse>(random), "\n",
                     AnyText<auth::v1::HelloRequest>(random)));
  }
}

void AddCrossbar(testing::RandomMessages* random, Seeds* seeds) {
  const auto add = [seeds](const std::string& json) {
    for (size_t method = 0; method < 6; ++method) {
      (*seeds)["crossbar"].insert(
          absl::StrCat(Choice(method), Choice(0), json));
    }
    const auto value = Decode<v1::Value>(json, v1::SERIALIZER_JSON);
    if (value.ok()) {
      (*seeds)["crossbar"].insert(
          absl::StrCat(Choice(0), Choice(1), value->SerializeAsString()));
    }
  };
  const auto any = [random](auto message) {
    random->Fill(message);
    return Encode(message, v1::SERIALIZER_JSON).value_or("{}");
  };
  for (const char* json : {"\"user\"", "true", "null", "{}"}) add(json);
  for (int i = 0; i < 10; ++i) {
    add(any(auth::v1::CrossbarPrincipal()));
    add(any(auth::v1::CrossbarPermission()));
    add(absl::StrCat("[\"realm1\",\"joe\",", any(auth::v1::CrossbarDetails()),
                     "]"));
    add(absl::StrCat("[", any(auth::v1::CrossbarSession()),
                     ",\"com.example.add\",\"call\",", any(v1::CallOptions()),
                     "]"));
  }
}

void AddLogRequests(testing::RandomMessages* random, Seeds* seeds) {
  (*seeds)["log_request"].insert(
      "filter { realm: \"realm1\" authid: \"joe\" authrole: \"user\" "
      "session: 7 session_uid: \"a\" node: \"n\" reason: \"r\" "
      "events: \"joined\" events: \"left\" since { seconds: 1700000000 "
      "nanos: 1 } until { seconds: 1800000000 } } page_size: 7 "
      "page_token: \"AAAA\" order: RECORD_ORDER_OLDEST_FIRST\n"
      "node: \"n\" records: \"\\n\\001r\\022\\001n\"");
  for (int i = 0; i < 10; ++i) {
    (*seeds)["log_request"].insert(
        absl::StrCat(AnyText<log::v1::ListRecordsRequest>(random), "\n",
                     AnyText<log::v1::AppendRequest>(random)));
  }
}

void AddReplies(testing::RandomMessages* random, Seeds* seeds) {
  v1::SessionIdent ident;
  ident.set_session(7);
  ident.set_authid("joe");
  (*seeds)["reply"].insert(absl::StrCat(
      "boot_id: \"b\" sequence: 1 count: 1 hash: \"", std::string(32, 'h'),
      "\"\nallow { disclose: true } cache_time_to_live { seconds: 60 }\n"
      "session { session: 7 authid: \"joe\" authrole: \"user\" } "
      "uri: \"com.example.add\" action: ACTION_CALL\n",
      ident.SerializeAsString()));
  for (int i = 0; i < 10; ++i) {
    (*seeds)["reply"].insert(
        absl::StrCat(AnyText<log::v1::AppendResponse>(random), "\n",
                     AnyText<auth::v1::AuthorizeResponse>(random), "\n",
                     AnyText<auth::v1::AuthorizeRequest>(random), "\n",
                     ident.SerializeAsString()));
  }
}

// What gRPC sends with a status: a google.rpc.Status.
void AddStatuses(Seeds* seeds) {
  v1::ErrorReason reason;
  reason.set_error_uri("com.example.error");
  v1::Violations violations;
  violations.add_violations()->set_path("PUBLISH.Options.exclude[1]");
  google::protobuf::UnknownFieldSet fields;
  fields.AddVarint(1, 5);
  fields.AddLengthDelimited(2, "no");
  for (const google::protobuf::Message* message :
       {static_cast<const google::protobuf::Message*>(&reason),
        static_cast<const google::protobuf::Message*>(&violations)}) {
    google::protobuf::Any detail;
    detail.PackFrom(*message);
    const std::string bytes = detail.SerializeAsString();
    fields.AddLengthDelimited(3, bytes);
  }
  std::string details;
  fields.SerializeToString(&details);
  (*seeds)["status"] = {absl::StrCat(Choice(5), "no\n", details),
                        absl::StrCat(Choice(3), "expected a string\n")};
}

}  // namespace

void AddAuthSeeds(Seeds* seeds) {
  testing::RandomMessages random(2);
  AddPolicies(seeds);
  AddClients(seeds);
  AddAnswers(&random, seeds);
  AddCrossbar(&random, seeds);
  AddLogRequests(&random, seeds);
  AddReplies(&random, seeds);
  AddStatuses(seeds);
}

}  // namespace fuzz
}  // namespace wamp
