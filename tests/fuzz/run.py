"""Runs the fuzz targets, and says in a line for each what came of it.

usage: run.py FOLDER [--seconds=N] [--jobs=N] [--keep] [TARGET...]

FOLDER is where the programs are, <target>_fuzz each; without a TARGET all of them
run. Each starts from the kept inputs in tests/fuzz/corpus/<target>, from those of
earlier findings in tests/fuzz/findings/<target>, and from what earlier runs have
reached, in build/fuzz/<target>/corpus. The input of a finding is in
build/fuzz/<target>, with what was said of it in log. Fails if there is any finding.

With --keep nothing is looked for: the kept inputs become the few that reach the most
of what they, the seeds (which FOLDER/../bin/fuzz_seeds makes) and earlier runs have
reached.
"""

import argparse
import array
import concurrent.futures
import hashlib
import heapq
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KEPT = pathlib.Path("tests/fuzz/corpus")
FINDINGS = pathlib.Path("tests/fuzz/findings")
DICTIONARY = "tests/fuzz/wamp.dict"
SCRATCH = pathlib.Path("build/fuzz")
# An input that takes longer, or more memory, is a finding.
LIMITS = ["-timeout=10", "-rss_limit_mb=2048"]
# Longer inputs find little more, and are slow. One that is kept is small.
MAX_LENGTH = "-max_len=4096"
LONGEST_KEPT = 1024
# What more would reach is little, and a repository no archive: seeds can be made anew.
MOST_KEPT = 200


def number(pattern, text):
    """Returns the last number that the pattern finds; 0 without any."""
    return int(([*re.findall(pattern, text)] or [0])[-1])


def fuzz(program, target, seconds):
    """Runs a target; returns the line that says what came of it, and whether
    there was a finding."""
    folder = SCRATCH / target
    found = folder / "corpus"
    found.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    with subprocess.Popen(
            [program, f"-max_total_time={seconds}", f"-dict={DICTIONARY}",
             f"-artifact_prefix={folder}/", "-print_final_stats=1", MAX_LENGTH,
             *LIMITS, found,
             *(folder / target for folder in (KEPT, FINDINGS)
               if (folder / target).is_dir())],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        log = run.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    (folder / "log").write_text(log, encoding="utf-8")
    line = (f"{target:12} "
            f"{number(r'number_of_executed_units: +([0-9]+)', log):>10} runs "
            f"{usage.ru_utime + usage.ru_stime:>6.0f} s of CPU "
            f"{number(r' cov: ([0-9]+)', log):>7} edges "
            f"{number(r'new_units_added: +([0-9]+)', log):>6} new")
    if run.returncode == 0:
        return line, False
    artefacts = sorted(str(file) for file in set(folder.iterdir()) - before
                       if file.name not in ("corpus", "log"))
    what = re.search(r"^(property: .*|.*runtime error: .*|SUMMARY: .*)$", log,
                     re.MULTILINE)
    return (f"{line}\n  FOUND: {what[0] if what else 'see the log'}\n"
            f"  {' '.join(artefacts)}, {folder}/log"), True


def choose(control):
    """Returns the files of libFuzzer's control file of a merge that reach the most
    together: the one that adds the most, again and again."""
    lines = control.read_text(encoding="utf-8").splitlines()
    count = int(lines[0])
    files = [pathlib.Path(name) for name in lines[2:2 + count]]
    # What a file adds only shrinks as others are chosen: one that still adds as much
    # as the next might is the one.
    might = []
    for line in lines[2 + count:]:
        kind, file, *features = line.split()
        if kind == "FT":
            # Of two that add as much the first is taken: small ones come first.
            might.append((-len(features), int(file),
                          array.array("Q", map(int, features))))
    heapq.heapify(might)
    chosen, reached = [], set()
    while might and len(chosen) < MOST_KEPT:
        _, file, features = heapq.heappop(might)
        added = set(features) - reached
        if added and might and len(added) < -might[0][0]:
            heapq.heappush(might, (-len(added), file, features))
        elif added:
            chosen.append(files[file])
            reached |= added
    return chosen


def keep(program, target, seeds):
    """Makes the kept inputs of a target those that choose() takes of them, the seeds
    and earlier runs; returns the line that says how many there are."""
    kept = KEPT / target
    with tempfile.TemporaryDirectory() as scratch:
        control = pathlib.Path(scratch) / "control"
        merged = pathlib.Path(scratch) / "merged"
        merged.mkdir()
        # What reaches a line is kept, not what reaches it another number of times.
        run = subprocess.run(
            [program, "-set_cover_merge=1", f"-merge_control_file={control}",
             f"-max_len={LONGEST_KEPT}", "-use_counters=0", *LIMITS, merged,
             *(folder for folder in
               (kept, seeds / target, SCRATCH / target / "corpus")
               if folder.is_dir())],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if run.returncode != 0 or not control.exists():
            return run.stdout.decode(errors="replace"), True
        inputs = {file.read_bytes()[:LONGEST_KEPT] for file in choose(control)}
    if not inputs:
        return f"{target}: no input reaches anything", True
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    for each in inputs:
        (kept / hashlib.sha1(each).hexdigest()).write_bytes(each)
    return (f"{target:12} {len(inputs)} inputs, {sum(map(len, inputs))} bytes",
            False)


def main():
    parser = argparse.ArgumentParser(
        usage=__doc__.partition("usage: ")[2])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_intermixed_args()
    programs = {program.name.removesuffix("_fuzz"): program for program in
                sorted(arguments.folder.glob("*_fuzz"))}
    unknown = set(arguments.targets) - set(programs)
    if unknown or not programs:
        sys.exit(f"run.py: unknown target {', '.join(sorted(unknown))} "
                 f"(expected {', '.join(programs) or 'programs that are built'})")
    chosen = arguments.targets or list(programs)
    is_bad = False
    with tempfile.TemporaryDirectory() as seeds:
        if arguments.keep:
            make = subprocess.run(
                [arguments.folder.parent / "bin/fuzz_seeds", seeds],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if make.returncode != 0:
                sys.exit(make.stdout.decode(errors="replace"))

        def run(target):
            if arguments.keep:
                return keep(programs[target], target, pathlib.Path(seeds))
            return fuzz(programs[target], target, arguments.seconds)

        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            for line, bad in pool.map(run, chosen):
                print(line, flush=True)
                is_bad |= bad
    sys.exit(1 if is_bad else 0)


if __name__ == "__main__":
    main()
