"""What wampcat finds out about bytes by itself.

WAMPCAT names the binary.
"""

import unittest

from wampcat_runner import recorded, run


class Guesses(unittest.TestCase):
    PUBLISHED = {
        "json": b"[17,1,2]",
        "msgpack": b"\x93\x11\x01\x02",
        "cbor": b"\x83\x11\x01\x02",
        "ubjson": b"[i\x11i\x01i\x02]",
    }

    def test_the_format_is_found_out(self):
        for name, data in self.PUBLISHED.items():
            with self.subTest(name):
                done = run("decode", stdin=data)
                self.assertEqual(done.stdout,
                                 run("decode", "--format=" + name,
                                     stdin=data).stdout)
                self.assertEqual(
                    (done.returncode, done.stderr.decode()),
                    (0, f"(standard input): read as {name}; --format "
                        "overrides\n"))

    def test_each_recorded_file_is_known(self):
        for name, path, file_format in recorded():
            with self.subTest(name):
                told = run("decode", "--format=" + file_format, str(path))
                guessed = run("decode", str(path))
                self.assertEqual(guessed.stdout, told.stdout)

    def test_batches_are_found_out(self):
        for name in ("msgpack", "cbor", "ubjson"):
            with self.subTest(name):
                data = run("transcode", "--to=wamp.2." + name + ".batched",
                           stdin=self.PUBLISHED[name]).stdout
                done = run("lint", stdin=data)
                self.assertEqual(
                    (done.returncode, done.stderr.decode()),
                    (0, f"(standard input): read as {name}.batched; --format "
                        "overrides\n"))

    def test_rawsocket_is_found_out(self):
        data = run("transcode", "--to=cbor", "--to-framing=rawsocket",
                   stdin=self.PUBLISHED["json"]).stdout
        done = run("transcode", "--to=json", stdin=data)
        self.assertEqual(done.stdout, b"[17,1,2]\n")
        done = run("transcode", "--to=json", stdin=b"\0\0\0\x08[17,1,2]")
        self.assertEqual(done.stdout, b"[17,1,2]\n")
        self.assertEqual(done.stderr.splitlines()[0],
                         b"(standard input): read as a RawSocket stream")

    def test_what_cannot_be_told(self):
        for data in (b"PNG", b"\xff", b"[true]", b"[", b"\0\0\0\x04"):
            with self.subTest(data):
                done = run("transcode", "--to=json", stdin=data)
                self.assertEqual(
                    (done.returncode, done.stdout, done.stderr.decode()),
                    (1, b"", "(standard input): cannot tell the format; give it "
                             "by --from\n"))

    def test_nothing_is_of_no_format(self):
        done = run("decode")
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (0, b"", b""))

    def test_a_wrong_format_is_doubted(self):
        for given, data, advice in (
            ("json", self.PUBLISHED["msgpack"],
             "this looks like msgpack: try --format=msgpack"),
            ("msgpack", self.PUBLISHED["json"],
             "this looks like json: try --format=json"),
            ("json", b"\x7f\xf2\0\0",
             "this looks like a RawSocket stream: try --framing=rawsocket"),
            ("json.batched", self.PUBLISHED["msgpack"],
             "this looks like msgpack: try --format=msgpack --framing=none"),
            ("msgpack.batched", self.PUBLISHED["msgpack"],
             "this looks like msgpack: try --framing=none"),
            ("msgpack", b"\0\0\0\x04" + self.PUBLISHED["msgpack"],
             "this looks like msgpack.batched: try --framing=batched"),
            ("json.batched", b"[17,1,2]\n[17,2,3]\n",
             "this looks like json: try --framing=none"),
        ):
            with self.subTest(advice):
                done = run("decode", "--format=" + given, stdin=data)
                self.assertIn("(standard input): " + advice,
                              done.stderr.decode().splitlines())
        done = run("decode", "--framing=rawsocket",
                   stdin=b"\0\0\0\x08[17,1,2]")
        self.assertNotIn(b"looks like", done.stderr)
        done = run("transcode", "--from-framing=rawsocket", "--to=json",
                   stdin=self.PUBLISHED["cbor"])
        self.assertIn(b"this looks like cbor: try --from=cbor "
                      b"--from-framing=none\n", done.stderr)
        for given, data in (("json", b"[17,1]"), ("json.batched", b"[17,1]\x1e"),
                            ("bjdata", b"[i\x11i\x01]")):
            with self.subTest(given):
                done = run("decode", "--format=" + given, stdin=data)
                self.assertNotIn(b"looks like", done.stderr)

    def test_typed_messages_are_known(self):
        for form in "json", "textproto", "binary":
            with self.subTest(form):
                typed = run("decode", "-f", "json", "-o", form,
                            stdin=b"[17,1,2]").stdout
                said = (b"this looks like typed messages: wampcat encode "
                        b"--from=" + form.encode() + b" makes WAMP messages of")
                for args in ["decode"], ["lint", "-f", "cbor"]:
                    done = run(*args, stdin=typed)
                    self.assertEqual((done.stdout, done.returncode), (b"", 1))
                    self.assertIn(said, done.stderr)

    def test_forms_of_typed_messages_are_told_apart(self):
        forms = "json", "textproto", "binary"
        for form in forms:
            typed = run("decode", "-f", "json", "-o", form,
                        stdin=b"[17,1,2]\n[17,3,4]").stdout
            for given in forms:
                with self.subTest(form, given=given):
                    done = run("encode", f"--from={given}", "-f", "json",
                               stdin=typed)
                    said = f"this looks like {form}: try --from={form}\n"
                    self.assertEqual(done.returncode, int(form != given))
                    self.assertEqual(done.stderr.decode().count(said),
                                     int(form != given))
                    self.assertNotIn(b"WAMP messages", done.stderr)

    def test_wamp_messages_are_not_typed_ones(self):
        for form in "json", "textproto":
            with self.subTest(form):
                done = run("encode", f"--from={form}", "-f", "cbor",
                           stdin=b"[17,1,2]")
                self.assertEqual((done.stdout, done.returncode), (b"", 1))
                self.assertIn(b"this looks like WAMP messages in json: wampcat "
                              b"transcode", done.stderr)

    def test_a_byte_order_mark_is_skipped(self):
        data = b"\xef\xbb\xbf [17,1,2]\n[17,1]"
        for args in [], ["-f", "json"]:
            with self.subTest(args):
                done = run("decode", *args, stdin=data)
                self.assertEqual(done.stdout.decode(),
                                 "#1 PUBLISHED request=1 publication=2\n")
                # It counts where bytes are counted.
                self.assertIn(b"frame 2 at byte 13: ", done.stderr)
        for data in b"\xef\xbb", b"\xef\xbb\xbf":
            self.assertEqual(run("decode", "-fjson", stdin=data).stdout, b"")


if __name__ == "__main__":
    unittest.main()
