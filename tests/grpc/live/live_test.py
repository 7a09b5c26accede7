"""Lets clients of autobahn-python, autobahn-js and wampy join a router, fox-wamp,
which asks wamp-authd.

WAMP_AUTHD names the binary. Run it in the root of the repository.
"""

import asyncio
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
for folder in ("tests/auth", "tests/tools"):
    sys.path.insert(0, str(ROOT / folder))
NODE = shutil.which("node")
if NODE is None or not (HERE / "node_modules/fox-wamp").is_dir():
    print("SKIPPED all cases: there is no node, or no npm packages in "
          "tests/grpc/live", flush=True)
    sys.exit(77)

# It ends the program, loudly, where autobahn is missing.
# pylint: disable=wrong-import-position
import autobahn_clients  # noqa: E402
import txaio  # noqa: E402
from autobahn.asyncio.wamp import Session  # noqa: E402
from autobahn.asyncio.websocket import (  # noqa: E402
    WampWebSocketClientFactory)
from autobahn.wamp import auth, serializer  # noqa: E402
from autobahn.wamp.exception import ApplicationError  # noqa: E402
from autobahn.wamp.types import (  # noqa: E402
    ComponentConfig, PublishOptions)
from server_runner import Server  # noqa: E402

LOOP = txaio.config.loop
PATIENCE = 60

DENIED = "wamp.error.authentication_denied"
FORBIDDEN = "wamp.error.not_authorized"
KEY = autobahn_clients.KEY.hex()
OTHER_KEY = "00" * 31 + "01"

# Each case: a method, an authid, a secret, and the role, or why not.
CASES = {
    "anonymous": ("anonymous", None, None, "guest"),
    "ticket": ("ticket", "ticket", "a ticket", "user"),
    "wrong_ticket": ("ticket", "ticket", "CANARY7", DENIED),
    "nobody": ("ticket", "nobody", "CANARY7", DENIED),
    "wampcra": ("wampcra", "cra", "secret1", "user"),
    "salted_wampcra": ("wampcra", "salted", "secret2", "user"),
    "wrong_wampcra": ("wampcra", "salted", "CANARY7", DENIED),
    "cryptosign": ("cryptosign", "key", KEY, "user"),
    "wrong_cryptosign": ("cryptosign", "key", OTHER_KEY, DENIED),
    "scram": ("scram", "scram", "pencil", "user"),
    "wrong_scram": ("scram", "scram", "CANARY7", DENIED),
    "a_method_that_nobody_has": ("ticket", "cra", "CANARY7", DENIED),
}
# What each of these clients knows.
METHODS = {
    "autobahn-js": {"anonymous", "ticket", "wampcra", "cryptosign"},
    "wampy": {"anonymous", "ticket", "wampcra", "cryptosign"},
    "autobahn-python": {"anonymous", "ticket", "wampcra", "cryptosign"} | (
        {"scram"} if auth.HAS_ARGON else set()),
}

# What clients try, and what becomes of it for users, and for guests. All share
# one router, so that each registers a procedure of its own.
ACTIONS = [
    ("registers", "com.example.{}", "done", FORBIDDEN),
    ("registers", "com.other.{}", FORBIDDEN, FORBIDDEN),
    ("calls", "com.example.{}", "done", FORBIDDEN),
    ("calls", "com.example.nobody.has", "wamp.error.no_such_procedure",
     FORBIDDEN),
    ("calls", "com.other.{}", FORBIDDEN, FORBIDDEN),
    ("subscribes", "com.example.topic", "done", "done"),
    ("subscribes", "com.other.topic", FORBIDDEN, FORBIDDEN),
    ("publishes", "com.example.topic", "done", FORBIDDEN),
    ("publishes", "com.other.topic", FORBIDDEN, FORBIDDEN),
]


def policy():
    known = autobahn_clients.policy()
    realm, = known["realms"]

    def allow(**more):
        return [{"uri": "com.example.", "match": "prefix", "allow": True,
                 **more}]
    realm["roles"] = [
        {"name": "user", "permissions": allow()},
        {"name": "guest", "permissions": allow(actions=["subscribe"])}]
    return known


class PythonClient:
    """Joins by autobahn-python."""

    def __init__(self, test):
        self.test = test
        self.session = Session(ComponentConfig(test["realm"]))
        method, secret = test["method"], test.get("secret")
        arguments = {
            "anonymous": {},
            "ticket": {"ticket": secret},
            "wampcra": {"authid": test.get("authid"), "secret": secret},
            "cryptosign": {"privkey": secret, "authextra": {}},
            "scram": {"authid": test.get("authid"), "password": secret},
        }[method]
        if test.get("authid"):
            arguments["authid"] = test["authid"]
        self.session.add_authenticator(
            auth.create_authenticator(method, **arguments))
        self.joined = LOOP.create_future()
        self.session.on("join", lambda _, details: self.joined.set_result(
            details))
        self.session.on("leave", self.on_leave)
        self.reason = None

    def on_leave(self, _session, details):
        self.reason = details.reason
        if not self.joined.done():
            self.joined.set_result(None)
        self.session.disconnect()

    async def act(self, kind, uri):
        session = self.session
        try:
            if kind == "registers":
                await session.register(lambda: 1, uri)
            elif kind == "calls":
                await session.call(uri)
            elif kind == "subscribes":
                await session.subscribe(print, uri)
            else:
                await session.publish(
                    uri, 1, options=PublishOptions(acknowledge=True))
        except ApplicationError as error:
            return error.error
        return "done"

    async def run(self):
        factory = WampWebSocketClientFactory(
            lambda: self.session, url=self.test["url"],
            serializers=[serializer.JsonSerializer()])
        host, port = self.test["url"].removeprefix("ws://").split(":")
        await LOOP.create_connection(factory, host, int(port))
        details = await self.joined
        if details is None:
            return {"reason": self.reason}
        calls = [await self.act(kind, uri)
                 for kind in ("registers", "calls", "subscribes", "publishes")
                 for uri in self.test[kind]]
        self.session.leave()
        return {"authrole": details.authrole, "authid": details.authid,
                "calls": calls}


class Live(unittest.TestCase):
    count = 0

    @classmethod
    def setUpClass(cls):
        # pylint: disable=consider-using-with
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.log = pathlib.Path(folder.name, "answers")
        path = pathlib.Path(folder.name, "policy.json")
        path.write_text(json.dumps(policy()), encoding="utf-8")
        cls.authd = Server(os.environ["WAMP_AUTHD"], f"--policy={path}",
                           f"--log={cls.log}")
        cls.addClassCleanup(cls.authd.stop)
        cls.router = cls.start("router.mjs", str(ROOT / "proto"),
                               cls.authd.address)
        cls.url = cls.router.stdout.readline().split()[-1]
        cls.clients = cls.start("clients.mjs")

    @classmethod
    def start(cls, *arguments):
        # pylint: disable=consider-using-with
        process = subprocess.Popen(
            [NODE, str(HERE / arguments[0]), *arguments[1:]], encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)

        def stop():
            process.terminate()
            process.wait(timeout=PATIENCE)
            process.stdin.close()
            process.stdout.close()
        cls.addClassCleanup(stop)
        return process

    def join(self, client, name):
        """Returns what became of a client, and the actions that it tried."""
        Live.count += 1
        method, authid, secret, _ = CASES[name]
        test = {"client": client, "url": self.url, "realm": "realm1",
                "method": method, "authid": authid, "secret": secret}
        for kind, uri, *_ in ACTIONS:
            test.setdefault(kind, []).append(uri.format(f"n{Live.count}"))
        if client == "autobahn-python":
            return LOOP.run_until_complete(
                asyncio.wait_for(PythonClient(test).run(), PATIENCE))
        print(json.dumps(test), file=self.clients.stdin, flush=True)
        return json.loads(self.clients.stdout.readline())

    def check(self, client):
        for name, (method, authid, _, expected) in CASES.items():
            if method not in METHODS[client]:
                continue
            with self.subTest(name):
                got = self.join(client, name)
                if expected == DENIED:
                    self.assertEqual(got, {"reason": DENIED})
                    continue
                self.assertEqual(got.get("authrole"), expected, got)
                if authid is not None:
                    self.assertEqual(got["authid"], authid)
                column = 2 if expected == "user" else 3
                self.assertEqual(got["calls"],
                                 [action[column] for action in ACTIONS])

    def test_autobahn_js(self):
        self.check("autobahn-js")

    def test_wampy(self):
        self.check("wampy")

    def test_autobahn_python(self):
        self.check("autobahn-python")

    def test_the_log_has_all_of_it(self):
        before = len(self.log.read_text(encoding="utf-8").splitlines())
        self.join("wampy", "ticket")
        self.join("wampy", "wrong_ticket")
        text = self.log.read_text(encoding="utf-8")
        events = [json.loads(line)["event"]
                  for line in text.splitlines()[before:]]
        self.assertEqual(
            events, ["challenged", "accepted"] + ["decided"] * len(ACTIONS)
            + ["challenged", "denied"])
        for secret in ("CANARY7", "a ticket", KEY):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    unittest.main()
