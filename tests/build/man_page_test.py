"""Tests what cmake/man_page.py makes of the text of a help.

Run it in the root of the repository. WAMPCAT names the command.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, "cmake")

import man_page  # pylint: disable=wrong-import-position

HEAD = "cat: shows files\n\n"

# Each case: its name, the help without its first line, and what is on the page
# below the name.
CASES = [
    ("the usage is the synopsis", """\
usage:
  cat show [FILE...]
      Shows them.
  cat help
""", """\
.SH SYNOPSIS
.TP
\\fBcat show [FILE...]\\fR
Shows them.
.PP
.nf
cat help
.fi
"""),
    ("text of no section is the description", """\
It has more
than a line.
""", """\
.SH DESCRIPTION
.PP
It has more
than a line.
"""),
    ("a break before a line with room stays", """\
One sentence.
Another sentence, which is long.
""", """\
.SH DESCRIPTION
.PP
One sentence.
.br
Another sentence, which is long.
"""),
    ("options, one of which has no room before its text", """\
options:
  -n, --number  count lines, and
                go on
  -x, --long=XY to the end
""", """\
.SH OPTIONS
.TP
\\fB\\-n, \\-\\-number\\fR
count lines, and
go on
.TP
\\fB\\-x, \\-\\-long=XY\\fR
to the end
"""),
    ("terms in the text of a term", """\
FORM:  a    the first,
            which goes
       b    second
""", """\
.SH DESCRIPTION
.TP
\\fBFORM:\\fR
.RS
.TP
\\fBa\\fR
the first,
which goes
.TP
\\fBb\\fR
second
.RE
"""),
    ("a section on one line", """\
exit status: 0 all is well, 1 all
             is not
""", """\
.SH EXIT STATUS
.PP
0 all is well, 1 all
is not
"""),
    ("examples stay as they are", """\
examples:
  cat --from=a-b \\n 'x'
  cat -
""", """\
.SH EXAMPLES
.PP
.nf
cat \\-\\-from=a\\-b \\en \\(aqx\\(aq
cat \\-
.fi
"""),
    ("no line is taken for a command", """\
.SH is shown
""", """\
.SH DESCRIPTION
.PP
\\&.SH is shown
"""),
]


def words(page):
    """Returns the words that a page shows, without its headings."""
    text = re.sub(r"^\.(SH|TH) .*\n|^\.\w+(?: \w)?\n", "", page,
                  flags=re.MULTILINE)
    for escape, plain in (("\\fB", ""), ("\\fR", ""), ("\\&", ""), ("\\-", "-"),
                          ("\\(aq", "'"), ("\\(ti", "~"), ("\\e", "\\")):
        text = text.replace(escape, plain)
    return sorted(text.split())


class ManPage(unittest.TestCase):
    maxDiff = None

    def test_cases(self):
        for name, text, wanted in CASES:
            with self.subTest(name):
                page = man_page.page("cat", "1.0", HEAD + text)
                self.assertEqual(
                    page.partition("cat \\- shows files\n")[2], wanted)

    def test_heading(self):
        page = man_page.page("cat", "1.0", HEAD)
        self.assertEqual(page.splitlines()[0],
                         '.TH CAT 1 "" "cat 1.0" "User Commands"')

    def test_help_of_another(self):
        with self.assertRaisesRegex(ValueError, 'expected "dog: ..."'):
            man_page.page("dog", "1.0", HEAD)

    def test_wampcat_says_all_of_its_help(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "wampcat.1"
            subprocess.run([sys.executable, "cmake/man_page.py",
                            os.environ["WAMPCAT"], "1.0", path], check=True)
            page = path.read_text("utf-8")
        text = subprocess.run([os.environ["WAMPCAT"], "help", "all"], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        text = text.partition(": ")[2]
        text = re.sub(r"^(usage|options|examples|exit status):", "", text,
                      flags=re.MULTILINE)
        self.assertEqual(words(page.partition("wampcat \\- ")[2]),
                         sorted(text.split()))


if __name__ == "__main__":
    unittest.main()
