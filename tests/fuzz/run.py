"""Runs the fuzz targets, and says in a line for each what came of it.

usage: run.py FOLDER [--seconds=N] [--jobs=N] [--keep] [TARGET...]

FOLDER is where the programs are, <target>_fuzz each; without a TARGET all of them
run. Each starts from the kept inputs in tests/fuzz/corpus/<target>, from those of
earlier findings in tests/fuzz/findings/<target>, and from what earlier runs have
reached, in build/fuzz/<target>/corpus. The input of a finding is in
build/fuzz/<target>, with what was said of it in log. Fails if there is any finding.

With --keep nothing is looked for: the kept inputs become the fewest that reach what
they, the seeds (which FOLDER/../bin/fuzz_seeds makes) and earlier runs have reached.
"""

import argparse
import concurrent.futures
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
# Longer inputs find little more, and are slow. One that is kept is small: what
# reaches a line is kept, not what reaches it another number of times.
MAX_LENGTH = "-max_len=4096"
MAX_KEPT = ["-max_len=1024", "-use_counters=0"]


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


def keep(program, target, seeds):
    """Makes the kept inputs of a target the fewest that reach what all of these
    reach; returns the line that says how many there are."""
    kept = KEPT / target
    with tempfile.TemporaryDirectory() as fewest:
        sources = [folder for folder in
                   (kept, seeds / target, SCRATCH / target / "corpus")
                   if folder.is_dir()]
        run = subprocess.run(
            [program, "-set_cover_merge=1", *MAX_KEPT, *LIMITS, fewest, *sources],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if run.returncode != 0:
            return run.stdout.decode(errors="replace"), True
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(fewest, kept)
    sizes = [file.stat().st_size for file in kept.iterdir()]
    return f"{target:12} {len(sizes)} inputs, {sum(sizes)} bytes", False


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
            subprocess.run([arguments.folder.parent / "bin/fuzz_seeds", seeds],
                           stdout=subprocess.DEVNULL, check=True)

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
