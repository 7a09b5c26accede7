#include "src/tools/wamplog/report_page.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/log/digest.h"
#include "src/tools/wamplog/report_script.h"

namespace wamp {
namespace tools {
namespace {

constexpr absl::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1c2330; --soft: #5b6675;
  --line: #dfe3e9; --blue: #2f6fde; --red: #cf3f3f; --amber: #b9770e;
  --green: #2c8a57; --gray: #8a94a3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181f; --card: #1c222c; --text: #e4e8ee; --soft: #9aa5b4;
    --line: #303946; --blue: #6c9cf0; --red: #ec7373; --amber: #e0a545;
    --green: #5bbd88; --gray: #77828f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 1280px; padding: 20px; background: var(--page);
  color: var(--text); font: 14px/1.45 system-ui, sans-serif;
}
h1 { font-size: 22px; margin: 0; }
h2 { font-size: 15px; margin: 0 0 10px; }
.about, .note { color: var(--soft); margin: 2px 0 0; }
.about { overflow-wrap: anywhere; }
section {
  background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 14px 16px; margin-top: 14px; min-width: 0;
}
.tiles, .pair { display: grid; gap: 14px; margin-top: 14px; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(110px, 1fr)); }
.pair { grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); }
.tiles section, .pair section { margin: 0; }
.tiles b { display: block; font-size: 24px; line-height: 1.2; }
.tiles span { color: var(--soft); }
svg { display: block; width: 100%; }
svg text { fill: var(--soft); font-size: 11px; }
.bar { display: grid; grid-template-columns: minmax(0, 1fr) 64px; gap: 2px 10px;
  margin-bottom: 8px; }
.bar div { overflow-wrap: anywhere; }
.bar span { text-align: right; font-variant-numeric: tabular-nums; }
.bar i { grid-column: 1 / 3; height: 6px; border-radius: 3px;
  background: var(--line); overflow: hidden; }
.bar u { display: block; height: 100%; border-radius: 3px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px;
  color: var(--soft); }
.legend i { display: inline-block; width: 10px; height: 10px;
  border-radius: 2px; margin-right: 5px; }
.lanes { max-height: 410px; overflow-y: auto; }
.lane { display: grid; grid-template-columns: 190px minmax(0, 1fr); gap: 10px;
  align-items: center; height: 20px; }
.lane:hover { background: var(--page); }
.lane div { overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  font-size: 12px; }
.lane span { position: relative; display: block; height: 12px;
  background: var(--page); border-radius: 3px; }
.lane i { position: absolute; top: 0; height: 100%; min-width: 3px;
  border-radius: 3px; }
.ends { display: flex; justify-content: space-between; color: var(--soft);
  font-size: 11px; margin: 6px 0 0 200px; }
form { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 10px; }
input, select, button {
  font: inherit; color: inherit; background: var(--page); padding: 5px 9px;
  border: 1px solid var(--line); border-radius: 6px;
}
input { flex: 1 1 220px; min-width: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 1000px; }
th, td { text-align: left; padding: 5px 12px 5px 0; vertical-align: top;
  border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
td { overflow-wrap: break-word; max-width: 260px; }
td:first-child, td:nth-child(6) { white-space: nowrap;
  font-variant-numeric: tabular-nums; }
td:nth-child(7) { min-width: 220px; }
.mark { border-left: 3px solid var(--line); padding-left: 8px; }
.good { border-color: var(--green); } .bad { border-color: var(--red); }
.warn { border-color: var(--amber); } .calm { border-color: var(--gray); }
@media (max-width: 640px) {
  body { padding: 12px; }
  .lane { grid-template-columns: 110px minmax(0, 1fr); }
  .ends { margin-left: 120px; }
}
)css";

constexpr absl::string_view kBody = R"html(<body>
<h1>WAMP sessions</h1>
<p class="about" id="about"></p>
<div class="tiles" id="tiles"></div>
<section>
<h2>Open sessions over time</h2>
<p class="legend" id="over-time-legend"></p>
<div id="over-time"></div>
</section>
<div class="pair" id="reasons"></div>
<section>
<h2>Sessions</h2>
<p class="legend" id="sessions-legend"></p>
<div class="lanes" id="lanes"></div>
<div class="ends" id="ends"></div>
<p class="note" id="sessions-note"></p>
</section>
<section>
<h2>Records</h2>
<form id="filter">
<input id="words" type="search" placeholder="words that a record has to have"
 aria-label="words that a record has to have">
<select id="event" aria-label="event"></select>
</form>
<div class="wide"><table>
<thead><tr id="headings"></tr></thead>
<tbody id="rows"></tbody>
</table></div>
<p class="note" id="records-note"></p>
<button id="more" type="button" hidden>Show more</button>
</section>
<noscript><p>This page draws itself by a script, which is turned off here.</p>
</noscript>
)html";

// What a policy calls an inline script or style.
std::string HashSource(absl::string_view text) {
  return absl::StrCat("'sha256-", absl::Base64Escape(internal::Sha256(text)),
                      "'");
}

}  // namespace

std::string ReportPage(absl::string_view json) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; script-src ",
      HashSource(kReportScript), "; style-src ", HashSource(kStyle),
      "; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>WAMP sessions</title>\n<style>",
      kStyle, "</style>\n</head>\n", kBody,
      "<script type=\"application/json\" id=\"data\">",
      // What would end the data, as JSON's own escapes.
      absl::StrReplaceAll(
          json, {{"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}}),
      "</script>\n<script>", kReportScript, "</script>\n</body>\n</html>\n");
}

}  // namespace tools
}  // namespace wamp
