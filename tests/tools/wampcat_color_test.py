"""Colors of wampcat, and where there are none. WAMPCAT names the binary."""

import pathlib
import tempfile
import unittest

from terminal import shown
from wampcat_runner import run

FRAMES = b'[17,1,2]\n[8,48,3,{},"com.x"]\n'
# What a peer sends to color a line itself, or to move the cursor.
HOSTILE = '[8,48,3,{},"com.\\u001b[31mx"]\n'.encode()
COLORED = {"NO_COLOR": "", "TERM": "xterm"}
ESCAPE = "\x1b["

FORMS = [("text",), ("table",), ("tree",)]


class Color(unittest.TestCase):
    def test_names_of_messages(self):
        for form, in FORMS:
            with self.subTest(form):
                text = shown("decode", "-f", "json", "-o", form, stdin=FRAMES,
                             environment=COLORED)
                self.assertIn("\x1b[1mPUBLISHED\x1b[0m", text)
                self.assertIn("\x1b[1;31mERROR\x1b[0m", text)

    def test_keys_of_trees(self):
        text = shown("decode", "-f", "json", "-o", "tree", stdin=FRAMES,
                     environment=COLORED)
        self.assertIn("\n  \x1b[36mpublication\x1b[0m: 2\n", text)

    def test_places_of_faults(self):
        text = shown("lint", "-f", "json", stdin=b"[99]",
                     environment=COLORED)
        self.assertTrue(text.startswith(
            "\x1b[1m(standard input)\x1b[0m: \x1b[1mframe 1 at byte 0\x1b[0m: "),
            text)

    def test_heading_of_stats(self):
        text = shown("stats", "-f", "json", stdin=FRAMES, environment=COLORED)
        self.assertTrue(text.startswith("\x1b[1mMESSAGE "), text)

    def test_forms_for_programs_have_none(self):
        for form in "json", "textproto", "wamp-json":
            with self.subTest(form):
                self.assertNotIn(ESCAPE, shown(
                    "decode", "-f", "json", "-o", form, "--color=always",
                    stdin=FRAMES, environment=COLORED))

    def test_none_where_it_is_not_wanted(self):
        args = ("decode", "-f", "json")
        for name, options, environment in (
            ("NO_COLOR", (), {"TERM": "xterm", "NO_COLOR": "1"}),
            ("dumb terminal", (), {"TERM": "dumb", "NO_COLOR": ""}),
            ("option", ("--color=never",), COLORED),
        ):
            with self.subTest(name):
                self.assertNotIn(ESCAPE, shown(*args, *options, stdin=FRAMES,
                                               environment=environment))

    def test_none_in_pipes_unless_asked_for(self):
        args = ("decode", "-f", "json", "-o", "text")
        self.assertNotIn(ESCAPE.encode(), run(*args, stdin=FRAMES).stdout)
        self.assertIn(ESCAPE.encode(),
                      run(*args, "--color", "always", stdin=FRAMES).stdout)

    def test_none_by_what_is_shown(self):
        for form, in FORMS:
            with self.subTest(form):
                done = run("decode", "-f", "json", "-o", form,
                           "--profile=lenient", stdin=HOSTILE)
                self.assertNotIn(b"\x1b", done.stdout + done.stderr)
                self.assertNotEqual(done.stdout + done.stderr, b"")

    def test_none_by_names_of_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "\x1b[31mred\n")
            path.write_bytes(FRAMES + b"[99]")
            done = run("decode", "-f", "json", path, path)
        self.assertNotIn(b"\x1b", done.stdout + done.stderr)
        self.assertIn(rb"\u001b[31mred\n: frame 3 at byte", done.stderr)

    def test_rows_keep_their_width(self):
        plain, colored = (
            shown("decode", "-f", "json", "-o", "table", stdin=FRAMES,
                  environment=environment)
            for environment in (None, COLORED))
        for code in "\x1b[1m", "\x1b[1;31m", "\x1b[0m":
            colored = colored.replace(code, "")
        self.assertEqual(colored, plain)


if __name__ == "__main__":
    unittest.main()
