// Prints records in the form that a user asks for.
#ifndef WAMP_SRC_TOOLS_WAMPLOG_RECORD_PRINTER_H_
#define WAMP_SRC_TOOLS_WAMPLOG_RECORD_PRINTER_H_

#include <optional>
#include <ostream>
#include <vector>

#include "src/tools/common/color.h"
#include "src/tools/wamplog/options.h"
#include "src/tools/wamplog/text_table.h"
#include "wamp/log/store.h"

namespace wamp {
namespace tools {

class RecordPrinter {
 public:
  // Tables are no wider than `columns`.
  RecordPrinter(RecordForm form, std::ostream& out,
                std::optional<size_t> columns, Palette palette);

  void Print(const std::vector<log::SealedRecord>& records);

 private:
  const RecordForm form_;
  std::ostream& out_;
  TextTable table_;
};

}  // namespace tools
}  // namespace wamp

#endif  // WAMP_SRC_TOOLS_WAMPLOG_RECORD_PRINTER_H_
