"""Writes frames with autobahn-python's message classes and serializers.

These are the messages no session with the recording router brings forth:
everything a fully featured router sends, router-to-router hops, encoded
payloads, interrupts, and the ubjson format.
Usage: python3 py_frames.py OUT
"""

import pathlib
import sys

import txaio

txaio.use_asyncio()

from autobahn.wamp import message as m
from autobahn.wamp import role, serializer

SESSION = 7814135348122021
TEN = [1 + 900719925474099 * i for i in range(1, 11)]
NAMES = [f"member-{i}" for i in range(10)]
HASH = "0x" + "c0ffee" * 10 + "beef"
BLOB = bytes(range(64))
HOPS = [
    {"session": 5012345678901234, "authid": "joe", "authrole": "user"},
    {"session": 5012345678901235, "authid": None, "authrole": "rlink"},
    {"session": 9007199254740992, "authid": "edge-3", "authrole": "rlink"},
]
EXTRA = {
    "device": "sensor-7", "position": {"lat": 48.2082, "lon": -16.3738},
    "limits": [0, -1, 255, 65536, 4294967296], "active": True, "parent": None,
    "label": "Zürich ✓",
}
BOX = dict(payload=BLOB, enc_algo="cryptobox", enc_serializer="json")
CUSTOM = dict(payload=b"\x00\x01\xff" * 9, enc_algo="x_example",
              enc_serializer="x_flat", enc_key="key-2020-01")
ARGS = [1, "two", 3.5, None, True, BLOB[:5], [1, [2, [3]]]]
KWARGS = {"key": "Grüße", "big": 9007199254740991, "small": -2147483649,
          "blob": BLOB, "nested": {"list": [], "map": {}}}

FEATURES = {
    name: kind.__init__.__code__.co_varnames[
        1:kind.__init__.__code__.co_argcount]
    for name, kind in role.ROLE_NAME_TO_CLASS.items()
}


def roles(*names):
    """The named roles, each announcing every feature its class knows."""
    return {name: role.ROLE_NAME_TO_CLASS[name](
        **dict.fromkeys(FEATURES[name], True)) for name in names}


CLIENT = roles("publisher", "subscriber", "caller", "callee")
ROUTER = roles("broker", "dealer")
PLAIN = {"caller": role.RoleCallerFeatures(progressive_call_results=True,
                                           call_canceling=False)}

SCENARIOS = {
    "session": [
        m.Hello("realm1", CLIENT, authmethods=["anonymous"], authid="joe",
                authrole="user", authextra=EXTRA, resumable=True,
                resume_session=SESSION, resume_token="made-up-token"),
        m.Hello(None, {"caller": role.RoleCallerFeatures()}),
        m.Welcome(SESSION, ROUTER, realm="realm1", authid="joe",
                  authrole="user", authmethod="anonymous",
                  authprovider="static", authextra=EXTRA, resumed=False,
                  resumable=True, resume_token="made-up-token",
                  custom={"x_cb_node": "node-1", "x_cb_peer": "made-up"}),
        m.Abort("wamp.error.no_such_realm", "no realm named 'realm9'"),
        m.Abort("wamp.error.not_authorized"),
        m.Goodbye("wamp.close.killed", "made way", resumable=True),
        m.Goodbye("wamp.close.goodbye_and_out"),
        m.Error(m.Subscribe.MESSAGE_TYPE, 7, "wamp.error.not_authorized",
                args=["topic is reserved"]),
    ],
    "auth": [
        m.Hello("realm1", PLAIN, authmethods=["wampcra", "ticket"],
                authid="joe"),
        m.Challenge("wampcra", {
            "challenge": '{"authid": "joe", "nonce": "made-up-nonce"}',
            "salt": "made-up-salt", "iterations": 1000, "keylen": 32}),
        m.Authenticate("bWFkZS11cC1zaWduYXR1cmUtb2YtMzItYnl0ZXMhISE=", {}),
        m.Challenge("ticket", {}),
        m.Authenticate("made-up-ticket-0001"),
        m.Hello("realm1", PLAIN, authmethods=["cryptosign"], authid="joe",
                authextra={"pubkey": "07" * 32, "trustroot": "0x" + "ab" * 20,
                           "challenge": "5a" * 32,
                           "channel_binding": "tls-unique"}),
        m.Challenge("cryptosign", {"challenge": "5a" * 32, "pubkey": "07" * 32,
                                   "channel_binding": "tls-unique"}),
        m.Authenticate("6b" * 96, {"channel_binding": "tls-unique",
                                   "channel_id": "00" * 32}),
        m.Hello("realm1", PLAIN, authmethods=["scram"], authid="joe",
                authextra={"nonce": "bWFkZS11cA==", "channel_binding": None}),
        m.Challenge("scram", {"nonce": "bWFkZS11cA==c2VydmVy",
                              "salt": "bWFkZS11cC1zYWx0", "kdf": "argon2id13",
                              "iterations": 4, "memory": 512,
                              "channel_binding": "tls-unique"}),
        m.Authenticate("bWFkZS11cC1wcm9vZg==", {
            "nonce": "bWFkZS11cA==c2VydmVy", "channel_binding": None,
            "cbind_data": None}),
        m.Welcome(SESSION, {"dealer": role.RoleDealerFeatures()},
                  realm="realm1", authid="joe", authrole="user",
                  authmethod="scram", authprovider="static",
                  authextra={"scram_server_signature": "bWFkZS11cA=="}),
        m.Abort("wamp.error.authentication_failed", "wrong ticket"),
    ],
    "pubsub": [
        m.Subscribe(1, "com.example.one", match="exact", get_retained=True),
        m.Subscribe(2, "com.example", match="prefix", get_retained=False,
                    forward_for=HOPS),
        m.Subscribe(3, "com..two", match="wildcard", forward_for=[]),
        m.Subscribed(1, 5512315355),
        m.Unsubscribe(4, 5512315355),
        m.Unsubscribe(5, 5512315356, forward_for=HOPS),
        m.Unsubscribed(4),
        m.Unsubscribed(0, subscription=5512315356,
                       reason="wamp.subscription.on_revoked"),
        m.Publish(6, "com.example.one", args=ARGS, kwargs=KWARGS,
                  acknowledge=True, exclude_me=False, retain=True),
        m.Publish(7, "com.example.one", args=["narrow"], acknowledge=False,
                  exclude_me=True, exclude=TEN, exclude_authid=NAMES,
                  exclude_authrole=NAMES, eligible=TEN[::-1],
                  eligible_authid=NAMES[::-1], eligible_authrole=NAMES[::-1],
                  retain=False, transaction_hash=HASH, forward_for=HOPS),
        m.Publish(8, "com.example.nobody", eligible=[], eligible_authid=[],
                  eligible_authrole=[], exclude=[], exclude_authid=[],
                  exclude_authrole=[]),
        m.Published(6, 4429313566),
        m.Event(5512315355, 4429313566, args=ARGS, kwargs=KWARGS,
                publisher=SESSION, publisher_authid="joe",
                publisher_authrole="user", topic="com.example.one",
                retained=True, transaction_hash=HASH,
                x_acknowledged_delivery=True, forward_for=HOPS),
        m.Event(5512315355, 9007199254740992, retained=False),
        m.Event(5512315357, 4429313567, args=[], kwargs={"only": "named"},
                topic="com.any.two"),
        m.Error(m.Publish.MESSAGE_TYPE, 9, "wamp.error.invalid_uri",
                args=["bad topic"], kwargs={"topic": "com..x"}),
        m.Error(m.Unsubscribe.MESSAGE_TYPE, 10,
                "wamp.error.no_such_subscription"),
    ],
    "rpc": [
        m.Register(1, "com.example.add", match="exact", invoke="single"),
        m.Register(2, "com.example", match="prefix", invoke="roundrobin",
                   concurrency=8, force_reregister=True, forward_for=HOPS),
        m.Register(3, "com..two", match="wildcard", invoke="random",
                   concurrency=1, force_reregister=False),
        m.Registered(1, 2103333224),
        m.Unregister(4, 2103333224),
        m.Unregister(5, 2103333225, forward_for=HOPS),
        m.Unregistered(4),
        m.Unregistered(0, registration=2103333225,
                       reason="wamp.registration.on_revoked"),
        m.Call(6, "com.example.add", args=ARGS, kwargs=KWARGS, timeout=5000,
               receive_progress=True, transaction_hash=HASH, caller=SESSION,
               caller_authid="joe", caller_authrole="user", forward_for=HOPS),
        m.Call(7, "com.example.none", timeout=0, receive_progress=False),
        m.Cancel(6, mode="skip"),
        m.Cancel(6, mode="kill", forward_for=HOPS),
        m.Cancel(6, mode="killnowait"),
        m.Invocation(6131533, 2103333224, args=ARGS, kwargs=KWARGS,
                     timeout=5000, receive_progress=True, caller=SESSION,
                     caller_authid="joe", caller_authrole="user",
                     procedure="com.example.add", transaction_hash=HASH,
                     forward_for=HOPS),
        m.Invocation(6131534, 2103333224),
        m.Interrupt(6131533, mode="kill", reason="wamp.error.canceled",
                    forward_for=HOPS),
        m.Interrupt(6131533, mode="killnowait"),
        m.Yield(6131533, args=["part", 1], progress=True),
        m.Yield(6131533, args=ARGS, kwargs=KWARGS, callee=SESSION,
                callee_authid="kim", callee_authrole="backend",
                forward_for=HOPS),
        m.Yield(6131534),
        m.Result(6, args=["part", 1], progress=True),
        m.Result(6, args=ARGS, kwargs=KWARGS, callee=SESSION,
                 callee_authid="kim", callee_authrole="backend",
                 forward_for=HOPS),
        m.Result(7),
        m.Error(m.Call.MESSAGE_TYPE, 6, "wamp.error.canceled",
                args=["timeout reached"], kwargs={"after_ms": 5000},
                callee=SESSION, callee_authid="kim",
                callee_authrole="backend", forward_for=HOPS),
        m.Error(m.Invocation.MESSAGE_TYPE, 6131534,
                "com.example.error.bad", args=ARGS, kwargs=KWARGS),
        m.Error(m.Register.MESSAGE_TYPE, 8,
                "wamp.error.procedure_already_exists"),
        m.Error(m.Unregister.MESSAGE_TYPE, 9,
                "wamp.error.no_such_registration"),
    ],
    "passthru": [
        made for sealed in (BOX, CUSTOM) for made in (
            m.Publish(1, "com.example.secret", acknowledge=True, **sealed),
            m.Event(5512315355, 4429313566, topic="com.example.secret",
                    **sealed),
            m.Call(2, "com.example.secret", receive_progress=True, **sealed),
            m.Invocation(6131533, 2103333224, receive_progress=True,
                         **sealed),
            m.Yield(6131533, progress=True, **sealed),
            m.Result(2, progress=True, **sealed),
            m.Error(m.Call.MESSAGE_TYPE, 2, "com.example.error.sealed",
                    **sealed),
        )
    ],
}

FORMATS = {
    "json": serializer.JsonSerializer,
    "msgpack": serializer.MsgPackSerializer,
    "cbor": serializer.CBORSerializer,
    "ubjson": serializer.UBJSONSerializer,
}


def main(out):
    folder = pathlib.Path(out) / "autobahn-python"
    folder.mkdir(parents=True, exist_ok=True)
    for scenario, messages in SCENARIOS.items():
        for name, kind in FORMATS.items():
            end = b"\n" if name == "json" else b""
            frames = [kind().serialize(made)[0] + end for made in messages]
            path = folder / f"built_{scenario}.{name}"
            path.write_bytes(b"".join(frames))


main(sys.argv[1])
