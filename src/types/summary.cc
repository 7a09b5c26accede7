#include "wamp/summary.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "src/text/quote.h"

namespace wamp {
namespace {

constexpr size_t kMostBytes = 256;

bool IsPlain(char c) {
  constexpr absl::string_view kMarks = "._-:@/+,";
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         kMarks.find(c) != absl::string_view::npos;
}

class Words {
 public:
  void Add(absl::string_view key, absl::string_view value) {
    const bool plain = !value.empty() && value.size() <= kMostBytes &&
                       std::all_of(value.begin(), value.end(), IsPlain);
    absl::StrAppend(&text_, text_.empty() ? "" : " ", key, "=");
    if (plain) {
      absl::StrAppend(&text_, value);
    } else {
      internal::AppendQuoted(value, kMostBytes, &text_);
    }
  }

  // What all kinds of sessions have.
  template <class Details>
  void AddIdentity(const Details& details) {
    if (details.has_authid()) Add("authid", details.authid());
    if (details.has_authrole()) Add("authrole", details.authrole());
  }

  std::string Take() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string Summary(const v1::SessionDetails& details) {
  Words words;
  if (details.has_session()) {
    words.Add("session", absl::StrCat(details.session()));
  }
  if (details.has_realm()) words.Add("realm", details.realm());
  words.AddIdentity(details);
  if (details.has_authmethod()) words.Add("authmethod", details.authmethod());
  const v1::TransportDetails& transport = details.transport().details();
  if (transport.has_peer()) words.Add("peer", transport.peer());
  return std::move(words).Take();
}

std::string Summary(const v1::HelloDetails& details) {
  Words words;
  if (details.has_pending_session()) {
    words.Add("session", absl::StrCat(details.pending_session()));
  }
  if (details.has_realm()) words.Add("realm", details.realm());
  words.AddIdentity(details);
  if (details.has_authmethods()) {
    words.Add("authmethods",
              absl::StrJoin(details.authmethods().values(), ","));
  }
  return std::move(words).Take();
}

std::string Summary(const v1::SessionIdent& ident) {
  Words words;
  if (ident.has_session()) {
    words.Add("session", absl::StrCat(ident.session()));
  }
  words.AddIdentity(ident);
  return std::move(words).Take();
}

}  // namespace wamp
