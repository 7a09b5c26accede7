// Policies as texts and files.
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "src/auth/crypto.h"
#include "src/text/quote.h"
#include "wamp/auth/policy.h"
#include "wamp/options.h"
#include "wamp/wire.h"

namespace wamp {
namespace auth {
namespace {

using google::protobuf::Descriptor;

// Whether `name` is that of a message of policies, or of a field of one.
bool IsOfPolicies(absl::string_view name) {
  const auto* file = v1::Policy::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor* message = file->message_type(i);
    if (name == absl::string_view(message->full_name())) return true;
    for (int j = 0; j < message->field_count(); ++j) {
      const auto* field = message->field(j);
      if (name == absl::string_view(field->name())) return true;
    }
  }
  return false;
}

// What protobuf's parser says, without what it quotes of the input: that may be
// a secret, wherever it stands.
std::string WithoutInput(absl::string_view message) {
  for (const absl::string_view quoting : {", got: ", "Value: "}) {
    message = message.substr(0, message.find(quoting));
  }
  std::string safe;
  const std::vector<absl::string_view> parts = absl::StrSplit(message, '"');
  for (size_t i = 0; i < parts.size(); ++i) {
    const absl::string_view part = parts[i];
    // Every other part stands in quotes.
    const bool is_safe =
        i % 2 == 0 || IsOfPolicies(part) ||
        (part.size() == 1 &&
         absl::ascii_ispunct(static_cast<unsigned char>(part[0])));
    absl::StrAppend(&safe, i == 0 ? "" : "\"", is_safe ? part : "\u2026");
  }
  return safe;
}

// Keeps the first fault.
class FirstFault : public google::protobuf::io::ErrorCollector {
 public:
  const std::string& text() const { return text_; }

#if GOOGLE_PROTOBUF_VERSION >= 4022000
  void RecordError(int line, int column, absl::string_view message) override {
    Keep(line, column, message);
  }
#else
  void AddError(int line, int column, const std::string& message) override {
    Keep(line, column, message);
  }
#endif

 private:
  void Keep(int line, int column, absl::string_view message) {
    if (!text_.empty()) return;
    text_ = absl::StrCat("line ", line + 1, ", column ", column + 1, ": ",
                         WithoutInput(message));
  }

  std::string text_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  errno = 0;
  const std::unique_ptr<std::FILE, CloseFile> file(
      std::fopen(path.c_str(), "rb"));
  std::string text;
  std::array<char, 4096> buffer;
  size_t size = 0;
  while (file != nullptr &&
         (size = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0) {
    text.append(buffer.data(), size);
  }
  if (file != nullptr && std::ferror(file.get()) == 0) return text;
  const std::string message = absl::StrCat(path, ": ", std::strerror(errno));
  return errno == ENOENT ? absl::NotFoundError(message)
                         : absl::UnavailableError(message);
}

absl::Status ReadTextproto(absl::string_view text, v1::Policy* policy) {
  FirstFault fault;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&fault);
  if (parser.ParseFromString(std::string(text), policy)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(fault.text());
}

absl::Status ReadJson(absl::string_view text, v1::Policy* policy) {
  DecodeOptions options;
  options.unknown_keys = UnknownKeys::kReject;
  options.collect_all = true;
  options.max_faults = 20;
  return Decode(text, wamp::v1::SERIALIZER_JSON, policy, options);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Policy>> ParsePolicy(
    absl::string_view text, PolicyFormat format) {
  v1::Policy policy;
  absl::Status status = format == PolicyFormat::kJson
                            ? ReadJson(text, &policy)
                            : ReadTextproto(text, &policy);
  if (!status.ok()) return status;
  return MakePolicy(policy);
}

absl::StatusOr<std::shared_ptr<const Policy>> LoadPolicy(
    const std::string& path) {
  PolicyFormat format = PolicyFormat::kJson;
  if (absl::EndsWith(path, ".textproto") || absl::EndsWith(path, ".txtpb") ||
      absl::EndsWith(path, ".pbtxt")) {
    format = PolicyFormat::kTextproto;
  } else if (!absl::EndsWith(path, ".json")) {
    return absl::InvalidArgumentError(
        absl::StrCat(path,
                     ": expected a name that ends with .json or "
                     ".textproto, got another"));
  }
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<std::shared_ptr<const Policy>> policy =
      ParsePolicy(*text, format);
  if (policy.ok()) return policy;
  return absl::Status(policy.status().code(),
                      absl::StrCat(path, ": ", policy.status().message()));
}

absl::StatusOr<v1::TicketHash> HashTicket(absl::string_view ticket,
                                          TicketStrength strength) {
  internal::Derivation derivation;
  derivation.salt = internal::RandomBytes(16);
  v1::TicketHash hash;
  if (strength == TicketStrength::kPassword) {
    derivation.argon2 = true;
    derivation.iterations = internal::kArgon2Iterations;
    derivation.memory = internal::kArgon2Memory;
    hash.set_memory(derivation.memory);
  }
  hash.set_kdf(derivation.argon2 ? "argon2id13" : "pbkdf2");
  hash.set_salt(absl::BytesToHexString(derivation.salt));
  hash.set_iterations(derivation.iterations);
  const absl::StatusOr<std::string> key = internal::Derive(ticket, derivation);
  if (!key.ok()) return key.status();
  hash.set_hash(absl::BytesToHexString(*key));
  return hash;
}

}  // namespace auth
}  // namespace wamp
