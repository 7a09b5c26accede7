"""Clients and servers in another language, against those in C++.

Usage: peers_test.py python|node

PEER_CLIENT and PEER_SERVER name the programs in C++. WAMP_PROTO_DIR is the folder
of the protos that all is made of, as an installation has it; without it, those
of the repository. The cases are in client_*.json and server_cases.json, the same
for all languages.
"""

import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

from processes import Client, Router, Server

HERE = pathlib.Path(__file__).resolve().parent
PROTOS = os.environ.get("WAMP_PROTO_DIR", HERE.parents[2] / "proto")
# What a client is told when the service has not answered, or not with an answer.
NO_ANSWER = [3, {"message": "the client can't be authenticated now"},
             "wamp.error.authentication_failed"]
# Where a service has a secret.
CANARY = "CANARY7"


def skip(why):
    print(f"SKIPPED all cases: {why}", flush=True)
    sys.exit(77)


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def at(plain, path):
    """What is there, by a path as in "accept.authid"; None for nothing."""
    for key in path.split("."):
        if isinstance(plain, list):
            plain = plain[int(key)] if int(key) < len(plain) else None
        else:
            plain = plain.get(key)
        if plain is None:
            return None
    return plain


class PeerTest(unittest.TestCase):
    """One process of each kind for a test, in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {"PROTOS": str(PROTOS), "FOLDER": folder.name}

    def start(self, kind, *arguments):
        program = kind(*arguments, **self.environment)
        self.addCleanup(program.stop)
        return program

    def expect(self, said, expected):
        """Each path is as expected; {"has": text} is a part of a text."""
        for path, value in expected.items():
            found = at(said, path)
            if isinstance(value, dict) and "has" in value:
                self.assertIn(value["has"], str(found), said)
            else:
                self.assertEqual(found, value, (path, said))


class TheirClient(PeerTest):
    """Calls the services in C++."""

    def setUp(self):
        super().setUp()
        self.server = self.start(Server, os.environ["PEER_SERVER"],
                                 HERE / "policy.json", self.folder / "log.db")
        self.client = self.start(Client, *LANGUAGE["client"],
                                 self.server.address, self.server.verifier)

    def run_cases(self, name):
        for case in load(name):
            with self.subTest(case["name"]):
                for step in case["steps"]:
                    expected = step.pop("expect")
                    self.expect(self.client.ask(step), expected)

    def test_authenticator(self):
        self.run_cases("client_authenticate.json")

    def test_authorizer(self):
        self.run_cases("client_authorize.json")

    def test_log(self):
        self.run_cases("client_log.json")

    def test_slow_service(self):
        """What has not come by the deadline is a no, and the same in time is
        what it says."""
        for when, seconds in (("late", 1), ("in_time", 30)):
            for case in load("client_slow.json"):
                with self.subTest(case["name"], when=when):
                    step = {"seconds": seconds, **case["step"]}
                    self.expect(self.client.ask(step), case[when])
            self.server.tell("go on")


class TheirServer(PeerTest):
    """Is called by the clients in C++."""

    def setUp(self):
        super().setUp()
        self.cases = load("server_cases.json")

    def serve(self, port=0, count=0, silent="", log="log"):
        return self.start(Server, *LANGUAGE["server"], port,
                          self.folder / log, count, silent)

    def route(self, server, *options):
        return self.start(Router, os.environ["PEER_CLIENT"], *options,
                          server.address)

    def test_capabilities(self):
        router = self.route(self.serve())
        self.assertEqual(router.ask("capabilities"),
                         ["anonymous,ticket", "peer", "OK", ""])

    def check_hellos(self, router, cases):
        for case in cases:
            with self.subTest(case["name"]):
                router.ask("session")
                frames = [[1, "realm1", {
                    "roles": {"caller": {}}, "authid": case["name"]}]]
                if "ticket" in case:
                    frames.append([5, case["ticket"], {}])
                for frame, expected in zip(frames, case["sends"], strict=True):
                    sent, code, message = router.ask(
                        "frame " + json.dumps(frame))
                    if expected == "no answer":
                        expected = NO_ANSWER
                    self.assertEqual(json.loads(sent), expected)
                self.assertEqual(code, case["status"])
                self.assertIn(case.get("message", ""), message)
                self.assertNotIn(CANARY, sent + message)
                if "why" in case:
                    self.assertEqual(router.ask("why"),
                                     [*case["why"], "OK", ""])

    def check_actions(self, router, cases):
        for case in cases:
            with self.subTest(case["name"]):
                call = json.dumps([48, 1, {}, case["name"]])
                said, _, before, *_ = router.ask(f"authorize joe {call}")
                self.assertEqual(said, case["says"])
                for authid in ("joe", "eve"):
                    said, _, after, *_ = router.ask(f"authorize {authid} {call}")
                    self.assertEqual(said, case["says"])
                    is_kept = authid in case.get("kept_for", ())
                    self.assertEqual(after == before, is_kept, authid)
                    before = after

    def test_authenticator(self):
        """What a client is sent: nothing but an answer that is one lets it in."""
        self.check_hellos(self.route(self.serve()), self.cases["hellos"])

    def test_authorizer(self):
        self.check_actions(self.route(self.serve()), self.cases["actions"])

    def test_slow_services(self):
        """What comes after the deadline, or never, lets nobody in."""
        server = self.serve()
        hurried = self.route(server, "--timeout=1")
        self.assertEqual(hurried.ask("capabilities")[-2], "OK")
        self.check_hellos(hurried, self.cases["slow_hellos"])
        # Nothing of these is answered, however long they wait.
        self.check_actions(self.route(server, "--timeout=0.2"),
                           self.cases["slow_actions"])
        # It is still there, and heard.
        self.check_hellos(hurried, self.cases["hellos"][:1])

    def test_log(self):
        router = self.route(self.serve())
        for command, expected in (
                ("head", ["0", "0", "another", "OK", ""]),
                ("append 5", ["OK", ""]),
                ("head", ["5", "5", "ours", "OK", ""]),
                ("list 2", ["1 2 | 3 4 | 5", "OK", ""]),
                ("tail 3", ["6 7 8", "OK", ""]),
                ("list 100", ["1 2 3 4 5 6 7 8", "OK", ""])):
            with self.subTest(command):
                self.assertEqual(router.ask(command), expected)

    def test_checkpoint(self):
        server = self.serve()
        router = self.route(server)
        ask = f"checkpoint {server.verifier}"
        *_, code, message = router.ask(ask)
        self.assertEqual(code, "NOT_FOUND")
        self.assertIn('got "router-1"', message)
        router.ask("append 5")
        self.assertEqual(router.ask(ask), ["5", "5", "ours", "OK", ""])
        another = self.serve().verifier
        self.assertEqual(router.ask(f"checkpoint {another}")[-2],
                         "PERMISSION_DENIED")

    def test_service_that_is_gone(self):
        server = self.serve()
        router = self.route(server)
        self.assertEqual(router.ask("capabilities")[-2], "OK")
        server.stop()
        sent, code, _ = router.ask('frame [1, "realm1", {"roles": {}}]')
        self.assertEqual((json.loads(sent), code), (NO_ANSWER, "UNAVAILABLE"))
        said, *_ = router.ask('authorize joe [48, 1, {}, "com.example.allow"]')
        self.assertEqual(said, "wamp.error.authorization_failed")

    def test_log_that_is_killed(self):
        """What it has stored and not acknowledged must not be stored twice."""
        server = self.serve(count=3)
        port = server.address.rpartition(":")[2]
        router = self.route(server)
        router.tell("append 20")
        for count in (4, 11, 20, 0):
            self.assertNotEqual(server.wait(), 0)
            server = self.serve(port=port, count=count)
        self.assertEqual(router.read(), "OK\t")
        self.assertEqual(router.ask("head"), ["20", "20", "ours", "OK", ""])
        self.assertEqual(router.ask("list 50")[0],
                         " ".join(str(each) for each in range(1, 21)))

    def test_slow_log(self):
        """What it has stored without a word is sent once more, or not at all."""
        for case in self.cases["slow_logs"]:
            with self.subTest(case["name"]):
                server = self.serve(silent=case["silent"], log=case["name"])
                is_served = case["status"] == "OK"
                router = self.route(server, "--timeout=0.5", *(
                    [] if is_served else ["--patience=1"]))
                code, _ = router.ask("append 4")
                self.assertEqual(code, case["status"])
                if is_served:
                    self.assertEqual(router.ask("head"),
                                     ["4", "4", "ours", "OK", ""])
                    self.assertEqual(router.ask("list 9")[0], "1 2 3 4")


def find_language(name):
    """The commands of a language."""
    if name == "python":
        try:
            # pylint: disable=import-outside-toplevel,unused-import
            import autobahn
            import google.protobuf
            import grpc
            import nacl
        except ImportError as error:
            skip(error)
        plugin = shutil.which("grpc_python_plugin")
        if plugin is None or shutil.which("protoc") is None:
            skip("there is no protoc, or no grpc_python_plugin")
        os.environ["GRPC_PYTHON_PLUGIN"] = plugin
        program, ending = sys.executable, ".py"
    else:
        program, ending = shutil.which("node"), ".mjs"
        if program is None:
            skip("there is no node")
        if not (HERE / "node_modules" / "@grpc").is_dir():
            skip("no gRPC for Node; run `npm ci` in tests/grpc/peers")
    return {each: [program, HERE / (each + ending)]
            for each in ("client", "server")}


if __name__ == "__main__":
    LANGUAGE = find_language(sys.argv.pop())
    unittest.main()
