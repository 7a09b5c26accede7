"""Runs wampcat as its users do: on files, pipes and mistakes.

WAMPCAT names the binary.
"""

import importlib.util
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from wampcat_runner import DATA, WAMPCAT, check_mistake, formats, recorded, run

# autobahn-js writes the id 2^53 as a float, its only kind of number.
FLOAT_IDS = {
    "autobahn-js/built_pubsub.cbor": 5,
    "autobahn-js/built_pubsub.msgpack": 5,
    "autobahn-js/built_rpc.cbor": 9,
    "autobahn-js/built_rpc.msgpack": 9,
}



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

    def test_transcoding_through_every_format_loses_nothing(self):
        for name, path, form in recorded():
            with self.subTest(name):
                self.transcode_around(path.read_bytes(), form)

    def transcode_around(self, data, form):
        def typed(data):
            return run("decode", f"--format={form}", "--profile=lenient",
                       "--unknown=keep", "--output=binary", stdin=data).stdout

        first = typed(data)
        self.assertNotEqual(first, b"")
        # What is written keeps to the specification, whatever was read.
        last, profile = form, ["--profile=lenient"]
        for other in [*(f for f in formats() if f != form), form]:
            done = run("transcode", *profile, f"--from={last}", f"--to={other}",
                       stdin=data)
            self.assertEqual((done.stderr, done.returncode), (b"", 0))
            data, last, profile = done.stdout, other, []
        self.assertEqual(typed(data), first)

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
    def test_message_selects(self):
        done = run("decode", "--format=json", "--message=published",
                   stdin=b'[17,1,2][48,1,{},"com.x"][17,3,4]')
        self.assertEqual([line.split()[0] for line in
                          done.stdout.decode().splitlines()], ["#1", "#3"])

    def test_message_hides_no_fault(self):
        data = b'[17,1,2]\n[48,1,{},7]\n[9]\n[17,3,4]\n'
        unfiltered = run("decode", "--format=json", stdin=data)
        self.assertEqual(len(unfiltered.stderr.splitlines()), 2)
        for args in (["decode", "-m", "published"], ["decode", "-m", "hello"],
                     ["decode", "-m", "hello", "-o", "table"]):
            with self.subTest(args):
                done = run(*args, "--format=json", stdin=data)
                self.assertEqual((done.stderr, done.returncode),
                                 (unfiltered.stderr, 1))
        done = run("transcode", "--from=json", "--to=json", "-m", "published",
                   stdin=data)
        self.assertEqual((done.stdout, done.stderr, done.returncode),
                         (b"[17,1,2]\n[17,3,4]\n", unfiltered.stderr, 1))
        done = run("stats", "--format=json", "-m", "published", stdin=data)
        self.assertIn(b"\nfaults: 2;", done.stdout)
        self.assertEqual(done.returncode, 1)

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

    def deep(self, levels):
        """Returns a CALL whose lists and dicts are nested so deep."""
        dicts = levels - 2
        return (b'[48,1,{},"com.x",[' + b'{"a":' * dicts + b"1" + b"}" * dicts +
                b"]]")

    def test_deepest_values_pass_through_every_form(self):
        frame = self.deep(20)
        for form in "binary", "json", "textproto":
            with self.subTest(form=form):
                typed = run("decode", "--format=json", f"--output={form}",
                            stdin=frame)
                back = run("encode", f"--from={form}", "--format=json",
                           stdin=typed.stdout)
                self.assertEqual(back.stdout, frame + b"\n")

    def test_deeper_values_are_refused_unless_allowed(self):
        frame = self.deep(80)
        refused = run("decode", "--format=json", stdin=frame)
        self.assertEqual((refused.stdout, refused.returncode), (b"", 1))
        self.assertIn(b"nested less deep", refused.stderr)
        typed = run("decode", "--format=json", "--output=binary",
                    "--max-depth=80", stdin=frame)
        back = run("encode", "--from=binary", "--format=json",
                   stdin=typed.stdout)
        self.assertEqual(back.stdout, frame + b"\n")

    def test_more_values_are_refused_unless_allowed(self):
        frame = b"[36,1,1,{},[" + b"0," * 1000000 + b"0]]"
        refused = run("lint", "--format=json", stdin=frame)
        self.assertIn(b"EVENT.args[1000000]: expected at most 1000000 values",
                      refused.stdout + refused.stderr)
        self.assertEqual(refused.returncode, 1)
        taken = run("lint", "--format=json", "--max-values=1000001", stdin=frame)
        self.assertEqual(taken.returncode, 0)

    def test_full_disk_is_an_error(self):
        for args in (["decode", "--format=json"], ["stats", "-fjson"], ["help"],
                     ["decode", "--help"], ["--version"], ["completion", "zsh"]):
            with self.subTest(args), open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [WAMPCAT, *args], input=b"[17,1,2]",
                    stdout=full, stderr=subprocess.PIPE)
                self.assertEqual((done.stderr, done.returncode),
                                 (b"(standard output): cannot be written\n", 1))


class Input(unittest.TestCase):
    def test_files_and_standard_input_in_their_order(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, request in (("a", 1), ("-b", 3)):
                pathlib.Path(folder, name).write_text(f"[17,{request},9]")
            done = subprocess.run(
                [WAMPCAT, "decode", "--format=json", "a", "-", "--", "-b"],
                input=b"[17,2,9]", capture_output=True, cwd=folder)
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
                    out, err = process.communicate()
                self.assertEqual((out, err), (whole, b""))

    def test_frame_is_shown_as_soon_as_it_is_there(self):
        with subprocess.Popen(
            [WAMPCAT, "decode", "--format=json"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, bufsize=0) as process:
            process.stdin.write(b"[17,1,2]\n")
            self.assertEqual(process.stdout.readline(),
                             b"#1 PUBLISHED request=1 publication=2\n")
            process.communicate()

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

    def test_a_float_cut_by_a_pipe_is_waited_for(self):
        with subprocess.Popen(
                [WAMPCAT, "decode", "--format=json"], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE) as wampcat:
            wampcat.stdin.write(b'[16,1,{},"a.b",[99999999999999999999')
            wampcat.stdin.flush()
            # Long enough for what is there to be read.
            time.sleep(0.3)
            out, err = wampcat.communicate(b".5]]\n")
        self.assertEqual((err, wampcat.returncode), (b"", 0))
        self.assertIn(b'topic="a.b"', out)

    # Frames with a secret, and `~` where a byte breaks it.
    SECRETS = (
        [5, "CANARY7~", {}],
        [5, "CANARY7", ["CANARY7"]],
        [4, "ticket", {"salt": "CANARY7~"}],
        [1, "a.b", {"roles": {}, "authextra": {"pin": "CANARY7~"}}],
        [1, "a.b", {"roles": {}, "authextra": "CANARY7"}],
        [1, "a.b", {"roles": {}, "resume-token": ["CANARY7"]}],
        [2, 1, {"roles": {}, "resume_token": "CANARY7~"}],
        [16, 1, {"enc_algo": "cryptobox", "enc_key": {"k": "CANARY7"}}, "a.b"],
        [16, 1, {}, "a.b", ["CANARY7~"]],
        [16, 1, {}, "a.b", [], {"k": "CANARY7~"}],
        [48, 1, {"x_new": "CANARY7~"}, "a.b"],
    )

    def test_no_secret_on_standard_error(self):
        writers = {"json": lambda m: json.dumps(m).encode()}
        for name, module in ("msgpack", "msgpack"), ("cbor", "cbor2"):
            if importlib.util.find_spec(module):
                writers[name] = getattr(importlib.import_module(module),
                                        "packb" if name == "msgpack"
                                        else "dumps")
        for form, write in writers.items():
            other = "cbor" if form == "json" else "json"
            for message in self.SECRETS:
                frame = write(message).replace(b"CANARY7~", b"CANARY7\xff")
                for args in (["decode", f"--format={form}"],
                             ["decode", f"--format={form}", "--all-faults",
                              "--unknown=reject"],
                             ["lint", f"--format={form}"],
                             ["transcode", f"--from={form}", f"--to={other}"]):
                    with self.subTest(args=args, message=message):
                        done = run(*args, stdin=frame)
                        self.assertNotIn(b"CANARY7", done.stderr)
        # After a fault, each line may be a piece of a message.
        for lines in (b'[\n5,\n"CANARY7",\n{}\n}\n', b'[5,"x",{}]\n"CANARY7"\n',
                      b'x\n["CANARY7"]\n', b'x\n{"CANARY7":1}\n'):
            for args in (["decode", "--format=json"], ["lint", "--format=json"],
                         ["transcode", "--from=json", "--to=json"]):
                with self.subTest(args=args, lines=lines):
                    done = run(*args, stdin=lines)
                    self.assertEqual(done.returncode, 1)
                    self.assertNotIn(b"CANARY7", done.stderr)
        for text in (b'{"authenticate":{"signature":"CANARY7}',
                     b'{"authenticate":{"CANARY7":1}}',
                     b'authenticate { signature: CANARY7 }'):
            for form in "json", "textproto":
                done = run("encode", f"--from={form}", "--format=json",
                           stdin=text)
                self.assertEqual(done.returncode, 1)
                self.assertNotIn(b"CANARY7", done.stderr)

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
                   "frame 2 at byte 4: expected the end of the message, got "
                   "the end of the input" + rest)

    def test_msgpack_goes_on_after_a_faulty_message(self):
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

    def test_typed_lines_go_on_after_a_fault(self):
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
                         ("(standard input): " + self.GOOD.format(1), 2))

    def test_files_are_named_where_there_are_several(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "a.json")
            file.write_bytes(b"[17,1,2]")
            done = run("decode", "--format=json", str(file), str(file))
        self.assertEqual(done.stdout.decode(),
                         f"{file}: {self.GOOD.format(1)}" * 2)

    def test_many_faults_end_the_reading(self):
        data = b"[x\n" * 30 + b"[17,1,2]"
        stop = ("(standard input): stopped after {} fault{}; --max-faults=0 goes "
                "on")
        for args, faults in ((["decode"], 20), (["decode", "--max-faults=3"], 3),
                             (["decode", "--max-faults=1"], 1),
                             (["lint", "--max-faults", "7"], 7)):
            with self.subTest(args):
                done = run(args[0], "--format=json", *args[1:], stdin=data)
                lines = done.stderr.decode().splitlines()
                self.assertEqual((len(lines), lines[-1]),
                                 (faults + 1, stop.format(
                                     faults, "" if faults == 1 else "s")))
                self.assertEqual((done.stdout, done.returncode), (b"", 1))
        for args in (["lint"], ["decode", "--max-faults=0"]):
            with self.subTest(args):
                done = run(args[0], "--format=json", *args[1:], stdin=data)
                self.assertEqual(len(done.stderr.splitlines()), 30)

    def test_lint_stops_within_one_message(self):
        data = b'[16,1,{"exclude":[' + b",".join([b'"x"'] * 50) + b']},"a"]'
        done = run("lint", "--format=json", "--max-faults=5", stdin=data)
        self.assertEqual(len(done.stderr.splitlines()), 6)


class Usage(unittest.TestCase):
    def test_a_value_may_follow(self):
        data = b"[17,1,2]"
        expected = run("decode", "--format=json", "--output=json",
                       "--message=PUBLISHED", stdin=data).stdout
        self.assertIn(b"published", expected)
        for args in (["--format", "json", "--output", "json"],
                     ["-f", "json", "-o", "json", "-m", "published"],
                     ["-f=json", "-o=json"], ["-fjson", "-ojson"],
                     ["-fjson", "-mpublished", "-mcall", "-o", "json"]):
            with self.subTest(args):
                self.assertEqual(run("decode", *args, stdin=data).stdout,
                                 expected)

    def test_version(self):
        for arg in ("--version", "-V"):
            self.assertRegex(run(arg).stdout, rb"^wampcat \d+\.\d+\.\d+\n$")

    def test_binary_is_kept_from_terminals(self):
        for args in (["transcode", "--from=json", "--to=cbor"],
                     ["decode", "--format=json", "--output=binary"]):
            with self.subTest(args):
                leader, follower = os.openpty()
                done = subprocess.run([WAMPCAT, *args], input=b"[17,1,2]",
                                      stdout=follower, stderr=subprocess.PIPE, check=False)
                os.close(follower)
                os.close(leader)
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"standard output is a terminal", done.stderr)

    def test_mistakes(self):
        for args, error in (
            ([], "command: missing"),
            (["print"], 'command: expected one of decode, encode, transcode, '
                        'lint, stats, completion, help, got "print"'),
            (["decoed"], 'command: expected one of decode, encode, transcode, '
                         'lint, stats, completion, help, got "decoed"; did you mean "decode"?'),
            (["decode", "--format=jsno", "--profile=autoban"],
             '--format: expected one of json, msgpack, cbor, ubjson, bjdata, '
             'or one with ".batched" after it, got "jsno"; did you mean '
             '"json"?'),
            (["decode", "--profile=autoban"],
             '--profile: expected one of spec, autobahn, lenient, got '
             '"autoban"; did you mean "autobahn"?'),
            (["decode", "--max-faults=-1"],
             '--max-faults: expected a number, got "-1"'),
            (["transcode", "--from=json"], "--to: missing"),
            (["encode", "--format=json"], "--from: missing"),
            (["decode", "--format"], '--format: expected a value'),
            (["decode", "--format=json", "--all-faults=1"],
             "--all-faults: expected no value"),
            (["decode", "--fromat=json"],
             '--fromat: no such option; did you mean "--format"?'),
            (["decode", "--format=json", "--to=json"], "--to: no such option"),
            (["decode", "--from=json"],
             '--from: no such option; did you mean "--format"?'),
            (["encode", "--to=cbor"],
             '--to: no such option; did you mean "--format"?'),
            (["transcode", "-f", "json"],
             '-f: no such option; did you mean "--from" or "--to"?'),
            (["transcode", "-fjson"],
             '-fjson: no such option; did you mean "--from" or "--to"?'),
            (["transcode", "--framing=batched"], '--framing: no such option; '
             'did you mean "--from-framing" or "--to-framing"?'),
            (["lint", "-m", "HELLO"], "-m: no such option"),
            (["decode", "-xjson"], "-xjson: no such option"),
            (["decode", "--x\x1b[31m"], r"--x\u001b[31m: no such option"),
            (["decode", "-mx\x1b[31m"], '--message: expected the name of a '
             r'WAMP message, got "x\u001b[31m"'),
            (["decode", "--hepl"],
             '--hepl: no such option; did you mean "--help"?'),
            (["--verson"], '--verson: expected a command before any option; '
                           'did you mean "--version"?'),
            (["--format=json", "decode"],
             "--format=json: expected a command before any option"),
            (["encode", "--from=text", "--format=json"],
             '--from: expected one of json, textproto, binary, got "text"'),
            (["decode", "--format=xml"],
             "--format: expected one of json, msgpack, cbor, ubjson, bjdata, "
             'or one with ".batched" after it, got "xml"'),
            (["decode", "--format=wamp.2.xml"],
             "--format: expected one of wamp.2.json, wamp.2.msgpack, "
             'wamp.2.cbor, wamp.2.ubjson, or one with ".batched" after it, '
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
             '--message: expected the name of a WAMP message, got "HELO"; '
             'did you mean "HELLO"?'),
            (["decode", "-m", "HELLO,WELCOME"],
             '--message: expected the name of a WAMP message, got '
             '"HELLO,WELCOME"; give --message once for each name'),
            (["decode", "--format=json", "--profile=strict"],
             '--profile: expected one of spec, autobahn, lenient, got '
             '"strict"'),
        ):
            with self.subTest(args):
                check_mistake(self, args, error)


if __name__ == "__main__":
    unittest.main()
