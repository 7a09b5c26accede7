"""Runs wampcat as its users do: on files, pipes and mistakes.

WAMPCAT names the binary.
"""

import asyncio
import importlib.util
import os
import pathlib
import pty
import re
import struct
import subprocess
import tempfile
import threading
import time
import unittest

WAMPCAT = os.environ["WAMPCAT"]
DATA = pathlib.Path(__file__).resolve().parent / "data"

# autobahn-js writes the id 2^53 as a float, its only kind of number.
FLOAT_IDS = {
    "autobahn-js/built_pubsub.cbor": 5,
    "autobahn-js/built_pubsub.msgpack": 5,
    "autobahn-js/built_rpc.cbor": 9,
    "autobahn-js/built_rpc.msgpack": 9,
}


def run(*args, stdin=b""):
    return subprocess.run(
        [WAMPCAT, *args], input=stdin, capture_output=True, timeout=60
    )


def formats():
    line = re.search(rb"^FORMAT: (.*)$", run("--help").stdout, re.MULTILINE)
    return line[1].decode().split(", ")


def recorded():
    for path in sorted(DATA.glob("*/*.*")):
        if path.parent.name != "record" and path.suffix[1:] in formats():
            yield path.relative_to(DATA).as_posix(), path, path.suffix[1:]


class Recorded(unittest.TestCase):
    """All frames that real peers wrote."""

    def test_there_are_files(self):
        names = [name for name, _, _ in recorded()]
        self.assertIn("autobahn-python/session.msgpack", names)
        self.assertIn("fox-wamp/session.json", names)

    def test_all_but_known_ones_follow_the_specification(self):
        for name, path, form in recorded():
            with self.subTest(name):
                done = run("lint", f"--format={form}", str(path))
                faults = done.stderr.decode().splitlines()
                self.assertEqual(done.stdout, b"")
                frames = {line.split(" at byte ")[0] for line in faults}
                self.assertEqual(len(frames), FLOAT_IDS.get(name, 0), faults)
                for fault in faults:
                    self.assertIn("got float 9007199254740992", fault)

    def test_round_trip_loses_nothing(self):
        for name, path, form in recorded():
            for typed in ("binary", "json", "textproto"):
                with self.subTest(name, typed=typed):
                    self.round_trip(path, form, typed)

    def round_trip(self, path, form, typed):
        first = run("decode", f"--format={form}", "--profile=lenient",
                    "--unknown=keep", f"--output={typed}", str(path))
        self.assertEqual(first.stderr, b"")
        self.assertNotEqual(first.stdout, b"")
        wamp = run("encode", f"--from={typed}", f"--format={form}",
                   stdin=first.stdout)
        self.assertEqual((wamp.stderr, wamp.returncode), (b"", 0))
        # What is written keeps to the specification, whatever was read.
        again = run("decode", f"--format={form}", "--unknown=keep",
                    f"--output={typed}", stdin=wamp.stdout)
        self.assertEqual((again.stderr, again.returncode), (b"", 0))
        self.assertEqual(again.stdout, first.stdout)

    def test_transcoding_there_and_back_loses_nothing(self):
        for name, path, form in recorded():
            for other in formats():
                with self.subTest(name, other=other):
                    self.transcode(path, form, other)

    def transcode(self, path, form, other):
        there = run("transcode", "--profile=lenient", f"--from={form}",
                    f"--to={other}", str(path))
        self.assertEqual((there.stderr, there.returncode), (b"", 0))
        back = run("transcode", f"--from={other}", f"--to={form}",
                   stdin=there.stdout)
        self.assertEqual((back.stderr, back.returncode), (b"", 0))

        def typed(data):
            return run("decode", f"--format={form}", "--profile=lenient",
                       "--unknown=keep", "--output=binary", stdin=data).stdout

        self.assertEqual(typed(back.stdout), typed(path.read_bytes()))

    def test_text_shows_every_frame_and_no_secret(self):
        path = DATA / "autobahn-python" / "built_auth.msgpack"
        done = run("decode", "--format=msgpack", str(path))
        lines = done.stdout.decode().splitlines()
        for number, line in enumerate(lines, 1):
            self.assertRegex(line, rf"^#{number} [A-Z]+ ")
        self.assertIn("<secret>", done.stdout.decode())
        raw = run("decode", "--format=msgpack", "--output=json", str(path))
        signatures = re.findall(rb'"signature":"([^"]+)"', raw.stdout)
        self.assertTrue(signatures)
        for signature in signatures:
            self.assertNotIn(signature, done.stdout)


class Output(unittest.TestCase):
    def test_text(self):
        done = run("decode", "--format=json", stdin=(
            b'[16,1,{"exclude":[7]},"com.x",[1,"two"],{"k":null}]'
            b'[36,2,3,{"enc_algo":"cryptobox"},"\\u0000AAEC"][17,1,2]'))
        self.assertEqual(done.stdout.decode().splitlines(), [
            '#1 PUBLISH request=1 PublishOptions(exclude=[7]) topic="com.x"; '
            "args: 2 (9 bytes), kwargs: 1 (10 bytes)",
            "#2 EVENT EventDetails(subscription=2, publication=3, "
            'enc_algo="cryptobox"); encoded payload: 3 bytes',
            "#3 PUBLISHED request=1 publication=2",
        ])
        self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_json(self):
        done = run("decode", "--format=json", "--output=json",
                   stdin=b"[17,1,2]")
        self.assertEqual(done.stdout,
                         b'{"published":{"request":"1","publication":"2"}}\n')

    def test_textproto(self):
        done = run("decode", "--format=json", "--output=textproto",
                   stdin=b"[17,1,2]")
        self.assertEqual(done.stdout.strip(),
                         b"published { request: 1 publication: 2 }")

    def test_binary(self):
        done = run("decode", "--format=json", "--output=binary",
                   stdin=b"[17,1,2]")
        self.assertEqual(done.stdout, b"\x06\x4a\x04\x08\x01\x10\x02")

    def test_message_selects(self):
        done = run("decode", "--format=json", "--message=published",
                   stdin=b'[17,1,2][48,1,{},"com.x"][17,3,4]')
        self.assertEqual([line.split()[0] for line in
                          done.stdout.decode().splitlines()], ["#1", "#3"])

    def test_unknown_keys(self):
        frame = b'[49,1,{"x_y":1}]'
        for unknown, out, status in (
            ("ignore", b"[49,1,{}]\n", 0),
            ("keep", frame + b"\n", 0),
            ("reject", b"", 1),
        ):
            with self.subTest(unknown):
                done = run("transcode", "--from=json", "--to=json",
                           f"--unknown={unknown}", stdin=frame)
                self.assertEqual((done.stdout, done.returncode), (out, status))

    def test_json_is_written_one_message_per_line(self):
        done = run("transcode", "--from=json", "--to=json",
                   stdin=b'[17,\n1,2]\x18[48,1,{},"com.x",[\n1]]')
        self.assertEqual(done.stdout, b'[17,1,2]\n[48,1,{},"com.x",[1]]\n')

    def test_nan_needs_a_profile_that_allows_it(self):
        frame = b'[48,1,{},"com.x",[NaN]]'
        strict = run("transcode", "--from=json", "--to=json", stdin=frame)
        self.assertEqual((strict.stdout, strict.returncode), (b"", 1))
        lax = run("transcode", "--profile=autobahn", "--from=json",
                  "--to=json", stdin=frame)
        self.assertEqual((lax.stdout, lax.returncode), (frame + b"\n", 0))

    def test_deep_values_pass_through_binary(self):
        frame = b'[48,1,{},"com.x",[' + b'{"a":' * 60 + b"1" + b"}" * 60 + b"]]"
        typed = run("decode", "--format=json", "--output=binary", stdin=frame)
        back = run("encode", "--from=binary", "--format=json",
                   stdin=typed.stdout)
        self.assertEqual(back.stdout, frame + b"\n")

    def test_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [WAMPCAT, "decode", "--format=json"], input=b"[17,1,2]",
                stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual((done.stderr, done.returncode),
                         (b"(standard output): cannot be written\n", 1))


class Input(unittest.TestCase):
    def test_files_and_standard_input_in_their_order(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, request in (("a", 1), ("-b", 3)):
                pathlib.Path(folder, name).write_text(f"[17,{request},9]")
            done = subprocess.run(
                [WAMPCAT, "decode", "--format=json", "a", "-", "--", "-b"],
                input=b"[17,2,9]", capture_output=True, cwd=folder, timeout=60)
        self.assertEqual(re.findall(rb"request=(\d)", done.stdout),
                         [b"1", b"2", b"3"])

    def test_empty_input_is_fine(self):
        for form in formats():
            done = run("decode", f"--format={form}")
            self.assertEqual((done.stdout, done.stderr, done.returncode),
                             (b"", b"", 0))

    def test_frames_across_the_ends_of_chunks(self):
        frames = b"".join(
            b'[16,%d,{},"com.x",["%s\\u00e9\\ud83d\\ude00",true,null,-1.5e3]]\n'
            % (i, b"\\n" * (i % 37)) for i in range(1, 20001))
        done = run("transcode", "--from=json", "--to=msgpack", stdin=frames)
        self.assertEqual((done.stderr, done.returncode), (b"", 0))
        lines = run("decode", "--format=msgpack", stdin=done.stdout).stdout
        self.assertEqual(len(lines.splitlines()), 20000)

    def test_cut_anywhere_in_a_pipe(self):
        frames = (b'[16,1,{},"com.x",["\\u00e9\\ud83d\\ude00\\\\",true,null]]'
                  b'[17,1,2]')
        streams = [(form, run("transcode", "--from=json", f"--to={form}",
                              stdin=frames).stdout) for form in formats()]
        streams += [("json", frames), ("ubjson", dict(streams)["bjdata"])]
        for form, data in streams:
            with self.subTest(form):
                whole = run("decode", f"--format={form}", stdin=data).stdout
                with subprocess.Popen(
                    [WAMPCAT, "decode", f"--format={form}"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE, bufsize=0) as process:
                    for byte in data:
                        process.stdin.write(bytes([byte]))
                    out, err = process.communicate(timeout=60)
                self.assertEqual((out, err), (whole, b""))

    def test_frame_is_shown_as_soon_as_it_is_there(self):
        with subprocess.Popen(
            [WAMPCAT, "decode", "--format=json"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, bufsize=0) as process:
            process.stdin.write(b"[17,1,2]\n")
            self.assertEqual(process.stdout.readline(),
                             b"#1 PUBLISHED request=1 publication=2\n")
            process.communicate(timeout=60)

    def test_long_frame(self):
        data = b'[48,1,{},"com.x",["' + b"x" * 5_000_000 + b'"]]\n[17,1,2]'
        done = run("decode", "--format=json", stdin=data)
        self.assertIn(b"args: 1 (5000004 bytes)", done.stdout)
        self.assertIn(b"#2 PUBLISHED", done.stdout)


class Faults(unittest.TestCase):
    def check(self, args, stdin, stdout, *faults):
        done = run(*args, stdin=stdin)
        self.assertEqual(done.stderr.decode().splitlines(),
                         ["(standard input): " + fault for fault in faults])
        self.assertEqual(done.stdout.decode(), stdout)
        self.assertEqual(done.returncode, 1)

    GOOD = "#{} PUBLISHED request=1 publication=2\n"

    def test_place_and_byte_of_the_file(self):
        self.check(
            ["decode", "--format=json"],
            b'[17,1,2]\n[16,1,{"exclude":[7,"abc"]},"com.x"]\n[17,1,2]\n',
            self.GOOD.format(1) + self.GOOD.format(3),
            "frame 2 at byte 9: PUBLISH.Options.exclude[1]: expected an "
            'integer of at least 0, got string "abc" (byte 29)')

    def test_first_fault_or_all(self):
        data = b'[16,1,{"exclude":[7,"abc"],"retain":3},"com.x"]'
        first = ("frame 1 at byte 0: PUBLISH.Options.exclude[1]: expected an "
                 'integer of at least 0, got string "abc" (byte 20)')
        second = ("frame 1 at byte 0: PUBLISH.Options.retain: expected a "
                  "boolean, got integer 3 (byte 36)")
        self.check(["decode", "--format=json"], data, "", first)
        self.check(["decode", "--format=json", "--all-faults"], data, "",
                   first, second)
        self.check(["lint", "--format=json"], data, "", first, second)

    def test_json_goes_on_with_the_next_line(self):
        self.check(
            ["decode", "--format=json"],
            b'[17,1,2]\n[17,1\n[17,1,2]\x1enul\x1e[17,1,2]',
            "".join(self.GOOD.format(n) for n in (1, 3, 5)),
            "frame 2 at byte 9: expected ',' or ']', got character \"[\" "
            "(byte 15)",
            'frame 4 at byte 24: expected a value, got character "n" (byte 24)')

    def test_msgpack_stops_at_broken_bytes(self):
        rest = ("; the rest is not read, as it can't be known where the next "
                "message starts")
        good = b"\x93\x11\x01\x02"
        self.check(["decode", "--format=msgpack"], good + b"\x93\xc1" + good,
                   self.GOOD.format(1),
                   "frame 2 at byte 4: expected a value, got byte 0xc1 "
                   "(byte 5)" + rest)
        self.check(["decode", "--format=msgpack"], good + good[:-1],
                   self.GOOD.format(1),
                   "frame 2 at byte 4: expected 3 items, got 2 bytes left "
                   "(byte 5)" + rest)

    def test_msgpack_goes_on_behind_a_faulty_message(self):
        self.check(["decode", "--format=msgpack"],
                   b"\x93\x11\x01\xa1x" + b"\x93\x11\x01\x02",
                   self.GOOD.format(2),
                   "frame 1 at byte 0: PUBLISHED.publication: expected an "
                   'integer of at least 0, got string "x" (byte 3)')

    def test_unknown_message(self):
        self.check(["decode", "--format=json"], b"[99]", "",
                   "frame 1 at byte 0: Frame: expected a known message code, "
                   "got message code 99 (byte 1)")

    def test_typed_messages_that_are_none(self):
        for form, data in (("json", b'{"published":{"request":"x"}}\n'),
                           ("textproto", b"published { requests: 1 }\n"),
                           ("binary", b"\x06\x4a\x04")):
            with self.subTest(form):
                done = run("encode", f"--from={form}", "--format=json",
                           stdin=data)
                self.assertRegex(done.stderr.decode().splitlines()[0],
                                 r"^\(standard input\): frame 1: .")
                self.assertEqual((done.stdout, done.returncode), (b"", 1))

    def test_typed_lines_go_on_behind_a_fault(self):
        done = run("encode", "--from=textproto", "--format=json",
                   stdin=b"nonsense\n\npublished { request: 1 publication: 2 }")
        self.assertEqual((done.stdout, done.returncode), (b"[17,1,2]\n", 1))
        self.assertIn(b"frame 1: column ", done.stderr)

    def test_message_that_lacks_an_element(self):
        self.check(["encode", "--from=textproto", "--format=json"],
                   b"published { request: 1 }", "",
                   "frame 1: PUBLISHED.publication: expected a value, got none")

    def test_files_that_cannot_be_read(self):
        with tempfile.TemporaryDirectory() as folder:
            missing = str(pathlib.Path(folder, "missing"))
            done = run("decode", "--format=json", missing, folder, "-",
                       stdin=b"[17,1,2]")
        self.assertEqual(done.stderr.decode().splitlines(),
                         [f"{missing}: No such file or directory",
                          f"{folder}: Is a directory"])
        self.assertEqual((done.stdout.decode(), done.returncode),
                         (self.GOOD.format(1), 1))


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
            "ping at byte 20: 5 bytes, passed over",
            "pong at byte 57: 0 bytes, passed over"])
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
            b"bytes for a RawSocket frame, got 16777238\n")
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
                   "1073741824, got 4294967295 (byte 8)" + self.REST)
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


class Terminal:
    """A terminal, with a process writing at its other end."""

    def __init__(self):
        self._terminal, self.end = pty.openpty()
        self._seen = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        try:
            while chunk := os.read(self._terminal, 4096):
                self._seen.append(chunk)
        except OSError:  # Linux reports the end of a terminal so.
            pass

    def close(self):
        """Returns what appeared, once the process has ended."""
        os.close(self.end)
        self._reader.join()
        os.close(self._terminal)
        return b"".join(self._seen).decode()


class LongStreams(unittest.TestCase):
    """What takes too long to be looked at, or to be kept."""

    # Far less than the streams have, but more than a sanitizer needs.
    MEMORY = 100 << 20

    def feed(self, args, block, total):
        """Pipes copies of a block; returns the bytes put out and the memory."""
        env = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=8")
        size = 0
        with subprocess.Popen([WAMPCAT, *args], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env=env) as process:
            def write():
                for _ in range(total // len(block)):
                    process.stdin.write(block)
                process.stdin.close()

            writer = threading.Thread(target=write)
            writer.start()
            while chunk := process.stdout.read(1 << 20):
                size += len(chunk)
            writer.join()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return size, usage.ru_maxrss * 1024

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
                size, memory = self.feed(["transcode", *args], block, total)
                self.assertGreater(size, 0.9 * total)
                self.assertLess(memory, self.MEMORY)

    def feed_slowly(self, args, data, seconds):
        """Returns what appears on the terminal meanwhile."""
        terminal = Terminal()
        with subprocess.Popen(
            [WAMPCAT, *args], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=terminal.end) as process:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                process.stdin.write(data)
                process.stdin.flush()
                time.sleep(0.05)
            process.stdin.close()
        return terminal.close()

    def test_progress_is_shown_on_a_terminal_and_taken_away(self):
        seen = self.feed_slowly(["decode", "--format=json"],
                                b"[17,1,2]" * 1000, 1.6)
        lines = seen.split("\r")
        self.assertEqual((lines[0], lines[-1]), ("", ""))
        self.assertEqual(lines[-2].strip(" "), "")
        for line in lines[1:-2]:
            self.assertRegex(line, r"^\(standard input\): [0-9.]+ KiB, \d+000 "
                                   r"frames, [0-9.]+ [KM]iB/s *$")
        self.assertGreater(len(lines), 3)

    def test_faults_are_not_mixed_with_progress(self):
        seen = self.feed_slowly(["lint", "--format=json"],
                                b"[17,1,2]\n[99]\n", 1.4)
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
            self.assertEqual(process.communicate(timeout=60)[1], b"")


class Usage(unittest.TestCase):
    def test_mistakes(self):
        for args, error in (
            ([], "command: missing"),
            (["print"], 'command: expected one of decode, encode, transcode, '
                        'lint, got "print"'),
            (["decode"], "--format: missing"),
            (["transcode", "--from=json"], "--to: missing"),
            (["encode", "--format=json"], "--from: missing"),
            (["decode", "--format"], '--format: expected "=value"'),
            (["decode", "--format=json", "--all-faults=1"],
             "--all-faults: expected no value"),
            (["decode", "--fromat=json"], "--fromat: no such option"),
            (["decode", "--format=json", "--to=json"], "--to: no such option"),
            (["encode", "--from=text", "--format=json"],
             '--from: expected one of json, textproto, binary, got "text"'),
            (["decode", "--format=xml"],
             "--format: expected one of json, msgpack, cbor, ubjson, bjdata, "
             'or one with ".batched" behind it, got "xml"'),
            (["decode", "--format=wamp.2.xml"],
             "--format: expected one of wamp.2.json, wamp.2.msgpack, "
             'wamp.2.cbor, wamp.2.ubjson, or one with ".batched" behind it, '
             'got "wamp.2.xml"'),
            (["decode", "--framing=batched"], "--format: missing"),
            (["decode", "--format=json", "--framing=raw"],
             '--framing: expected one of none, batched, rawsocket, got "raw"'),
            (["decode", "--framing=rawsocket", "--format=json.batched"],
             '--framing: expected batched, as "json.batched" says, got '
             '"rawsocket"'),
            (["transcode", "--from=json.batched", "--to=cbor.batched",
              "--to-framing=none"],
             '--to-framing: expected batched, as "cbor.batched" says, got '
             '"none"'),
            (["transcode", "--from=json", "--to=cbor.batched",
              "--separator=0x18"],
             "--separator: expected batched JSON to be written, got another "
             "format"),
            (["transcode", "--from=json", "--to=json.batched",
              "--separator=0x20"],
             '--separator: expected one of 0x1e, 0x18, got "0x20"'),
            (["decode", "--format=json", "--message=HELO"],
             '--message: expected the name of a WAMP message, got "HELO"'),
            (["decode", "--format=json", "--profile=strict"],
             '--profile: expected one of spec, autobahn, lenient, got '
             '"strict"'),
        ):
            with self.subTest(args):
                done = run(*args)
                self.assertEqual(done.stderr.decode(),
                                 f"wampcat: {error}\nTry wampcat --help.\n")
                self.assertEqual((done.stdout, done.returncode), (b"", 2))

    def test_help(self):
        for args in (["--help"], ["-h"], ["decode", "--help"]):
            done = run(*args)
            self.assertEqual((done.stderr, done.returncode), (b"", 0))
            self.assertIn(b"examples:", done.stdout)
        for line in done.stdout.decode().splitlines():
            self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main()
