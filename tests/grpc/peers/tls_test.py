"""The clients in C++, by TLS and by mutual TLS, against the servers as they are
installed.

PEER_CLIENT, PEER_SERVER, WAMP_AUTHD, WAMPLOG and WAMPLOG_SERVE name the programs. Run it in the
root of the repository.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests/tools"))

# They end the program, loudly, where something is missing.
# pylint: disable=wrong-import-position
from certificates import NAME, Authority  # noqa: E402
from processes import Router, Server as PeerServer  # noqa: E402
from server_runner import Server  # noqa: E402
from wamp_authd_runner import policy  # noqa: E402
from wamplog_runner import CANARY, run  # noqa: E402

NO_ANSWER = [3, {"message": "the client can't be authenticated now"},
             "wamp.error.authentication_failed"]
# gRPC would tell of each handshake that fails.
os.environ.setdefault("GRPC_VERBOSITY", "NONE")
# For a server that answers, and for one that doesn't.
PATIENT, HURRIED = "--timeout=30", "--patience=1"

# Each case: how the server speaks, whose certificates the client trusts, what it
# shows of its own, what the server must be called, and whether that is served.
CASES = {
    "TLS": ("tls", "authority", None, NAME, True),
    "a certificate that nobody asks for":
        ("tls", "authority", "stranger", NAME, True),
    "a root that the server is not of": ("tls", "other", None, NAME, False),
    "a server of another name":
        ("tls", "authority", None, "other.test", False),
    "a server whose certificate has expired":
        ("expired", "authority", None, NAME, False),
    "a server that speaks TLS alone": ("tls", None, None, None, False),
    "a server that doesn't speak TLS":
        ("plain", "authority", None, NAME, False),
    "mutual TLS": ("mutual", "authority", "router", NAME, True),
    "no certificate": ("mutual", "authority", None, NAME, False),
    "a certificate of another authority":
        ("mutual", "authority", "stranger", NAME, False),
    "a certificate that has expired":
        ("mutual", "authority", "late", NAME, False),
    "a root that the mutual server is not of":
        ("mutual", "other", "router", NAME, False),
}

HELLO = [1, "realm1", {"roles": {"caller": {}}}]
JOE = [1, "realm1", {"roles": {"caller": {}}, "authid": "joe",
                     "authmethods": ["wampcra"]}]

# Each case: how the server speaks, what it is told besides, what the client shows
# and is told, and whether the router verifies the proof by a credential.
CREDENTIALS = {
    "asked for and given by mutual TLS":
        ("mutual", ["--credentials"], "router", ["--credentials"], True),
    "not asked for": ("mutual", ["--credentials"], "router", [], False),
    "not given": ("mutual", [], "router", ["--credentials"], False),
    "asked for by TLS alone": ("tls", [], None, ["--credentials"], False),
    "asked for by a client that is not asked who it is":
        ("tls", [], "router", ["--credentials"], False),
    "asked for without TLS": ("plain", [], None, ["--credentials"], False),
}
# Each case: how a service speaks that gives credentials, what the client shows, and
# whether it is given one.
GIVEN = {
    "by mutual TLS": ("mutual", "router", True),
    "by TLS": ("tls", None, False),
    "by TLS, to a client that is not asked who it is":
        ("tls", "router", False),
    "without TLS": ("plain", None, False),
}


def signature(challenge, secret):
    """What a client answers to a challenge of WAMP-CRA."""
    digest = hmac.digest(secret.encode(), challenge.encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()


class TlsTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        # pylint: disable=consider-using-with
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.authority = Authority(cls.folder, "authority")
        cls.other = Authority(cls.folder, "other")
        cls.pairs = {
            "router": cls.authority.sign("router"),
            "late": cls.authority.sign("late", expired=True),
            "stranger": cls.other.sign("router"),
        }
        cls.servers = {
            "tls": cls.authority.sign("server"),
            "expired": cls.authority.sign("old", expired=True),
        }
        cls.servers["mutual"] = cls.servers["tls"]

    def options(self, speaks, cert="--tls-cert", key="--tls-key",
                root="--client-ca"):
        """What a server that speaks so is told."""
        if speaks == "plain":
            return []
        options = [f"{name}={path}" for name, path in
                   zip((cert, key), self.servers[speaks])]
        if speaks == "mutual":
            options.append(f"{root}={self.authority.certificate}")
        return options

    def serve(self, program, speaks, *arguments):
        server = Server(os.environ[program], *self.options(speaks), *arguments)
        self.addCleanup(server.stop)
        return server

    def route(self, server, *options, root, shows, name):
        options = list(options)
        if root is not None:
            path = getattr(self, root).certificate
            options += [f"--root={path}", f"--name={name}"]
        if shows is not None:
            cert, key = self.pairs[shows]
            options += [f"--cert={cert}", f"--key={key}"]
        router = Router(os.environ["PEER_CLIENT"], *options, server.address)
        self.addCleanup(router.stop)
        return router

    def check_all(self, cases, check):
        for name, case in cases.items():
            with self.subTest(name):
                check(*case)
            # What one case has started is not needed in the next.
            self.doCleanups()


class Authd(TlsTest):

    def setUp(self):
        self.policy = self.folder / "policy.json"
        self.policy.write_text(json.dumps(policy()), encoding="utf-8")

    def test_whom_it_serves(self):
        self.check_all(CASES, self.check_served)

    def check_served(self, speaks, root, shows, name, is_served):
        server = self.serve("WAMP_AUTHD", speaks, f"--policy={self.policy}")
        router = self.route(server, PATIENT, root=root, shows=shows, name=name)
        *_, code, _ = router.ask("capabilities")
        sent, *status = router.ask("frame " + json.dumps(HELLO))
        said, *_ = router.ask('authorize joe [48, 1, {}, "com.example.a"]')
        expected = "OK" if is_served else "UNAVAILABLE"
        self.assertEqual((code, status[0]), (expected, expected), status)
        sent = json.loads(sent)
        if is_served:
            self.assertEqual((sent[0], sent[2]["authrole"], said),
                             (2, "guest", "allow"))
        else:
            self.assertEqual((sent, said), (
                NO_ANSWER, "wamp.error.authorization_failed"))

    def test_credentials(self):
        """Whoever verifies proofs, right ones alone let in."""
        self.check_all(CREDENTIALS, self.check_credential)

    def check_credential(self, speaks, told, shows, asks, is_given):
        log = pathlib.Path(tempfile.mkdtemp(dir=self.folder), "answers")
        server = self.serve("WAMP_AUTHD", speaks, *told, f"--log={log}",
                            f"--policy={self.policy}")
        root = None if speaks == "plain" else "authority"
        router = self.route(server, PATIENT, *asks, root=root, shows=shows,
                            name=NAME)
        welcome = self.join(router, CANARY + "-cra")
        self.assertEqual(
            (welcome[0], welcome[2]["authid"], welcome[2]["authrole"]),
            (2, "joe", "user"))
        abort = self.join(router, "another")
        self.assertEqual((abort[0], abort[2]),
                         (3, "wamp.error.authentication_denied"))
        server.stop()
        text = log.read_text(encoding="utf-8")
        self.assertNotIn(CANARY, text)
        # The service doesn't learn of what it has not verified.
        self.assertEqual(
            [json.loads(line)["event"] for line in text.splitlines()],
            ["challenged"] * 2 if is_given
            else ["challenged", "accepted", "challenged", "denied"])

    def test_credentials_without_authd(self):
        """A service that would give them to anybody: who still has a proof
        verified when it is gone has been given one."""
        self.check_all(GIVEN, self.check_given)

    def check_given(self, speaks, shows, is_given):
        folder = tempfile.mkdtemp(dir=self.folder)
        server = PeerServer(
            os.environ["PEER_SERVER"], "--credentials",
            *self.options(speaks, "--cert", "--key", "--root"), self.policy,
            pathlib.Path(folder, "log.db"))
        self.addCleanup(server.stop)
        root = None if speaks == "plain" else "authority"
        router = self.route(server, PATIENT, "--credentials", root=root,
                            shows=shows, name=NAME)
        challenge = self.challenge(router)
        server.stop()
        sent, code, _ = router.ask("frame " + json.dumps(
            [5, signature(challenge, CANARY + "-cra"), {}]))
        sent = json.loads(sent)
        if is_given:
            self.assertEqual((sent[0], code), (2, "OK"))
        else:
            self.assertEqual((sent, code), (NO_ANSWER, "UNAVAILABLE"))

    def challenge(self, router):
        router.ask("session")
        sent, *_ = router.ask("frame " + json.dumps(JOE))
        _, method, extra = json.loads(sent)
        self.assertEqual(method, "wampcra")
        return extra["challenge"]

    def join(self, router, secret):
        """What is sent for a proof by that secret."""
        challenge = self.challenge(router)
        sent, code, message = router.ask("frame " + json.dumps(
            [5, signature(challenge, secret), {}]))
        self.assertEqual(code, "OK", message)
        self.assertNotIn(CANARY, sent + message)
        return json.loads(sent)


class Log(TlsTest):

    def test_whom_it_serves(self):
        self.check_all(CASES, self.check_served)

    def check_served(self, speaks, root, shows, name, is_served):
        folder = tempfile.mkdtemp(dir=self.folder)
        store = f"--store=sqlite:{folder}/log.db"
        server = self.serve("WAMPLOG", speaks, store)
        router = self.route(server, PATIENT if is_served else HURRIED,
                            root=root, shows=shows, name=name)
        code, message = router.ask("append 3")
        if is_served:
            self.assertEqual(code, "OK", message)
            self.assertEqual(router.ask("head"), ["3", "3", "ours", "OK", ""])
            self.assertEqual(router.ask("list 2"), ["1 2 | 3", "OK", ""])
        else:
            # The latter if its time is over while the client tries again.
            self.assertIn(code, ("UNAVAILABLE", "DEADLINE_EXCEEDED"))
        server.stop()
        done = run("query", store, "--output=json")
        self.assertEqual(done.returncode, 0, done)
        self.assertEqual(len(done.stdout.splitlines()),
                         3 if is_served else 0)


if __name__ == "__main__":
    unittest.main()
