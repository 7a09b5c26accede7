"""Runs wampcat on batches and RawSocket streams, short and long.

WAMPCAT names the binary.
"""

import asyncio
import importlib.util
import os
import re
import struct
import subprocess
import tempfile
import time
import unittest

from terminal import Terminal
from wampcat_runner import WAMPCAT, feed, formats, recorded, run

FRAMES = [b"[17,1,2]", b'[48,1,{},"com.x",["\xc3\xa9"]]', b"[17,3,4]"]
SHOWN = ["#1 PUBLISHED request=1 publication=2",
         '#2 CALL request=1 CallOptions() procedure="com.x"; args: 1 ',
         "#3 PUBLISHED request=3 publication=4"]
HANDSHAKE = b"\x7f\xf1\0\0"
MESSAGE, PING, PONG = 0, 1, 2


def batched(*messages):
    return b"".join(struct.pack(">I", len(m)) + m for m in messages)


def rawsocket(kind, *contents):
    return b"".join(struct.pack(">I", kind << 24 | len(c)) + c
                    for c in contents)


class Framing(unittest.TestCase):
    """Batches and RawSocket streams."""

    def transcode(self, data, *options):
        done = run("transcode", *options, stdin=data)
        self.assertEqual((done.stderr, done.returncode), (b"", 0))
        return done.stdout

    def packed(self, form, *frames):
        return [self.transcode(frame, "--from=json", f"--to={form}")
                for frame in frames or FRAMES]

    def shown(self, data, *options, notes=()):
        done = run("decode", *options, stdin=data)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr.decode().splitlines(),
                         ["(standard input): " + note for note in notes])
        lines = done.stdout.decode().splitlines()
        self.assertEqual([line[:len(start)] for line, start in
                          zip(lines, SHOWN)], SHOWN)
        self.assertEqual(len(lines), len(SHOWN))

    def test_batches_are_read(self):
        for separator in (b"\x1e", b"\x18"):
            data = b"".join(frame + separator for frame in FRAMES)
            for name in ("json.batched", "wamp.2.json.batched"):
                self.shown(data, f"--format={name}")
            self.shown(data[:-1], "--format=json", "--framing=batched")
        for form in formats():
            if form != "json":
                data = batched(*self.packed(form))
                self.shown(data, f"--format={form}.batched")
                self.shown(data, "--framing=batched", f"--format={form}")

    def test_batches_are_written(self):
        data = b"".join(FRAMES)
        frames = [frame.strip() for frame in self.packed("json")]
        for options, separator in (
            (["--to=wamp.2.json.batched"], b"\x1e"),
            (["--to=json", "--to-framing=batched"], b"\x1e"),
            (["--to=json.batched", "--separator=0x18"], b"\x18"),
        ):
            self.assertEqual(
                self.transcode(data, "--from=json", *options),
                b"".join(frame + separator for frame in frames))
        for form in formats():
            if form != "json":
                self.assertEqual(
                    self.transcode(data, "--from=json",
                                   f"--to={form}.batched"),
                    batched(*self.packed(form)))

    def test_encode_writes_batches(self):
        typed = run("decode", "--format=json", "--output=binary",
                    stdin=b"".join(FRAMES)).stdout
        done = run("encode", "--from=binary", "--format=wamp.2.cbor.batched",
                   stdin=typed)
        self.assertEqual((done.stdout, done.stderr),
                         (batched(*self.packed("cbor")), b""))
        done = run("encode", "--from=binary", "--format=cbor",
                   "--framing=rawsocket", stdin=typed)
        self.assertEqual(
            done.stdout,
            b"\x7f\xf3\0\0" + rawsocket(MESSAGE, *self.packed("cbor")))

    def test_handshake_chooses_the_format(self):
        numbers = {"json": 1, "msgpack": 2, "cbor": 3, "ubjson": 4}
        for form, number in numbers.items():
            data = (bytes([0x7F, 0x50 | number, 0, 0]) +
                    rawsocket(MESSAGE, *self.packed(form)))
            self.shown(data, "--framing=rawsocket",
                       notes=[f"handshake at byte 0: {form}, takes messages "
                              "of up to 16384 bytes"])
            self.assertEqual(
                run("transcode", "--from-framing=rawsocket", "--to=json",
                    stdin=data).stdout,
                b"".join(self.packed("json")))

    def test_rawsocket_is_written(self):
        for form, number in (("json", 1), ("msgpack", 2), ("ubjson", 4),
                             ("bjdata", 4)):
            frames = [frame.rstrip(b"\n") for frame in self.packed(form)]
            self.assertEqual(
                self.transcode(b"".join(FRAMES), "--from=json", f"--to={form}",
                               "--to-framing=rawsocket"),
                bytes([0x7F, 0xF0 | number, 0, 0]) +
                rawsocket(MESSAGE, *frames))

    def test_given_format_needs_no_handshake(self):
        data = rawsocket(MESSAGE, *self.packed("bjdata"))
        self.shown(data, "--framing=rawsocket", "--format=bjdata")
        # Both have number 4.
        self.shown(b"\x7f\x04\0\0" + data, "--framing=rawsocket",
                   "--format=bjdata",
                   notes=["handshake at byte 0: bjdata, takes messages of up "
                          "to 512 bytes"])

    def test_ubjson_may_be_bjdata(self):
        # The first message is the same in both, so that nothing shows yet.
        frames = [b"[17,1,2]", b'[48,70000,{},"com.x",["%s"]]' % (b"x" * 300),
                  b"[17,1,70000]"]
        expected = b"".join(frame + b"\n" for frame in frames)
        for form in ("ubjson", "bjdata"):
            packed = self.packed(form, *frames)
            for data, options in (
                (b"".join(packed), ["--from=ubjson"]),
                (b"".join(packed[1:]), ["--from=ubjson"]),
                (batched(*packed), ["--from=wamp.2.ubjson.batched"]),
                (b"\x7f\xf4\0\0" + rawsocket(MESSAGE, *packed),
                 ["--from-framing=rawsocket"]),
            ):
                with self.subTest(form, options=options):
                    done = run("transcode", *options, "--to=json", stdin=data)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertTrue(expected.endswith(done.stdout))
                    self.assertIn(frames[1], done.stdout)

    def test_pings_and_pongs_are_reported_and_passed_over(self):
        data = (HANDSHAKE + HANDSHAKE + rawsocket(MESSAGE, FRAMES[0]) +
                rawsocket(PING, b"hello") + rawsocket(MESSAGE, FRAMES[1]) +
                rawsocket(PONG, b"") + rawsocket(MESSAGE, FRAMES[2]))
        shake = "json, takes messages of up to 16777216 bytes"
        self.shown(data, "--framing=rawsocket", notes=[
            f"handshake at byte 0: {shake}", f"handshake at byte 4: {shake}",
            "ping at byte 20: 5 bytes, skipped",
            "pong at byte 57: 0 bytes, skipped"])
        lint = run("lint", "--framing=rawsocket", stdin=data)
        self.assertEqual((lint.stdout, lint.stderr, lint.returncode),
                         (b"", b"", 0))

    def test_frames_that_rawsocket_cannot_hold(self):
        data = b'[48,1,{},"com.x",["' + b"x" * (1 << 24) + b'"]][17,1,2]'
        done = run("transcode", "--from=json", "--to=json",
                   "--to-framing=rawsocket", stdin=data)
        self.assertEqual(
            done.stderr,
            b"(standard input): frame 1 at byte 0: expected at most 16777216 "
            b"bytes for a RawSocket packet, got 16777238\n")
        self.assertEqual((done.stdout, done.returncode),
                         (HANDSHAKE + rawsocket(MESSAGE, b"[17,1,2]"), 1))

    def test_all_recorded_frames_pass_through_all_framings(self):
        for name, path, form in recorded():
            data = run("transcode", "--profile=lenient", f"--from={form}",
                       f"--to={form}", str(path)).stdout
            with self.subTest(name):
                steps = [([f"--from={form}"], [f"--to={form}.batched"]),
                         ([f"--from={form}.batched"],
                          [f"--to={form}", "--to-framing=rawsocket"]),
                         (["--from-framing=rawsocket"], [f"--to={form}"])]
                out = data
                for source, target in steps:
                    done = run("transcode", *source, *target, stdin=out)
                    self.assertEqual(done.returncode, 0, done.stderr)
                    out = done.stdout
                self.assertEqual(out, data)


@unittest.skipUnless(importlib.util.find_spec("autobahn"), "needs autobahn")


class Autobahn(unittest.TestCase):
    """What autobahn-python sends and reads."""

    @classmethod
    def setUpClass(cls):
        txaio = importlib.import_module("txaio")
        txaio.use_asyncio()
        serializer = importlib.import_module("autobahn.wamp.serializer")
        cls.serializers = {
            "json": serializer.JsonSerializer,
            "msgpack": serializer.MsgPackSerializer,
            "cbor": serializer.CBORSerializer,
            "ubjson": serializer.UBJSONSerializer,
        }
        cls.message = importlib.import_module("autobahn.wamp.message")
        cls.rawsocket = importlib.import_module("autobahn.asyncio.rawsocket")
        cls.wamp = importlib.import_module("autobahn.asyncio.wamp")
        cls.types = importlib.import_module("autobahn.wamp.types")

    def test_reads_batches(self):
        for form, serializer in self.serializers.items():
            data = run("transcode", "--from=json", f"--to={form}.batched",
                       *(["--separator=0x18"] if form == "json" else []),
                       stdin=b"".join(FRAMES)).stdout
            with self.subTest(form):
                messages = serializer(batched=True).unserialize(data)
                self.assertEqual(
                    [type(message).__name__ for message in messages],
                    ["Published", "Call", "Published"])
                self.assertEqual(messages[1].args, ["\u00e9"])

    def test_writes_batches(self):
        messages = [self.message.Published(1, 2),
                    self.message.Call(1, "com.x", args=["\u00e9"]),
                    self.message.Published(3, 4)]
        for form, serializer in self.serializers.items():
            batch = serializer(batched=True)
            data = b"".join(batch.serialize(m)[0] for m in messages)
            with self.subTest(form):
                done = run("decode", f"--format=wamp.2.{form}.batched",
                           stdin=data)
                self.assertEqual(done.stderr, b"")
                for line, start in zip(done.stdout.decode().splitlines(),
                                       SHOWN, strict=True):
                    self.assertTrue(line.startswith(start), line)

    def test_reads_rawsocket_frames(self):
        data = run("transcode", "--from=json", "--to=msgpack",
                   "--to-framing=rawsocket", stdin=b"".join(FRAMES)).stdout
        protocol = self.rawsocket.PrefixProtocol()
        protocol._buffer = b""
        protocol._header = None
        frames = []
        protocol.stringReceived = frames.append
        protocol.data_received(data[4:])
        read = self.serializers["msgpack"]().unserialize
        self.assertEqual([type(read(frame, True)[0]).__name__
                          for frame in frames],
                         ["Published", "Call", "Published"])

    def test_writes_rawsocket_streams(self):
        for form in ("json", "msgpack", "cbor"):
            with self.subTest(form):
                sent = asyncio.run(self.hello(self.serializers[form]()))
                done = run("decode", "--framing=rawsocket", stdin=sent)
                self.assertRegex(done.stderr.decode(),
                                 rf"^\(standard input\): handshake at byte 0: "
                                 rf"{form}, takes messages of up to \d+ bytes\n$")
                self.assertRegex(done.stdout.decode(),
                                 r"^#1 HELLO HelloDetails\(realm=\"realm1\", ")

    async def hello(self, serializer):
        """Returns what a client sends to a router that accepts it."""
        sent = asyncio.get_running_loop().create_future()

        async def accept(reader, writer):
            handshake = await reader.readexactly(4)
            writer.write(handshake)
            header = await reader.readexactly(4)
            frame = await reader.readexactly(struct.unpack(">I", header)[0])
            writer.close()
            sent.set_result(handshake + header + frame)

        def session():
            return self.wamp.ApplicationSession(
                self.types.ComponentConfig("realm1"))

        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        client, _ = await asyncio.get_running_loop().create_connection(
            self.rawsocket.WampRawSocketClientFactory(session, serializer),
            *server.sockets[0].getsockname())
        data = await asyncio.wait_for(sent, 30)
        client.close()
        server.close()
        return data


class NoOps(unittest.TestCase):
    """UBJSON and BJData have bytes that are nothing, wherever a value may start."""

    def test_around_messages(self):
        message = b"[U\x11U\x01U\x02]"
        for form in ("ubjson", "bjdata"):
            for data, count in ((b"N", 0), (b"N" + message, 1),
                                (message + b"NN", 1),
                                (message + b"N" + message + b"N", 2)):
                with self.subTest(form, data=data):
                    done = run("transcode", f"--from={form}", "--to=json",
                               stdin=data)
                    self.assertEqual(
                        (done.stdout, done.stderr, done.returncode),
                        (b"[17,1,2]\n" * count, b"", 0))


class FramingFaults(unittest.TestCase):
    def check(self, args, stdin, shown, *faults):
        done = run("decode", *args, stdin=stdin)
        self.assertEqual(done.stderr.decode().splitlines(),
                         ["(standard input): " + fault for fault in faults])
        self.assertEqual(re.findall(rb"^#(\d+)", done.stdout, re.MULTILINE),
                         [b"%d" % number for number in shown])
        self.assertEqual(done.returncode, 1)

    REST = "; the rest is not read"

    def test_broken_message_harms_no_other(self):
        good = b"\x93\x11\x01\x02"
        self.check(["--format=msgpack.batched"], batched(good, b"\xc1", good),
                   [1, 3],
                   "frame 2 at byte 12: Frame: expected a value, got byte 0xc1 "
                   "(byte 12)")
        self.check(["--format=json.batched"],
                   b'[17,1,2]\x1e[17,1,"x\x1e[17,1,2]\x1e', [1, 3],
                   "frame 2 at byte 9: PUBLISHED.publication: expected '\"', "
                   "got the end of the input (byte 17)")
        self.check(["--framing=rawsocket", "--format=json"],
                   rawsocket(MESSAGE, b"[17,1,2]", b"[17,1]", b"[17,1,2]"),
                   [1, 3],
                   "frame 2 at byte 16: PUBLISHED.publication: expected a "
                   "value, got none (byte 22)")

    def test_broken_lengths_end_the_file(self):
        good = b"\x93\x11\x01\x02"
        self.check(["--format=msgpack.batched"],
                   batched(good) + b"\xff\xff\xff\xff" + good, [1],
                   "frame 2 at byte 8: expected a length of at most "
                   "67108864, got 4294967295 (byte 8)" + self.REST)
        self.check(["--format=msgpack.batched"], batched(good, good)[:-1], [1],
                   "frame 2 at byte 8: expected 8 bytes of a message, got 7 "
                   "and the end of the input (byte 8)" + self.REST)
        self.check(["--framing=rawsocket", "--format=msgpack"],
                   rawsocket(MESSAGE, good) + b"\x83" + good, [1],
                   "frame 2 at byte 8: expected a message, ping or pong, which "
                   "start with 0x00, 0x01 or 0x02, got octets 0x83931101 "
                   "(byte 8)" + self.REST)

    def test_handshakes(self):
        frame = rawsocket(MESSAGE, b"[17,1,2]")
        raw = ["--framing=rawsocket"]
        self.check(raw, frame, [],
                   "frame 1 at byte 4: expected a handshake before it that "
                   "names the format, or the format on the command line, got "
                   "none" + self.REST)
        self.check(raw, b"\x7f\x40\0\0", [],
                   "handshake at byte 0: expected an accepted connection, got "
                   "refusal 4 (too many connections)")
        self.check(raw, b"\x7f\xf5\0\0" + frame, [],
                   "handshake at byte 0: expected a serializer from 1 to 4, "
                   "got serializer 5 (flatbuffers), a format that can't be "
                   "read or written" + self.REST)
        self.check(raw, HANDSHAKE + b"\x7f\xf2\0\0" + frame, [],
                   "handshake at byte 0: json, takes messages of up to "
                   "16777216 bytes",
                   "handshake at byte 4: expected json as in the handshake "
                   "before it, got msgpack" + self.REST)
        self.check([*raw, "--format=json"], b"\x7f\xf2\0\0" + frame, [1],
                   "handshake at byte 0: expected json as on the command "
                   "line, got msgpack")


class LongStreams(unittest.TestCase):
    """What takes too long to be looked at, or to be kept."""

    # Far less than the streams have, but more than a sanitizer needs.
    MEMORY = 100 << 20

    def test_memory_is_constant(self):
        frame = b'[16,1,{"acknowledge":true},"com.x",["%s"]]' % (b"x" * 4000)
        lines = (frame + b"\n") * 100
        batch = (frame + b"\x1e") * 100
        packed = run("transcode", "--from=json", "--to=msgpack.batched",
                     stdin=lines).stdout
        raw = rawsocket(MESSAGE, frame) * 100
        total = 150 << 20
        for args, block in (
            (["--from=json", "--to=msgpack.batched"], lines),
            (["--from=json.batched", "--to=cbor"], batch),
            (["--from=msgpack.batched", "--to=ubjson.batched"], packed),
            (["--from-framing=rawsocket", "--from=json", "--to=json.batched"],
             raw),
        ):
            with self.subTest(args):
                fed = feed(["transcode", *args], block, total)
                self.assertEqual((fed.stderr, fed.status), (b"", 0))
                self.assertGreater(fed.size, 0.9 * total)
                self.assertLess(fed.memory, self.MEMORY)

    def feed_slowly(self, args, data, wanted, times=1):
        """Returns what appears on the terminal until it has `wanted` so often."""
        terminal = Terminal()
        with subprocess.Popen(
            [WAMPCAT, *args], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=terminal.end,
            env={**os.environ, "NO_COLOR": "1"}) as process:
            while terminal.seen().count(wanted) < times:
                process.stdin.write(data)
                process.stdin.flush()
                time.sleep(0.05)
            process.stdin.close()
        return terminal.close()

    def test_progress_is_shown_on_a_terminal_and_taken_away(self):
        seen = self.feed_slowly(["decode", "--format=json"],
                                b"[17,1,2]" * 1000, "iB/s", 2)
        lines = seen.split("\r")
        self.assertEqual((lines[0], lines[-1]), ("", ""))
        self.assertEqual(lines[-2].strip(" "), "")
        for line in lines[1:-2]:
            self.assertRegex(line, r"^\(standard input\): [0-9.]+ KiB, \d+000 "
                                   r"frames, [0-9.]+ [KM]iB/s *$")
        self.assertGreater(len(lines), 3)

    def test_faults_are_not_mixed_with_progress(self):
        seen = self.feed_slowly(["lint", "--format=json"],
                                b"[17,1,2]\n[99]\n", " frames, ")
        for line in seen.replace("\r\n", "\n").split("\n")[:-1]:
            self.assertRegex(line, r"(^|\r)\(standard input\): frame \d+ at byte "
                                   r"\d+: Frame: expected a known message code")
        self.assertIn(" frames, ", seen)

    def test_progress_knows_the_size_of_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"[17,1,2]" * 2_000_000)
            file.flush()
            terminal = Terminal()
            with subprocess.Popen(
                [WAMPCAT, "decode", "--format=json", file.name],
                stdout=subprocess.PIPE, stderr=terminal.end) as process:
                # A reader that is slow for a while makes it take long.
                time.sleep(1.2)
                process.stdout.read()
            seen = terminal.close()
        self.assertRegex(seen, r"\d MiB of 15\.3 MiB \(\d+%\), \d+ frames, ")

    def test_no_progress_elsewhere(self):
        with subprocess.Popen(
            [WAMPCAT, "decode", "--format=json"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            for _ in range(3):
                process.stdin.write(b"[17,1,2]")
                process.stdin.flush()
                time.sleep(0.5)
            self.assertEqual(process.communicate()[1], b"")


if __name__ == "__main__":
    unittest.main()
