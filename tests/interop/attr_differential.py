"""Asks autobahn-python and the library for the dicts of the same option sets.

Usage: attr_differential.py DRIVER [--cases N] [--seed S]

DRIVER is the program attr_driver. For each set both must accept it and give the
same dict, or both refuse it. Where they differ, the difference must go away
once the rules that apply have put right what they are about.
"""

import argparse
import copy
import importlib.util
import math
import random
import subprocess

import harness

NAN = float("nan")
BIG = [2**53, 2**53 + 1, 2**63, 2**64 - 1, 2**64]
HOP = {"session": 7, "authid": "joe", "authrole": "user"}


def hop(**changes):
    return {**HOP, **changes}


def hop_without(key):
    return {k: v for k, v in HOP.items() if k != key}


# The interesting values of each kind of field; the first ones are valid.
VALUES = {
    "bool": [True, False, None, 0, 1, 1.0, "true", [], b"\x01"],
    "string": ["joe", "", "Zürich ✓", "a b", "realm1\n", "٣", "\ud800", None,
               5, True, 1.5, [], ["joe"], {}, b"joe"],
    "int": [1, 7, 0, *BIG, None, -1, -(2**63), -(2**64), 1.0, 1.5, True, "7",
            [], [7]],
    "ids": [[], [1, 2], 7, [0], 0, *([big] for big in BIG), 2**64, None, -1,
            [-1], [1.0], 1.0, 1.5, ["a"], "a", "", [True], True, [None], [[1]],
            {}, b"a"],
    "strings": [[], ["a", "b"], "a", "", [""], None, [1], 5, [True], [None],
                [["a"]], ["a", b"b"], {}, 1.5],
    "match": ["exact", "prefix", "wildcard", None, "", "Exact", "regex", 1,
              True, ["exact"]],
    "invoke": ["single", "first", "last", "roundrobin", "random", None, "all",
               "", 1, ["first"]],
    "positive": [1, 4, *BIG, None, 0, -1, 1.0, 1.5, True, "1", [1]],
    "force": [True, False, None, 0, 1, 0.0, 1.0, 2, -1, 1.5, "true", []],
    "timeout": [1, 500, *BIG, None, 0, 0.0, -1, -0.5, 0.5, 1.0, 30.0, 1e300,
                math.inf, -math.inf, NAN, True, "1", [1]],
    "forward_for": [
        [], [HOP], [HOP, hop(session=8)], [hop(authid="")],
        [hop(authrole="")], [hop(x_more=[1, None])], [hop(session=0)],
        [hop(session=2**53 + 1)], None, [hop(authid=None)],
        [HOP, hop(authid=None)], [hop(session=-1)], [hop(session=2**64)],
        [hop(session=1.0)], [hop(session=1.5)], [hop(session=True)],
        [hop(session="7")], [hop(session=None)], [hop(authid=5)],
        [hop(authrole=None)], [hop(authrole=5)], [hop_without("session")],
        [hop_without("authid")], [hop_without("authrole")], [{}], [None],
        ["joe"], [[]], HOP, "joe", 7, {},
    ],
    "local bool": [True, False, None, 1, "true"],
    "local string": ["info", "", None, 5, True, []],
    "any string": ["abc", "", None, 5, []],
    "any bool": [True, False, None, 1, "true"],
    "callback": [True, None],
    "dict": [{}, {"n": 1, "b": b"\x00\xff", "x": {"l": [None, 1.5]}},
             {"n": None}, None, {"n": 2**64}, {"n": -(2**63) - 1}, [], [1],
             "x", 5, True],
    "transport": [
        {}, {"channel_type": "tcp", "channel_framing": "websocket",
             "channel_serializer": "cbor", "own": "tcp4:127.0.0.1:1",
             "peer": "tcp4:127.0.0.1:2", "is_server": True, "own_pid": 1,
             "own_tid": -1, "own_fd": 0, "is_secure": False,
             "websocket_protocol": "wamp.2.cbor",
             "websocket_extensions_in_use": ["permessage-deflate", {"a": 1}],
             "http_headers_received": {"host": "a", "x": ["b"]},
             "http_headers_sent": {}, "http_cbtid": "abc"},
        {"channel_type": "null", "channel_framing": None}, None,
        {"channel_id": {"tls-unique": "ab" * 32}},
        {"channel_id": {"tls-unique": "zz"}}, {"channel_id": {"other": "ab"}},
        {"peer_cert": {"subject": "x"}}, {"channel_type": "TCP"},
        {"channel_type": 4}, {"own": 5}, {"is_server": 1}, {"own_pid": "1"},
        {"own_pid": 2**63}, {"own_pid": 1.0}, {"x_more": 1},
        {"websocket_extensions_in_use": "x"}, {"http_headers_sent": []},
        "websocket", "", 5, True, [],
    ],
    "unclaimed": [1, None, {"a": []}],
}

CORRELATION = {
    "correlation_id": "any string",
    "correlation_uri": "any string",
    "correlation_is_anchor": "any bool",
    "correlation_is_last": "any bool",
}
SESSION_DETAILS = {
    "realm": "string", "session": "int", "authid": "string",
    "authrole": "string", "authmethod": "string", "authprovider": "string",
    "authextra": "dict", "serializer": "string", "transport": "transport",
    "resumed": "bool", "resumable": "bool", "resume_token": "string",
}
FIELDS = {
    "SubscribeOptions": {
        "match": "match", "get_retained": "bool", "forward_for": "forward_for",
        "details": "local bool", "details_arg": "local string", **CORRELATION,
    },
    "PublishOptions": {
        "acknowledge": "bool", "exclude_me": "bool", "exclude": "ids",
        "exclude_authid": "strings", "exclude_authrole": "strings",
        "eligible": "ids", "eligible_authid": "strings",
        "eligible_authrole": "strings", "retain": "bool",
        "transaction_hash": "string", "forward_for": "forward_for",
        **CORRELATION,
    },
    "RegisterOptions": {
        "match": "match", "invoke": "invoke", "concurrency": "positive",
        "force_reregister": "force", "forward_for": "forward_for",
        "details": "local bool", "details_arg": "local string", **CORRELATION,
    },
    "CallOptions": {
        "on_progress": "callback", "timeout": "timeout",
        "transaction_hash": "string", "caller": "int",
        "caller_authid": "string", "caller_authrole": "string",
        "forward_for": "forward_for", "details": "local bool", **CORRELATION,
    },
    # autobahn's constructor checks nothing; its parse() does.
    "SessionDetails": SESSION_DETAILS,
    "SessionDetails.parse": {**SESSION_DETAILS, "x_more": "unclaimed"},
    "SessionIdent": {"session": "int", "authid": "string",
                     "authrole": "string"},
    "CloseDetails": {"reason": "string", "message": "string"},
}
LOCAL = {"details", "details_arg", "on_progress", *CORRELATION}
INTEGER_KINDS = {"int", "ids", "positive"}


def map_leaves(value, leaf):
    if isinstance(value, list):
        return [map_leaves(item, leaf) for item in value]
    if isinstance(value, dict):
        return {key: map_leaves(item, leaf) for key, item in value.items()}
    return leaf(value)


def is_int(value):
    return type(value) is int


# The rules. Each gives the field's value without what it is about, or the same
# object where it doesn't apply.


def no_negative_id(kind, value, _):
    def leaf(x):
        return 1 if is_int(x) and -(2**63) <= x < 0 else x

    if kind in {"int", "ids", "forward_for"}:
        return map_leaves(value, leaf)
    return value


def no_wide_integer(kind, value, _):
    def leaf(x):
        return 1 if is_int(x) and not -(2**63) <= x < 2**64 else x

    if kind == "transport" and isinstance(value, dict):
        if is_int(value.get("own_pid")) and value["own_pid"] >= 2**63:
            return {**value, "own_pid": 1}
    return map_leaves(value, leaf)


def no_whole_float(kind, value, _):
    def leaf(x):
        if isinstance(x, float) and 0 <= x <= 2**53 and x == int(x):
            return int(x)
        return x

    if kind in INTEGER_KINDS:
        return map_leaves(value, leaf)
    if kind == "forward_for" and isinstance(value, list):
        return [{**x, "session": leaf(x.get("session"))}
                if isinstance(x, dict) and "session" in x else x
                for x in value]
    if kind == "transport" and isinstance(value, dict) and "own_pid" in value:
        return {**value, "own_pid": leaf(value["own_pid"])}
    return value


def no_whole_float_timeout(kind, value, _):
    if kind == "timeout" and isinstance(value, float) and (
            0 < value <= 2**53 and value == int(value)):
        return int(value)
    return value


def no_other_float_timeout(kind, value, _):
    if kind == "timeout" and isinstance(value, float) and value > 0 and (
            math.isinf(value) or value > 2**53 or value != int(value)):
        return 1
    return value


def no_zero_timeout(kind, value, _):
    return 1 if kind == "timeout" and value == 0 and (
        value is not False) else value


def no_number_for_force(kind, value, _):
    if kind == "force" and type(value) in (int, float) and value in (0, 1):
        return bool(value)
    return value


def no_null_authid(kind, value, of):
    if of != "PublishOptions" or kind != "forward_for" or (
            not isinstance(value, list)):
        return value
    return [{**x, "authid": "joe"} if isinstance(x, dict) and
            "authid" in x and x["authid"] is None else x for x in value]


def no_untyped_correlation(kind, value, _):
    if kind == "any string" and type(value) not in (str, type(None)):
        return None
    if kind == "any bool" and type(value) not in (bool, type(None)):
        return None
    return value


def no_surrogate(_, value, __):
    return map_leaves(value, lambda x: "x" if x == "\ud800" else x)


UNCHECKED = {"string": str, "int": int, "bool": bool, "dict": dict}


def no_unchecked_kind(kind, value, of):
    if of == "SessionDetails" and kind in UNCHECKED and value is not None:
        # What the whole-float rule is about elsewhere is stored here, too.
        return value if type(value) is UNCHECKED[kind] else None
    return value


def no_falsy_transport(kind, value, of):
    if of == "SessionDetails" and kind == "transport" and not value:
        return None
    return value


def no_named_transport(kind, value, of):
    if kind == "transport" and isinstance(value, str) and (
            value or of == "SessionDetails.parse"):
        return None
    return value


def without_key(key):
    def rule(kind, value, _):
        if kind == "transport" and isinstance(value, dict) and key in value:
            return {k: v for k, v in value.items() if k != key}
        return value

    return rule


RULES = {
    "attr-negative-id": no_negative_id,
    "attr-wide-integer": no_wide_integer,
    "attr-whole-float": no_whole_float,
    "attr-timeout-whole-float": no_whole_float_timeout,
    "attr-timeout-other-float": no_other_float_timeout,
    "attr-timeout-zero": no_zero_timeout,
    "attr-force-reregister-number": no_number_for_force,
    "attr-publish-null-authid": no_null_authid,
    "attr-correlation-kind": no_untyped_correlation,
    "attr-lone-surrogate": no_surrogate,
    "attr-details-unchecked": no_unchecked_kind,
    "attr-transport-name": no_named_transport,
    "attr-transport-channel-id": without_key("channel_id"),
    "attr-transport-peer-cert": without_key("peer_cert"),
    # Last, as a transport may be empty without the keys above.
    "attr-transport-falsy": no_falsy_transport,
}
IDENT_RULE = "attr-ident-authrole"


def repair(of, values):
    """What is left of `values` without known differences, and their rules."""
    applied = []
    values = copy.deepcopy(values)
    if of == "SessionIdent" and values.get("authrole") is None:
        applied.append(IDENT_RULE)
        values["authrole"] = "user"
    for field, kind in FIELDS[of].items():
        if field not in values:
            continue
        for name, rule in RULES.items():
            value = rule(kind, values[field], of)
            if not harness.same(value, values[field]):
                applied.append(name)
                values[field] = value
    return values, sorted(set(applied))


def generate(count, random_):
    """Option sets: each value alone, then random pairs and subsets."""
    cases = []
    for of, fields in FIELDS.items():
        cases.append((of, {}))
        for field, kind in fields.items():
            cases.extend((of, {field: value}) for value in VALUES[kind])
        for details in VALUES["local bool"]:
            if "details_arg" in fields:
                cases.extend((of, {"details": details, "details_arg": arg})
                             for arg in VALUES["local string"])
    if len(cases) > count:
        raise SystemExit(f"--cases: expected at least {len(cases)}")
    types = list(FIELDS)
    while len(cases) < count:
        of = random_.choice(types)
        fields = FIELDS[of]
        size = 2 if random_.random() < 0.3 else random_.randint(1, len(fields))
        tame = random_.random() < 0.8
        cases.append((of, {
            field: random_.choice(VALUES[fields[field]][:3 if tame else None])
            for field in random_.sample(sorted(fields), min(size, len(fields)))
        }))
    return cases


def ask_autobahn(types, of, values):
    values = copy.deepcopy(values)
    if values.get("on_progress") is not None:
        values["on_progress"] = lambda *args: None
    try:
        if of.startswith("Session") or of == "CloseDetails":
            if of == "SessionDetails.parse":
                made = types.SessionDetails.parse(values)
            else:
                if of == "SessionDetails" and type(
                        values.get("transport")) is dict and (
                            values["transport"]):
                    values["transport"] = types.TransportDetails.parse(
                        values["transport"])
                made = getattr(types, of)(**values)
            return {"ok": made.marshal()}
        return {"ok": getattr(types, of)(**values).message_attr()}
    except (AssertionError, AttributeError, ValueError) as error:
        return {"error": repr(error)}


def ask_driver(driver, cases):
    lines = []
    for of, values in cases:
        lines.append(harness.to_json({
            "type": of.split(".")[0],
            "wire": {k: v for k, v in values.items() if k not in LOCAL},
            "local": {k: v for k, v in values.items() if k in LOCAL},
        }))
    run = subprocess.run([driver], input="\n".join(lines) + "\n", text=True,
                         capture_output=True, check=True)
    answers = run.stdout.splitlines()
    if len(answers) != len(cases):
        raise SystemExit(f"{driver}: {len(answers)} answers to {len(cases)}")
    return [harness.from_json(answer) for answer in answers]


# What the constructors of details take, where autobahn wants the client's
# Subscription or Registration in place of its id.
HANDLE_RULE = "attr-details-handle"
HANDLES = {"EventDetails": {"subscription": 7, "publication": 8},
           "CallDetails": {"registration": 7}}


def probe_handles(driver, types, verdict):
    """Ids in place of the objects that autobahn's details hold."""
    for (of, ids), ours in zip(HANDLES.items(),
                               ask_driver(driver, HANDLES.items())):
        verdict.count("cases")
        try:
            theirs = {"ok": vars(getattr(types, of)(**ids))}
        except AssertionError as error:
            theirs = {"error": repr(error)}
        if "error" in theirs and harness.same(ours.get("ok"), ids):
            verdict.difference(HANDLE_RULE)
        else:
            verdict.fail(f"{HANDLE_RULE}: {of} of {ids}: autobahn {theirs}, "
                         f"wamp_types {ours}")


def agree(theirs, ours):
    if "ok" in theirs and "ok" in ours:
        return harness.same(theirs["ok"], ours["ok"])
    return "error" in theirs and "error" in ours


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("driver")
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int,
                        default=random.SystemRandom().getrandbits(32))
    args = parser.parse_args()
    print(f"seed {args.seed}")
    if importlib.util.find_spec("autobahn") is None or (
            importlib.util.find_spec("txaio") is None):
        harness.skip(args.cases, "autobahn for Python is not installed")
    import txaio
    txaio.use_asyncio()
    from autobahn.wamp import types

    verdict = harness.Verdict("attr", [*RULES, IDENT_RULE, HANDLE_RULE])
    cases = generate(args.cases, random.Random(args.seed))
    theirs = [ask_autobahn(types, *case) for case in cases]
    ours = ask_driver(args.driver, cases)
    repaired = [repair(*case) for case in cases]
    fixed = [(of, values) for (of, _), (values, _) in zip(cases, repaired)]
    fixed_theirs = [ask_autobahn(types, *case) for case in fixed]
    fixed_ours = ask_driver(args.driver, fixed)

    for i, case in enumerate(cases):
        rules = repaired[i][1]
        told = f"{case}: autobahn {theirs[i]}, wamp_types {ours[i]}"
        verdict.count("cases")
        if agree(theirs[i], ours[i]):
            verdict.count("accepted" if "ok" in ours[i] else "refused")
            if len(rules) == 1 and "ok" in ours[i]:
                verdict.fail(f"{rules[0]} should make a difference: {told}")
        elif not rules:
            verdict.fail(f"no rule explains {told}")
        elif not agree(fixed_theirs[i], fixed_ours[i]):
            verdict.fail(f"{rules} don't explain {told}; without them "
                         f"autobahn {fixed_theirs[i]}, wamp_types "
                         f"{fixed_ours[i]}")
        elif len(rules) == 1:
            verdict.difference(rules[0])
        else:
            verdict.count("with several listed differences")
    probe_handles(args.driver, types, verdict)
    verdict.finish("attr_differential")


if __name__ == "__main__":
    main()
