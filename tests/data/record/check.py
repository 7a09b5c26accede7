"""Reparses every recorded file and lists its frames by message type.

Usage: python3 check.py OUT [--keys]
With --keys it lists the dict keys seen per peer and message type instead.
Fails on a frame that does not parse or is no WAMP message, on a missing
message type in json or msgpack, and on a folder that grew too large.
"""

import collections
import io
import json
import pathlib
import sys

import cbor2
import msgpack
import ubjson

LIMIT_BYTES = 200_000
TYPES = {
    1: "HELLO", 2: "WELCOME", 3: "ABORT", 4: "CHALLENGE", 5: "AUTHENTICATE",
    6: "GOODBYE", 8: "ERROR", 16: "PUBLISH", 17: "PUBLISHED", 32: "SUBSCRIBE",
    33: "SUBSCRIBED", 34: "UNSUBSCRIBE", 35: "UNSUBSCRIBED", 36: "EVENT",
    48: "CALL", 49: "CANCEL", 50: "RESULT", 64: "REGISTER", 65: "REGISTERED",
    66: "UNREGISTER", 67: "UNREGISTERED", 68: "INVOCATION", 69: "INTERRUPT",
    70: "YIELD",
}


def stream(load):
    def read(data):
        source = io.BytesIO(data)
        while source.tell() < len(data):
            yield load(source)
    return read


def read_msgpack(data):
    unpacker = msgpack.Unpacker(raw=False, strict_map_key=True)
    unpacker.feed(data)
    yield from unpacker
    if unpacker.tell() != len(data):
        raise ValueError("bytes are left after the last msgpack value")


READERS = {
    ".json": lambda data: (json.loads(line) for line in data.splitlines()),
    ".msgpack": read_msgpack,
    ".cbor": stream(cbor2.load),
    ".ubjson": stream(ubjson.load),
}


def dicts(frame):
    """The frame's options or details dict with its nested dicts' keys."""
    def walk(value, prefix):
        for key, item in value.items():
            yield prefix + key
            if isinstance(item, dict):
                yield from walk(item, prefix + key + ".")
            elif isinstance(item, list):
                for one in item:
                    if isinstance(one, dict):
                        yield from walk(one, prefix + key + "[].")
    first = next((item for item in frame if isinstance(item, dict)), {})
    yield from walk(first, "")


def main(out, show_keys):
    root = pathlib.Path(out)
    seen = collections.defaultdict(set)
    keys = collections.defaultdict(collections.Counter)
    total = 0
    for path in sorted(root.glob("*/*")):
        if path.suffix not in READERS or path.parent.name == "record":
            continue
        data = path.read_bytes()
        total += len(data)
        counts = collections.Counter()
        for index, frame in enumerate(READERS[path.suffix](data)):
            if type(frame) is not list or frame[0] not in TYPES:
                raise SystemExit(f"{path}: frame {index}: expected a WAMP "
                                 f"message array, found {frame!r:.80}")
            name = TYPES[frame[0]]
            counts[name] += 1
            keys[path.parent.name, name].update(dicts(frame))
        if not counts:
            raise SystemExit(f"{path}: expected frames, found none")
        seen[path.suffix] |= set(counts)
        if not show_keys:
            listing = " ".join(f"{k}:{n}" for k, n in counts.items())
            print(f"{path.relative_to(root)} {sum(counts.values())}: {listing}")
    for (peer, name), counter in sorted(keys.items()):
        if show_keys and counter:
            print(f"{peer} {name}: {' '.join(sorted(counter))}")
    for suffix in READERS:
        missing = set(TYPES.values()) - seen[suffix]
        if missing:
            raise SystemExit(f"no {suffix} file holds {sorted(missing)}")
    if total >= LIMIT_BYTES:
        raise SystemExit(f"{total} bytes are over the limit {LIMIT_BYTES}")
    if not show_keys:
        print(f"{total} bytes")


main(sys.argv[1], "--keys" in sys.argv[2:])
