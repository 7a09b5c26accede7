"""Tests what cmake/deb/changelog.py makes of CHANGELOG.md.

Run it in the root of the repository.
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TEXT = """\
# Changelog

Words before all versions.

## [Unreleased]

### Added

- What is to come.

## [0.2.0] - 2026-03-01

### Added

- `MakeDict({{"a", 1}})` and [a link](https://example.org/), which together are
  longer than a line may be.

### Fixed

- A fault.

## [0.1.0] - 2026-02-03

- What was first.
"""

RELEASED = """\
wamp-types (0.2.0) unstable; urgency=medium

  * `MakeDict({{"a", 1}})` and [a link](https://example.org/), which together
    are longer than a line may be.
  * A fault.

 -- A. Packager <a@example.org>  Sun, 01 Mar 2026 00:00:00 +0000
"""

LAST = """\
wamp-types (0.1.0) unstable; urgency=medium

  * What was first.

 -- A. Packager <a@example.org>  Tue, 03 Feb 2026 00:00:00 +0000
"""

UNRELEASED = """\
wamp-types (0.3.0) unstable; urgency=medium

  * What is to come.

 -- A. Packager <a@example.org>  Thu, 01 Jan 1970 00:01:00 +0000
"""


def convert(text, version):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "CHANGELOG.md"
        path.write_text(text, "utf-8")
        return subprocess.run(
            [sys.executable, "cmake/deb/changelog.py", path, "wamp-types",
             version, "A. Packager <a@example.org>"],
            env={"SOURCE_DATE_EPOCH": "60"}, capture_output=True, text=True,
            check=False)


class Changelog(unittest.TestCase):
    maxDiff = None

    def test_released(self):
        self.assertEqual(convert(TEXT, "0.2.0").stdout, RELEASED)

    def test_oldest(self):
        self.assertEqual(convert(TEXT, "0.1.0").stdout, LAST)

    def test_not_yet_released(self):
        self.assertEqual(convert(TEXT, "0.3.0").stdout, UNRELEASED)

    def test_neither(self):
        done = convert("# Changelog\n\n## [0.2.0]\n\n- A.\n", "0.3.0")
        self.assertEqual(done.returncode, 1)
        self.assertIn("CHANGELOG.md: expected a section [0.3.0] or "
                      "[Unreleased]", done.stderr)


if __name__ == "__main__":
    unittest.main()
