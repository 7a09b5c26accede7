"""Reads the benchmarks' JSON from standard input and prints them as tables.

Each column is a message, or what else was worked on; each row is who did it: in
nanoseconds, and after them as a ratio to the first row of the same run. Below a
table are what else was counted.
"""

import json
import sys

# What a run may have beside its times.
COUNTERS = ("bytes_per_record", "p50_ms", "p99_ms", "open")

times = {}
counts = {}
# A program says nothing here if a filter leaves none of its rows.
report = sys.stdin.read()
for run in json.loads(report)["benchmarks"] if report else []:
    if run.get("run_type") == "aggregate" and run.get("aggregate_name") != "median":
        continue
    name = what, message, who, state = tuple(run["run_name"].split("/")[:4])
    times[name] = run["real_time" if state == "wall" else "cpu_time"]
    counts[name] = {c: run[c] for c in COUNTERS if c in run}

for what, state in dict.fromkeys((w, s) for (w, _, _, s) in times):
    here = {(m, who): t for (w, m, who, s), t in times.items() if (w, s) == (what, state)}
    messages = list(dict.fromkeys(m for m, _ in here))
    rows = list(dict.fromkeys(who for _, who in here))
    width = max(18, *(len(who) + 1 for who in rows))
    title = f"{what}, {state}"
    print(f"\n{title:<{width}}" + "".join(f"{m:>18}" for m in messages))
    for who in rows:
        cells = ""
        for message in messages:
            time = here.get((message, who))
            base = here.get((message, rows[0]))
            cells += f"{time:10.0f} ×{time / base:6.2f}" if time and base else " " * 18
        print(f"{who:<{width}}{cells}")
    for (w, message, who, s), counted in counts.items():
        if (w, s) == (what, state) and counted:
            print(f"  {message}, {who}: "
                  + ", ".join(f"{c} {n:.4g}" for c, n in counted.items()))
