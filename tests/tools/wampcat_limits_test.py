"""Runs wampcat on messages that are longer than they may be, or never end.

WAMPCAT names the binary.
"""

import struct
import unittest

from wampcat_runner import check_mistake, feed, run

GOOD = b"[17,1,2]"
LONG = b'[48,1,{},"com.x",["' + b"x" * 300000 + b'"]]'
PACKED = b"\x93\x11\x01\x02"
PACKED_START = b"\x95\x30\x01\x80\xa5com.x\x91"
REST = "; the rest is not read"


def text(size):
    """The head of a text, or of bytes, in MessagePack."""
    return b"\xdb" + struct.pack(">I", size)


def rawsocket(content):
    return struct.pack(">I", len(content)) + content


# A name, the options for a stream, the stream, the messages that are read, and
# what is said of the one that is too long.
LIMITED = (
    ("json", ["--format=json"], GOOD + b"\n" + LONG + b"\n" + GOOD, 2,
     "frame 2 at byte 9: expected a message of at most 1000 bytes, got more"),
    ("msgpack", ["--format=msgpack"],
     PACKED + PACKED_START + text(2000) + b"x" * 2000 + PACKED, 1,
     "frame 2 at byte 4: expected a message of at most 1000 bytes, got more" +
     REST + ", as it can't be known where the next message starts"),
    ("ubjson", ["--format=ubjson"],
     b"[i\x11i\x01i\x02][i\x30i\x01{}Si\x05com.x[SI\x07\xd0" + b"x" * 2000 +
     b"]]", 1,
     "frame 2 at byte 8: expected a message of at most 1000 bytes, got more" +
     REST + ", as it can't be known where the next message starts"),
    ("json.batched", ["--format=json.batched"],
     GOOD + b"\x1e" + LONG + b"\x1e" + GOOD, 1,
     "frame 2 at byte 9: expected a separator (0x1e or 0x18) within 1000 bytes, "
     "got none (byte 9)" + REST),
    ("msgpack.batched", ["--format=msgpack.batched"],
     struct.pack(">I", 4) + PACKED + struct.pack(">I", 1001), 1,
     "frame 2 at byte 8: expected a length of at most 1000, got 1001 (byte 8)" +
     REST),
    ("rawsocket", ["--format=json", "--framing=rawsocket"],
     rawsocket(GOOD) + rawsocket(LONG), 1,
     f"frame 2 at byte 12: expected a length of at most 1000, got {len(LONG)} "
     "(byte 12)" + REST),
)


class LongMessages(unittest.TestCase):
    def test_are_refused(self):
        for name, args, stream, shown, fault in LIMITED:
            with self.subTest(name):
                done = run("decode", *args, "--max-bytes=1000", stdin=stream)
                self.assertEqual(done.stderr.decode(),
                                 f"(standard input): {fault}\n")
                self.assertEqual((done.stdout.count(b"#"), done.returncode),
                                 (shown, 1))

    def test_may_be_as_long_as_the_limit(self):
        for size, status in ((len(LONG), 0), (len(LONG) - 1, 1)):
            for stream, args in ((LONG * 3, []),
                                 ((LONG + b"\x1e") * 3, ["--framing=batched"]),
                                 (rawsocket(LONG) * 3, ["--framing=rawsocket"])):
                with self.subTest(size=size, args=args):
                    done = run("lint", "--format=json", *args,
                               f"--max-bytes={size}", stdin=stream)
                    self.assertEqual(done.returncode, status, done.stderr)

    def test_typed_ones_are_refused_too(self):
        frames = {form: run("decode", "--format=json", f"--output={form}",
                            stdin=GOOD + LONG + GOOD).stdout
                  for form in ("json", "textproto", "binary")}
        line = "expected a line of at most 1000 bytes, got a longer one"
        for form, stream in frames.items():
            with self.subTest(form):
                done = run("encode", f"--from={form}", "--format=json",
                           "--max-bytes=1000", stdin=stream)
                if form == "binary":
                    self.assertRegex(
                        done.stderr.decode(),
                        r"^\(standard input\): frame 2: expected a record of at "
                        r"most 1000 bytes, got one of 3000\d\d; the rest is not "
                        r"read\n$")
                else:
                    self.assertEqual(done.stderr.decode(),
                                     f"(standard input): frame 2: {line}\n")
                good = 1 if form == "binary" else 2
                self.assertEqual((done.stdout, done.returncode),
                                 ((GOOD + b"\n") * good, 1))

    def test_limit_is_a_number(self):
        for value in ("0", "-1", "1073741825", "1k", ""):
            with self.subTest(value):
                check_mistake(self, ["lint", f"--max-bytes={value}"],
                              "--max-bytes: expected a number from 1 to "
                              f'1073741824, got "{value}"')


class EndlessMessages(unittest.TestCase):
    """What never ends takes no more memory than the limit says."""

    MIB = 1 << 20
    # What wampcat takes anyhow, a sanitizer's own included.
    USUAL = 100 * MIB

    def check(self, args, start, block, memory):
        fed = feed(args, block, 256 * self.MIB, start)
        self.assertEqual((fed.size, fed.status), (0, 1))
        self.assertRegex(fed.stderr, rb" (at most|within) \d+( bytes)?, got ")
        self.assertLess(fed.memory, memory)

    def test_take_little_memory(self):
        block = b"x" * (1 << 16)
        json = b'[48,1,{},"com.x",["'
        for args, start in (
            (["lint", "--format=json"], json),
            (["lint", "--format=json"], b"[48,1,{},"),
            (["lint", "--format=msgpack"], PACKED_START + text(1 << 31)),
            (["lint", "--format=json.batched"], json),
            (["lint", "--format=cbor.batched"], struct.pack(">I", 1 << 31)),
            (["encode", "--from=json", "--format=json"], b'{"call":{"x":"'),
            (["encode", "--from=binary", "--format=json"],
             b"\xff\xff\xff\xff\x07"),
        ):
            # Between values there may be any number of blanks.
            filler = b" " * len(block) if start.endswith(b",") else block
            with self.subTest(args, start=start):
                self.check([*args, "--max-bytes=1000000"], start, filler,
                           self.USUAL)

    def test_take_memory_for_one_by_default(self):
        block = b"x" * (1 << 16)
        for args in (["--format=json"], ["--format=json.batched"]):
            with self.subTest(args):
                self.check(["lint", *args], b'[48,1,{},"com.x",["', block,
                           self.USUAL + 3 * 64 * self.MIB)


if __name__ == "__main__":
    unittest.main()
