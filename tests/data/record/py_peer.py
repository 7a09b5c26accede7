"""autobahn-python as a client of the tap.

One run records every scenario in every format the tap understands.
Usage: python3 py_peer.py PORT
"""

import asyncio
import sys

import txaio

txaio.use_asyncio()

from autobahn.asyncio.wamp import ApplicationRunner, ApplicationSession
from autobahn.wamp import auth, cryptobox, serializer
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import (CallOptions, CallResult, PublishOptions,
                                 RegisterOptions, SubscribeOptions)

REALM = "realm1"
PATIENCE_S = 10
TEN = list(range(1000000000000001, 1000000000000011))
FORWARDED = [
    {"session": 5012345678901234, "authid": "joe", "authrole": "user"},
    {"session": 5012345678901235, "authid": None, "authrole": "rlink"},
]
# PublishOptions wants a string in every authid.
FORWARDED_PUBLISH = [dict(hop, authid=hop["authid"] or "") for hop in FORWARDED]
SERIALIZERS = [serializer.JsonSerializer, serializer.MsgPackSerializer,
               serializer.CBORSerializer]


class Joined(Exception):
    """Carries the reason of a session that ended before it was joined."""


def session_class(identity, answer):
    class Session(ApplicationSession):
        def __init__(self, config=None):
            super().__init__(config)
            self.joined = asyncio.get_running_loop().create_future()
            self.gone = asyncio.get_running_loop().create_future()

        def onConnect(self):
            self.join(REALM, **identity)

        def onChallenge(self, challenge):
            return answer(self, challenge)

        def onJoin(self, details):
            self.joined.set_result(details)

        def onLeave(self, details):
            if not self.joined.done():
                self.joined.set_exception(Joined(details.reason))
            self.disconnect()

        def onDisconnect(self):
            if not self.gone.done():
                self.gone.set_result(None)

        def onUserError(self, fail, msg):
            pass

    return Session


async def within(port, kind, scenario, act, identity=None, answer=None):
    """Joins, lets `act` use the session and leaves."""
    made = []

    def make(config):
        made.append(session_class(identity or {}, answer)(config))
        return made[-1]

    runner = ApplicationRunner(
        f"ws://127.0.0.1:{port}/autobahn-python/{scenario}", REALM,
        serializers=[kind()])
    await runner.run(make, start_loop=False, log_level="error")
    while not made:
        await asyncio.sleep(0.01)
    session = made[0]
    try:
        await asyncio.wait_for(session.joined, PATIENCE_S)
    except Joined:
        return
    await asyncio.wait_for(act(session), PATIENCE_S)
    session.leave("wamp.close.normal", "recording is complete")
    await asyncio.wait_for(session.gone, PATIENCE_S)


async def linger(session):
    await asyncio.sleep(0.02)


async def pubsub(session):
    def heard(*args, **kwargs):
        pass

    await session.subscribe(heard, "com.example", SubscribeOptions(
        match="prefix", get_retained=True, forward_for=FORWARDED))
    await session.subscribe(heard, "com..two", SubscribeOptions(
        match="wildcard", get_retained=False))
    one = await session.subscribe(heard, "com.example.one",
                                  SubscribeOptions(match="exact"))
    await session.publish(
        "com.example.one", 1, "two", 3.5, None, True, key="Grüße",
        big=9007199254740991,
        options=PublishOptions(acknowledge=True, exclude_me=False))
    await session.publish(
        "com.example.kept", "kept", n=-1,
        options=PublishOptions(acknowledge=True, retain=True))
    session.publish(
        "com.example.one", "narrow", nested={"list": [], "map": {}},
        options=PublishOptions(
            exclude_me=True, exclude=TEN, eligible=TEN[::-1],
            exclude_authid=["joe", "ann"], exclude_authrole=["guest"],
            eligible_authid=["kim"], eligible_authrole=["user", "backend"],
            transaction_hash="0x" + "5a" * 32, forward_for=FORWARDED_PUBLISH))
    session.publish("com.example.none",
                    options=PublishOptions(eligible=[], exclude=7))
    session.publish("com.example.blob", b"\x00\x01\xfe\xff", blob=bytes(40))
    await asyncio.sleep(0.05)
    await one.unsubscribe()


async def rpc(session):
    def add(a, b, details=None, **kwargs):
        if details.progress:
            details.progress(a, part=True)
        return CallResult(a + b, kind="sum", callee=session._session_id,
                          callee_authid="joe", callee_authrole="user",
                          forward_for=FORWARDED)

    def fail(*args, **kwargs):
        raise ApplicationError("com.example.error.bad", "no", 7, at="fail")

    async def slow(*args, **kwargs):
        await session.gone

    one = await session.register(add, "com.example.add", RegisterOptions(
        match="exact", invoke="roundrobin", concurrency=4, details=True,
        forward_for=FORWARDED))
    await session.register(fail, "com.example.fail", RegisterOptions(
        match="prefix", invoke="first", force_reregister=True))
    await session.register(slow, "com.example.slow", RegisterOptions(
        match="wildcard", force_reregister=False))
    await session.call("com.example.add", 1, 2, note="plain")
    await session.call(
        "com.example.add", 2, 3, note="progress",
        options=CallOptions(
            on_progress=lambda *args, **kwargs: None, timeout=5000,
            transaction_hash="0x" + "a5" * 32, caller=5012345678901234,
            caller_authid="joe", caller_authrole="user",
            forward_for=FORWARDED, details=True))
    for name in ("fail", "absent"):
        try:
            await session.call("com.example." + name, b"\x00\xff", y=[1, [2]])
        except ApplicationError:
            pass
    await one.unregister()
    # An answer to a cancelled call fails the whole connection, so the session
    # leaves before the procedure returns.
    pending = session.call("com.example.slow", key="value",
                           options=CallOptions(timeout=900))
    await asyncio.sleep(0.02)
    pending.cancel()
    await asyncio.sleep(0.02)


async def passthru(session):
    session.set_payload_codec(cryptobox.KeyRing(cryptobox.Key(
        originator_priv="A0" + "A" * 40 + "c=",
        responder_priv="B0" + "B" * 40 + "c=")))
    await session.publish("com.example.secret", 1, "two", key=None,
                          options=PublishOptions(acknowledge=True))
    pending = session.call("com.example.secret", 1, b="two",
                           options=CallOptions(timeout=100))
    try:
        await asyncio.wait_for(pending, 0.2)
    except (ApplicationError, asyncio.TimeoutError):
        pass


async def record_auth(port, kind):
    agents = {
        "ticket": dict(ticket="made-up-ticket-0001", authid="joe",
                       authextra={"device": "sensor-7", "tags": ["a", "b"]}),
        "wampcra": dict(secret="made-up-secret", authid="joe"),
        "cryptosign": dict(privkey="07" * 32, authid="joe"),
    }
    for method, settings in agents.items():
        agent = auth.create_authenticator(method, **settings)
        extra = dict(settings.get("authextra") or agent.authextra or {})
        await within(
            port, kind, "auth", linger,
            dict(authmethods=[method], authid="joe", authextra=extra or None),
            agent.on_challenge)
    await within(port, kind, "auth", linger,
                 dict(authmethods=["ticket", "wampcra"], authid="eve",
                      authrole="guest"),
                 lambda session, challenge: "wrong-ticket")
    await within(port, kind, "auth", linger, dict(authmethods=["anonymous"]))


async def main(port):
    for kind in SERIALIZERS:
        await within(port, kind, "session", linger,
                     dict(resumable=True, resume_session=5012345678901234,
                          resume_token="made-up-resume-token"))
        await within(port, kind, "pubsub", pubsub)
        await within(port, kind, "rpc", rpc)
        await record_auth(port, kind)
        await within(port, kind, "passthru", passthru)


asyncio.run(main(int(sys.argv[1])))
