#include "src/tools/wamplog/report_script.h"

namespace wamp {
namespace tools {

const absl::string_view kReportScript = R"js(
'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);

function make(parent, name, text, attributes) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const key in attributes || {}) {
    element.setAttribute(key, attributes[key]);
  }
  parent.appendChild(element);
  return element;
}

function draw(parent, name, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(element);
  return element;
}

// Microseconds since 1970.
function time(micros) {
  const date = new Date(micros / 1000);
  return isNaN(date) ? '?' : date.toISOString().slice(0, 19).replace('T', ' ');
}

function legend(id, entries) {
  for (const [color, text] of entries) {
    const entry = make(at(id), 'span');
    make(entry, 'i').style.background = `var(--${color})`;
    entry.append(text);
  }
}

function tiles() {
  const [first, last] = data.range;
  at('about').textContent = `${data.store}, ` +
      (data.records ? `${time(first)} to ${time(last)} UTC` : 'no records') +
      `; made ${time(data.made)} UTC`;
  for (const [name, value] of data.tiles) {
    const tile = make(at('tiles'), 'section');
    make(tile, 'b', value.toLocaleString('en'));
    make(tile, 'span', name);
  }
}

function overTime() {
  const width = Math.max(at('over-time').clientWidth, 240);
  const height = 170, left = 44, bottom = 22, top = 8;
  const buckets = data.buckets;
  at('over-time').textContent = '';
  if (!buckets.length) {
    make(at('over-time'), 'p', 'There is nothing to draw.', {class: 'note'});
    return;
  }
  const svg = draw(at('over-time'), 'svg', {
    viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-label': 'open sessions and denied clients over time'});
  const most = Math.max(1, ...buckets.map((b) => Math.max(b[2], b[4])));
  const step = (width - left) / buckets.length;
  const y = (n) => top + (height - top - bottom) * (1 - n / most);
  for (const n of most > 1 ? [0, Math.round(most / 2), most] : [0, 1]) {
    draw(svg, 'line', {x1: left, x2: width, y1: y(n), y2: y(n),
                       stroke: 'var(--line)'});
    draw(svg, 'text', {x: left - 8, y: y(n) + 4, 'text-anchor': 'end'}, n);
  }
  let path = `M${left},${y(0)}`;
  buckets.forEach((b, i) => {
    path += `V${y(b[2])}H${left + (i + 1) * step}`;
  });
  draw(svg, 'path', {d: `${path}V${y(0)}Z`, fill: 'var(--blue)',
                     'fill-opacity': 0.35, stroke: 'var(--blue)'});
  buckets.forEach((b, i) => {
    const box = {x: left + i * step, width: step, y: top,
                 height: height - top - bottom, fill: 'transparent'};
    if (b[4]) {
      draw(svg, 'rect', {x: left + (i + 0.2) * step, y: y(b[4]),
                         width: Math.max(step * 0.6, 1),
                         height: y(0) - y(b[4]), fill: 'var(--red)'});
    }
    draw(draw(svg, 'rect', box), 'title', {},
         `${time(b[0])}: at most ${b[2]} open, ${b[3]} joined, ${b[4]} denied`);
  });
  const [first, last] = data.range;
  draw(svg, 'text', {x: left, y: height - 4}, time(first));
  draw(svg, 'text', {x: width, y: height - 4, 'text-anchor': 'end'},
       time(last));
}

function reasons() {
  for (const [title, color, entries, others] of data.reasons) {
    const card = make(at('reasons'), 'section');
    make(card, 'h2', title);
    if (!entries.length) make(card, 'p', 'None.', {class: 'note'});
    for (const [count, name] of entries) {
      const bar = make(card, 'div', undefined, {class: 'bar'});
      make(bar, 'div', name);
      make(bar, 'span', count.toLocaleString('en'));
      const part = make(make(bar, 'i'), 'u');
      part.style.width = `${100 * count / entries[0][0]}%`;
      part.style.background = `var(--${color})`;
    }
    if (others) make(card, 'p', `and ${others} others`, {class: 'note'});
  }
}

const ENDS = {goodbye: 'green', abort: 'amber', killed: 'red',
              transport_lost: 'gray', node_lost: 'gray', open: 'blue'};

function sessions() {
  legend('sessions-legend',
         [['blue', 'still open'], ['green', 'goodbye'],
          ['amber', 'aborted'], ['red', 'killed'],
          ['gray', 'connection or node lost']]);
  const [first, last] = data.range;
  const span = Math.max(last - first, 1);
  for (const s of data.sessions) {
    const lane = make(at('lanes'), 'div', undefined, {class: 'lane'});
    make(lane, 'div', `${s.authid || '(no authid)'} · ${s.realm}`);
    const bar = make(make(lane, 'span'), 'i');
    const from = s.start === null ? first : Math.max(s.start, first);
    const to = s.end === null ? last : s.end;
    bar.style.left = `${Math.min(100 * (from - first) / span, 99.6)}%`;
    bar.style.width = `${Math.max(100 * (to - from) / span, 0)}%`;
    bar.style.background = `var(--${ENDS[s.cause] || 'gray'})`;
    lane.title = `${s.authid} as ${s.authrole} on ${s.realm}, session ` +
        `${s.session}\n${s.start === null ? 'before' : time(s.start)} to ` +
        `${s.end === null ? 'now' : time(s.end)}\n${s.cause} ${s.reason}`;
  }
  if (data.records) {
    make(at('ends'), 'span', time(first));
    make(at('ends'), 'span', time(last));
  }
  at('sessions-note').textContent = data.sessions.length ?
      data.sessions_left_out ?
      `The newest; ${data.sessions_left_out} others are not shown.` : '' :
      'There are none.';
}

const KINDS = {joined: 'good', accepted: 'good', denied: 'bad', left: 'calm',
               decided: 'warn'};
const COLUMNS = ['Time (UTC)', 'Event', 'Realm', 'Authid', 'Role', 'Session',
                 'What', 'Peer'];
const PAGE = 200;
let shown = PAGE;

function rows() {
  const words = at('words').value.toLowerCase().split(/\s+/).filter(Boolean);
  const event = at('event').value;
  const fitting = data.rows.filter((row) =>
      (!event || row[1] === event) &&
      words.every((word) => row[9].includes(word)));
  at('rows').textContent = '';
  for (const row of fitting.slice(0, shown)) {
    const line = make(at('rows'), 'tr');
    make(line, 'td', time(row[0]));
    make(make(line, 'td'), 'span', row[1],
         {class: `mark ${KINDS[row[1]] || ''}`});
    for (let i = 2; i < 6; ++i) make(line, 'td', row[i]);
    make(line, 'td', row[6]);
    make(line, 'td', row[7]);
  }
  at('more').hidden = fitting.length <= shown;
  at('records-note').textContent =
      `${Math.min(shown, fitting.length)} of ${fitting.length} that fit, of ` +
      `${data.rows.length} here` + (data.records > data.rows.length ?
      `; the report has the newest of ${data.records} records` : '');
}

function table() {
  for (const heading of COLUMNS) {
    make(at('headings'), 'th', heading, {scope: 'col'});
  }
  make(at('event'), 'option', 'all events', {value: ''});
  for (const event of data.events) {
    make(at('event'), 'option', event, {value: event});
  }
  for (const row of data.rows) {
    row[9] = row.slice(1, 9).join(' ').toLowerCase();
  }
  const again = () => { shown = PAGE; rows(); };
  at('words').addEventListener('input', again);
  at('event').addEventListener('input', again);
  at('filter').addEventListener('submit', (event) => event.preventDefault());
  at('more').addEventListener('click', () => { shown += PAGE; rows(); });
  rows();
}

tiles();
legend('over-time-legend',
       [['blue', 'open sessions'], ['red', 'denied clients']]);
overTime();
addEventListener('resize', overTime);
reasons();
sessions();
table();
document.documentElement.dataset.drawn = 'yes';
)js";

}  // namespace tools
}  // namespace wamp
