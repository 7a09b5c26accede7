"""How fast wampcat rewrites a stream, by the time of the processor, beside jq."""

import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

FRAMES = pathlib.Path("tests/bench/frames.json")
STREAM_BYTES = 64 << 20
RUNS = 5


def seconds(command, stream):
    """What a command takes of the processor, from standard input to nowhere."""
    with open(stream, "rb") as source:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdin=source, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def make_streams(wampcat, folder):
    """The frames again and again, in JSON and in MessagePack: their paths."""
    frames = FRAMES.read_bytes()
    json = folder / "stream.json"
    json.write_bytes(frames * (STREAM_BYTES // len(frames)))
    msgpack = folder / "stream.msgpack"
    with open(json, "rb") as source, open(msgpack, "wb") as to:
        subprocess.run([wampcat, "transcode", "--from=json", "--to=msgpack"],
                       check=True, stdin=source, stdout=to)
    return {"json": json, "msgpack": msgpack}


def measure(build):
    """A row for each command: its name, MB and messages in a second.

    The commands take turns, so that what else the machine does meets all of them.
    """
    wampcat = pathlib.Path(build, "bin/wampcat").resolve()
    commands = [
        ("`wampcat`, JSON to JSON", "json",
         [wampcat, "transcode", "--from=json", "--to=json"]),
        ("`wampcat`, MessagePack to JSON", "msgpack",
         [wampcat, "transcode", "--from=msgpack", "--to=json"]),
    ]
    if shutil.which("jq"):
        commands.append(("`jq -c .`", "json", ["jq", "-c", "."]))
    else:
        print("SKIPPED: no jq to compare wampcat with", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        streams = make_streams(wampcat, pathlib.Path(folder))
        messages = streams["json"].read_bytes().count(b"\n")
        times = {name: [] for name, _, _ in commands}
        for _ in range(RUNS):
            for name, form, command in commands:
                times[name].append(seconds(command, streams[form]))
        sizes = {form: path.stat().st_size for form, path in streams.items()}
    rows = []
    for name, form, _ in commands:
        median = statistics.median(times[name])
        rows.append({"name": name, "mb": sizes[form] / 1e6 / median,
                     "messages": messages / median})
    return rows
