"""Prints a version of CHANGELOG.md as Debian's changelog.

usage: changelog.py CHANGELOG.md <source package> <version> <maintainer>

The section of the version is printed, or that of what is not yet released, if
the version has none. Its date is the heading's; one without is SOURCE_DATE_EPOCH,
or that of the last commit, so that the same sources give the same text.
"""

import datetime
import email.utils
import os
import pathlib
import re
import subprocess
import sys
import textwrap

HEADING = re.compile(r"^## \[(?P<name>[^]]+)\](?: - (?P<date>\S+))?$",
                     re.MULTILINE)
ENTRY = re.compile(r"^- (?P<text>.*(?:\n  .*)*)", re.MULTILINE)
UNRELEASED = "Unreleased"
UTC = datetime.timezone.utc


def section(text, version):
    """Returns the date of a version, None without one, and its entries."""
    headings = list(HEADING.finditer(text))
    for wanted in (version, UNRELEASED):
        for heading, after in zip(headings, [*headings[1:], None]):
            if heading["name"] == wanted:
                body = text[heading.end():after.start() if after else None]
                return heading["date"], [" ".join(entry["text"].split())
                                         for entry in ENTRY.finditer(body)]
    raise ValueError(f"expected a section [{version}] or [{UNRELEASED}]")


def last_change(folder):
    """Returns the time of the sources, for what has no date of its own."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=folder,
                              capture_output=True, text=True, check=False)
        epoch = done.stdout if done.returncode == 0 else "0"
    return datetime.datetime.fromtimestamp(int(epoch), UTC)


def debian(source, version, maintainer, date, entries):
    """Returns Debian's changelog of one version."""
    items = [textwrap.fill(entry, 78, initial_indent="  * ",
                           subsequent_indent="    ", break_long_words=False,
                           break_on_hyphens=False) for entry in entries]
    return "\n".join([
        f"{source} ({version}) unstable; urgency=medium", "", *items, "",
        f" -- {maintainer}  {email.utils.format_datetime(date)}", ""])


def main():
    file, source, version, maintainer = sys.argv[1:]
    path = pathlib.Path(file)
    try:
        day, entries = section(path.read_text("utf-8"), version)
        date = (datetime.datetime.fromisoformat(day).replace(tzinfo=UTC)
                if day else last_change(path.resolve().parent))
    except ValueError as error:
        sys.exit(f"{path}: {error}")
    print(debian(source, version, maintainer, date, entries), end="")


if __name__ == "__main__":
    main()
