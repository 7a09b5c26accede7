"""Runs wamplog as its users do: on files, stores and mistakes.

WAMPLOG names the binary.
"""

import json
import os
import sqlite3
import stat
import subprocess
import unittest

from terminal import shown
from wamplog_runner import (
    AUTHENTICATE, CANARY, CHALLENGE, DATA, WAMPLOG, StoreTest, delimited, denied,
    field, hello, lines, run, welcome)

RECORD = denied("realm1", "a.b")


class Append(StoreTest):
    def events(self, *args):
        return [(record["event"], record.get("realm"))
                for record in self.records("--oldest-first", *args)]

    def test_both_sides_in_one_file(self):
        self.append(hello("realm1", "joe"), CHALLENGE, AUTHENTICATE,
                    welcome(7, "joe"), [48, 1, {}, "com.x"],
                    [6, {}, "wamp.close.normal"],
                    [6, {}, "wamp.close.goodbye_and_out"],
                    args=["--peer=tcp4:192.0.2.1:5000",
                          "--forwarded-for=203.0.113.7, 10.0.0.1"])
        records = self.records("--oldest-first")
        self.assertEqual([record["event"] for record in records],
                         ["attaching", "challenged", "joined", "left"])
        left = records[-1]
        self.assertEqual(left["left"], {
            "cause": "goodbye", "side": "client",
            "details": {"reason": "wamp.close.normal"}})
        self.assertEqual(left["ident"], {"session": 7, "authid": "joe",
                                         "authrole": "user"})
        self.assertEqual(left["transport"]["peer"], "tcp4:192.0.2.1:5000")
        self.assertEqual([claim["address"]
                          for claim in left["claimed_addresses"]],
                         ["203.0.113.7", "10.0.0.1"])
        self.assertEqual(left["time"], "2026-01-02T12:00:00.000000Z")
        self.assertEqual(left["node"], "r1")

    def test_values_that_wamp_does_not_have_are_kept(self):
        # HELLO, with {"at": a date as CBOR's tag 0} in its authextra.
        date = b"\xc0\x742026-01-02T12:00:00Z"
        frame = (b"\x83\x01\x66realm1\xa2\x65roles\xa1\x66caller\xa0"
                 b"\x69authextra\xa1\x62at" + date)
        self.good("append", self.store, "--format=cbor", "--node=n",
                  stdin=frame)
        self.assertEqual(self.events("--event=attaching"),
                         [("attaching", "realm1")])

    def test_an_open_session_loses_its_connection_at_the_end(self):
        for args, last in (([], "left"), (["--keep-open"], "joined")):
            with self.subTest(last):
                self.append(hello("r", "joe"), welcome(7, "joe"), args=args)
                self.assertEqual(self.events()[-1][0], last)

    def test_two_sides_that_real_peers_sent(self):
        # The router's recording goes on with another client.
        router = DATA / "fox-wamp" / "auth.json"
        wanted = None
        for form in "json", "msgpack", "cbor":
            with self.subTest(form):
                self.store = f"--store=sqlite:{self.folder / form}"
                run("append", self.store,
                    f"--client={DATA / 'autobahn-python' / f'auth.{form}'}",
                    f"--router={router}")
                events = self.events()
                self.assertEqual(events[:4], [
                    ("attaching", "realm1"), ("challenged", "realm1"),
                    ("joined", "realm1"), ("left", "realm1")])
                self.assertEqual(
                    [event for event, _ in events].count("denied"), 4)
                wanted = wanted or events
                self.assertEqual(events, wanted)

    def test_sides_go_before_one_another(self):
        for name, client, router, wanted in (
            ("the router's goodbye is first",
             [hello("r", "joe"), [6, {}, "wamp.close.goodbye_and_out"]],
             [welcome(7, "joe"), [6, {}, "wamp.close.system_shutdown"]],
             ["attaching", "joined", "left router"]),
            ("a second session after the answer to the first's goodbye",
             [hello("r", "joe"), [6, {}, "wamp.close.normal"],
              hello("r", "joe"), [6, {}, "wamp.close.normal"]],
             [welcome(7, "joe"), [6, {}, "wamp.close.goodbye_and_out"],
              welcome(8, "joe"), [6, {}, "wamp.close.goodbye_and_out"]],
             ["attaching", "joined", "left client"] * 2),
            ("the client gives up after a challenge",
             [hello("r", "joe"), [3, {}, "wamp.error.cannot_authenticate"]],
             [CHALLENGE],
             ["attaching", "challenged", "left client"]),
            ("denied, and again",
             [hello("r", "joe"), hello("r", "joe")],
             [[3, {}, "a.b"], [3, {}, "a.b"]],
             ["attaching", "denied"] * 2),
        ):
            with self.subTest(name):
                self.store = f"--store=sqlite:{self.folder / name}"
                for side, frames in (("c", client), ("r", router)):
                    (self.folder / side).write_bytes(lines(*frames))
                self.good("append", self.store,
                          f"--client={self.folder / 'c'}",
                          f"--router={self.folder / 'r'}")
                self.assertEqual(
                    [record["event"] + (" " + record["left"]["side"]
                                        if "left" in record else "")
                     for record in self.records("--oldest-first")], wanted)

    def test_what_is_out_of_order_is_told(self):
        done = run("append", self.store, "--format=json",
                   stdin=lines(hello("r", "joe"), [6, {}, "a.b"],
                               welcome(7, "joe")))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(
            done.stderr.decode().splitlines(), [
                "(standard input): frame 2 at byte 116: SessionRecorder: "
                "expected CHALLENGE, WELCOME or ABORT from the router, got "
                "GOODBYE from the router", "3 records stored"])
        self.assertEqual([event for event, _ in self.events()],
                         ["attaching", "joined", "left"])

    def test_records(self):
        self.good("append", self.store, "--from=records", "--node=n",
                  stdin=delimited(RECORD, RECORD))
        self.assertEqual(self.events(), [("denied", "realm1")] * 2)

    def test_a_broken_record_is_told_and_the_rest_kept(self):
        done = run("append", self.store, "--from=records", "--node=n",
                   stdin=delimited(RECORD) + b"\x05abc")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"(standard input): record 2: expected a SessionRecord, "
                      b"got one that ends early (byte 17)\n", done.stderr)
        self.assertEqual(self.events(), [("denied", "realm1")])

    def test_sealed_records_are_for_import(self):
        self.fill()
        sealed = self.good("export", self.store)
        done = run("append", self.store, "--from=records", stdin=sealed)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'record 1: expected a record that is not sealed, got one '
                      b'of node "r1"; wamplog import takes it', done.stderr)


class Query(StoreTest):
    def setUp(self):
        super().setUp()
        self.fill()

    def test_filters(self):
        everything = ["attaching", "challenged", "joined", "left",
                      "attaching", "challenged", "denied", "attaching",
                      "joined"]
        for args, wanted in (
            ([], everything),
            (["--realm=realm2"], ["attaching", "joined"]),
            (["-r", "nowhere"], []),
            (["--authid=eve"], ["attaching", "challenged", "denied"]),
            (["--authrole=admin"], ["joined"]),
            (["--session=7"], ["joined", "left"]),
            (["--node=r1"], everything),
            (["--node=r2"], []),
            (["--reason=wamp.error.not_authorized"], ["denied"]),
            (["--event=denied", "-e", "left"], ["left", "denied"]),
            (["--since=2026-01-02T11:00:00Z", "--until=2026-01-02 12:00"],
             ["attaching", "challenged", "denied"]),
            (["--since=2026-01-02T13:00:00+01:00"], ["attaching", "joined"]),
            (["--until=2026-01-02"], []),
            (["--limit=2"], ["attaching", "challenged"]),
        ):
            with self.subTest(args):
                records = self.records("--oldest-first", *args)
                self.assertEqual([record["event"] for record in records],
                                 wanted)

    def test_by_uid(self):
        uid = self.records("--authid=eve", "--event=denied")[0]["session_uid"]
        self.assertEqual(len(self.records(f"--session={uid}")), 3)

    def test_the_newest_is_first(self):
        self.assertEqual(self.records("--limit=1")[0]["event"], "joined")

    def test_table(self):
        text = self.good("query", self.store, "--realm=realm1", "--event=left",
                         "--event=denied").decode()
        self.assertEqual(text.splitlines(), [
            "TIME (UTC)           EVENT   REALM   AUTHID  ROLE  SESSION  WHAT",
            "2026-01-02 11:00:00  denied  realm1  eve                    "
            "wamp.error.not_authorized: no",
            "2026-01-02 10:00:00  left    realm1  joe     user  7        "
            "transport_lost  tcp4:192.0.2.1:5000"])

    def test_table_says_what_was_decided(self):
        call = field(1, 1) + field(2, "com.example.add")
        records = [
            field(22, field(4, "ticket") + field(5, "static")),
            field(26, call + field(4, 1)),
            field(26, call + field(4, 0) + field(6, "not for you")),
            field(26, call),
        ]
        self.good("append", self.store, "--from=records",
                  stdin=delimited(*records))
        text = self.good("query", self.store, "--event=accepted",
                         "--event=decided", "--oldest-first").decode()
        self.assertEqual(
            [line.split("  ", 1)[1].split(maxsplit=1)
             for line in text.splitlines()[1:]],
            [["accepted", "ticket static"],
             ["decided", "allowed: call com.example.add"],
             ["decided", "not allowed: call com.example.add not for you"],
             ["decided", "no answer: call com.example.add"]])

    def test_table_fits_the_terminal(self):
        self.append(hello("realm1", "joe-" * 20),
                    [3, {"message": "Zoë " * 20}, "a.b"])
        for columns in 60, 80, 120:
            with self.subTest(columns):
                text = shown("query", self.store, columns=columns,
                             program=WAMPLOG)
                self.assertEqual(len(text.splitlines()), 12)
                self.assertLessEqual(max(map(len, text.splitlines())), columns)

    def test_a_long_text_leaves_room_for_others(self):
        realm = "com.example." + "of-a-long-name." * 4 + "realm-7"
        self.append(hello(realm, "joe"), [3, {}, "a.b"])
        rows = shown("query", self.store, "--event=denied", "--event=attaching",
                     columns=100, program=WAMPLOG).splitlines()
        cells = [row.split() for row in rows]
        # Events are whole, and of a long text the start and the end are there.
        self.assertEqual(cells[1][2:], ["denied", "com.examp…e.realm-7", "joe",
                                        "a.b"], rows)
        self.assertEqual(cells[2][2:], ["attaching", "com.examp…e.realm-7", "joe",
                                        "ticket"], rows)
        rows = self.good("query", self.store, "--limit=1").decode().splitlines()
        self.assertIn(" com.example.of-a…ng-name.realm-7 ", rows[1])

    def test_nothing_found_is_told(self):
        for args in (["query", "--realm=nowhere"],
                     ["query", "--realm=nowhere", "--output=json"],
                     ["open", "--at=2020-01-01"], ["tail", "--realm=nowhere"]):
            with self.subTest(args):
                done = run(args[0], self.store, *args[1:])
                self.assertEqual((done.returncode, done.stdout, done.stderr),
                                 (0, b"", b"no records match\n"))

    def test_binary_stays_off_terminals(self):
        for args in ["export"], ["query", "-o", "delimited"]:
            with self.subTest(args):
                self.assertEqual(
                    shown(args[0], self.store, *args[1:], program=WAMPLOG),
                    "wamplog: standard output is a terminal, and what is "
                    "written to it would be binary\nTry > FILE.\n")

    def test_other_forms(self):
        otlp = self.good("query", self.store, "--output=otlp").splitlines()
        self.assertEqual(len(otlp), 9)
        for line in otlp:
            self.assertIn("resourceLogs", json.loads(line))
        stored = self.good("query", self.store, "--output=delimited",
                           "--oldest-first")
        self.assertEqual(stored, self.good("export", self.store))

    def test_open_sessions(self):
        for at, wanted in (("2026-01-02T09:59:59Z", []),
                           ("2026-01-02T12:00:00Z", ["ann"]), ("now", ["ann"])):
            with self.subTest(at):
                text = self.good("open", self.store, f"--at={at}", "-o", "json")
                self.assertEqual([json.loads(line)["ident"]["authid"]
                                  for line in text.splitlines()], wanted)

    def test_tail(self):
        text = self.good("tail", self.store, "--limit=2", "-o", "json")
        self.assertEqual([json.loads(line)["event"]
                          for line in text.splitlines()],
                         ["attaching", "joined"])

    def test_tail_follows(self):
        with subprocess.Popen(
                [WAMPLOG, "tail", self.store, "-f", "--limit=1", "-o", "json"],
                stdout=subprocess.PIPE) as tail:
            try:
                seen = [json.loads(tail.stdout.readline())["event"]]
                self.append(hello("realm3", "zoe"), [3, {}, "a.b"], at="now")
                for _ in range(2):
                    seen.append(json.loads(tail.stdout.readline())["event"])
                # What comes late is shown, however long ago it was.
                self.append(hello("realm3", "zoe"), [3, {}, "a.b"],
                            at="2020-01-01")
                for _ in range(2):
                    seen.append(json.loads(tail.stdout.readline())["event"])
            finally:
                tail.kill()
        self.assertEqual(seen, ["joined"] + ["attaching", "denied"] * 2)

    def test_stats(self):
        text = self.good("stats", self.store).decode()
        self.assertIn("9 records of 9 in the store", text)
        self.assertIn("1 sessions are open\n", text)
        self.assertIn("         3  attaching\n", text)
        self.assertIn("       1 │", text)
        self.assertRegex(text, "1  █+  wamp.error.not_authorized\n")
        self.assertRegex(text, "1  █+  transport_lost\n")

    def test_stats_of_a_time_know_who_was_there_before(self):
        text = self.good("stats", self.store,
                         "--since=2026-01-02T12:30:00Z").decode()
        self.assertIn("0 records of 9 in the store", text)
        self.assertIn("1 sessions are open\n", text)

    def test_hostile_texts_are_escaped(self):
        self.append(hello("r\u202e\x1b[31m", "\x1b]0;x\x07\n"),
                    [3, {"message": "\x1b[2J"}, "a.\u2066b"])
        for command in ["query"], ["stats"], ["tail"], ["query", "-o", "json"]:
            with self.subTest(command):
                text = self.good(command[0], self.store, *command[1:]).decode()
                for bad in "\x1b", "\x07", "\u202e", "\u2066":
                    self.assertNotIn(bad, text)


class Proof(StoreTest):
    def setUp(self):
        super().setUp()
        self.fill()
        self.key = self.folder / "log.key"
        self.public = self.folder / "log.pub"
        self.public.write_bytes(self.good(
            "keygen", "--name=logs.example.com", f"--key={self.key}"))

    def checkpoint(self, name):
        path = self.folder / name
        path.write_bytes(self.good("checkpoint", self.store,
                                   f"--key={self.key}"))
        return f"--checkpoint={path}"

    def change(self, sql):
        with sqlite3.connect(self.path) as database:
            database.execute(sql)
        database.close()

    def test_key_is_for_its_owner(self):
        mode = stat.S_IMODE(os.stat(self.key).st_mode)
        self.assertEqual(mode, 0o600)
        before = self.key.read_bytes()
        done = run("keygen", "--name=x", f"--key={self.key}")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"log.key: File exists", done.stderr)
        self.assertEqual(self.key.read_bytes(), before)

    def test_intact(self):
        text = self.good("verify", self.store).decode()
        self.assertTrue(text.startswith("intact: 9 records, 0 faults\n"), text)

    def test_checkpoint(self):
        first = self.checkpoint("first")
        self.append(hello("realm1", "zoe"), [3, {}, "a.b"])
        text = self.good("verify", self.store, first, self.checkpoint("second"),
                         f"--verifier={self.public}").decode()
        self.assertIn("checkpoints: 2 found", text)

    def test_edits_are_found(self):
        self.change("UPDATE records SET realm = 'realm2' WHERE number = 3")
        done = run("verify", self.store)
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith(b"NOT INTACT: "), done.stdout)
        self.assertIn(b"r1 record 3: ", done.stderr)

    def test_a_store_made_anew_is_found_by_a_checkpoint(self):
        checkpoint = self.checkpoint("first")
        for path in self.folder.glob("s.db*"):
            path.unlink()
        self.fill()
        self.good("verify", self.store)
        done = run("verify", self.store, checkpoint,
                   f"--verifier={self.public}")
        self.assertEqual(done.returncode, 1, done)

    def test_an_altered_checkpoint_is_refused(self):
        option = self.checkpoint("first")
        path = self.folder / "first"
        path.write_text(path.read_text("utf-8").replace("r1", "r2"), "utf-8")
        done = run("verify", self.store, option, f"--verifier={self.public}")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"first: ", done.stderr)

    def test_prune_export_import(self):
        self.assertEqual(
            run("prune", self.store, "--before=2026-01-02T11:00:00Z").stderr,
            b"4 records from before 2026-01-02 11:00:00 UTC removed\n")
        self.good("verify", self.store)
        exported = self.good("export", self.store)
        copy = f"--store=sqlite:{self.folder / 'copy.db'}"
        for imported in 5, 0:
            done = run("import", copy, stdin=exported)
            self.assertEqual(
                (done.returncode, done.stderr),
                (0, f"{imported} records imported, of 5\n".encode()))
        self.assertEqual(self.good("export", copy), exported)

    def test_a_whole_copy_is_intact_even_if_the_clock_went_back(self):
        self.append(hello("realm1", "old"), [3, {}, "a.b"], at="2020-01-01")
        copy = f"--store=sqlite:{self.folder / 'copy.db'}"
        self.good("import", copy, stdin=self.good("export", self.store))
        self.assertIn(b"intact: 11 records", self.good("verify", copy))


class Secrets(StoreTest):
    """None of any message comes out, by any command."""

    def test_canary(self):
        self.fill()
        key = self.folder / "log.key"
        self.good("keygen", "--name=x", f"--key={key}")
        secret = key.read_text("ascii").strip()
        commands = [["query"], ["query", "-o", "json"], ["query", "-o", "otlp"],
                    ["query", "-o", "delimited"], ["tail"], ["open"], ["stats"],
                    ["export"], ["verify"], ["checkpoint", f"--key={key}"],
                    ["report", "--output=-"], ["prune", "--before=1d"]]
        for command in commands:
            with self.subTest(command):
                done = run(command[0], self.store, *command[1:])
                self.assertEqual(done.returncode, 0, done)
                for word in CANARY, secret:
                    self.assertNotIn(word.encode(), done.stdout + done.stderr)
        for path in self.folder.glob("s.db*"):
            self.assertNotIn(CANARY.encode(), path.read_bytes(), path)

    def test_key_of_the_wrong_kind_is_not_shown(self):
        self.fill()
        path = self.folder / "key"
        path.write_text(CANARY, "ascii")
        done = run("checkpoint", self.store, f"--key={path}")
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(CANARY.encode(), done.stdout + done.stderr)


class Chains(StoreTest):
    def append_at(self, *times):
        for at in times:
            self.append([1, "r", {"roles": {"caller": {}}}],
                        [3, {}, "wamp.error.no_such_realm"], at=at)

    def test_a_copy_is_as_intact_as_the_store(self):
        for name, args in (("whole", []), ("of later ones",
                                           ["--before=2026-01-01"])):
            with self.subTest(name):
                self.append_at("2026-05-01", "2026-01-01", "2030-01-01",
                               "1999-01-01", "2026-05-02")
                if args:
                    self.good("prune", self.store, *args)
                key = f"--key={self.folder}/{name}.key"
                public = self.folder / f"{name}.pub"
                public.write_bytes(self.good("keygen", "--name=a", key))
                kept = self.folder / f"{name}.checkpoint"
                kept.write_bytes(self.good("checkpoint", self.store, key))
                copy = f"--store=sqlite:{self.folder}/{name}.db"
                self.good("import", copy, stdin=self.good("export", self.store))
                said = self.good("verify", copy, f"--checkpoint={kept}",
                                 f"--verifier={public}")
                self.assertIn(b"checkpoints: 1 found", said)
                self.assertTrue(said.startswith(b"intact"), said)

    def test_two_that_append_at_once_are_one_chain(self):
        self.append_at("2026-05-01")
        frames = lines(*[frame for _ in range(200)
                         for frame in ([1, "r", {"roles": {"caller": {}}}],
                                       [3, {}, "a.b"])])
        both = [subprocess.Popen(
            [WAMPLOG, "append", self.store, "--node=r1", "-fjson"],
            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
                for _ in range(2)]
        for one in both:
            one.stdin.write(frames)
            one.stdin.close()
        self.assertEqual([one.wait(60) for one in both], [0, 0])
        said = self.good("verify", self.store)
        self.assertTrue(said.startswith(b"intact: 802 records"), said)

    def test_prune_says_what_stays(self):
        self.append_at("2026-05-01", "2020-01-01")
        done = run("prune", self.store, "--before=2021-01-01")
        self.assertIn(b"0 records from before", done.stderr)
        self.assertIn(b"others from before stay", done.stderr)
        done = run("prune", self.store, "--before=2027-01-01")
        self.assertNotIn(b"stay", done.stderr)


class Mistakes(StoreTest):
    def test_a_full_disk(self):
        key = f"{self.folder}/k"
        for args in (["help"], ["help", "query"], ["--version"],
                     ["completion", "zsh"],
                     ["keygen", "--name=a", f"--key={key}"]):
            with self.subTest(args), open("/dev/full", "wb") as full:
                done = subprocess.run([WAMPLOG, *args], stdout=full,
                                      stderr=subprocess.PIPE,
                                      check=False)
                self.assertIn(b"cannot be written", done.stderr)
                self.assertNotEqual(done.returncode, 0)
        self.assertFalse(os.path.exists(key))


    def test_usage(self):
        for args, error in (
            ([], "command: missing"),
            (["qurey"], 'command: expected one of append, query, tail, open, '
             'stats, report, verify, checkpoint, keygen, prune, export, import, '
             'serve, completion, help, got "qurey"; did you mean "query"?'),
            (["query"], "--store: missing"),
            (["query", "--store=s.db"], '--store: expected sqlite:PATH or '
             'postgres:CONNINFO, got "s.db"'),
            (["query", "--store=sqlte:s.db"], '--store: expected sqlite:PATH '
             'or postgres:CONNINFO, got "sqlte:s.db"; did you mean "sqlite"?'),
            (["query", "--store=sqlite:"], '--store: expected sqlite:PATH or '
             'postgres:CONNINFO, got "sqlite:"'),
            (["query", self.store, "--relam=x"],
             '--relam: no such option; did you mean "--realm"?'),
            (["query", self.store, "x"], 'query: expected no FILE, got "x"'),
            (["query", self.store, "--since=infinite-past"],
             "--since: expected a time such as 2026-01-02T10:05:00Z, "
             '2026-01-02, 2h (ago) or now, got "infinite-past"'),
            (["query", self.store, "--since=2h", "--until=3h"],
             "--until: expected a time after that of --since"),
            (["query", self.store, "--since=90s", "--until=2m"],
             "--until: expected a time after that of --since"),
            (["query", self.store, "--since=2w"],
             "--since: expected a time such as 2026-01-02T10:05:00Z, "
             '2026-01-02, 2h (ago) or now, got "2w"'),
            (["query", self.store, "--session=0"],
             "--session: expected a session's number, 1 to 2^53, or its uid, "
             'got "0"'),
            (["query", self.store, "--limit=-1"],
             '--limit: expected a number, got "-1"'),
            (["query", self.store, "--event=join"], '--event: expected one of '
             'attaching, challenged, accepted, denied, joined, left, decided, '
             'got "join"'),
            (["append", self.store, "--client=x"],
             "--router: missing, as the other side is given"),
            (["append", self.store, "--client=-", "--router=-"],
             "--router: expected another file than --client, got standard "
             "input for both"),
            (["append", self.store, "--framing=batched"], "--format: missing"),
            (["append", self.store, "--node="],
             '--node: expected a name, got ""'),
            (["verify", self.store, "--checkpoint=x"],
             "--verifier: missing, as --checkpoint is given"),
            (["prune", self.store], "--before: missing"),
        ):
            with self.subTest(args):
                done = run(*args)
                self.assertEqual(done.stderr.decode(),
                                 f"wamplog: {error}\nTry wamplog --help.\n")
                self.assertEqual((done.stdout, done.returncode), (b"", 2))

    def test_stores_that_cannot_be_read(self):
        (self.folder / "text").write_text("no database " * 100, "ascii")
        (self.folder / "empty").touch()
        with sqlite3.connect(self.folder / "other") as database:
            database.execute("CREATE TABLE records(a)")
        database.close()
        self.fill()
        with sqlite3.connect(self.path) as database:
            database.execute("PRAGMA user_version = 99")
        database.close()
        for name, words in (
            ("gone", "No such file or directory"),
            ("text", "file is not a database"),
            ("empty", "got an empty file"),
            ("other", "expected a store of session records"),
            ("s.db", "got one of version 99"),
            (".", "Is a directory"),
        ):
            for command in (["query"], ["verify"], ["prune", "--before=1d"],
                            ["report", "--output=-"]):
                with self.subTest((name, command)):
                    spec = f"sqlite:{self.folder / name}"
                    done = run(command[0], f"--store={spec}", *command[1:])
                    self.assertEqual(done.returncode, 2, done)
                    self.assertIn(f"{spec}: ", done.stderr.decode())
                    self.assertIn(words, done.stderr.decode())
                    self.assertEqual(done.stdout, b"")
        self.assertFalse((self.folder / "gone").exists())

    def test_files_that_cannot_be_read(self):
        self.fill()
        for args in (["append", "gone"], ["import", "gone"],
                     ["append", "--from=records", "gone"],
                     ["verify", "--checkpoint=gone", "--verifier=gone"],
                     ["checkpoint", "--key=gone"]):
            with self.subTest(args):
                done = run(args[0], self.store, *args[1:])
                self.assertEqual(done.returncode, 2, done)
                self.assertIn(b"gone: No such file or directory", done.stderr)

    def test_what_fails_leaves_no_empty_store(self):
        for args, stdin in ((["append", "gone"], b""),
                            (["append", "--from=records", "gone"], b""),
                            (["append", "--client=gone", "--router=gone"], b""),
                            (["append"], b"hello"),
                            (["import", "gone"], b""),
                            (["import"], b"\x03abc")):
            with self.subTest(args):
                done = run(args[0], self.store, *args[1:], stdin=stdin)
                self.assertNotEqual(done.returncode, 0, done)
                self.assertEqual(list(self.folder.iterdir()), [])
        # Where there is nothing to store, all is well.
        for command in "append", "import":
            with self.subTest(command):
                self.good(command, self.store)
                self.assertEqual(self.records(), [])
                self.path.unlink()

    def test_hostile_records(self):
        for name, data in (
            ("no record", b"\x03abc"), ("endless size", b"\xff" * 20),
            ("huge", b"\xff\xff\xff\xff\x07x"), ("not sealed", b"\x02\x5a\0"),
        ):
            with self.subTest(name):
                done = run("import", self.store, stdin=data)
                self.assertEqual(done.returncode, 2, done)
                self.assertIn(b"record 1: ", done.stderr)

    def test_hostile_frames(self):
        for name, data in (("text", b"hello"), ("json", b"[[[[[[[["),
                           ("ids", b'[2,0,{"roles":{}}]'),
                           ("bytes", bytes(range(256)))):
            with self.subTest(name):
                done = run("append", self.store, stdin=data)
                self.assertEqual(done.returncode, 1, done)
                self.assertIn(b"(standard input): ", done.stderr)
                self.assertIn(b"0 records stored\n", done.stderr)


if __name__ == "__main__":
    unittest.main()
