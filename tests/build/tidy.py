"""Runs clang-tidy over the sources, many at a time.

usage: tidy.py [--jobs=n] [--size=n] <build folder> [file or folder...]

Most of clang-tidy's time goes into headers, and into those of others at that. So files
of src/, say, are included by one, as far as they are compiled with the same definitions
and define no names twice, and a header is looked at once for all of them. Where they don't
go together after all, they are taken apart. The build folder is one of clang++'s.
"""

import argparse
import collections
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "examples")
HEADERS = r"/(include/wamp|src|tests|examples)/[^:]*\.(h|inc|cc)$"
# What each program, or many a test, has one of gets another name in a batch.
RENAMED = ("main", "LLVMFuzzerTestOneInput", "Sample", "Case")
# What is defined at the start of a line: a type, an alias, a macro, a variable or a
# function, by the name before its brace, bracket or equals sign.
DEFINED = re.compile(
    r"^(?:(?:class|struct|union|enum(?: class)?|#define) +(\w+)|using (\w+) ="
    r"|(?!namespace |using |#|//)[\w:][^\n=({\[;]*?[ *&](\w+)(?=[\[({;]| =| \{))",
    re.MULTILINE)
UNITED = re.compile(r'^#include "(.*)"$', re.MULTILINE)
INSTANTIATED = re.compile(r"^INSTANTIATE_TEST_SUITE_P\(\s*(\w+),\s*(\w+)",
                          re.MULTILINE)


def defined_names(text):
    names = {name for found in DEFINED.findall(text) for name in found if name}
    names.update("/".join(pair) for pair in INSTANTIATED.findall(text))
    # These may be there twice.
    return names - {"PrintTo", "TEST", "TEST_F", "TEST_P", *RENAMED}


def flags_of(command):
    """Definitions, folders of headers and the dialect, without the rest."""
    words = shlex.split(command)
    kept = []
    for place, word in enumerate(words):
        if word == "-isystem":
            kept.append(("-isystem", words[place + 1]))
        elif word.startswith(("-D", "-I", "-std=", "-pthread")):
            kept.append((word,))
    return tuple(dict.fromkeys(kept))


Source = collections.namedtuple("Source", "path flags names")


def compiled(build):
    """Each file that is compiled, and how, with those that others include for it."""
    for entry in json.loads((build / "compile_commands.json").read_text("utf-8")):
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if path.match("Unity/unity_*.cxx"):
            for included_path in UNITED.findall(path.read_text("utf-8")):
                yield pathlib.Path(included_path), entry["command"]
        else:
            yield path, entry["command"]


def sources(build, wanted):
    found = {}
    for path, command in compiled(build):
        if not path.is_relative_to(ROOT):
            continue
        place = path.relative_to(ROOT)
        if place.parts[0] not in FOLDERS or place in found:
            continue
        if wanted and not any(place.is_relative_to(each) for each in wanted):
            continue
        found[place] = Source(place, flags_of(command),
                              defined_names(path.read_text("utf-8")))
    return [found[place] for place in sorted(found)]


def batches(files, size):
    """Files of src/, say, with the same definitions, none of which clash."""
    groups = collections.defaultdict(list)
    for source in files:
        definitions = tuple(sorted(
            flag for flag in source.flags if flag[0].startswith("-D")))
        groups[source.path.parts[0], definitions].append(source)
    for group in groups.values():
        open_batches = []
        for source in group:
            for batch, names in open_batches:
                if len(batch) < size and not names & source.names:
                    batch.append(source)
                    names |= source.names
                    break
            else:
                open_batches.append(([source], set(source.names)))
        for batch, _ in open_batches:
            yield batch


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)


def included(number, source):
    """The lines that make a source a part of a batch."""
    names = "".join(f"#undef {name}\n#define {name} {name}_{number}\n"
                    for name in RENAMED)
    return (f'{names}#include "{ROOT / source.path}"  '
            "// NOLINT(bugprone-suspicious-include)\n")


def check(scratch, batch):
    """Runs clang-tidy over the files, and returns each of its runs."""
    flags = [word for flag in dict.fromkeys(
        flag for source in batch for flag in source.flags) for word in flag]
    unit = ROOT / batch[0].path
    if len(batch) > 1:
        unit = scratch / str(batch[0].path).replace("/", "_")
        unit.write_text("".join(map(included, range(len(batch)), batch)), "utf-8")
    done = run("clang-tidy", "-quiet", f"--header-filter={HEADERS}",
               f"--config-file={ROOT / '.clang-tidy'}", str(unit), "--", *flags,
               "-Wno-unused-command-line-argument")
    if len(batch) > 1 and "[clang-diagnostic-error]" in done.stdout:
        middle = len(batch) // 2
        return check(scratch, batch[:middle]) + check(scratch, batch[middle:])
    return [done]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--size", type=int, default=40)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("wanted", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    files = sources(args.build, args.wanted)
    if not files:
        sys.exit(f"tidy.py: {args.build} compiles no such file")
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        # The longest first, so that none is left over at the end.
        work = sorted(batches(files, args.size), key=len, reverse=True)
        runs = [done for of_batch in pool.map(
            functools.partial(check, pathlib.Path(scratch)), work) for done in of_batch]
    failed = [done for done in runs if done.returncode != 0]
    for done in failed:
        print(done.stdout, file=sys.stderr)
    print(f"clang-tidy: {len(files)} files in {len(runs)} runs")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
