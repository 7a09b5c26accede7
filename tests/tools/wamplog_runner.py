"""What the tests of wamplog share. WAMPLOG names the binary."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

WAMPLOG = os.environ["WAMPLOG"]
DATA = pathlib.Path(__file__).resolve().parents[1] / "data"

# In each place where a message has a secret.
CANARY = "CANARY7"

NOON = "2026-01-02T12:00:00Z"


def run(*args, stdin=b""):
    return subprocess.run([WAMPLOG, *args], input=stdin, capture_output=True,
                          check=False)


def lines(*frames):
    return "\n".join(json.dumps(frame) for frame in frames).encode()


def hello(realm, authid):
    return [1, realm, {"roles": {"caller": {}}, "authid": authid,
                       "authmethods": ["ticket"],
                       "authextra": {"ticket": CANARY}}]


CHALLENGE = [4, "ticket", {"challenge": CANARY}]
AUTHENTICATE = [5, CANARY, {"more": CANARY}]


def welcome(session, authid, authrole="user"):
    return [2, session, {"roles": {"broker": {}}, "authid": authid,
                         "authrole": authrole, "authmethod": "ticket",
                         "authextra": {"token": CANARY}}]


def field(number, value):
    """Returns a field of a message: a text, a message, or a number below 128."""
    tag = number << 3 | (0 if isinstance(value, int) else 2)
    head = bytes([tag]) if tag < 128 else bytes([tag & 127 | 128, tag >> 7])
    if isinstance(value, int):
        return head + bytes([value])
    content = value.encode() if isinstance(value, str) else value
    return head + bytes([len(content)]) + content


def denied(realm, reason):
    """Returns a SessionRecord of that realm with the event `denied`."""
    return field(11, realm) + field(23, field(1, reason))


def delimited(*records):
    return b"".join(bytes([len(record)]) + record for record in records)


class StoreTest(unittest.TestCase):
    """A test with a store in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / "s.db"
        self.store = f"--store=sqlite:{self.path}"

    def good(self, *args, stdin=b""):
        """Returns what a command prints that goes well."""
        done = run(*args, stdin=stdin)
        self.assertEqual(done.returncode, 0, done)
        return done.stdout

    def append(self, *frames, at=NOON, args=()):
        self.good("append", self.store, "--node=r1", f"--at={at}",
                  "--format=json", *args, stdin=lines(*frames))

    def fill(self):
        """Three connections: joe was there for an hour, eve was denied, and ann
        is there."""
        self.append(hello("realm1", "joe"), CHALLENGE, AUTHENTICATE,
                    welcome(7, "joe"), at="2026-01-02T10:00:00Z",
                    args=["--peer=tcp4:192.0.2.1:5000"])
        self.append(hello("realm1", "eve"), CHALLENGE, AUTHENTICATE,
                    [3, {"message": "no"}, "wamp.error.not_authorized"],
                    at="2026-01-02T11:00:00Z")
        self.append(hello("realm2", "ann"), welcome(8, "ann", "admin"),
                    args=["--keep-open"])

    def records(self, *args):
        """Returns the records that a query prints."""
        text = self.good("query", self.store, "--output=json", *args)
        return [json.loads(line) for line in text.splitlines()]
