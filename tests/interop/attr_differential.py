"""Compares MessageAttr and Marshal with autobahn's message_attr and marshal.

usage: attr_differential.py DRIVER DIFFERENCES [CASES [SEED]]

Generates option sets, valid and invalid, asks both libraries, and compares what
they accept and the dicts they write. DIFFERENCES is the table of the cases in
which they differ on purpose: a difference that no row of it explains is a
failure, and so is a row that no case needed.
"""

import json
import random
import re
import subprocess
import sys

try:
    import txaio

    txaio.use_asyncio()
    from autobahn.wamp import types
except ImportError as error:
    print(f"SKIPPED: python3-autobahn is not installed ({error})")
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(77)

MAX_ID = 2**53
BOOLS = [None, True, False, 0, 1, "yes", [], 0.0]
STRINGS = [None, "", "joe", "é\n\"", 1, True, ["a"], {}]
IDS = [None, 1, 7, MAX_ID, MAX_ID - 1, 0, -1, MAX_ID + 1, 2**63, 2**64 - 1, 1.5, "1", True]
ID_LISTS = IDS + [[], [1, 2], [1, "a"], [MAX_ID], [0], [MAX_ID + 1], [-1], [1.5], [True], {}]
STRING_LISTS = STRINGS + [[], ["a", ""], ["a", 1], [None]]
PRINCIPAL = {"session": 5, "authid": "joe", "authrole": "user"}
FORWARD = [
    None, [], [PRINCIPAL], [PRINCIPAL, PRINCIPAL], {}, "x", [1],
    [dict(PRINCIPAL, authid=None)], [dict(PRINCIPAL, authrole=None)],
    [dict(PRINCIPAL, session="5")], [dict(PRINCIPAL, session=0)],
    [dict(PRINCIPAL, session=-1)], [{"session": 1, "authrole": "r"}],
    [{"session": 1, "authid": "a"}], [{"authid": "a", "authrole": "r"}],
    [dict(PRINCIPAL, x_more=[1, None])], [dict(PRINCIPAL, session=True)],
]
CORRELATION = {
    "correlation_id": [None, "trace"],
    "correlation_uri": [None, "com.trace"],
    "correlation_is_anchor": [None, True],
    "correlation_is_last": [None, False],
}
DETAILS = {"details": BOOLS, "details_arg": STRINGS}
MATCH = [None, "exact", "prefix", "wildcard", "regex", "", 1, True]

FIELDS = {
    "SubscribeOptions": {"match": MATCH, "get_retained": BOOLS, "forward_for": FORWARD, **DETAILS, **CORRELATION},
    "PublishOptions": {
        "acknowledge": BOOLS, "exclude_me": BOOLS, "retain": BOOLS,
        "exclude": ID_LISTS, "eligible": ID_LISTS,
        "exclude_authid": STRING_LISTS, "exclude_authrole": STRING_LISTS,
        "eligible_authid": STRING_LISTS, "eligible_authrole": STRING_LISTS,
        "transaction_hash": STRINGS, "forward_for": FORWARD, **CORRELATION,
    },
    "RegisterOptions": {
        "match": MATCH, "force_reregister": BOOLS, "forward_for": FORWARD,
        "invoke": [None, "single", "first", "last", "roundrobin", "random", "all", "", 1],
        "concurrency": [None, 1, 8, 0, -1, 1.0, "1", True], **DETAILS, **CORRELATION,
    },
    "CallOptions": {
        "timeout": [None, 1, 5000, 0, -1, 1.5, 2.0, "1", True], "on_progress": [None, "callback"],
        "transaction_hash": STRINGS, "caller": IDS, "caller_authid": STRINGS,
        "caller_authrole": STRINGS, "forward_for": FORWARD, "details": BOOLS, **CORRELATION,
    },
    "SessionDetails": {
        "realm": [None, "realm1", "com.example", "", 1],
        "session": IDS, "authid": STRINGS, "authrole": STRINGS, "authmethod": STRINGS,
        "authprovider": STRINGS, "authextra": [None, {}, {"a": [1, None]}, "x", 1],
        "serializer": [None, "cbor.batched", 1], "resumed": BOOLS, "resumable": BOOLS,
        "resume_token": STRINGS,
    },
    "SessionIdent": {"session": IDS, "authid": STRINGS, "authrole": STRINGS},
    "CloseDetails": {"reason": [None, "wamp.close.normal", "", "a..b", 1], "message": STRINGS},
}
MARSHALLED = ("SessionDetails", "SessionIdent", "CloseDetails")


def cases(count, rng):
    for name, fields in FIELDS.items():
        for field, values in fields.items():
            for value in values:
                yield name, {field: value}
    while count > 0:
        name = rng.choice(list(FIELDS))
        fields = FIELDS[name]
        chosen = rng.sample(list(fields), rng.randint(0, min(5, len(fields))))
        # Mostly the first values, which are the valid ones.
        yield name, {
            f: fields[f][min(int(rng.expovariate(0.6)), len(fields[f]) - 1)]
            if rng.random() < 0.7 else rng.choice(fields[f])
            for f in chosen
        }
        count -= 1


def ask_autobahn(name, fields):
    arguments = dict(fields)
    if arguments.get("on_progress") is not None:
        arguments["on_progress"] = lambda *a, **k: None
    try:
        made = getattr(types, name)(**arguments)
        answer = made.marshal() if name in MARSHALLED else made.message_attr()
        return json.loads(json.dumps(answer)), None
    except (AssertionError, TypeError, ValueError) as error:
        return None, f"{type(error).__name__} {error}"


def numbers(value):
    if isinstance(value, dict):
        return [n for v in value.values() for n in numbers(v)]
    if isinstance(value, list):
        return [n for v in value for n in numbers(v)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def ids_of(fields):
    ids = []
    for key in ("session", "caller", "exclude", "eligible"):
        ids += numbers(fields.get(key))
    forward = fields.get("forward_for")
    for principal in forward if isinstance(forward, list) else []:
        if isinstance(principal, dict):
            ids += numbers(principal.get("session"))
    return ids


def wrong_kind(name, fields):
    kinds = {"resumed": bool, "resumable": bool, "authextra": dict, "session": int}
    return any(
        v is not None and type(v) != kinds.get(k, str) for k, v in fields.items()
    )


def forward(fields):
    value = fields.get("forward_for")
    return [p for p in value if isinstance(p, dict)] if isinstance(value, list) else []


# For each row of the table: whether it explains a difference in this case.
# `theirs` and `ours` are the dicts; None where the case was refused.
RULES = {
    "attr-negative-id": lambda n, f, a, o: o is None and any(i < 0 for i in ids_of(f)),
    "attr-timeout-other-float": lambda n, f, a, o: o is None and f.get("timeout") == 1.5,
    "attr-timeout-whole-float": lambda n, f, a, o: isinstance(f.get("timeout"), float)
    and a is not None and o is not None,
    "attr-whole-float": lambda n, f, a, o: a is None and o is not None
    and any(isinstance(v, float) and v == int(v) for v in numbers(f)),
    "attr-timeout-zero": lambda n, f, a, o: a is None and f.get("timeout") == 0,
    "attr-force-reregister-number": lambda n, f, a, o: o is None
    and type(f.get("force_reregister")) in (int, float),
    "attr-ident-authrole": lambda n, f, a, o: n == "SessionIdent" and a is None
    and f.get("authrole") is None,
    "attr-details-unchecked": lambda n, f, a, o: n == "SessionDetails" and wrong_kind(n, f),
    "attr-publish-null-authid": lambda n, f, a, o: n == "PublishOptions" and a is None
    and any("authid" in p and p["authid"] is None for p in forward(f)),
}


def read_rows(path):
    with open(path, encoding="utf-8") as table:
        found = set(re.findall(r"^\| `(attr-[a-z-]+)` \|", table.read(), re.M))
    missing = set(RULES) - found
    assert not missing, f"{path} has no row for {missing}"
    return list(RULES)


def main():
    driver, table = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(2**32)
    print(f"seed {seed}")
    todo = list(cases(count, random.Random(seed)))
    lines = "".join(json.dumps({"type": n, "fields": f}) + "\n" for n, f in todo)
    done = subprocess.run([driver], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(todo), "the driver must answer every line"

    rows = read_rows(table)
    used = {row: 0 for row in rows}
    failed = accepted = 0
    for (name, fields), answer in zip(todo, answers):
        theirs, their_error = ask_autobahn(name, fields)
        ours = answer.get("ok")
        accepted += ours is not None
        if json.dumps(theirs, sort_keys=True) == json.dumps(ours, sort_keys=True):
            continue
        rule = next((r for r in rows if RULES[r](name, fields, theirs, ours)), None)
        if rule is not None:
            used[rule] += 1
            continue
        failed += 1
        if failed <= 20:
            print(f"{name}({fields})\n  autobahn:   {theirs if their_error is None else their_error}"
                  f"\n  wamp_types: {ours if ours is not None else answer['error']}")
    for row, uses in used.items():
        if uses == 0:
            print(f"{table}: row `{row}` explains no difference")
            failed += 1
    print(f"{len(todo)} option sets, {accepted} accepted by us, differences on purpose: {used}")
    print(f"{len(todo) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
