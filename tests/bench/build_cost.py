"""What the library costs who builds with it: object code, and time to compile."""

import pathlib
import re
import resource
import statistics
import subprocess
import tempfile

# A file as users write them, and one that needs the messages alone.
USER = """#include "wamp/frame.h"
#include "wamp/wire.h"
bool Read(const std::string& bytes, wamp::v1::Frame& out) {
  return wamp::Decode(bytes, wamp::v1::SERIALIZER_CBOR, &out).ok();
}
"""
MESSAGES = """#include "wamp/v1/frame.pb.h"
bool Read(const std::string& bytes, wamp::v1::Frame& out) {
  return out.ParseFromString(bytes);
}
"""
RUNS = 5


def code_size(archive):
    """The bytes of machine code in an archive."""
    out = subprocess.run(["size", "-A", archive], check=True, text=True,
                         capture_output=True).stdout
    return sum(int(n) for n in re.findall(r"^\.text\S*\s+(\d+)", out, re.M))


def code_sizes(build):
    """Those of the messages that protoc generates, and of the rest of `wire`."""
    archives = pathlib.Path(build, "wire_libraries.txt").read_text(encoding="utf-8").split()
    sizes = {pathlib.Path(a).name: code_size(a) for a in archives}
    generated = sizes.pop("libwamp_proto.a")
    return {"generated": generated, "wire": sum(sizes.values())}


def compile_once(build, compiler, text):
    """Seconds of the processor."""
    with tempfile.NamedTemporaryFile("w", suffix=".cc", encoding="utf-8") as source:
        source.write(text)
        source.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([compiler, "-std=c++17", "-O2", "-Iinclude",
                        f"-I{build}/proto", "-c", source.name, "-o", "/dev/null"],
                       check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compile_times(build, compiler):
    """Medians of both files, one after the other."""
    times = {"messages": [], "user": []}
    for _ in range(RUNS):
        times["messages"].append(compile_once(build, compiler, MESSAGES))
        times["user"].append(compile_once(build, compiler, USER))
    return {name: statistics.median(runs) for name, runs in times.items()}
