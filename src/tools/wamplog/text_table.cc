#include "src/tools/wamplog/text_table.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/tools/common/text_width.h"

namespace wamp {
namespace tools {

TextTable::TextTable(std::vector<std::string> headings, size_t whole,
                     std::optional<size_t> columns, Palette palette)
    : headings_(std::move(headings)),
      whole_(whole),
      columns_(columns),
      palette_(palette) {
  for (const std::string& heading : headings_) {
    widths_.push_back(TextWidth(heading));
  }
}

void TextTable::Add(std::vector<std::string> cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    widths_[i] = std::max(widths_[i], TextWidth(cells[i]));
  }
  rows_.push_back(std::move(cells));
}

std::string TextTable::Take() {
  Fit();
  std::string text;
  if (!headed_) {
    absl::StrAppend(&text, palette_.Heading(Line(headings_)), "\n");
  }
  headed_ = true;
  for (const std::vector<std::string>& row : rows_) {
    absl::StrAppend(&text, Line(row), "\n");
  }
  rows_.clear();
  return text;
}

// Takes from the widest columns in the middle until there is some room for the
// last one.
void TextTable::Fit() {
  constexpr size_t kLeast = 7;
  constexpr size_t kLastColumn = 24;
  fitted_ = widths_;
  if (!columns_ || fitted_.size() < whole_ + 2) return;
  const auto first = fitted_.begin() + static_cast<std::ptrdiff_t>(whole_);
  const auto last = fitted_.end() - 1;
  size_t total = std::accumulate(fitted_.begin(), last,
                                 kLastColumn + 2 * (fitted_.size() - 1));
  for (; total > *columns_; --total) {
    const auto widest = std::max_element(first, last);
    if (*widest <= kLeast) return;
    --*widest;
  }
}

std::string TextTable::Line(const std::vector<std::string>& cells) const {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    if (i + 1 == cells.size()) {
      line += cells[i];
      continue;
    }
    const std::string cell = Shortened(cells[i], fitted_[i]);
    line += cell;
    line.append(fitted_[i] - TextWidth(cell), ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  if (!columns_ || TextWidth(line) <= *columns_ || *columns_ < 2) return line;
  return absl::StrCat(FirstColumns(line, *columns_ - 1), "…");
}

}  // namespace tools
}  // namespace wamp
