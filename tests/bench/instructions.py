"""Counts the instructions of hot paths, and compares them with those that are kept.

usage: instructions.py BUILD_FOLDER [--rewrite]

Prints a line that begins with WARNING for each path that has moved by more than
five percent, and is content all the same: whether that is a fault is for people
to say. With --rewrite, the counts are kept in instructions.json. They are those
of one call of each path of hot_paths.cc, as callgrind counts them.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

KEPT = pathlib.Path("tests/bench/instructions.json")
# How often hot_paths runs a path where it is counted.
RUNS = 10
TOLERANCE = 0.05


def compiler(build):
    """The one of the build folder."""
    cache = pathlib.Path(build, "CMakeCache.txt").read_text(encoding="utf-8")
    return re.search(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", cache, re.M).group(1)


def tools(build):
    """What the counts depend on beside the sources, as each says itself."""
    return {
        name: subprocess.run([command, "--version"], check=True, text=True,
                             capture_output=True).stdout.splitlines()[0].strip()
        for name, command in {"compiler": compiler(build), "protobuf": "protoc"}.items()
    }


def count(program, path):
    """The instructions of one call of a path."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--toggle-collect=WampBenchHotPath",
         "--callgrind-out-file=/dev/null", program, path],
        check=False, text=True, capture_output=True)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or collected is None or collected.group(1) == "0":
        sys.exit(f"instructions.py: {path}: expected a count of callgrind, got\n{run.stderr}")
    return round(int(collected.group(1)) / RUNS)


def compare(kept, now):
    """The lines to print for counts that are kept and those of now."""
    lines = []
    for name, tool in now["tools"].items():
        if kept["tools"].get(name) != tool:
            lines.append(f"NOTE: counted with {tool}; "
                         f"those that are kept are of {kept['tools'].get(name)}")
    for path, n in now["paths"].items():
        before = kept["paths"].get(path)
        if before is None:
            lines.append(f"WARNING: {path}: {n} instructions, and none are kept")
        elif abs(n - before) > TOLERANCE * before:
            lines.append(f"WARNING: {path}: {n} instructions, {n / before - 1:+.1%} "
                         f"from the {before} that are kept")
    lines += [f"WARNING: {path}: counts are kept of it, but there is no such path"
              for path in kept["paths"] if path not in now["paths"]]
    return lines


def main(build, *options):
    """Counts, prints, and keeps if it is told to."""
    if shutil.which("valgrind") is None:
        print("SKIPPED: no valgrind, so no instructions are counted")
        return
    program = pathlib.Path(build, "bin/hot_paths")
    paths = subprocess.run([program], check=True, text=True,
                           capture_output=True).stdout.splitlines()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = list(pool.map(lambda path: count(program, path), paths))
    now = {"tools": tools(build), "paths": dict(zip(paths, counts))}
    for path, n in now["paths"].items():
        print(f"{path:<30}{n:>8}")
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else now
    for line in compare(kept, now):
        print(line)
    if "--rewrite" in options:
        KEPT.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2 or any(a != "--rewrite" for a in sys.argv[2:]):
        sys.exit(__doc__)
    main(*sys.argv[1:])
