"""What wampcat stats counts.

WAMPCAT names the binary.
"""

import json
import unittest

from terminal import shown
from wampcat_runner import DATA, recorded, run

WELCOME = b'[2,7,{"roles":{"broker":{}}}]'


def stats(*args, stdin=b""):
    done = run("stats", *args, stdin=stdin)
    return done, done.stdout.decode().splitlines()


class Stats(unittest.TestCase):
    def test_counts(self):
        done, lines = stats("-f", "json", stdin=(
            WELCOME + b"[17,1,2][17,2,3]"
            b'[3,{},"wamp.error.no_such_realm"]'
            b'[8,48,1,{},"com.example.bad"][8,48,2,{},"com.example.bad"]'
            b'[8,48,3,{},"com.example.worse"]'))
        self.assertEqual(lines, [
            "MESSAGE             COUNT          BYTES   SHARE    BIGGEST",
            "ERROR                   3             89   53.3%         31",
            "PUBLISHED               2             16    9.6%          8",
            "WELCOME                 1             29   17.4%         29",
            "ABORT                   1             33   19.8%         33",
            "all                     7            167  100.0%         33",
            "sessions: 0 asked for, 1 opened, 1 refused, 0 closed",
            "reasons of ABORT and GOODBYE:",
            "           1  wamp.error.no_such_realm",
            "errors:",
            "           2  com.example.bad",
            "           1  com.example.worse",
            "faults: 0",
        ])
        self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_nothing(self):
        done, lines = stats("-f", "json")
        self.assertEqual(lines[1].split(), ["all", "0", "0", "0.0%", "0"])
        self.assertEqual(done.returncode, 0)

    def test_faults_are_counted_and_not_named(self):
        done, lines = stats("-f", "json",
                            stdin=b"[17,1,2]\n" + b"[17,0,2]\n" * 50)
        self.assertEqual(lines[-1], "faults: 50; wampcat lint names them")
        self.assertEqual((done.stderr, done.returncode), (b"", 1))

    def test_missing_file(self):
        path = str(DATA / "fox-wamp" / "session.json")
        done, lines = stats("-f", "json", path + ".gone", path)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"session.json.gone: No such file", done.stderr)
        self.assertEqual(lines[-1], "faults: 0")

    def test_recorded_messages_are_all_counted(self):
        for name, path, form in recorded():
            with self.subTest(name):
                args = (f"--format={form}", "--profile=lenient", str(path))
                texts = run("decode", *args).stdout.splitlines()
                _, lines = stats(*args)
                row = next(line for line in lines if line.startswith("all "))
                self.assertEqual(int(row.split()[1]), len(texts))
                self.assertEqual(lines[-1], "faults: 0")

    def test_fits_a_screen_whatever_comes(self):
        uris = [f"com.example.{i}.{'x' * 200}" for i in range(5000)]
        frames = [json.dumps([8, 48, 1, {}, uri]) for uri in uris]
        frames += [json.dumps([6, {}, uri]) for uri in uris]
        everything = b"".join(path.read_bytes() for _, path, form in recorded()
                              if form == "json")
        done, lines = stats("-f", "json", "--profile=lenient",
                            stdin="\n".join(frames).encode() + everything)
        self.assertEqual(done.returncode, 0)
        self.assertNotIn("others", done.stdout.decode())
        text = shown("stats", "-f", "json", "--profile=lenient",
                     stdin="\n".join(frames).encode() + everything)
        self.assertIn(" others ", text)
        # Progress rewrites its line.
        self.assertLess(text.count("\n"), 24)
        self.assertLessEqual(max(map(len, lines)), 80)
        listed = [int(line.split()[0]) for line in lines
                  if line.startswith("     ")]
        row = next(line for line in lines if line.startswith("ERROR "))
        self.assertEqual(sum(listed[-4:]), int(row.split()[1]))

    def test_hostile_uris_are_escaped(self):
        done, _ = stats("-f", "json",
                        stdin=rb'[6,{},"com.\u202eevil\u001b[31m"]')
        self.assertNotIn(b"\x1b", done.stdout)
        self.assertNotIn("\u202e", done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
