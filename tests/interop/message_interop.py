"""Sends autobahn-python's messages through the library and compares them.

Usage: message_interop.py DRIVER [--messages N] [--seed S]

DRIVER is the program frame_driver. A random message of autobahn is written by
one of its serializers, read and written by the library (half of the time in
another format), read by autobahn again, and must be what autobahn reads from
its own bytes. Then come the messages that the two treat differently.
"""

import argparse
import importlib.util
import random
import struct
import subprocess

import harness

VERSION = "22.7.1"
# By the numbers of wamp.v1.Serializer.
SERIALIZERS = {"json": 1, "msgpack": 2, "cbor": 3, "ubjson": 4}
OK, ERROR, UNIMPLEMENTED = 0, 1, 2

TEXTS = ["", "joe", "Zürich ✓", "a b", "\U0001f600", "x" * 40, "q\"\\/\n\t\x01",
         "1", "null"]
INTS = [0, 1, -1, 23, 24, -32, -33, 127, 128, 255, 256, -128, -129, 32767,
        32768, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**32,
        2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, -(2**63)]
FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, float("inf"),
          float("-inf"), 2.0**53, 3.4028234663852886e38]


# What autobahn reads from UBJSON as it was written: see msg-ubjson-numbers.
# Infinities have no place in the format.
UBJSON_INTS = [value for value in INTS if value < 2**63]
UBJSON_FLOATS = [value for value in FLOATS
                 if 1e-300 < abs(value) <= 1e300 or value == 0]


class Maker:
    """Makes random values of the kinds that messages hold."""

    def __init__(self, random_):
        self.random = random_
        self.use(())

    def use(self, names):
        """Keeps to the numbers that the named serializers can carry."""
        narrow = "ubjson" in names
        self.ints = UBJSON_INTS if narrow else INTS
        self.floats = UBJSON_FLOATS if narrow else FLOATS

    def make(self, kind):
        return getattr(self, kind)()

    def text(self):
        return self.random.choice(TEXTS)

    def boolean(self):
        return self.random.random() < 0.5

    def id(self):
        return self.random.choice(
            [0, 1, 2**53, self.random.randint(1, 2**53)])

    def dict_id(self):
        return self.random.choice(
            [0, 1, 2**53 + 1, max(self.ints), self.id()])

    def positive(self):
        return self.random.choice([1, 2, 100, 2**32, max(self.ints)])

    def timeout(self):
        return self.random.choice([0, *[self.positive()] * 2])

    def uri(self):
        parts = ["com", "example", "Zürich", "x-y", "on_join", "1", "é" * 20]
        return ".".join(self.random.choices(parts,
                                            k=self.random.randint(1, 5)))

    def ids(self):
        return [self.dict_id() for _ in range(self.random.choice([0, 1, 20]))]

    def texts(self):
        return [self.text() for _ in range(self.random.choice([0, 1, 20]))]

    def hops(self):
        return [{"session": self.dict_id(), "authid": self.random.choice(
                     [self.text(), None]),
                 "authrole": self.text(), **self.random.choice([{}, {
                     "x_more": self.value(1)}])}
                for _ in range(self.random.choice([0, 1, 3]))]

    def match(self):
        return self.random.choice(["exact", "prefix", "wildcard"])

    def invoke(self):
        return self.random.choice(
            ["single", "first", "last", "roundrobin", "random"])

    def mode(self):
        return self.random.choice(["skip", "killnowait", "kill"])

    def interrupt_mode(self):
        return self.random.choice(["killnowait", "kill"])

    def request_type(self):
        return self.random.choice([32, 34, 16, 64, 66, 48, 68])

    def enc_algo(self):
        return self.random.choice(["cryptobox", "mqtt", "xbr", "x_", "x_ab"])

    def enc_serializer(self):
        return self.random.choice(
            ["json", "msgpack", "cbor", "ubjson", "flatbuffers", "x_own"])

    def payload(self):
        return self.random.randbytes(self.random.choice([1, 31, 300]))

    def value(self, depth=3):
        pick = self.random.randint(0, 9 if depth else 7)
        if pick < 2:
            return self.random.choice(self.ints)
        if pick < 4:
            return self.text()
        if pick == 4:
            return self.random.choice(self.floats)
        if pick == 5:
            return self.random.randbytes(self.random.choice([0, 1, 33]))
        if pick == 6:
            return self.boolean()
        if pick == 7:
            return None
        return self.list(depth - 1) if pick == 8 else self.dict(depth - 1)

    def list(self, depth=3):
        return [self.value(depth) for _ in range(self.random.choice(
            [0, 1, 2, 17]))]

    def dict(self, depth=3):
        return {self.random.choice(TEXTS) + str(i): self.value(depth)
                for i in range(self.random.choice([0, 1, 2, 17]))}

    def args(self):
        return [self.value(), *self.list()]

    def kwargs(self):
        return {"key": self.value(), **self.dict()}

    def custom(self):
        return {"x_cb_node": self.value(), "x_more": self.value()}


HOPS = {"forward_for": "hops"}
PAYLOAD = {"args": "args", "kwargs": "kwargs", "payload": "payload"}
ENC = {"enc_algo": "enc_algo", "enc_key": "text",
       "enc_serializer": "enc_serializer"}
CALLEE = {"callee": "dict_id", "callee_authid": "text",
          "callee_authrole": "text"}
CALLER = {"caller": "dict_id", "caller_authid": "text",
          "caller_authrole": "text"}
HASH = {"transaction_hash": "text"}
# What each message must have, and what it may have.
MESSAGES = {
    "Hello": ({"realm": "uri"}, {
        "authmethods": "texts", "authid": "text", "authrole": "text",
        "authextra": "dict", "resumable": "boolean", "resume_session": "id",
        "resume_token": "text"}),
    "Welcome": ({"session": "id"}, {
        "realm": "uri", "authid": "text", "authrole": "text",
        "authmethod": "text", "authprovider": "text", "authextra": "dict",
        "resumed": "boolean", "resumable": "boolean", "resume_token": "text",
        "custom": "custom"}),
    "Abort": ({"reason": "uri"}, {"message": "text"}),
    "Challenge": ({"method": "text"}, {"extra": "dict"}),
    "Authenticate": ({"signature": "text"}, {"extra": "dict"}),
    "Goodbye": ({"reason": "uri"}, {"message": "text",
                                    "resumable": "boolean"}),
    "Error": ({"request_type": "request_type", "request": "id",
               "error": "uri"}, {**PAYLOAD, **ENC, **CALLEE, **HOPS}),
    "Publish": ({"request": "id", "topic": "uri"}, {
        **PAYLOAD, "acknowledge": "boolean", "exclude_me": "boolean",
        "exclude": "ids", "exclude_authid": "texts",
        "exclude_authrole": "texts", "eligible": "ids",
        "eligible_authid": "texts", "eligible_authrole": "texts",
        "retain": "boolean", **HASH, **ENC, **HOPS}),
    "Published": ({"request": "id", "publication": "id"}, {}),
    "Subscribe": ({"request": "id", "topic": "uri"}, {
        "match": "match", "get_retained": "boolean", **HOPS}),
    "Subscribed": ({"request": "id", "subscription": "id"}, {}),
    "Unsubscribe": ({"request": "id", "subscription": "id"}, HOPS),
    "Unsubscribed": ({"request": "id"}, {"subscription": "id",
                                         "reason": "uri"}),
    "Event": ({"subscription": "id", "publication": "id"}, {
        **PAYLOAD, "publisher": "dict_id", "publisher_authid": "text",
        "publisher_authrole": "text", "topic": "uri", "retained": "boolean",
        "x_acknowledged_delivery": "boolean", **HASH, **ENC, **HOPS}),
    "Call": ({"request": "id", "procedure": "uri"}, {
        **PAYLOAD, "timeout": "timeout", "receive_progress": "boolean",
        **HASH, **ENC, **CALLER, **HOPS}),
    "Cancel": ({"request": "id"}, {"mode": "mode", **HOPS}),
    "Result": ({"request": "id"}, {**PAYLOAD, "progress": "boolean", **ENC,
                                   **CALLEE, **HOPS}),
    "Register": ({"request": "id", "procedure": "uri"}, {
        "match": "match", "invoke": "invoke", "concurrency": "positive",
        "force_reregister": "boolean", **HOPS}),
    "Registered": ({"request": "id", "registration": "id"}, {}),
    "Unregister": ({"request": "id", "registration": "id"}, HOPS),
    "Unregistered": ({"request": "id"}, {"registration": "id",
                                         "reason": "uri"}),
    "Invocation": ({"request": "id", "registration": "id"}, {
        **PAYLOAD, "timeout": "timeout", "receive_progress": "boolean",
        **CALLER, "procedure": "uri", **HASH, **ENC, **HOPS}),
    "Interrupt": ({"request": "id"}, {
        "mode": "interrupt_mode", "reason": "uri", **HOPS}),
    "Yield": ({"request": "id"}, {**PAYLOAD, "progress": "boolean", **ENC,
                                  **CALLEE, **HOPS}),
}


def roles(role, names, maker):
    """Some of the named roles, with some of their features.

    The one that is left out is that of msg-payload-transparency.
    """
    made = {}
    for name in maker.random.sample(names, maker.random.randint(1, len(names))):
        kind = role.ROLE_NAME_TO_CLASS[name]
        code = kind.__init__.__code__
        features = code.co_varnames[1:code.co_argcount]
        made[name] = kind(**{feature: maker.boolean() for feature in features
                             if feature != "payload_transparency" and
                             maker.random.random() < 0.3})
    return made


def random_message(message, role, maker):
    name = maker.random.choice(list(MESSAGES))
    must, may = MESSAGES[name]
    chance = maker.random.choice([0.1, 0.5, 1.0])
    values = {key: maker.make(kind) for key, kind in must.items()}
    values.update((key, maker.make(kind)) for key, kind in may.items()
                  if maker.random.random() < chance)
    if name == "Hello":
        values["roles"] = roles(
            role, ["publisher", "subscriber", "caller", "callee"], maker)
        if maker.random.random() < 0.1:
            values["realm"] = None
        if "resume_session" in values:
            values["resume_token"] = "token"
    if name == "Welcome":
        values["roles"] = roles(role, ["broker", "dealer"], maker)
        if values.get("resumable"):
            values["resume_token"] = "token"
    # A router names what it revokes in an answer to no request.
    if name in ("Unsubscribed", "Unregistered"):
        of = "subscription" if name == "Unsubscribed" else "registration"
        if values.get(of):
            values["request"] = 0
        else:
            values.pop(of, None)
            values["request"] = values["request"] or 1
    # A payload is either encoded or not.
    if "payload" in values and maker.boolean():
        values.pop("args", None)
        values.pop("kwargs", None)
        values.setdefault("enc_algo", maker.enc_algo())
    else:
        for key in ("payload", *ENC):
            values.pop(key, None)
    if "kwargs" in values:  # See msg-null-args, msg-publish-kwargs-only.
        values.setdefault("args", maker.args())
    return getattr(message, name)(**values)


def ask_driver(driver, questions):
    """Asks for many messages (from, to, bytes) at once."""
    data = b"".join(
        struct.pack(">BBI", SERIALIZERS[source], SERIALIZERS[target],
                    len(body)) + body for source, target, body in questions)
    out = subprocess.run([driver], input=data, stdout=subprocess.PIPE,
                         check=True).stdout
    answers, at = [], 0
    while at < len(out):
        kind, size = struct.unpack_from(">BI", out, at)
        body = out[at + 5:at + 5 + size]
        answers.append((kind, body))
        at += 5 + size
    if len(answers) != len(questions):
        raise SystemExit(
            f"{driver}: {len(answers)} answers to {len(questions)} questions")
    return answers


# What autobahn and the library make of a message, where that differs.
THEY_REFUSE = "autobahn refuses, wamp_types keeps"
WE_REFUSE = "autobahn accepts, wamp_types refuses"
THEY_CHANGE = "autobahn changes something, wamp_types keeps it"
WE_NORMALIZE = "autobahn keeps the form, wamp_types writes another one"
BOTH_REFUSE = "both refuse"
AGREED = "they agree"

# Messages that differ, by the rule: (verdict, message or JSON text).
PROBES = {
    "msg-publish-kwargs-only": [
        (THEY_REFUSE, [16, 1, {}, "a.b", None, {"k": 1}])],
    "msg-publish-text-args": [
        (WE_REFUSE, [16, 1, {}, "a.b", "text", {"k": 1}]),
        (WE_REFUSE, [16, 1, {}, "a.b", "", {"k": 1}]),
        (WE_REFUSE, [16, 1, {}, "a.b", b"\0", {"k": 1}])],
    "msg-empty-payload": [
        (THEY_CHANGE, [36, 1, 2, {"enc_algo": "cryptobox"}, b""]),
        (THEY_CHANGE, [48, 1, {"enc_algo": "x_own"}, "a.b", b""])],
    "msg-empty-args": [
        (THEY_CHANGE, [36, 1, 2, {}, []]),
        (THEY_CHANGE, [50, 1, {}, [], {}]),
        (THEY_CHANGE, [48, 1, {}, "a.b", [1], {}])],
    "msg-null-args": [(WE_NORMALIZE, [36, 1, 2, {}, None, {"k": 1}])],
    "msg-unknown-keys": [
        (THEY_CHANGE, [16, 1, {"x_own": [1, {"n": None}]}, "a.b"]),
        (THEY_CHANGE, [16, 1, {"ppt_scheme": "wamp", "disclose_me": True}, "a"]),
        (THEY_CHANGE, [1, "realm1", {"agent": "a-1", "roles": {"caller": {}}}])],
    "msg-unknown-features": [
        (THEY_CHANGE, [1, "realm1", {"roles": {"caller": {
            "features": {"x_new": True}}}}])],
    "msg-payload-transparency": [
        (WE_NORMALIZE, [1, "realm1", {"roles": {"caller": {
            "features": {"payload_transparency": True}}}}])],
    "msg-unknown-roles": [
        (THEY_REFUSE, [1, "realm1", {"roles": {"caller": {}, "x_own": {}}}])],
    "msg-empty-roles": [
        (THEY_REFUSE, [1, "realm1", {"roles": {}}]),
        (THEY_REFUSE, [2, 7, {"roles": {}}])],
    "msg-default-policy": [
        (THEY_CHANGE, [32, 1, {"match": "exact"}, "a.b"]),
        (THEY_CHANGE, [64, 1, {"match": "exact", "invoke": "single"}, "a.b"])],
    "msg-false-resumable": [
        (THEY_CHANGE, [6, {"resumable": False}, "wamp.close.normal"]),
        (THEY_CHANGE, [2, 7, {"roles": {"broker": {}}, "resumable": False}]),
        (THEY_CHANGE, [2, 7, {"roles": {"broker": {}}, "resumed": False}])],
    "msg-authrole-alone": [
        (THEY_CHANGE, [2, 7, {"roles": {"broker": {}}, "authrole": "user"}])],
    "msg-revoked-zero": [(THEY_REFUSE, [35, 0, {"subscription": 0}]),
                         (THEY_REFUSE, [67, 0, {"registration": 0}])],
    "msg-revoked-request": [(THEY_REFUSE, [35, 1, {"subscription": 2}]),
                            (THEY_REFUSE, [67, 1, {"registration": 2}])],
    "msg-interrupt-skip": [(THEY_REFUSE, [69, 1, {"mode": "skip"}])],
    "msg-unregister-forward-for": [
        (WE_REFUSE, [66, 1, 2, {"forward_for": ["a"]}]),
        (WE_REFUSE, [66, 1, 2, {"forward_for": [{"session": 1}]}])],
    "msg-empty-text": [
        (THEY_CHANGE, [3, {"message": ""}, "wamp.error.not_authorized"]),
        (THEY_CHANGE, [2, 7, {"roles": {"broker": {}}, "authid": ""}])],
    "msg-empty-options": [(THEY_CHANGE, [34, 1, 2, {"forward_for": []}]),
                          (THEY_CHANGE, [34, 1, 2, {}]),
                          (THEY_CHANGE, [35, 1, {}]),
                          (THEY_CHANGE, [67, 1, {}])],
    "msg-authmethod-alone": [
        (THEY_CHANGE, [2, 7, {"roles": {"broker": {}}, "authmethod": "ticket"}])],
    "msg-null-key": [(THEY_REFUSE, [16, 1, {"acknowledge": None}, "a.b"])],
    "msg-event-received": [(THEY_REFUSE, [337, 1])],
    "msg-abort-arguments": [
        (THEY_REFUSE, [3, {}, "wamp.error.no_such_realm", ["text"], {"k": 1}])],
    "msg-uri-newline": [(WE_REFUSE, [32, 1, {}, "a.b\n"])],
    "msg-uri-empty-component": [(WE_REFUSE, [32, 1, {}, "a..b"]),
                                (WE_REFUSE, [32, 1, {}, ""])],
    "msg-force-reregister-number": [
        (WE_REFUSE, [64, 1, {"force_reregister": 1}, "a.b"])],
    "msg-negative-id": [(WE_REFUSE, [48, 1, {"caller": -1}, "a.b"]),
                        (WE_REFUSE, [16, 1, {"exclude": [-1]}, "a.b"])],
    "msg-wide-integer": [(WE_REFUSE, [48, 1, {}, "a.b", [2**64]])],
    "msg-unread-enc": [(WE_REFUSE, [48, 1, {"enc_algo": "rot13"}, "a.b"])],
    "msg-duplicate-key": [
        (WE_REFUSE, '[16,1,{"retain":true,"retain":false},"a.b"]')],
    "msg-lone-surrogate": [(WE_REFUSE, '[48,1,{},"a.b",["\\ud800"]]')],
}

# Messages that don't differ: (verdict, message). A reason is a URI to autobahn,
# and so it is in the library's profile of that name; in the profile of the
# specification it may be any text.
REASONS = [("a.b", AGREED), ("no longer authorized", BOTH_REFUSE),
           ("a..b", BOTH_REFUSE), ("", BOTH_REFUSE)]
AGREEMENTS = [
    (expected, message) for reason, expected in REASONS for message in (
        [35, 0, {"subscription": 2, "reason": reason}],
        [67, 0, {"registration": 2, "reason": reason}],
        [69, 1, {"reason": reason}])]
# See msg-publish-text-args.
AGREEMENTS += [(BOTH_REFUSE, [16, 1, {}, "a.b", "text"]),
               (BOTH_REFUSE, [48, 1, {}, "a.b", "text", {"k": 1}])]


UBJSON_RULE = "msg-ubjson-numbers"


def outcome(autobahn, data):
    """What autobahn makes of JSON text, as a message array; None: refused."""
    try:
        return autobahn.unserialize(data)[0].marshal()
    except Exception:  # Also AssertionError, where its parsers forget a check.
        return None


def judge(theirs, ours, given):
    if ours is None:
        return BOTH_REFUSE if theirs is None else WE_REFUSE
    if theirs is None:
        return THEY_REFUSE
    if harness.same(theirs, ours):
        return AGREED
    if harness.same(ours, given):
        return THEY_CHANGE
    return WE_NORMALIZE if harness.same(theirs, given) else "both change it"


def run_probes(driver, autobahn, verdict):
    probes = [(rule, *probe) for rule, of in PROBES.items() for probe in of]
    probes += [(None, *probe) for probe in AGREEMENTS]
    texts = [(probe if isinstance(probe, str) else harness.to_json(probe)
              ).encode() for _, _, probe in probes]
    answers = ask_driver(driver, [("json", "json", text) for text in texts])
    for (rule, expected, probe), text, (kind, body) in zip(probes, texts,
                                                           answers):
        verdict.count("known differences tried" if rule else
                      "known agreements tried")
        ours = harness.from_json(body.decode()) if kind == OK else None
        theirs = outcome(autobahn, text)
        found = judge(theirs, ours, harness.from_json(text.decode()))
        if found != expected:
            verdict.fail(f"{rule or 'agreement'}: expected: {expected}, found: "
                         f"{found}, for {probe}: autobahn {theirs}, "
                         f"wamp_types {kind, body}")
        elif rule:
            verdict.difference(rule)


def probe_ubjson(driver, autobahn, has_ubjson, verdict):
    """An integer from 2^63 on, which autobahn reads as a Decimal."""
    serializer = autobahn["ubjson"]._serializer
    given = [48, 1, {}, "a.b", [2**63]]
    data = serializer.serialize(given)
    theirs = serializer.unserialize(data)[0]
    verdict.count("known differences tried")
    if harness.same(theirs, given):
        verdict.fail(f"{UBJSON_RULE}: autobahn reads {theirs}")
        return
    if has_ubjson:
        kind, body = ask_driver(driver, [("ubjson", "json", data)])[0]
        if kind != OK or not harness.same(harness.from_json(body.decode()),
                                          given):
            verdict.fail(f"{UBJSON_RULE}: wamp_types reads {body!r}")
            return
    verdict.difference(UBJSON_RULE)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--messages", type=int, default=12000)
    parser.add_argument("--seed", type=int,
                        default=random.SystemRandom().getrandbits(32))
    args = parser.parse_args()
    print(f"seed {args.seed}")
    for module in ("autobahn", "txaio", "msgpack", "cbor2", "ubjson"):
        if importlib.util.find_spec(module) is None:
            harness.skip(args.messages, f"{module} for Python isn't installed")
    import txaio
    txaio.use_asyncio()
    import autobahn as package
    from autobahn.wamp import message, role, serializer
    if package.__version__ != VERSION:
        harness.skip(args.messages, f"the table of differences is about "
                     f"autobahn {VERSION}, not {package.__version__}")
    autobahn = {"json": serializer.JsonSerializer(),
                "msgpack": serializer.MsgPackSerializer(),
                "cbor": serializer.CBORSerializer(),
                "ubjson": serializer.UBJSONSerializer()}

    verdict = harness.Verdict("msg", [*PROBES, UBJSON_RULE])
    maker = Maker(random.Random(args.seed))
    probe = message.Published(1, 2)
    answers = ask_driver(args.driver, [
        (name, name, probe.serialize(autobahn[name]._serializer))
        for name in SERIALIZERS])
    names = [name for name, (kind, _) in zip(SERIALIZERS, answers)
             if kind != UNIMPLEMENTED]
    missing = sorted(SERIALIZERS.keys() - names)
    if missing:
        print(f"SKIPPED: the library has no {' and no '.join(missing)}")

    sent = []
    questions = []
    for _ in range(args.messages):
        source = maker.random.choice(names)
        target = maker.random.choice([source, maker.random.choice(names)])
        maker.use((source, target))
        made = random_message(message, role, maker)
        sent.append(made)
        questions.append((source, target,
                          autobahn[source].serialize(made)[0]))
    for made, (source, target, data), (kind, body) in zip(
            sent, questions, ask_driver(args.driver, questions)):
        verdict.count("messages")
        verdict.count(f"{source} to {target}")
        told = f"{source} to {target}: {made.marshal()}"
        if kind != OK:
            verdict.fail(f"{told}: {body.decode()}")
            continue
        want = autobahn[source].unserialize(data)[0]
        try:
            got = autobahn[target].unserialize(body)[0]
        except Exception as error:
            verdict.fail(f"{told}: autobahn can't read {body!r}: {error!r}")
            continue
        if got != want or not harness.same(got.marshal(), want.marshal()):
            verdict.fail(f"{told}: autobahn reads {got.marshal()} from it")
    run_probes(args.driver, autobahn["json"], verdict)
    probe_ubjson(args.driver, autobahn, "ubjson" in names, verdict)
    verdict.finish("message_interop")


if __name__ == "__main__":
    main()
