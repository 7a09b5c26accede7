"""Runs the suite of the messages, and writes its figures into docs/.

usage: figures.py BUILD_FOLDER

Writes the parts of docs/benchmarks.md between "<!-- generated: x -->" and
"<!-- end -->", and docs/benchmarks.svg. What wire_bench printed stays in
BUILD_FOLDER/wire_bench.json.
"""

import collections
import datetime
import json
import math
import os
import pathlib
import re
import subprocess
import sys

import build_cost
import chart
import instructions
import throughput

PAGE = pathlib.Path("docs/benchmarks.md")
PICTURE = pathlib.Path("docs/benchmarks.svg")
KINDS = ("HELLO", "WELCOME", "EVENT", "PUBLISH", "CALL", "INVOCATION", "REGISTER",
         "CHALLENGE")
# What the ways of wire_bench are called; those of no name here have no figures.
NAMES = {
    "protobuf": "protobuf",
    "wamp msgpack": "**MessagePack**",
    "wamp msgpack raw": "**MessagePack**, payload left as bytes",
    "wamp cbor": "**CBOR**",
    "wamp ubjson": "**UBJSON**",
    "wamp bjdata": "**BJData**",
    "wamp json": "**JSON**",
    "msgpack-c": "msgpack-c",
    "yyjson": "yyjson",
    "simdjson dom": "simdjson, DOM",
    "simdjson on-demand": "simdjson, On-Demand",
    "rapidjson": "RapidJSON",
    "nlohmann msgpack": "nlohmann-json: MessagePack",
    "nlohmann cbor": "nlohmann-json: CBOR",
    "nlohmann ubjson": "nlohmann-json: UBJSON",
    "nlohmann json": "nlohmann-json: JSON",
    "wamp msgpack validated": "**MessagePack**, validated",
    "protobuf json": "protobuf's own JSON",
}
# The parts of the page that are written.
PARTS = ("machine", "means", "decode", "encode", "cost", "wampcat")
COLUMNS = {
    ("Decode", "reused"): "decode, into a reused message",
    ("Decode", "new"): "into a new one",
    ("Decode", "arena"): "on an arena",
    ("Encode", "reused"): "encode",
}


def run_suite(build):
    """What wire_bench reports: every row several times, in random order."""
    report = pathlib.Path(build, "wire_bench.json")
    subprocess.run(
        [pathlib.Path(build, "benchmarks/wire_bench"), "--benchmark_min_time=0.02",
         "--benchmark_repetitions=9", "--benchmark_enable_random_interleaving=true",
         "--benchmark_report_aggregates_only=true", "--benchmark_format=console",
         f"--benchmark_out={report}", "--benchmark_out_format=json"],
        check=True, stdout=subprocess.DEVNULL)
    return json.loads(report.read_text(encoding="utf-8"))


def medians(report):
    """{(what, where): {way: {message: nanoseconds}}}"""
    times = collections.defaultdict(lambda: collections.defaultdict(dict))
    for run in report["benchmarks"]:
        if run.get("aggregate_name") == "median":
            what, message, way, where = run["run_name"].split("/")[:4]
            times[what, where][way][message] = run["cpu_time"]
    return times


def mean_ratio(times, way):
    """The geometric mean over the kinds, to protobuf's; None without such rows."""
    if way not in times:
        return None
    logs = [math.log(times[way][kind] / times["protobuf"][kind]) for kind in KINDS]
    return math.exp(sum(logs) / len(logs))


def table(head, rows):
    """Rows of cells in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def cell(number):
    """A ratio as people read it."""
    if number is None:
        return ""
    return f"{number:.2f}" if number < 9.95 else f"{number:.0f}"


def means_table(times):
    """The geometric means of all columns."""
    rows = []
    for way, name in NAMES.items():
        ratios = [mean_ratio(times[column], way) for column in COLUMNS]
        if any(ratios):
            rows.append([name, *map(cell, ratios)])
    return table(["", *COLUMNS.values()], rows)


def kinds_table(times):
    """Each message's median, and its ratio to protobuf's."""
    messages = [*KINDS, *sorted(set(times["protobuf"]).difference(KINDS))]
    rows = [
        [name, *(f"{of[m]:.0f} ({cell(of[m] / times['protobuf'][m])})" for m in messages)]
        for name, of in ((name, times[way]) for way, name in NAMES.items() if way in times)
    ]
    return table(["ns (ratio)", *messages], rows)


def machine(build, report):
    """Where and with what the figures were taken."""
    context = report["context"]
    cpuinfo = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    cpu = re.search(r"^model name\s*:\s*(.*)$", cpuinfo, re.M)
    tools = instructions.tools(build)
    peers = [f"{key.removeprefix('library ')} {version}"
             for key, version in context.items() if key.startswith("library ")]
    load = os.getloadavg()[0]
    return (f"{cpu.group(1) if cpu else 'unknown processor'}, "
            f"{context['num_cpus']} processors (load {load:.1f}); {tools['compiler']}, "
            f"-O3; protobuf {tools['protobuf'].split()[-1]}; {', '.join(peers)}. "
            f"{datetime.date.today().isoformat()}.")


def cost_table(build):
    """Size and time to compile."""
    sizes = build_cost.code_sizes(build)
    times = build_cost.compile_times(build, instructions.compiler(build))
    return table(["", "messages alone", "with this library"], [
        ["object code of all types and all formats (KiB)",
         f"{sizes['generated'] / 1024:.0f}",
         f"{(sizes['generated'] + sizes['wire']) / 1024:.0f}"],
        ["to compile a file that includes `wire.h` and `frame.h` (s)",
         f"{times['messages']:.2f}", f"{times['user']:.2f}"],
    ])


def throughput_table(build):
    """wampcat beside jq."""
    rows = throughput.measure(build)
    jq = next((row for row in rows if "jq" in row["name"]), None)
    return table(["", "MB/s read", "messages/s", "to `jq`"], [
        [row["name"], f"{row['mb']:.0f}", f"{row['messages']:,.0f}",
         f"{row['messages'] / jq['messages']:.1f} ×" if jq else ""]
        for row in rows
    ])


def draw(times):
    """The picture of the means."""
    panels = []
    for column, heading in ((("Decode", "reused"), "Decode into a reused message"),
                            (("Encode", "reused"), "Encode")):
        bars = [(name.replace("**", ""), mean_ratio(times[column], way), "**" in name)
                for way, name in NAMES.items()
                if way in times[column] and way not in ("protobuf", "protobuf json")]
        panels.append((f"{heading}: time to protobuf's own", bars))
    return chart.picture("How long each library takes beside protobuf, which is 1: "
                         "geometric means over eight kinds of messages.",
                         "Blue: this library. Left of 1: faster than protobuf.", panels)


def fill(page, parts):
    """The page with its generated parts replaced."""
    for name, text in parts.items():
        page, found = re.subn(
            rf"(<!-- generated: {re.escape(name)} -->\n).*?(<!-- end -->)",
            lambda m, text=text: f"{m.group(1)}\n{text}\n\n{m.group(2)}", page, flags=re.S)
        if found != 1:
            raise ValueError(f'expected one part "<!-- generated: {name} -->" up to '
                             f'"<!-- end -->", found {found}')
    return page


def main(build):
    """Measures everything, then writes."""
    report = run_suite(build)
    times = medians(report)
    parts = dict(zip(PARTS, (
        machine(build, report),
        means_table(times),
        kinds_table(times["Decode", "reused"]),
        kinds_table(times["Encode", "reused"]),
        cost_table(build),
        throughput_table(build),
    )))
    page = fill(PAGE.read_text(encoding="utf-8"), parts)
    PAGE.write_text(page, encoding="utf-8")
    PICTURE.write_text(draw(times), encoding="utf-8")
    print(*parts.values(), sep="\n\n")
    print(f"\nwritten to {PAGE} and {PICTURE}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
