"""What shells complete of wampcat. WAMPCAT names the binary.

bash is everywhere; a test of another shell is skipped where that is missing.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from bash_completion import completions
from wampcat_runner import WAMPCAT, run

FORMATS = ["bjdata", "cbor", "json", "msgpack", "ubjson"]

# Each case: the words up to the cursor, and what the last of them may become.
CASES = [
    ("commands", ["wampcat", ""],
     ["completion", "decode", "encode", "help", "lint", "stats", "transcode"]),
    ("a command", ["wampcat", "tr"], ["transcode"]),
    ("values of an option", ["wampcat", "decode", "--format", ""], FORMATS),
    ("a value", ["wampcat", "decode", "--output", "tab"], ["table"]),
    ("a value of a short option", ["wampcat", "decode", "-o", "tre"],
     ["tree"]),
    ("a value after =", ["wampcat", "lint", "--profile=au"], ["autobahn"]),
    ("the same option of another command",
     ["wampcat", "encode", "--from", "te"], ["textproto"]),
    ("a message", ["wampcat", "stats", "-m", "UNREG"],
     ["UNREGISTER", "UNREGISTERED"]),
    ("options of a command", ["wampcat", "encode", "--fra"], ["--framing"]),
    ("no options of others", ["wampcat", "encode", "--unk"], []),
    ("a topic", ["wampcat", "help", "tr"], ["transcode"]),
    ("a shell", ["wampcat", "completion", "z"], ["zsh"]),
    ("a file", ["wampcat", "decode", "sess"], ["session.json"]),
    ("a file after an option", ["wampcat", "decode", "--payload", "sess"],
     ["session.json"]),
]

# A shell of zsh's own on a terminal of its own, whose answers are what it would
# list.
ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2= LISTMAX=1000"
zpty -w shell "fpath=('$1' \\$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell "bindkey '^I' complete-word; zstyle ':completion:*' list-separator '|'"
zpty -w shell "
  compadd() {
    local -a found; builtin compadd -A found \\"\\$@\\"
    (( \\${#found} )) && print -rl -- ADDED-\\${^found} >> '$2'
    builtin compadd \\"\\$@\\"
  }"
# Only its line editor takes keys for keys: until it reads, the terminal would.
zpty -w shell "
  zle-line-init() { print ready >> '$2' }; zle -N zle-line-init; cd '$4'"
while [[ ! -s $2 ]]; do sleep 0.05; done
# Once the key has been dealt with, the line is given up for another.
zpty -w -n shell "$3"$'\\t\\x15'"print done >> '$2'"$'\\n'
until grep -q '^done' "$2"; do sleep 0.05; done
zpty -d shell
"""


@unittest.skipUnless(shutil.which("bash"), "there is no bash")
class Bash(unittest.TestCase):
    def complete(self, script, folder, words):
        return completions(script, words, folder)

    def test_cases(self):
        check(self, "bash", self.complete)


@unittest.skipUnless(shutil.which("fish"), "there is no fish")
class Fish(unittest.TestCase):
    def complete(self, script, folder, words):
        done = subprocess.run(
            ["fish", "--no-config", "-c",
             'source $argv[1]; complete -C $argv[2]', script, " ".join(words)],
            cwd=folder, capture_output=True, text=True, check=False,
            env={**os.environ, "HOME": folder, "XDG_DATA_HOME": folder,
                 "XDG_CONFIG_HOME": folder})
        self.assertEqual(done.stderr, "")
        found = [line.split("\t")[0] for line in done.stdout.splitlines()]
        # Newer ones find the letters of an option anywhere in others as well.
        return [word for word in found
                if word.startswith(words[-1]) or not words[-1].startswith("-")]

    def test_cases(self):
        check(self, "fish", self.complete)


@unittest.skipUnless(shutil.which("zsh"), "there is no zsh")
class Zsh(unittest.TestCase):
    def complete(self, script, folder, words):
        with tempfile.TemporaryDirectory() as own:
            shutil.copy(script, os.path.join(own, "_wampcat"))
            answers = pathlib.Path(own) / "answers"
            subprocess.run(
                ["zsh", "-f", "-c", ZSH, "zsh", own, str(answers),
                 " ".join(words), folder],
                capture_output=True, check=False,
                env={**os.environ, "TERM": "dumb", "HOME": own})
            return [line[len("ADDED-"):]
                    for line in answers.read_text("utf-8").splitlines()
                    if line.startswith("ADDED-")]

    def test_cases(self):
        check(self, "zsh", self.complete)


def check(test, shell, complete):
    """Tries all cases by complete(path of the script, folder, words)."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, f"wampcat.{shell}")
        pathlib.Path(script).write_bytes(run("completion", shell).stdout)
        files = os.path.join(folder, "files")
        os.mkdir(files)
        pathlib.Path(files, "session.json").touch()
        os.symlink(os.path.abspath(WAMPCAT), os.path.join(folder, "wampcat"))
        for name, words, wanted in CASES:
            with test.subTest(name):
                found = complete(script, files, words)
                # Some give the option along, some a help of their own; an
                # option may end in what comes before its value.
                found = {word.split("=")[1] if word.startswith("--")
                         and word[-1] != "=" and "=" in word
                         else word.rstrip("= ") for word in found}
                test.assertEqual(sorted(found - {"--help", "--version"}), wanted)


if __name__ == "__main__":
    unittest.main()
