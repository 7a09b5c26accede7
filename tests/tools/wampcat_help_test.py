"""What wampcat says of itself. WAMPCAT names the binary."""

import re
import unittest

from wampcat_runner import check_mistake, run

COMMANDS = ["decode", "encode", "transcode", "lint", "stats", "completion",
            "help"]
# Of each command an option that it has, and one that it doesn't have.
OPTIONS = [("decode", "--output", "--to"), ("encode", "--from", "--unknown"),
           ("transcode", "--to-framing", "--framing"),
           ("lint", "--profile", "--payload"), ("stats", "--message", "--output")]


def help_of(*args):
    done = run(*args)
    if done.stderr or done.returncode:
        raise AssertionError(done)
    return done.stdout.decode()


class Help(unittest.TestCase):
    def test_overview_is_a_screen_or_two(self):
        text = help_of("--help")
        self.assertLess(len(text.splitlines()), 50)
        for command in COMMANDS:
            self.assertIn(f"\n  wampcat {command}", text)

    def test_ways_to_ask(self):
        for args, other in ((["help"], ["--help"]), (["-h"], ["--help"]),
                            (["decode", "--help"], ["help", "decode"]),
                            (["decode", "x", "-h"], ["help", "decode"]),
                            (["nothing", "--help"], ["--help"])):
            with self.subTest(args):
                self.assertEqual(help_of(*args), help_of(*other))

    def test_a_command_tells_its_own_options(self):
        for command, own, foreign in OPTIONS:
            with self.subTest(command):
                text = help_of("help", command)
                options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", text,
                                     re.MULTILINE)
                self.assertIn(own, options)
                self.assertNotIn(foreign, options)
                self.assertIn("\nexamples:\n", text)

    def test_all_of_it(self):
        text = help_of("help", "all")
        for command in COMMANDS:
            for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)",
                                     help_of("help", command), re.MULTILINE):
                with self.subTest((command, option)):
                    self.assertRegex(text, rf"(?m)^  (-\w, )?{option}\b")

    def test_fits_80_columns(self):
        for topic in [*COMMANDS, "all"]:
            for line in help_of("help", topic).splitlines():
                with self.subTest((topic, line)):
                    self.assertLessEqual(len(line), 80)

    def test_each_option_that_is_told_of_exists(self):
        values = {"NAME": "HELLO", "N": "3", "BYTE": "0x1e", "FORMAT": "json",
                  "FRAMING": "none", "WHAT": "keep", "PROFILE": "spec",
                  "FORM": "json", "WHEN": "never"}
        for command, _, _ in OPTIONS:
            for option, value in re.findall(r"^  (?:-\w, )?(--[\w-]+)=?(\w*)",
                                            help_of("help", command),
                                            re.MULTILINE):
                with self.subTest((command, option)):
                    given = f"{option}={values[value]}" if value else option
                    # Other things may be missing, or not fit.
                    self.assertNotIn(b"no such option",
                                     run(command, given).stderr)

    def test_mistakes(self):
        for args, error in (
            (["help", "decoed"], 'help: expected one of decode, encode, '
             'transcode, lint, stats, completion, help, all, got "decoed"; did '
             'you mean "decode"?'),
            (["help", "decode", "lint"], "help: expected one word, got 2"),
            (["completion"],
             'completion: expected one of bash, zsh, fish, got ""'),
            (["completion", "bsh"], 'completion: expected one of bash, zsh, '
             'fish, got "bsh"; did you mean "bash"?'),
            (["completion", "fsh"], 'completion: expected one of bash, zsh, '
             'fish, got "fsh"; did you mean "fish"?'),
            (["completion", "zhs"], 'completion: expected one of bash, zsh, '
             'fish, got "zhs"; did you mean "zsh"?'),
        ):
            with self.subTest(args):
                check_mistake(self, args, error)


if __name__ == "__main__":
    unittest.main()
