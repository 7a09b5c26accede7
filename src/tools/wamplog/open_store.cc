#include "src/tools/wamplog/open_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"
#include "src/tools/common/suggestion.h"
#include "wamp/log/postgres_store.h"
#include "wamp/log/sqlite_store.h"

namespace wamp {
namespace tools {
namespace {

using Opened = absl::StatusOr<std::unique_ptr<log::Store>>;

template <class Store, class Options>
Opened OpenAs(const std::string& name, Access access) {
  Options options;
  if (access != Access::kAppend) {
    options.read_only = true;
    auto existing = Store::Open(name, options);
    if (!existing.ok()) return existing.status();
    if (access == Access::kRead) {
      return std::unique_ptr<log::Store>(*std::move(existing));
    }
    options.read_only = false;
  }
  auto store = Store::Open(name, options);
  if (!store.ok()) return store.status();
  return std::unique_ptr<log::Store>(*std::move(store));
}

// As for any other file: what SQLite says is for its own programmers.
Opened OpenSqlite(const std::string& path, Access access) {
  struct stat found = {};
  if (stat(path.c_str(), &found) == 0) {
    if (S_ISDIR(found.st_mode)) {
      return absl::FailedPreconditionError(std::strerror(EISDIR));
    }
  } else if (access != Access::kAppend || errno != ENOENT) {
    return absl::NotFoundError(std::strerror(errno));
  }
  return OpenAs<log::SqliteStore, log::SqliteOptions>(path, access);
}

// A path is no secret.
std::string ShowAll(absl::string_view rest) {
  return internal::Escape(rest, PATH_MAX);
}

// libpq takes passwords, in words and in URLs.
std::string ShowNone(absl::string_view /*rest*/) { return "…"; }

// The kinds of stores, by what names start with.
struct Kind {
  absl::string_view name;
  absl::string_view example;
  Opened (*open)(const std::string& rest, Access access);
  std::string (*show)(absl::string_view rest);
};
constexpr Kind kKinds[] = {
    {"sqlite", "sqlite:PATH", OpenSqlite, ShowAll},
    {"postgres", "postgres:CONNINFO",
     OpenAs<log::PostgresStore, log::PostgresOptions>, ShowNone},
};

const Kind* FindKind(const std::string& spec) {
  const size_t colon = spec.find(':');
  for (const Kind& kind : kKinds) {
    if (colon != std::string::npos && colon + 1 < spec.size() &&
        kind.name == spec.substr(0, colon)) {
      return &kind;
    }
  }
  return nullptr;
}

}  // namespace

std::string ShownStore(const std::string& spec) {
  const Kind* kind = FindKind(spec);
  if (kind == nullptr) return "(no store)";
  return absl::StrCat(kind->name, ":",
                      kind->show(spec.substr(kind->name.size() + 1)));
}

absl::Status CheckStoreSpec(const std::string& spec) {
  if (FindKind(spec) != nullptr) return absl::OkStatus();
  std::vector<std::string> known;
  std::vector<absl::string_view> examples;
  for (const Kind& kind : kKinds) {
    known.emplace_back(kind.name);
    examples.push_back(kind.example);
  }
  const std::string kind = spec.substr(0, spec.find(':'));
  const bool is_known =
      std::find(known.begin(), known.end(), kind) != known.end();
  return absl::InvalidArgumentError(absl::StrCat(
      "--store: expected ", absl::StrJoin(examples, " or "), ", got ",
      internal::Quote(spec), is_known ? "" : Suggestion(kind, known)));
}

absl::Status LockForAppend(const std::string& spec) {
  const Kind* kind = FindKind(spec);
  if (kind == nullptr || kind->open != OpenSqlite) return absl::OkStatus();
  // Never closed, since that would end the locks that SQLite has of the file.
  const std::string path = spec.substr(kind->name.size() + 1);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && flock(fd, LOCK_EX) == 0) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(ShownStore(spec), ": ", std::strerror(errno)));
}

Opened OpenStore(const std::string& spec, Access access) {
  const Kind* kind = FindKind(spec);
  if (kind == nullptr) return CheckStoreSpec(spec);
  Opened store = kind->open(spec.substr(kind->name.size() + 1), access);
  if (store.ok()) return store;
  return absl::Status(
      store.status().code(),
      absl::StrCat(ShownStore(spec), ": ", store.status().message()));
}

absl::StatusOr<log::Store*> StoreToFill::Get() {
  if (store_ == nullptr) {
    Opened opened = OpenStore(spec_, Access::kAppend);
    if (!opened.ok()) return opened.status();
    store_ = *std::move(opened);
  }
  return store_.get();
}

}  // namespace tools
}  // namespace wamp
