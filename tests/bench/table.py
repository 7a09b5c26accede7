"""Reads the benchmarks' JSON from standard input and prints them as tables.

Each column is a message, each row is who reads or writes it: in nanoseconds,
and after them as a ratio to protobuf's own time for the same message in the
same run.
"""

import json
import sys

times = {}
for run in json.load(sys.stdin)["benchmarks"]:
    if run.get("run_type") == "aggregate" and run.get("aggregate_name") != "median":
        continue
    what, message, who, state = run["run_name"].split("/")[:4]
    times[what, message, who, state] = run["cpu_time"]

for what, state in dict.fromkeys((w, s) for (w, _, _, s) in times):
    here = {(m, who): t for (w, m, who, s), t in times.items() if (w, s) == (what, state)}
    messages = list(dict.fromkeys(m for m, _ in here))
    title = f"{what}, {state}"
    print(f"\n{title:<18}" + "".join(f"{m:>17}" for m in messages))
    for who in dict.fromkeys(who for _, who in here):
        cells = ""
        for message in messages:
            time = here.get((message, who))
            base = here.get((message, "protobuf"))
            cells += f"{time:9.0f} ×{time / base:6.2f}" if time and base else " " * 17
        print(f"{who:<18}{cells}")
