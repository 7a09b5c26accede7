#include "src/tools/wamplog/record_printer.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "src/text/quote.h"
#include "src/tools/wamplog/record_cells.h"
#include "src/tools/wamplog/time_text.h"
#include "wamp/log/delimited.h"
#include "wamp/log/lines.h"

namespace wamp {
namespace tools {
namespace {

// How much of a text stands in a column, and in the last one.
constexpr size_t kMostOfCell = 32;
constexpr size_t kMostOfLast = 512;

std::vector<std::string> RowOf(const log::v1::SessionRecord& record) {
  const RecordCells cells = CellsOf(record);
  std::string what = WhatText(cells);
  if (!cells.peer.empty()) {
    absl::StrAppend(&what, what.empty() ? "" : "  ", cells.peer);
  }
  return {TimeToSeconds(absl::FromUnixMicros(cells.time)),
          cells.event,
          internal::Escape(cells.realm, kMostOfCell),
          internal::Escape(cells.authid, kMostOfCell),
          internal::Escape(cells.authrole, kMostOfCell),
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
          columns, palette) {}

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
