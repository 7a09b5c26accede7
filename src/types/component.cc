#include "wamp/component.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace wamp {

std::string ComponentConfig::ToString() const {
  std::string text = wamp::ToString(proto());
  const std::pair<absl::string_view, const Handle&> handles[] = {
      {"keyring", keyring_},
      {"controller", controller_},
      {"shared", shared_},
      {"runner", runner_},
  };
  // The handles go before the closing parenthesis.
  text.pop_back();
  for (const auto& [name, handle] : handles) {
    if (!handle) continue;
    absl::StrAppend(&text, text.back() == '(' ? "" : ", ", name, "=<handle>");
  }
  text.push_back(')');
  return text;
}

}  // namespace wamp
