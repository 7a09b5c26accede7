"""What the interop tests share: the table of differences, and the verdict.

Every deliberate difference between a peer and the library is a row of
docs/autobahn-differences.md. A test claims the rows whose ids start with its
prefix: it fails for a difference that no row explains, for a row without a rule
in the test (and the reverse), and for a row that never showed up.
"""

import base64
import collections
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "autobahn-differences.md"
SKIP_RETURN_CODE = 77
SHOWN_FAILURES = 10


def skip(count, reason):
    """Ends the run, saying what was not tested."""
    print(f"SKIPPED {count} cases: {reason}", flush=True)
    sys.exit(SKIP_RETURN_CODE)


def table_ids(prefix):
    """The ids of the table's rows that start with `prefix`."""
    ids = re.findall(rf"^\| `({prefix}-[a-z-]+)` \|",
                     TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    if len(ids) != len(set(ids)):
        raise SystemExit(f"{TABLE}: an id occurs twice among {ids}")
    return ids


class Verdict:
    """Counts cases and differences, and decides whether the run passed."""

    def __init__(self, prefix, rules):
        self.failures = 0
        self.counts = collections.Counter()
        self.seen = collections.Counter({rule: 0 for rule in rules})
        listed = set(table_ids(prefix))
        for rule in sorted(listed - set(rules)):
            self.fail(f"{TABLE.name} lists {rule}, which no rule tests")
        for rule in sorted(set(rules) - listed):
            self.fail(f"{rule} is not listed in {TABLE.name}")

    def count(self, what):
        self.counts[what] += 1

    def difference(self, rule):
        """Notes a difference that `rule` alone explains."""
        self.seen[rule] += 1
        self.count("listed differences")

    def fail(self, text):
        self.failures += 1
        if self.failures <= SHOWN_FAILURES:
            print(f"FAILED: {text}")

    def finish(self, name):
        """Prints the counts and ends the run."""
        for rule, count in sorted(self.seen.items()):
            print(f"  {count:6d}  {rule}")
            if count == 0:
                self.fail(f"{rule} is listed, but never occurred")
        counts = ", ".join(f"{n} {what}" for what, n in self.counts.items())
        print(f"{name}: {counts}, {self.failures} failures")
        sys.exit(1 if self.failures else 0)


def same(a, b):
    """Whether two values are the same to WAMP: 1, 1.0 and true all differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if type(a) is not type(b):
        return False
    return a == b or (a != a and b != b)


def to_json(value):
    """One line of WAMP's JSON, where bytes are U+0000 and base64."""

    def default(leaf):
        return "\0" + base64.b64encode(leaf).decode()

    return json.dumps(value, default=default)


def from_json(text):
    """The value of WAMP's JSON."""

    def leaves(value):
        if isinstance(value, str) and value.startswith("\0"):
            return base64.b64decode(value[1:])
        if isinstance(value, list):
            return [leaves(item) for item in value]
        if isinstance(value, dict):
            return {key: leaves(item) for key, item in value.items()}
        return value

    return leaves(json.loads(text))
