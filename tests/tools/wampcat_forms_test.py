"""What wampcat prints of a message, in each form.

WAMPCAT names the binary.
"""

import unittest

from terminal import shown
from wampcat_runner import DATA, recorded, run

FRAMES = (
    b'[1,"realm1",{"roles":{"caller":{"features":{"call_timeout":true,'
    b'"call_canceling":false,"x_new":1}},"callee":{}},"authid":"joe",'
    b'"authextra":{"pin":"hidden"}}]'
    b'[2,9007199254740992,{"roles":{"dealer":{}}}]'
    b'[68,1234567890123456,2,{"caller":77,"forward_for":'
    b'[{"session":1,"authid":null,"authrole":"r"}]},[1,"two"],{"k":null}]'
    b'[36,2,3,{"enc_algo":"cryptobox"},"\\u0000AAEC"]'
    b'[48,5,{"x_a":1},"com.example.\xc3\xbc.procedure"]')

class ForPrograms(unittest.TestCase):
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


class ForeignValues(unittest.TestCase):
    # An EVENT whose argument is a date.
    EVENT = bytes.fromhex("8518240102a081c101")

    def test_are_refused(self):
        done = run("decode", "--format=cbor", stdin=self.EVENT)
        self.assertIn(b"EVENT.args: expected a value without a tag, got tag "
                      b"1", done.stderr)
        self.assertEqual((done.stdout, done.returncode), (b"", 1))

    def test_are_carried(self):
        done = run("decode", "--format=cbor", "--carry-foreign", "--payload",
                   stdin=self.EVENT)
        self.assertIn(b"<tag 1 of cbor: 1>", done.stdout)
        self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_are_kept_in_their_format_alone(self):
        done = run("transcode", "--from=cbor", "--to=cbor", "--carry-foreign",
                   stdin=self.EVENT)
        self.assertEqual((done.stdout, done.returncode), (self.EVENT, 0))
        done = run("transcode", "--from=cbor", "--to=json", "--carry-foreign",
                   stdin=self.EVENT)
        self.assertIn(b"EVENT.args[0]: expected a value that every format has, "
                      b"got tag 1 of cbor", done.stderr)
        self.assertEqual((done.stdout, done.returncode), (b"", 1))


class WampJson(unittest.TestCase):
    def test_is_the_message_itself_on_one_line(self):
        done = run("decode", "-f", "json", "-o", "wamp-json",
                   stdin=b'[17,\n1,2]\n[48,5,{"x_a":\n1},"com.x",[\n"a"]]')
        self.assertEqual(done.stdout,
                         b'[17,1,2]\n[48,5,{"x_a":1},"com.x",["a"]]\n')
        self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_is_what_transcode_writes(self):
        for name, path, form in recorded():
            with self.subTest(name):
                args = ("--profile=lenient", str(path))
                done = run("decode", f"--format={form}", "-o", "wamp-json",
                           *args)
                self.assertEqual((done.stderr, done.returncode), (b"", 0))
                self.assertNotEqual(done.stdout, b"")
                self.assertEqual(done.stdout,
                                 run("transcode", f"--from={form}", "--to=json",
                                     *args).stdout)

    def test_keys_without_a_field_can_be_left_out(self):
        done = run("decode", "-f", "json", "-o", "wamp-json",
                   "--unknown=ignore", stdin=b'[49,1,{"x_y":1}]')
        self.assertEqual(done.stdout, b"[49,1,{}]\n")

    def test_batches_and_rawsocket_are_written_as_lines(self):
        frames = b'[17,1,2]\n[17,3,4]\n'
        for framing in "batched", "rawsocket":
            with self.subTest(framing):
                data = run("transcode", "--from=json", "--to=cbor",
                           f"--to-framing={framing}", stdin=frames).stdout
                done = run("decode", "--format=cbor", f"--framing={framing}",
                           "-o", "wamp-json", stdin=data)
                self.assertEqual(done.stdout, frames)

    def test_nan_needs_a_profile_that_allows_it(self):
        args = ("decode", "-f", "cbor", "-o", "wamp-json")
        frame = run("transcode", "--from=json", "--to=cbor",
                    "--profile=autobahn",
                    stdin=b'[48,1,{},"com.x",[NaN]]').stdout
        strict = run(*args, stdin=frame)
        self.assertEqual((strict.stdout, strict.returncode), (b"", 1))
        lax = run(*args, "--profile=autobahn", stdin=frame)
        self.assertEqual((lax.stdout, lax.returncode),
                         (b'[48,1,{},"com.x",[NaN]]\n', 0))

    def test_moves_no_cursor_of_a_terminal(self):
        frame = '[48,1,{},"com.x",["\u009b31m \u202e é \U000e0041"]]'
        args = ("decode", "-f", "json", "-o", "wamp-json")
        self.assertEqual(run(*args, stdin=frame.encode()).stdout.decode(),
                         frame + "\n")
        self.assertEqual(
            shown(*args, stdin=frame.encode()),
            '[48,1,{},"com.x",["\\u009b31m \\u202e é \\udb40\\udc41"]]\n')

    def test_is_not_read_back(self):
        done = run("encode", "--from=wamp-json", "--format=json")
        self.assertEqual((done.returncode, done.stdout), (2, b""))


class Table(unittest.TestCase):
    def test_rows(self):
        done = run("decode", "-f", "json", "--output=table", stdin=FRAMES)
        self.assertEqual(done.stdout.decode().splitlines(), [
            "    # MESSAGE                 REQUEST          SESSION"
            "  BYTES PAYLOAD URI",
            "    1 HELLO        >                                  "
            "    157         realm1",
            "    2 WELCOME      <                  9007199254740992"
            "     44",
            "    3 INVOCATION   < 1234567890123456               77"
            "    117      19",
            "    4 EVENT        <                                  "
            "     46       3",
            "    5 CALL         >                5                 "
            "     43         com.example.ü.procedure",
        ])
        self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_says_which_way_messages_go(self):
        for frame, direction in ((b'[5,"a",{}]', ">"), (b'[4,"a",{}]', "<"),
                                 (b'[6,{},"a.b"]', ""),
                                 (b'[8,48,1,{},"a.b"]', "<"),
                                 (b'[8,68,1,{},"a.b"]', ">")):
            with self.subTest(frame):
                done = run("decode", "-f", "json", "-o", "table", stdin=frame)
                self.assertEqual(done.stdout.decode().splitlines()[1][19:21]
                                 .strip(), direction)

    def test_details_may_name_the_uri(self):
        done = run("decode", "-f", "json", "-o", "table", stdin=(
            b'[36,2,3,{"topic":"com.a"}][68,2,3,{"procedure":"com.b"}]'))
        self.assertEqual([line.split()[-1]
                          for line in done.stdout.decode().splitlines()],
                         ["URI", "com.a", "com.b"])

    def test_each_file_has_a_heading(self):
        path = str(DATA / "autobahn-python" / "session.json")
        done = run("decode", "-f", "json", "-o", "table", path, path)
        lines = done.stdout.decode().splitlines()
        self.assertEqual([line for line in lines if line == f"{path}:"],
                         [f"{path}:"] * 2)
        self.assertEqual(sum("MESSAGE" in line for line in lines), 2)

    def test_fits_the_terminal(self):
        for columns in (80, 100, 132):
            with self.subTest(columns):
                lines = self.on_terminal(columns)
                self.assertLessEqual(max(map(len, lines)), columns)
                request = "123…456" if columns < 100 else "1234567890123456"
                self.assertIn(f" {request} ", lines[3])
                self.assertIn(" 9007199254740992 ", lines[2])
        self.assertTrue(self.on_terminal(80)[5].endswith(" …xample.ü.procedure"))
        self.assertTrue(self.on_terminal(71)[5].endswith(" …procedure"))

    def on_terminal(self, columns):
        """The lines that are printed on a terminal of so many columns."""
        return shown("decode", "-f", "json", "-o", "table", stdin=FRAMES,
                     columns=columns).splitlines()


class Tree(unittest.TestCase):
    def test_features_are_folded_between_words(self):
        text = shown("decode", "-f", "json", "-o", "tree", columns=43, stdin=(
            b'[2,1,{"roles":{"dealer":{"features":{"call_canceling":true,'
            b'"call_timeout":true,"progressive_call_results":true}}}}]'))
        self.assertEqual(text.split("roles:\n")[1],
                         "      dealer: call_timeout, call_canceling,\n"
                         "          progressive_call_results\n")

    def test_a_line_for_each_key(self):
        done = run("decode", "-f", "json", "-o", "tree", stdin=FRAMES)
        self.assertEqual(done.stdout.decode().splitlines()[:20], [
            "#1 HELLO",
            "  details:",
            '    realm: "realm1"',
            "    roles:",
            '      caller: call_timeout, x_new: 1',
            "      callee:",
            '    authid: "joe"',
            "    authextra: <secret>",
            "#2 WELCOME",
            "  details:",
            "    session: 9007199254740992",
            "    roles:",
            "      dealer:",
            "#3 INVOCATION",
            "  request: 1234567890123456",
            "  details:",
            "    registration: 2",
            "    caller: 77",
            "    forward_for:",
            '      - Principal(session=1, authrole="r")',
        ])
        self.assertIn("  payload: args: 2 (9 bytes), kwargs: 1 (10 bytes)\n",
                      done.stdout.decode())
        self.assertIn("  payload: encoded payload: 3 bytes\n",
                      done.stdout.decode())

    def test_unknown_keys_stand_beside_the_others(self):
        done = run("decode", "-f", "json", "-o", "tree", "--unknown=keep",
                   "-m", "CALL", stdin=FRAMES)
        self.assertIn("  options:\n    x_a: 1\n", done.stdout.decode())


class Secrets(unittest.TestCase):
    def test_are_hidden_under_keys_without_a_field(self):
        frame = (b'[2,7,{"roles":{"broker":{"features":{"ticket":"hidden"},'
                 b'"secret":"hidden"}},"resume-token":"hidden",'
                 b'"transport":{"auth":"hidden"},"x_a":"shown"}]')
        for form in "text", "tree":
            with self.subTest(form):
                done = run("decode", "-f", "json", "-o", form,
                           "--unknown=keep", stdin=frame)
                self.assertIn("shown", done.stdout.decode())
                self.assertNotIn("hidden", done.stdout.decode())
                self.assertEqual(done.stdout.count(b"<secret>"), 4)


class Payload(unittest.TestCase):
    def test_is_counted_unless_asked_for(self):
        shown = {"text": 'args: [1, "two"], kwargs: {"k": null}',
                 "tree": 'payload: args: [1, "two"], kwargs: {"k": null}'}
        for form, text in shown.items():
            with self.subTest(form):
                args = ("decode", "-f", "json", "-o", form)
                self.assertNotIn("two", run(*args, stdin=FRAMES).stdout.decode())
                done = run(*args, "--payload", stdin=FRAMES)
                self.assertIn(text, done.stdout.decode())
                self.assertNotIn("hidden", done.stdout.decode())

    def test_is_for_lines_and_trees(self):
        done = run("decode", "-f", "json", "-o", "table", "--payload")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--payload: expected --output=text or tree", done.stderr)


class Recorded(unittest.TestCase):
    """Forms for people, of all frames that real peers wrote."""

    def test_each_message_is_shown(self):
        for name, path, form in recorded():
            args = ("decode", f"--format={form}", "--profile=lenient")
            texts = run(*args, str(path)).stdout.decode().splitlines()
            for output in ("table", "tree"):
                with self.subTest(name, output=output):
                    done = run(*args, f"--output={output}", str(path))
                    self.assertEqual((done.stderr, done.returncode), (b"", 0))
                    lines = done.stdout.decode().splitlines()
                    starts = ([line for line in lines if line.startswith("#")]
                              if output == "tree" else lines[1:])
                    self.assertEqual(
                        [line.split()[1] for line in starts],
                        [line.split()[1] for line in texts])

    def test_signatures_are_hidden(self):
        path = str(DATA / "autobahn-python" / "built_auth.json")
        raw = run("transcode", "--from=json", "--to=json", "-m", "AUTHENTICATE",
                  path).stdout.decode()
        signatures = [line.split('"')[1] for line in raw.splitlines()]
        self.assertTrue(any(signatures))
        for output, option in (("table", "--unknown=keep"),
                               ("tree", "--payload")):
            shown = run("decode", "-f", "json", "-o", output, option, path)
            for signature in filter(None, signatures):
                with self.subTest(output, signature=signature):
                    self.assertNotIn(signature, shown.stdout.decode())


if __name__ == "__main__":
    unittest.main()
