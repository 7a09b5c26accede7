"""What wampcat stores at its default depth, Python's protobuf reads by its own.

Both forms are tried, the binary one and JSON, for each free-form place of a
message nested as deep as wampcat takes. WAMPCAT names the binary.
"""

import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    from google.protobuf import json_format
    from google.protobuf.internal import decoder
except ImportError:
    print("SKIPPED: there is no Python module google.protobuf")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
WAMPCAT = os.environ["WAMPCAT"]
# As the help of wampcat says.
DEEPEST = 20


def nested(depth, make):
    value = 1
    for _ in range(depth):
        value = make(value)
    return value


LIST = [lambda inner: [inner], lambda inner: {"k": inner}]

# Each puts a list or dict of that many levels as deep as the place allows.
PLACES = {
    "args": lambda make, depth: [
        36, 1, 2, {}, nested(depth - 1, make)
        if isinstance(make(1), list) else [nested(depth - 2, make)]],
    "kwargs": lambda make, depth: [
        36, 1, 2, {}, [], {"a": nested(depth - 2, make)}],
    "authextra": lambda make, depth: [
        1, "realm", {"roles": {"caller": {}},
                     "authextra": {"a": nested(depth - 3, make)}}],
    "unknown key": lambda make, depth: [
        36, 1, 2, {"x_a": nested(depth - 2, make)}],
    "unknown feature": lambda make, depth: [
        1, "realm", {"roles": {"caller": {"features": {
            "x_a": nested(depth - 5, make)}}}}],
}


class PythonProtobufTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        protos = sorted((ROOT / "proto/wamp/v1").glob("*.proto"))
        subprocess.run(
            ["protoc", "--python_out=" + cls.folder.name,
             "--proto_path=" + str(ROOT / "proto"), *map(str, protos)],
            check=True)
        sys.path.insert(0, cls.folder.name)
        cls.frame = importlib.import_module("wamp.v1.frame_pb2").Frame

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def decode(self, message, output):
        done = subprocess.run(
            [WAMPCAT, "decode", "--format=json", "--unknown=keep",
             "--output=" + output],
            input=json.dumps(message).encode(), capture_output=True,
            timeout=60, check=False)
        return done.returncode, done.stdout

    def each_message(self, depth):
        for name, place in PLACES.items():
            for make in LIST:
                kind = "lists" if isinstance(make(1), list) else "dicts"
                with self.subTest(place=name, of=kind):
                    yield place(make, depth)

    def test_what_is_stored_is_read(self):
        for message in self.each_message(DEEPEST):
            status, stored = self.decode(message, "binary")
            self.assertEqual(status, 0)
            size, start = decoder._DecodeVarint(stored, 0)
            frame = self.frame()
            frame.ParseFromString(stored[start:])
            self.assertEqual(start + size, len(stored))

            status, line = self.decode(message, "json")
            self.assertEqual(status, 0)
            self.assertEqual(json_format.Parse(line, self.frame()), frame)
            again = json_format.MessageToJson(frame)
            self.assertEqual(json_format.Parse(again, self.frame()), frame)

    def test_what_is_deeper_is_refused(self):
        for message in self.each_message(DEEPEST + 1):
            status, stored = self.decode(message, "binary")
            self.assertEqual((status, stored), (1, b""))


if __name__ == "__main__":
    unittest.main()
