"""What the tests of wampcat share. WAMPCAT names the binary."""

import collections
import contextlib
import functools
import os
import pathlib
import re
import subprocess
import threading

WAMPCAT = os.environ["WAMPCAT"]
DATA = pathlib.Path(__file__).resolve().parents[1] / "data"


def run(*args, stdin=b""):
    return subprocess.run(
        [WAMPCAT, *args], input=stdin, capture_output=True
    )


# How many bytes wampcat has written, the most memory that it has had, what it
# said, and its exit status.
Fed = collections.namedtuple("Fed", "size memory stderr status")


def feed(args, block, total, start=b""):
    """Pipes a start and copies of a block, `total` bytes of them, into wampcat."""
    env = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=8")
    size = 0
    with subprocess.Popen([WAMPCAT, *args], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=env) as process:
        def write():
            # It may read no further, and what is left can't be written even then.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(start)
                for _ in range(total // len(block)):
                    process.stdin.write(block)
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()

        writer = threading.Thread(target=write)
        writer.start()
        while chunk := process.stdout.read(1 << 20):
            size += len(chunk)
        stderr = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        writer.join()
    return Fed(size, usage.ru_maxrss * 1024, stderr, process.returncode)


def check_mistake(test, args, error):
    """Checks that a command line is refused, and with which words."""
    done = run(*args)
    test.assertEqual(done.stderr.decode(),
                     f"wampcat: {error}\nTry wampcat --help.\n")
    test.assertEqual((done.stdout, done.returncode), (b"", 2))


@functools.cache
def formats():
    line = re.search(rb"^FORMAT: (.*)$", run("--help").stdout, re.MULTILINE)
    return line[1].decode().split(", ")


def recorded():
    for path in sorted(DATA.glob("*/*.*")):
        if path.parent.name != "record" and path.suffix[1:] in formats():
            yield path.relative_to(DATA).as_posix(), path, path.suffix[1:]
