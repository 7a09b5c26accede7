#include "src/tools/wamplog/record_printer.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "src/text/quote.h"
#include "src/tools/common/text_width.h"
#include "src/tools/wamplog/record_cells.h"
#include "src/tools/wamplog/time_text.h"
#include "wamp/log/delimited.h"
#include "wamp/log/lines.h"

namespace wamp {
namespace tools {
namespace {

// How many columns a text takes, and how much of one stands in the last column.
constexpr size_t kMostOfCell = 32;
constexpr size_t kMostOfLast = 512;

std::string Cell(absl::string_view text) {
  constexpr size_t kMostRead = 1024;
  return Shortened(internal::Escape(text, kMostRead), kMostOfCell);
}

std::vector<std::string> RowOf(const log::v1::SessionRecord& record) {
  const RecordCells cells = CellsOf(record);
  std::string what = WhatText(cells);
  if (!cells.peer.empty()) {
    absl::StrAppend(&what, what.empty() ? "" : "  ", cells.peer);
  }
  return {TimeToSeconds(absl::FromUnixMicros(cells.time)),
          cells.event,
          Cell(cells.realm),
          Cell(cells.authid),
          Cell(cells.authrole),
          cells.session,
          internal::Escape(what, kMostOfLast)};
}

}  // namespace

RecordPrinter::RecordPrinter(RecordForm form, std::ostream& out,
                             std::optional<size_t> columns, Palette palette)
    : form_(form),
      out_(out),
      table_(
          {"TIME (UTC)", "EVENT", "REALM", "AUTHID", "ROLE", "SESSION", "WHAT"},
          /*whole=*/2, columns, palette) {}

void RecordPrinter::Print(const std::vector<log::SealedRecord>& records) {
  std::string delimited;
  for (const log::SealedRecord& sealed : records) {
    switch (form_) {
      case RecordForm::kTable:
        table_.Add(RowOf(sealed.record));
        break;
      case RecordForm::kJson:
        out_ << log::JsonLine(sealed.record) << '\n';
        break;
      case RecordForm::kOtlp:
        out_ << log::OtlpJsonLine(sealed.record) << '\n';
        break;
      case RecordForm::kDelimited:
        log::AppendDelimited(sealed.bytes, &delimited);
        break;
    }
  }
  out_ << delimited;
  if (form_ == RecordForm::kTable && !records.empty()) out_ << table_.Take();
}

}  // namespace tools
}  // namespace wamp
