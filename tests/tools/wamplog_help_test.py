"""What wamplog says of itself, and what shells complete of it.

WAMPLOG names the binary. Run it in the root of the repository.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from bash_completion import completions
from wamplog_runner import WAMPLOG, run

COMMANDS = ["append", "query", "tail", "open", "stats", "report", "verify",
            "checkpoint", "keygen", "prune", "export", "import"]

# Values that options take, by what the help calls them.
VALUES = {"STORE": "sqlite:/nowhere/s.db", "TIME": "2026-01-02", "N": "3",
          "FORM": "json", "WHAT": "frames", "FORMAT": "json",
          "FRAMING": "none", "EVENT": "joined", "ID": "7", "WHEN": "never"}

# Each case: the words up to the cursor, and what the last of them may become.
CASES = [
    ("a command", ["wamplog", "ve"], ["verify"]),
    ("values of an option", ["wamplog", "query", "--event", "d"],
     ["denied", "decided"]),
    ("a value after =", ["wamplog", "query", "--output=o"], ["otlp"]),
    ("the same option of another command",
     ["wamplog", "query", "--oldest"], ["--oldest-first"]),
    ("no options of others", ["wamplog", "stats", "--oldest"], []),
    ("a topic", ["wamplog", "help", "ch"], ["checkpoint"]),
]


def help_of(*args):
    done = run(*args)
    if done.stderr or done.returncode:
        raise AssertionError(done)
    return done.stdout.decode()


def options_of(text):
    return re.findall(r"^  (?:-\w, )?(--[\w-]+)=?(\w*)", text, re.MULTILINE)


class Help(unittest.TestCase):
    def test_overview(self):
        text = help_of("--help")
        self.assertLess(len(text.splitlines()), 75)
        for command in COMMANDS:
            self.assertIn(f"\n  wamplog {command}", text)

    def test_each_command(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = help_of("help", command)
                self.assertIn("\nexamples:\n", text)
                self.assertEqual(text, help_of(command, "--help"))
                all_of_it = help_of("help", "all")
                for option in options_of(text):
                    self.assertIn(option, options_of(all_of_it))

    def test_fits_80_columns(self):
        for topic in [*COMMANDS, "completion", "help", "all"]:
            for line in help_of("help", topic).splitlines():
                with self.subTest((topic, line)):
                    self.assertLessEqual(len(line), 80)

    def test_each_option_that_is_told_of_exists(self):
        for command in COMMANDS:
            for option, value in options_of(help_of("help", command)):
                with self.subTest((command, option)):
                    given = (f"{option}={VALUES.get(value, '/nowhere/x')}"
                             if value else option)
                    done = run(command, given)
                    self.assertNotIn(b"no such option", done.stderr)
                    self.assertNotIn(b": expected", done.stderr)

    def test_examples_are_well_formed(self):
        for command in COMMANDS:
            examples = help_of("help", command).partition("\nexamples:\n")[2]
            for line in examples.splitlines():
                with self.subTest(line):
                    words = line.split("|")[0].split(">")[0].split()[1:]
                    if command == "keygen":
                        words = [word if "key=" not in word else
                                 "--key=/nowhere/x" for word in words]
                    # The store and the files are not there.
                    done = run(*[word.replace("sqlite:", "sqlite:/nowhere/")
                                 for word in words])
                    self.assertNotIn(b"Try wamplog --help", done.stderr)

    def test_version(self):
        self.assertRegex(help_of("--version"), r"^wamplog \d+\.\d+\.\d+\n$")

    def test_page_of_the_manual(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "wamplog.1"
            subprocess.run([sys.executable, "cmake/man_page.py", WAMPLOG, "1.0",
                            path], check=True)
            page = path.read_text("utf-8")
        for command in COMMANDS:
            self.assertIn(f"wamplog {command}", page.replace("\\-", "-"))


class Completion(unittest.TestCase):
    def script(self, shell):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(run("completion", shell).stdout)
        self.addCleanup(pathlib.Path(file.name).unlink)
        return file.name

    def test_shells_take_the_scripts(self):
        for shell in "bash", "zsh", "fish":
            if shutil.which(shell):
                with self.subTest(shell):
                    done = subprocess.run([shell, "-n", self.script(shell)],
                                          capture_output=True, check=False)
                    self.assertEqual((done.stderr, done.returncode), (b"", 0))

    def test_bash(self):
        script = self.script("bash")
        with tempfile.TemporaryDirectory() as empty:
            for name, words, wanted in CASES:
                with self.subTest(name):
                    self.assertEqual(completions(script, words, empty), wanted)


if __name__ == "__main__":
    unittest.main()
