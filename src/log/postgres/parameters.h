// The parameters of a statement, in PostgreSQL's binary form. Texts are byte
// strings (bytea) there: PostgreSQL's own have no zero bytes.
#ifndef WAMP_SRC_LOG_POSTGRES_PARAMETERS_H_
#define WAMP_SRC_LOG_POSTGRES_PARAMETERS_H_

#include <libpq-fe.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace wamp {
namespace internal {

class Parameters {
 public:
  using Numbers = std::vector<std::optional<int64_t>>;
  using Texts = std::vector<std::optional<absl::string_view>>;

  // The first is $1. Returns the number of the one that is added.
  int Add(int64_t number);
  int Add(absl::string_view bytes);
  int Add(const Numbers& numbers);
  int Add(const Texts& texts);
  // For what PostgreSQL itself calls a text.
  int AddName(absl::string_view text);

  int count() const { return static_cast<int>(types_.size()); }
  const std::vector<Oid>& types() const { return types_; }
  std::vector<const char*> values() const;
  std::vector<int> sizes() const;

 private:
  int AddValue(Oid type, std::string value);

  std::vector<Oid> types_;
  std::vector<std::string> values_;
};

// A number of 8 bytes, the highest first.
std::string EncodeNumber(int64_t number);
int64_t DecodeNumber(absl::string_view bytes);

}  // namespace internal
}  // namespace wamp

#endif  // WAMP_SRC_LOG_POSTGRES_PARAMETERS_H_
