"""Reads JSON that is written over several lines, as people and tools indent it.

WAMPCAT names the binary.
"""

import json
import subprocess
import unittest

from wampcat_runner import WAMPCAT, run

MESSAGES = (
    [1, "realm1", {"roles": {"caller": {"features": {"call_timeout": True}}},
                   "authmethods": ["ticket", "cryptosign"]}],
    [48, 7, {"timeout": 1000}, "com.x", [1, ["a\nb", []], {}], {"k": [None]}],
    [17, 1, 2],
)
COMPACT = "".join(json.dumps(message) + "\n" for message in MESSAGES).encode()


def pretty(messages=MESSAGES, end="\n", **style):
    return "".join(json.dumps(message, **{"indent": 2, **style}) + end
                   for message in messages).encode()


LAYOUTS = {
    "indented by two": pretty(),
    "indented by tabs": pretty(indent="\t"),
    "not indented": pretty(indent=0),
    "blank lines around": b"\n\n \t\r\n" + pretty(end="\n\n\n"),
    "line ends of Windows": pretty().replace(b"\n", b"\r\n"),
    "separators of batches": pretty(end="\n\x1e\n"),
    "back to back": pretty(end=""),
    "far in": b" " * 3000 + pretty(),
    "a far first number": b"[" + b"\n" * 3000 + pretty()[1:],
}


class Layouts(unittest.TestCase):
    def test_are_read_as_one_line_each(self):
        wanted = run("decode", "-f", "json", "--payload", stdin=COMPACT).stdout
        self.assertEqual(wanted.count(b"\n"), len(MESSAGES))
        for name, data in LAYOUTS.items():
            for args in (["-f", "json"], []):
                with self.subTest(name, args=args):
                    done = run("decode", "--payload", *args, stdin=data)
                    self.assertEqual((done.stdout, done.returncode),
                                     (wanted, 0))
                    self.assertEqual(done.stderr, b"" if args else (
                        b"(standard input): read as json; --format "
                        b"overrides\n"))

    def test_have_no_faults(self):
        for name, data in LAYOUTS.items():
            with self.subTest(name):
                done = run("lint", "-f", "json", stdin=data)
                self.assertEqual((done.stdout, done.stderr, done.returncode),
                                 (b"", b"", 0))

    def test_are_guessed_however_they_are_cut(self):
        data = b"\n \n" + pretty()
        wanted = run("decode", stdin=data).stdout
        for size in (1, 2, 7):
            with self.subTest(size), subprocess.Popen(
                    [WAMPCAT, "decode"], stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    bufsize=0) as process:
                for at in range(0, len(data), size):
                    process.stdin.write(data[at:at + size])
                self.assertEqual(process.communicate()[0], wanted)

    def test_nothing_but_white_space_is_of_no_format(self):
        for data in (b"\n" * 10, b"\n" * 5000, b"[" + b" " * 5000):
            done = run("decode", stdin=data)
            self.assertEqual((done.stdout, done.returncode), (b"", 1))
            self.assertIn(b"cannot tell the format", done.stderr)


class Faults(unittest.TestCase):
    def lint(self, data):
        done = run("lint", "-f", "json", stdin=data)
        self.assertEqual(done.returncode, 1)
        return [line.removeprefix("(standard input): ")
                for line in done.stderr.decode().splitlines()]

    def test_place_within_the_lines(self):
        data = pretty([[17, 1, 2], [16, 1, {"exclude": [7, "abc"]}, "com.x"]])
        self.assertEqual(self.lint(data), [
            f"frame 2 at byte {data.index(b'[', 1)}: PUBLISH.Options.exclude[1]"
            ': expected an integer of at least 0, got string "abc" (byte '
            f"{data.index(b'abc') - 1})"])

    def test_a_broken_message_is_one_fault(self):
        good = pretty([[17, 3, 4]])
        for name, broken in {
            "two commas": pretty().replace(b"1000", b"1000,,", 1),
            "a word": pretty().replace(b"null", b"nul"),
            "a lost bracket": pretty(MESSAGES[1:2]).replace(b"[]", b"[", 1),
            "a lost end": pretty(MESSAGES[:1]).rstrip(b"]\n") + b"\n",
            "a lost quote": pretty().replace(b'"com.x"', b'"com.x', 1),
        }.items():
            for end in b"", b"\n\n":
                with self.subTest(name, end=end):
                    data = good + broken + end + good
                    self.assertEqual(len(self.lint(data)), 1)
                    shown = run("decode", "-f", "json", stdin=data).stdout
                    self.assertTrue(shown.startswith(
                        b"#1 PUBLISHED request=3 publication=4\n"))
                    self.assertTrue(shown.endswith(
                        b" PUBLISHED request=3 publication=4\n"))
                    self.assertGreater(shown.count(b"request=3"), 1)

    def test_a_fault_is_told_before_more_is_read(self):
        with subprocess.Popen(
                [WAMPCAT, "lint", "-f", "json"], stdin=subprocess.PIPE,
                stderr=subprocess.PIPE, bufsize=0) as process:
            process.stdin.write(b"[\n 17,\n 1,,")
            self.assertIn(b"frame 1 at byte 0: expected a value",
                          process.stderr.readline())
            process.stdin.write(b"\n 2\n]\n[\n 17,\n 1,\n 2\n]\n")
            self.assertEqual(process.communicate()[1], b"")


if __name__ == "__main__":
    unittest.main()
