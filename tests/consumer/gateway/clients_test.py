"""Lets autobahn-python's clients join through the gateway, and use it.

Usage: clients_test.py FOLDER BIN

FOLDER is where the gateway was built, BIN where the installed commands are.
"""

import asyncio
import datetime
import json
import pathlib
import subprocess
import sys
import unittest

import harness
from autobahn_clients import HAS_CRYPTOSIGN, KEY, PASSWORD, auth
from autobahn.wamp.exception import ApplicationError, SerializationError
from autobahn.wamp.types import (CallOptions, PublishOptions, RegisterOptions,
                                 SubscribeOptions)
from harness import Client, run, user

# name, method, arguments, authid (None for any), role
JOINS = [
    ("anonymous", "anonymous", {}, None, "guest"),
    ("ticket", "ticket", {"authid": "ticket", "ticket": "a ticket"}, "ticket",
     "user"),
    ("wampcra", "wampcra", {"authid": "cra", "secret": "secret1"}, "cra",
     "user"),
    ("wampcra, derived key", "wampcra",
     {"authid": "salted", "secret": "secret2"}, "salted", "user"),
    ("wampcra, salt", "wampcra", {"authid": "derived", "secret": "secret2"},
     "derived", "user"),
    ("cryptosign", "cryptosign", {"authid": "key", "privkey": KEY.hex()},
     "key", "user"),
    ("cryptosign, by the key alone", "cryptosign", {"privkey": KEY.hex()},
     "key", "user"),
    ("scram", "scram", {"authid": "scram", "password": PASSWORD}, "scram",
     "user"),
]
DENIED = "wamp.error.authentication_denied"
# name, method, arguments, reason
REFUSALS = [
    ("another ticket", "ticket", {"authid": "ticket", "ticket": "another"},
     DENIED),
    ("a ticket of nobody", "ticket", {"authid": "nobody", "ticket": "a ticket"},
     DENIED),
    ("another secret", "wampcra", {"authid": "cra", "secret": "another"},
     DENIED),
    ("another secret, salted", "wampcra",
     {"authid": "salted", "secret": "another"}, DENIED),
    ("another key", "cryptosign", {"authid": "key", "privkey": "00" * 32},
     DENIED),
    ("another password", "scram", {"authid": "scram", "password": "another"},
     DENIED),
    ("another realm", "anonymous", {"realm": "realm9"},
     "wamp.error.no_such_realm"),
    ("who is barred", "ticket", {"authid": "barred", "ticket": "a ticket"},
     "com.example.error.barred"),
]
MISSING = {"cryptosign": not HAS_CRYPTOSIGN, "scram": not auth.HAS_ARGON}
# UBJSON has no bytes that can be told from a list.
BYTES = b"\x00\xff"
VALUES = [42, -1, 2**40, 1.5, True, None, "gr\u00fc\u00df", [1, [2, {}]],
          {"a": {"b": [None, "c"]}}]
SECRET = "com.example.error.secret"
NOT_AUTHORIZED = "wamp.error.not_authorized"


def present(cases):
    """Those whose method autobahn has here."""
    for name, method, *_ in cases:
        if MISSING.get(method):
            print(f"SKIPPED {name}: autobahn lacks {method}", flush=True)
    return [case for case in cases if not MISSING.get(case[1])]


class Clients(unittest.TestCase):

    def setUp(self):
        self.router = harness.Router(FOLDER)
        self.addCleanup(self.router.cleanup)

    def tearDown(self):
        self.assertEqual(self.router.stop(), [0, 0, 0],
                         self.router.gateway.output())

    async def assert_refused(self, call, uri):
        with self.assertRaises(ApplicationError) as caught:
            await call
        self.assertEqual(caught.exception.error, uri)

    def records(self, *arguments):
        printed = subprocess.run(
            [harness.Program.BIN / "wamplog", "query",
             f"--store=sqlite:{self.router.store}",
             "--output=json", "--oldest-first", "--limit=0", *arguments],
            check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        return [json.loads(line) for line in printed.splitlines()]

    def test_who_may_join_joins(self):
        for name, method, arguments, authid, role in present(JOINS):
            for kind in harness.SERIALIZERS:
                with self.subTest(name, kind=kind):
                    client = Client(self.router, method, kind, **arguments)
                    details = run(client.join())
                    self.assertIsNotNone(details, client.reason)
                    if authid is not None:
                        self.assertEqual(details.authid, authid)
                    self.assertEqual((details.realm, details.authrole),
                                     ("realm1", role))
                    run(client.leave())

    def test_who_may_not_is_told_why(self):
        for name, method, arguments, reason in present(REFUSALS):
            for kind in harness.SERIALIZERS:
                with self.subTest(name, kind=kind):
                    client = Client(self.router, method, kind, **arguments)
                    self.assertIsNone(run(client.join()))
                    self.assertEqual(client.reason, reason)

    def test_values_pass_between_serializers(self):
        async def pass_on(one, other):
            callee, caller = user(self.router, one), user(self.router, other)
            await asyncio.gather(callee.join(), caller.join())
            events = asyncio.Queue()
            await callee.session.subscribe(
                lambda *args, **kwargs: events.put_nowait((args, kwargs)),
                "com.example.topic")
            await callee.session.register(
                lambda *args, **kwargs: [list(args), kwargs],
                "com.example.echo")
            values = VALUES + ([] if "ubjson" in (one, other) else [BYTES])
            got = await caller.session.call("com.example.echo", *values,
                                            a=values)
            self.assertEqual(got, [values, {"a": values}])
            await caller.session.publish(
                "com.example.topic", *values, a=values,
                options=PublishOptions(acknowledge=True))
            self.assertEqual(await events.get(), (tuple(values), {"a": values}))
            await asyncio.gather(callee.leave(), caller.leave())

        for one in harness.SERIALIZERS:
            for other in harness.SERIALIZERS:
                with self.subTest(callee=one, caller=other):
                    run(pass_on(one, other))

    def test_values_of_one_serializer_reach_who_understands_them(self):
        date = datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)

        async def pass_on():
            sender, same, other = (user(self.router, "cbor"),
                                   user(self.router, "cbor"),
                                   user(self.router, "json"))
            await asyncio.gather(sender.join(), same.join(), other.join())
            events = {}
            for client in (same, other):
                events[client] = asyncio.Queue()
                await client.session.subscribe(events[client].put_nowait,
                                               "com.example.topic")
            for procedure, client in (("same", same), ("other", other)):
                await client.session.register(lambda value: value,
                                              f"com.example.{procedure}")
            for value in (date, "text"):
                await sender.session.publish(
                    "com.example.topic", value,
                    options=PublishOptions(acknowledge=True))
            self.assertEqual([await events[same].get() for _ in range(2)],
                             [date, "text"])
            self.assertEqual(await events[other].get(), "text")
            self.assertEqual(
                await sender.session.call("com.example.same", date), date)
            with self.assertRaisesRegex(SerializationError,
                                        "got tag 0 of cbor"):
                await sender.session.call("com.example.other", date)
            self.assertEqual(
                await sender.session.call("com.example.other", 1), 1)

        run(pass_on())

    def test_what_is_not_allowed_is_refused(self):
        async def try_all():
            guest, joe = Client(self.router), user(self.router)
            await asyncio.gather(guest.join(), joe.join())
            acknowledge = PublishOptions(acknowledge=True)

            def actions(session, uri):
                return (session.call(uri), session.register(print, uri),
                        session.publish(uri, options=acknowledge),
                        session.subscribe(print, uri))
            for call in actions(joe.session, "com.example.secret.a"):
                await self.assert_refused(call, SECRET)
            for call in actions(joe.session, "org.example"):
                await self.assert_refused(call, NOT_AUTHORIZED)
            *refused, subscribe = actions(guest.session, "com.example.a")
            for call in refused:
                await self.assert_refused(call, NOT_AUTHORIZED)
            await subscribe
            for call in (joe.session.register(print, "wamp.session.count"),
                         joe.session.publish("wamp.session.on_join",
                                             options=acknowledge)):
                await self.assert_refused(call, "wamp.error.invalid_uri")
            # Without an answer, as none is asked for; the session goes on.
            joe.session.publish("com.example.secret.a")
            await self.assert_refused(joe.session.call("com.example.none"),
                                      "wamp.error.no_such_procedure")
            await asyncio.gather(guest.leave(), joe.leave())
        run(try_all())

    def test_publications_go_to_those_they_are_meant_for(self):
        async def publish():
            one, other = user(self.router, "json"), user(self.router, "msgpack")
            guest = Client(self.router, kind="ubjson")
            await asyncio.gather(one.join(), other.join(), guest.join())
            events = asyncio.Queue()
            for name, client in (("one", one), ("other", other),
                                 ("guest", guest)):
                for uri, match in (("com.open.a.b", "exact"),
                                   ("com.open.a", "prefix"),
                                   ("com.open..b", "wildcard")):
                    def got(*args, details, name=name, match=match):
                        events.put_nowait((name, match, args, details.topic))
                    await client.session.subscribe(
                        got, uri, SubscribeOptions(match=match,
                                                   details_arg="details"))

            async def names(topic, count, **options):
                await one.session.publish(
                    topic, topic,
                    options=PublishOptions(acknowledge=True, **options))
                found = [await events.get() for _ in range(count)]
                for _, _, args, _ in found:
                    self.assertEqual(args, (topic,))
                return sorted((name, match) for name, match, _, _ in found)
            matches = "exact", "prefix", "wildcard"
            everybody = "one", "other", "guest"
            ids = {"one": one.session._session_id,
                   "other": other.session._session_id,
                   "guest": guest.session._session_id}
            # name, options, who gets it
            for name, options, expected in (
                    ("others", {}, ("other", "guest")),
                    ("all", {"exclude_me": False}, everybody),
                    ("excluded", {"exclude": [ids["guest"]]}, ("other",)),
                    ("excluded by role", {"exclude_authrole": ["user"]},
                     ("guest",)),
                    ("eligible", {"eligible": [ids["guest"]]}, ("guest",)),
                    ("eligible by authid", {"eligible_authid": ["ticket"]},
                     ("other",)),
                    ("nobody", {"eligible": []}, ())):
                with self.subTest(name):
                    self.assertEqual(
                        await names("com.open.a.b", 3 * len(expected),
                                    **options),
                        sorted((who, match) for who in expected
                               for match in matches))
            self.assertEqual(await names("com.open.abc", 2),
                             [("guest", "prefix"), ("other", "prefix")])
            self.assertTrue(events.empty())
            for client in one, other, guest:
                await client.leave()
        run(publish())

    def test_calls_end_in_every_way(self):
        async def call():
            callee, caller = user(self.router), user(self.router, "json")
            await asyncio.gather(callee.join(), caller.join())
            called = asyncio.Event()

            def fail(*args):
                raise ApplicationError("com.example.error.own", *args, a=1)

            def tell(details=None):
                return [details.procedure, details.caller_authid]

            def step(details=None):
                for i in range(3):
                    details.progress(i)
                return "done"

            def never():
                called.set()
                return harness.LOOP.create_future()
            details = RegisterOptions(details_arg="details")
            register = callee.session.register
            failing = await register(fail, "com.example.fail")
            await register(step, "com.example.step", details)
            await register(never, "com.example.never")
            await register(tell, "com.example.known.me", details)
            await register(tell, "com.example.me", details)
            await register(tell, "com.example.p",
                           RegisterOptions(match="prefix",
                                           details_arg="details"))
            calls = caller.session.call

            with self.assertRaises(ApplicationError) as caught:
                await calls("com.example.fail", 7)
            self.assertEqual(
                (caught.exception.error, caught.exception.args,
                 caught.exception.kwargs),
                ("com.example.error.own", (7,), {"a": 1}))
            progress = []
            self.assertEqual(
                await calls("com.example.step", options=CallOptions(
                    on_progress=progress.append)), "done")
            self.assertEqual(progress, [0, 1, 2])
            self.assertEqual((await calls("com.example.known.me"))[1], "ticket")
            self.assertIsNone((await calls("com.example.me"))[1])
            self.assertEqual((await calls("com.example.pq"))[0],
                             "com.example.pq")
            await self.assert_refused(
                register(fail, "com.example.fail"),
                "wamp.error.procedure_already_exists")
            await self.assert_refused(
                register(fail, "com.example.shared",
                         RegisterOptions(invoke="roundrobin")),
                "wamp.error.option_not_allowed")
            await failing.unregister()
            await self.assert_refused(calls("com.example.fail"),
                                      "wamp.error.no_such_procedure")

            given_up = calls("com.example.never")
            await called.wait()
            given_up.cancel()
            called.clear()
            waiting = asyncio.ensure_future(calls("com.example.never"))
            await called.wait()
            callee.vanish()
            await self.assert_refused(waiting, "wamp.error.canceled")
            await self.assert_refused(calls("com.example.me"),
                                      "wamp.error.no_such_procedure")
            await caller.leave()
        run(call())

    def test_realms_are_apart(self):
        async def look():
            one, other = user(self.router), Client(self.router, realm="realm2")
            await asyncio.gather(one.join(), other.join())
            await one.session.register(print, "com.example.a")
            await self.assert_refused(other.session.call("com.example.a"),
                                      "wamp.error.no_such_procedure")
            events = []
            for client in one, other:
                await client.session.subscribe(events.append, "com.example.a")
            acknowledge = PublishOptions(acknowledge=True, exclude_me=False)
            for client, event in (one, 1), (other, 2):
                await client.session.publish("com.example.a", event,
                                             options=acknowledge)
            self.assertEqual(events, [1, 2])
            await asyncio.gather(one.leave(), other.leave())
        run(look())

    def test_the_end_says_goodbye(self):
        client = user(self.router)
        run(client.join())
        self.router.gateway.terminate()
        run(client.closed)
        self.assertEqual(client.reason, "wamp.close.system_shutdown")

    def test_records_are_stored(self):
        async def live():
            joe, eve = user(self.router), Client(
                self.router, "ticket", authid="ticket", ticket="another")
            await asyncio.gather(joe.join(), eve.join())
            await self.assert_refused(joe.session.call("com.example.secret.a"),
                                      SECRET)
            await joe.session.subscribe(print, "com.example.topic")
            lost = user(self.router)
            await lost.join()
            called = asyncio.Event()
            await lost.session.register(
                lambda: called.set() or harness.LOOP.create_future(),
                "com.example.lost")
            waiting = joe.session.call("com.example.lost")
            await called.wait()
            lost.vanish()
            # The router has noticed.
            await self.assert_refused(waiting, "wamp.error.canceled")
            await joe.leave()
        run(live())
        self.assertEqual(self.router.stop(), [0, 0, 0],
                         self.router.gateway.output())
        stored = self.records()
        ours = [(each["event"], each.get("decided", {}).get("uri"))
                for each in self.records("--authid=ticket")]
        for event, uri in (("attaching", None), ("challenged", None),
                           ("joined", None), ("denied", None),
                           ("decided", "com.example.secret.a"),
                           ("decided", "com.example.topic"), ("left", None)):
            self.assertIn((event, uri), ours)
        refused, = self.records(f"--reason={SECRET}")
        self.assertFalse(refused["decided"]["allowed"])
        self.assertEqual({each["left"]["cause"]
                          for each in self.records("--event=left")},
                         {"goodbye", "transport_lost"})
        text = json.dumps(stored) + self.router.gateway.output()
        for secret in "a ticket", "another", "secret1", PASSWORD:
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    FOLDER = sys.argv.pop(1)
    harness.Program.BIN = pathlib.Path(sys.argv.pop(1))
    unittest.main()
