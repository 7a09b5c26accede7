"""Records that C++ has written are read by Python's protobuf, and the other way.

RECORD_DRIVER names the binary of record_driver.cc.
"""

import hashlib
import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import uuid

try:
    import google.protobuf.descriptor_pool
    from google.protobuf.internal import decoder, encoder
except ImportError as error:
    print(f"SKIPPED all cases: {error}")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = os.environ["RECORD_DRIVER"]


def run(mode, data=b""):
    return subprocess.run([DRIVER, mode], input=data, capture_output=True,
                          timeout=60, check=False)


class RecordPythonTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        protos = [*sorted((ROOT / "proto/wamp/v1").glob("*.proto")),
                  *sorted((ROOT / "proto/wamp/log/v1").glob("*.proto"))]
        subprocess.run(
            ["protoc", "--python_out=" + cls.folder.name,
             "--proto_path=" + str(ROOT / "proto"), *map(str, protos)],
            check=True)
        sys.path.insert(0, cls.folder.name)
        cls.pb2 = importlib.import_module("wamp.log.v1.record_pb2")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def records(self, stream):
        """Returns the bytes of each record in a stream."""
        found = []
        at = 0
        while at < len(stream):
            size, at = decoder._DecodeVarint(stream, at)
            found.append(stream[at:at + size])
            self.assertEqual(len(found[-1]), size)
            at += size
        return found

    def test_python_reads(self):
        done = run("write")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertNotIn(b"CANARY", done.stdout)
        stored = self.records(done.stdout)
        attaching, joined, left = [self.pb2.SessionRecord.FromString(record)
                                   for record in stored]
        self.assertEqual(attaching.WhichOneof("event"), "attaching")
        self.assertEqual(attaching.claimed_ident.authid, "Jöe")
        self.assertEqual(attaching.redactions[0].path, "attaching.authextra")
        self.assertEqual(joined.ident.session, 2**53)
        self.assertEqual(joined.time.ToJsonString(),
                         "2026-01-02T03:04:05.678Z")
        self.assertEqual(left.left.cause, self.pb2.LEAVE_CAUSE_GOODBYE)
        self.assertEqual([r.sequence for r in (attaching, joined, left)],
                         [1, 2, 3])
        for name in "record_id", "boot_id", "session_uid":
            self.assertEqual(uuid.UUID(getattr(joined, name)).version, 7)

    def test_the_chain_can_be_checked_without_this_library(self):
        before = b""
        for stored in self.records(run("write").stdout):
            record = self.pb2.SessionRecord.FromString(stored)
            self.assertEqual(record.previous_hash, before)
            before = hashlib.sha256(stored).digest()

    def test_python_writes(self):
        stream = b""
        for sequence in range(1, 4):
            record = self.pb2.SessionRecord(sequence=sequence, realm="realm1")
            record.left.cause = self.pb2.LEAVE_CAUSE_NODE_LOST
            data = record.SerializeToString()
            stream += encoder._VarintBytes(len(data)) + data
        done = run("read", stream)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertEqual(
            [json.loads(line) for line in done.stdout.splitlines()],
            [{"event": "left", "realm": "realm1",
              "left": {"cause": "node_lost"}, "sequence": sequence}
             for sequence in range(1, 4)])

    def test_a_cut_stream_says_where(self):
        done = run("read", run("write").stdout[:-1])
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, rb"^record 3: expected a SessionRecord, "
                                      rb"got one that ends early \(byte \d+\)\n$")
        self.assertEqual(len(done.stdout.splitlines()), 2)


if __name__ == "__main__":
    unittest.main()
