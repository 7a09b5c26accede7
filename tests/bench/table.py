"""Reads the benchmarks' JSON from standard input and prints them as ratios.

Each row is a message; each column is in nanoseconds, and behind it as a ratio
to protobuf's own time for the same message in the same run.
"""

import json
import sys

times = {}
for run in json.load(sys.stdin)["benchmarks"]:
    if run.get("run_type") == "aggregate" and run.get("aggregate_name") != "median":
        continue
    what, message, who, state = run["run_name"].split("/")[:4]
    times[what, message, who, state] = run["cpu_time"]

for what in ("Decode", "Encode"):
    columns = sorted({(w, s) for (a, _, w, s) in times if a == what})
    print(f"\n{what:<12}" + "".join(f"{w + ' ' + s:>24}" for w, s in columns))
    for message in dict.fromkeys(m for (a, m, _, _) in times if a == what):
        cells = ""
        for who, state in columns:
            time = times.get((what, message, who, state))
            base = times[what, message, "protobuf", state]
            cells += f"{time:14.0f} ns ×{time / base:5.2f}"
        print(f"{message:<12}{cells}")
