// Rows of texts in columns.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_TEXT_TABLE_H_
#define WAMP_SRC_TOOLS_WAMPLOG_TEXT_TABLE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/tools/common/color.h"

namespace wamp {
namespace tools {

// The columns are as wide as what is in them when it is printed, and never
// become narrower. Where that is too wide for the terminal, long texts in
// the middle are shortened, and at last rows lose their ends.
class TextTable {
 public:
  // The first `whole` columns, and the last, are not shortened.
  TextTable(std::vector<std::string> headings, size_t whole,
            std::optional<size_t> columns, Palette palette);

  // One cell for each heading.
  void Add(std::vector<std::string> cells);

  // What has been added since; with the headings, the first time.
  std::string Take();

 private:
  void Fit();
  std::string Line(const std::vector<std::string>& cells) const;

  const std::vector<std::string> headings_;
  const size_t whole_;
  const std::optional<size_t> columns_;
  const Palette palette_;
  // Of what is there, and of what is shown of it.
  std::vector<size_t> widths_;
  std::vector<size_t> fitted_;
  std::vector<std::vector<std::string>> rows_;
  bool headed_ = false;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_TEXT_TABLE_H_
