"""Lets clients of autobahn-python, autobahn-js and wampy join a router, fox-wamp,
which asks wamp-authd, and keeps its log at `wamplog serve`.

WAMP_AUTHD, WAMPLOG and WAMPLOG_SERVE name the binaries. Run it in the root of the
repository.
"""

import asyncio
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
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
from autobahn.wamp.cryptosign import CryptosignKey  # noqa: E402
from autobahn.wamp.exception import ApplicationError  # noqa: E402
from autobahn.wamp.types import (  # noqa: E402
    ComponentConfig, PublishOptions)
from server_runner import Server  # noqa: E402
from wamplog_runner import run  # noqa: E402

LOOP = txaio.config.loop
PATIENCE = 60

DENIED = "wamp.error.authentication_denied"
FORBIDDEN = "wamp.error.not_authorized"
KEY = autobahn_clients.KEY.hex()
OTHER_KEY = "00" * 31 + "01"
# What clients prove by who they are; their public keys are only sent in authextra,
# which isn't kept.
SECRETS = ["CANARY7", "a ticket", "secret1", "secret2", "pencil", KEY, OTHER_KEY,
           CryptosignKey.from_bytes(autobahn_clients.KEY).public_key()]

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
# What these are called in the log.
WAMP_NAMES = {"registers": "register", "calls": "call",
              "subscribes": "subscribe", "publishes": "publish"}


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
        self.left = LOOP.create_future()
        self.session.on("join", lambda _, details: self.joined.set_result(
            details))
        self.session.on("leave", self.on_leave)
        self.reason = None

    def on_leave(self, _session, details):
        self.reason = details.reason
        self.left.set_result(None)
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
        await self.left
        return {"authrole": details.authrole, "authid": details.authid,
                "calls": calls}


def said(record):
    """The event of a record, who it is about, and what it says."""
    event = record["event"]
    body = record[event]
    who = record.get("ident", record.get("claimed_ident", {})).get("authid")
    keys = {
        "attaching": ["authmethods"],
        "challenged": ["method"],
        "denied": ["reason"],
        "joined": ["authid", "authrole", "authmethod"],
        "decided": ["action", "uri", "allowed", "reason"],
        "left": ["cause", "side"],
    }[event]
    return (event, who, *(body.get(key) for key in keys))


class Live(unittest.TestCase):
    count = 0

    @classmethod
    def setUpClass(cls):
        # pylint: disable=consider-using-with
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.answers = cls.folder / "answers"
        path = cls.folder / "policy.json"
        path.write_text(json.dumps(policy()), encoding="utf-8")
        authd = cls.serve("WAMP_AUTHD", f"--policy={path}",
                          f"--log={cls.answers}")
        cls.store = f"--store=sqlite:{folder.name}/log.db"
        cls.log = cls.serve("WAMPLOG", cls.store)
        cls.router = cls.start("router.mjs", str(ROOT / "proto"),
                               authd.address, cls.log.address)
        cls.url = cls.router.stdout.readline().split()[-1]
        cls.clients = cls.start("clients.mjs")

    @classmethod
    def serve(cls, program, *arguments, **more):
        with (cls.folder / f"{program}.log").open("a") as log:
            server = Server(os.environ[program], *arguments, stderr=log, **more)
        cls.addClassCleanup(server.stop)
        return server

    @classmethod
    def start(cls, *arguments):
        with (cls.folder / f"{arguments[0]}.log").open("a") as log:
            # pylint: disable=consider-using-with
            process = subprocess.Popen(
                [NODE, str(HERE / arguments[0]), *arguments[1:]],
                encoding="utf-8", stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=log)

        def stop():
            process.terminate()
            process.wait(timeout=PATIENCE)
            process.stdin.close()
            process.stdout.close()
        cls.addClassCleanup(stop)
        return process

    @staticmethod
    def ask(process, line):
        """Ends one that says nothing, so that a test fails and doesn't hang."""
        print(line, file=process.stdin, flush=True)
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        answer = process.stdout.readline()
        watchdog.cancel()
        return answer

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
        return json.loads(self.ask(self.clients, json.dumps(test)))

    def records(self, *options):
        """What `wamplog query` shows, the oldest first, once all is stored."""
        self.assertEqual(self.ask(self.router, ""), "stored\n")
        done = run("query", self.store, "--output=json", "--oldest-first",
                   *options)
        self.assertEqual(done.returncode, 0, done)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def check(self, client):
        for name, (method, authid, _, expected) in CASES.items():
            if method not in METHODS[client]:
                continue
            with self.subTest(name):
                before = len(self.records())
                got = self.join(client, name)
                self.check_records(got, CASES[name], self.records()[before:])
                if expected == DENIED:
                    self.assertEqual(got, {"reason": DENIED})
                    continue
                self.assertEqual(got.get("authrole"), expected, got)
                if authid is not None:
                    self.assertEqual(got["authid"], authid)
                column = 2 if expected == "user" else 3
                self.assertEqual(got["calls"],
                                 [action[column] for action in ACTIONS])

    def check_records(self, got, case, records):
        """The store has what a client was told, and all of it."""
        method, authid, _, expected = case
        offered = records[0]["attaching"].get("authmethods")
        self.assertIn(offered, ([method], None), "who is anonymous need not say")
        events = [("attaching", authid, offered)]
        if method != "anonymous":
            events.append(("challenged", authid, method))
        if expected == DENIED:
            events.append(("denied", authid, DENIED))
        else:
            who = got["authid"]
            events.append(("joined", who, who, expected, method))
            for kind, uri, *answers in ACTIONS:
                answer = answers[0 if expected == "user" else 1]
                refused = answer if answer == FORBIDDEN else None
                events.append(("decided", who, WAMP_NAMES[kind],
                               uri.format(f"n{Live.count}"), refused is None,
                               refused))
            events.append(("left", who, "goodbye", "client"))
        self.assertEqual([said(record) for record in records],
                         [tuple(event) for event in events])
        self.assertEqual({record["realm"] for record in records}, {"realm1"})

        uid = records[0]["session_uid"]
        self.assertEqual(self.records(f"--session={uid}"), records)
        last = records[-1]
        if expected == DENIED:
            self.assertEqual(
                self.records(f"--session={uid}", "--event=denied",
                             f"--authid={authid}", f"--reason={DENIED}"),
                [last])
        # What isn't kept is told of.
        dropped = {redaction["path"] for record in records
                   for redaction in record.get("redactions", ())}
        self.assertEqual("attaching.authextra" in dropped,
                         method in ("cryptosign", "scram"), dropped)
        self.assertEqual("challenged.extra" in dropped,
                         method not in ("anonymous", "ticket"), dropped)

    def test_autobahn_js(self):
        self.check("autobahn-js")

    def test_wampy(self):
        self.check("wampy")

    def test_autobahn_python(self):
        self.check("autobahn-python")

    def test_the_answers_are_logged(self):
        before = len(self.answers.read_text(encoding="utf-8").splitlines())
        self.join("wampy", "ticket")
        self.join("wampy", "wrong_ticket")
        text = self.answers.read_text(encoding="utf-8")
        events = [json.loads(line)["event"]
                  for line in text.splitlines()[before:]]
        self.assertEqual(
            events, ["challenged", "accepted"] + ["decided"] * len(ACTIONS)
            + ["challenged", "denied"])

    def test_a_log_that_comes_back(self):
        """What happens while its service is away comes later, in order."""
        before = len(self.records())
        port = self.log.address.rpartition(":")[2]
        self.log.stop(signal.SIGKILL)
        results = [(name, self.join("wampy", name), Live.count)
                   for name in ("ticket", "wrong_ticket")]
        Live.log = self.serve("WAMPLOG", self.store,
                              listen=f"127.0.0.1:{port}")
        records = self.records()[before:]
        for name, got, count in results:
            uid = records[0]["session_uid"]
            own = [each for each in records if each["session_uid"] == uid]
            Live.count = count
            self.check_records(got, CASES[name], own)
            records = records[len(own):]
        self.assertEqual(records, [])
        done = run("verify", self.store)
        self.assertIn(b"intact", done.stdout, done)

    def test_no_secrets(self):
        """Neither in a file nor in what is shown of it."""
        for client in METHODS:
            for name in ("wrong_ticket", "salted_wampcra", "cryptosign"):
                self.join(client, name)
        shown = json.dumps(self.records())
        files = [path for path in self.folder.iterdir()
                 if path.name not in ("policy.json", "clients.mjs.log")]
        self.assertIn("log.db", [path.name for path in files])
        for secret in SECRETS:
            self.assertNotIn(secret, shown)
            for path in files:
                self.assertNotIn(secret.encode(), path.read_bytes(), path)


if __name__ == "__main__":
    unittest.main()
