"""What the tests of wampcat share. WAMPCAT names the binary."""

import os
import pathlib
import re
import subprocess

WAMPCAT = os.environ["WAMPCAT"]
DATA = pathlib.Path(__file__).resolve().parents[1] / "data"


def run(*args, stdin=b""):
    return subprocess.run(
        [WAMPCAT, *args], input=stdin, capture_output=True, timeout=60
    )


def check_mistake(test, args, error):
    """Checks that a command line is refused, and with which words."""
    done = run(*args)
    test.assertEqual(done.stderr.decode(),
                     f"wampcat: {error}\nTry wampcat --help.\n")
    test.assertEqual((done.stdout, done.returncode), (b"", 2))


def formats():
    line = re.search(rb"^FORMAT: (.*)$", run("--help").stdout, re.MULTILINE)
    return line[1].decode().split(", ")


def recorded():
    for path in sorted(DATA.glob("*/*.*")):
        if path.parent.name != "record" and path.suffix[1:] in formats():
            yield path.relative_to(DATA).as_posix(), path, path.suffix[1:]
