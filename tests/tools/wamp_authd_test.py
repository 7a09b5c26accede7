"""Runs wamp-authd as its users do.

WAMP_AUTHD names the binary. Run it in the root of the repository.
"""

import base64
import concurrent.futures
import hashlib
import hmac
import json
import os
import re
import signal
import tempfile
import time
import unittest
import urllib.request

from wamp_authd_runner import CANARY, ServerTest, hashed, policy, run

DENIED = "wamp.error.authentication_denied"
NOT_AUTHORIZED = "wamp.error.not_authorized"

# Each case: what is said on the command line, and what is said of that.
FAULTS = [
    ("no policy", ["serve", "--listen=127.0.0.1:0"], "--policy: missing"),
    ("nowhere to listen", ["serve", "--policy=p.json"], "--listen: missing"),
    ("a key without a certificate",
     ["serve", "-p", "p.json", "-l", "127.0.0.1:0", "--tls-key=k"],
     "--tls-cert: missing"),
    ("a certificate without a key",
     ["serve", "-p", "p.json", "-l", "127.0.0.1:0", "--tls-cert=c"],
     "--tls-key: missing"),
    ("an authority without a certificate",
     ["serve", "-p", "p.json", "-l", "127.0.0.1:0", "--client-ca=c"],
     "--tls-cert: missing"),
    ("credentials for anybody",
     ["serve", "-p", "p.json", "-l", "127.0.0.1:0", "--credentials"],
     "--client-ca: missing"),
    ("the world without TLS", ["serve", "-p", "p.json", "-l", "0.0.0.0:0"],
     "--listen: expected an address of this machine alone"),
    ("no file to check", ["check"], "check: expected a FILE"),
    ("an unknown method", ["hash", "--method=tickt"],
     'did you mean "ticket"?'),
    ("an unknown option", ["serve", "--polcy=p"],
     'did you mean "--policy"?'),
]


def metrics(server):
    with urllib.request.urlopen(server.metrics, timeout=300) as answer:
        return answer.read().decode()


def wait_until(condition, what):
    """For what another process does in its own time."""
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(what)


class CommandLine(ServerTest):
    def test_faults(self):
        for name, args, said in FAULTS:
            with self.subTest(name):
                done = run(*args)
                self.assertEqual(done.returncode, 2)
                self.assertIn(said, done.stderr.decode())

    def test_help_fits_80_columns(self):
        text = run("help", "all").stdout.decode()
        self.assertIn("--policy=FILE", text)
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)

    def test_what_is_hashed_is_taken(self):
        for method, field in (("ticket", "ticket"),
                              ("random-ticket", "ticket"),
                              ("wampcra", "wampcra"), ("wamp-scram", "scram"),
                              ("scram", "scram")):
            with self.subTest(method):
                fields = hashed(CANARY, method)
                self.assertEqual(list(fields), [field])
                self.assertNotIn(CANARY, json.dumps(fields))
                self.write({"realms": [{"name": "r", "principals": [
                    {"authid": "joe", "role": "r", **fields}]}]})
                done = run("check", str(self.policy))
                self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_textproto(self):
        text = run("hash", "--output=textproto", stdin=b"secret\n").stdout
        path = self.folder / "p.textproto"
        path.write_bytes(b'realms { name: "r" principals { authid: "joe" '
                         b'role: "user" ' + text + b"} }")
        self.assertEqual(run("check", str(path)).returncode, 0)

    def test_nothing_to_hash(self):
        done = run("hash")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"expected a secret", done.stderr)

    def test_faults_of_a_policy(self):
        self.write({"realms": [{"name": "r", "principals": [
            {"authid": "joe", "role": "r", "ticket": CANARY}]}]})
        done = run("check", str(self.policy))
        self.assertEqual(done.returncode, 1)
        self.assertIn(str(self.policy).encode(), done.stderr)
        self.assertNotIn(CANARY.encode(), done.stderr)

    def test_keys_differ(self):
        keys = {run("keygen").stdout for _ in range(3)}
        self.assertEqual(len(keys), 3)
        for key in keys:
            self.assertRegex(key, rb"^[0-9a-f]{64}\n$")

    def test_a_key_that_is_none(self):
        path = self.folder / "key"
        path.write_text(CANARY)
        done = run("serve", f"--policy={self.policy}", "--listen=127.0.0.1:0",
                   f"--state-key={path}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"64 hexadecimal digits", done.stderr)
        self.assertNotIn(CANARY.encode(), done.stderr)

    def test_an_address_that_is_taken(self):
        server = self.serve()
        done = run("serve", f"--policy={self.policy}",
                   f"--listen={server.address}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"can't listen on", done.stderr)


class Serving(ServerTest):
    def test_anonymous(self):
        answer = self.call(self.serve()).hello()
        self.assertEqual(answer.accept.authrole, "guest")

    def test_a_realm_that_is_not_there(self):
        answer = self.call(self.serve()).hello(realm="realm2")
        self.assertEqual(answer.deny.reason, "wamp.error.no_such_realm")

    def test_ticket(self):
        call = self.call(self.serve())
        self.assertEqual(call.ticket().accept.authrole, "user")
        self.assertEqual(call.ticket(ticket="no").deny.reason, DENIED)

    def test_wampcra(self):
        call = self.call(self.serve())
        challenge = call.hello("joe", ["wampcra"]).challenge
        extra = {entry.key: entry.value.string_value
                 for entry in challenge.challenge.extra.entries}
        text = extra["challenge"]
        proof = hmac.digest((CANARY + "-cra").encode(), text.encode(),
                            hashlib.sha256)
        answer = call.authenticate(challenge.state,
                                   base64.b64encode(proof).decode())
        self.assertEqual(answer.accept.authid, "joe")

    def test_a_stranger_is_challenged_too(self):
        call = self.call(self.serve())
        self.assertTrue(call.hello("nobody", ["ticket"]).HasField("challenge"))
        self.assertEqual(call.ticket("nobody", "x").deny.reason, DENIED)

    def test_actions(self):
        call = self.call(self.serve())
        self.assertTrue(call.authorize("com.example.add").HasField("allow"))
        self.assertEqual(call.authorize("com.other").deny.reason,
                         NOT_AUTHORIZED)

    def test_unix_socket_of_another(self):
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            path = f"unix:{folder}/socket"
            first = self.serve(listen=path)
            done = run("serve", f"--policy={self.policy}", f"--listen={path}")
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"where another program does", done.stderr)
            self.assertEqual(self.call(first).hello().accept.authrole, "guest")

    def test_unix_socket(self):
        # A path would be too long in some sandboxes.
        server = self.serve(listen=f"unix-abstract:authd-{os.getpid()}")
        self.assertTrue(self.call(server).hello().HasField("accept"))

    def test_health_and_reflection(self):
        call = self.call(self.serve())
        # HealthCheckResponse{status: SERVING}.
        self.assertEqual(call.raw("/grpc.health.v1.Health/Check", b""),
                         b"\x08\x01")
        # ServerReflectionRequest{list_services: ""}.
        answers = call.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")(
                iter([b"\x3a\x00"]), timeout=300)
        services = b"".join(answers)
        for name in (b"wamp.auth.v1.AuthenticatorService",
                     b"wamp.auth.v1.AuthorizerService"):
            self.assertIn(name, services)

    def test_garbage_is_refused(self):
        call = self.call(self.serve())
        method = "/wamp.auth.v1.AuthenticatorService/Hello"
        self.assertEqual(self.code(call.raw, method, b"\xff" * 50), "INTERNAL")
        self.assertEqual(self.code(call.raw, method, b""), "INVALID_ARGUMENT")
        self.assertEqual(self.code(call.raw, method, b"\x0a" * (2 << 20)),
                         "RESOURCE_EXHAUSTED")
        self.assertEqual(self.code(call.raw, "/wamp.auth.v1.No/Such", b""),
                         "UNIMPLEMENTED")
        self.assertTrue(call.hello().HasField("accept"))


class Replicas(ServerTest):
    def setUp(self):
        super().setUp()
        self.key = self.folder / "key"
        self.key.write_bytes(run("keygen").stdout)

    def test_a_challenge_survives_a_restart(self):
        server = self.serve(f"--state-key={self.key}")
        state = self.call(server).hello("joe", ["ticket"]).challenge.state
        server.stop(signal.SIGKILL)
        call = self.call(self.serve(f"--state-key={self.key}"))
        answer = call.authenticate(state, CANARY + "-ticket")
        self.assertTrue(answer.HasField("accept"), answer)
        answer = call.authenticate(state, CANARY + "-ticket")
        self.assertTrue(answer.HasField("deny"), "a state is good once")

    def test_not_with_another_key(self):
        state = self.call(self.serve()).hello("joe", ["ticket"]).challenge.state
        answer = self.call(self.serve()).authenticate(state, CANARY + "-ticket")
        self.assertTrue(answer.HasField("deny"), answer)

    def test_a_key_can_be_changed(self):
        state = self.call(self.serve(f"--state-key={self.key}")).hello(
            "joe", ["ticket"]).challenge.state
        new = self.folder / "new"
        new.write_bytes(run("keygen").stdout)
        server = self.serve(f"--state-key={new}", f"--state-key={self.key}")
        answer = self.call(server).authenticate(state, CANARY + "-ticket")
        self.assertTrue(answer.HasField("accept"), answer)


class Reload(ServerTest):
    def serve_and_log(self):
        self.said = self.folder / "said"
        with open(self.said, "a", encoding="utf-8") as file:
            return self.serve(stderr=file)

    def reload(self, server, said):
        server.tell(signal.SIGHUP)
        wait_until(lambda: said in self.said.read_text(), said)

    def test_another_policy(self):
        server = self.serve_and_log()
        call = self.call(server)
        self.write(policy(role="admin"))
        self.reload(server, "has been read again")
        self.assertEqual(call.ticket().accept.authrole, "admin")
        self.assertTrue(call.authorize("com.example.add").HasField("deny"))

    def test_faults_change_nothing(self):
        server = self.serve_and_log()
        for name, text in (
                ("no JSON", '{"realms": ' + CANARY),
                ("an unknown key", json.dumps({"realm": CANARY})),
                ("nothing", "")):
            with self.subTest(name):
                self.said.write_text("")
                self.write(text)
                self.reload(server, "stays as it was: ")
                said = self.said.read_text()
                self.assertIn(str(self.policy), said)
                self.assertNotIn(CANARY, said)
                self.assertTrue(
                    self.call(server).ticket().HasField("accept"))

    def test_a_file_that_is_gone(self):
        server = self.serve_and_log()
        self.policy.unlink()
        self.reload(server, "stays as it was: ")
        self.assertTrue(self.call(server).hello().HasField("accept"))

    def test_under_load(self):
        """Each of 200 clients is answered by the one policy or by the other."""
        # Each is somebody else: attempts to be the same one are limited.
        policies = []
        for role in ("user", "admin"):
            content = policy(role=role)
            realm, = content["realms"]
            joe = realm["principals"][0]
            realm["principals"] += [{**joe, "authid": f"joe{i}"}
                                    for i in range(200)]
            policies.append(json.dumps(content))
        self.write(policies[0])
        server = self.serve_and_log()

        def join(i):
            call = self.call(server)
            return [call.ticket(f"joe{i}").accept.authrole for _ in range(5)]
        with concurrent.futures.ThreadPoolExecutor(200) as pool:
            roles = pool.map(join, range(200))
            for round_ in range(20):
                self.write(policies[round_ % 2])
                server.tell(signal.SIGHUP)
            seen = {role for list_ in roles for role in list_}
        self.assertLessEqual(seen, {"user", "admin"})
        self.assertIn("user", seen)


class Watching(ServerTest):
    def test_metrics(self):
        server = self.serve("--metrics=127.0.0.1:0")
        call = self.call(server)
        call.ticket()
        call.ticket(ticket=CANARY + "-wrong")
        call.authorize("com.example.add")
        call.authorize("com.other")
        self.code(call.raw, "/wamp.auth.v1.AuthenticatorService/Hello", b"")
        hello = ('grpc_method="Hello",'
                 'grpc_service="wamp.auth.v1.AuthenticatorService"')
        expected = [
            f'grpc_server_started_total{{{hello}}} 3',
            f'grpc_server_handled_total{{grpc_code="OK",{hello}}} 2',
            f'grpc_server_handled_total{{grpc_code="InvalidArgument",{hello}}}'
            ' 1',
            f'grpc_server_handling_seconds_count{{{hello}}} 3',
            'wamp_answers_total{event="challenged"} 2',
            'wamp_answers_total{event="accepted"} 1',
            f'wamp_answers_total{{event="denied",reason="{DENIED}"}} 1',
            'wamp_answers_total{answer="allow",event="decided"} 1',
        ]
        # A call is over for the client before it is for the server.
        wait_until(lambda: all(line in metrics(server) for line in expected),
                   expected)
        self.assertNotIn(CANARY, metrics(server))

    def test_metrics_have_no_names_that_clients_make_up(self):
        server = self.serve("--metrics=127.0.0.1:0")
        call = self.call(server)
        for i in range(3):
            self.code(call.raw, f"/{CANARY}{i}/{CANARY}{i}", b"")
        expected = ('grpc_server_handled_total{grpc_code="Unimplemented",'
                    'grpc_method="unknown",grpc_service="unknown"} 3')
        wait_until(lambda: expected in metrics(server), expected)
        self.assertNotIn(CANARY, metrics(server))

    def test_metrics_need_an_address(self):
        server = self.serve("--metrics=127.0.0.1:0")
        taken = re.search(r"http://([^/]+)", server.metrics).group(1)
        done = run("serve", f"--policy={self.policy}", "--listen=127.0.0.1:0",
                   f"--metrics={taken}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"--metrics: can't listen on", done.stderr)

    def test_log(self):
        path = self.folder / "log"
        server = self.serve(f"--log={path}")
        call = self.call(server)
        call.hello()
        call.ticket()
        call.ticket(ticket=CANARY + "-wrong")
        call.authorize("com.other")
        server.stop()
        text = path.read_text()
        records = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(
            [record["event"] for record in records],
            ["accepted", "challenged", "accepted", "challenged", "denied",
             "decided"])
        self.assertNotIn(CANARY, text)
        self.assertIn('"com.other"', text)

    def test_a_log_that_cannot_be_written(self):
        done = run("serve", f"--policy={self.policy}", "--listen=127.0.0.1:0",
                   f"--log={self.folder}/no/log")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"--log: ", done.stderr)

    def test_a_full_disk_ends_no_server(self):
        server = self.serve("--log=/dev/full", "--metrics=127.0.0.1:0")
        call = self.call(server)
        for _ in range(2):
            self.assertTrue(call.hello().HasField("accept"))
        self.assertIn("wamp_log_failures_total 2", metrics(server))


class Ending(ServerTest):
    def test_signals(self):
        for which in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(which.name):
                self.assertEqual(self.serve().stop(which), 0)

    def test_calls_under_way_are_answered(self):
        server = self.serve()
        call = self.call(server)
        states = [call.hello("slow", ["ticket"]).challenge.state
                  for _ in range(20)]
        calls = [call.channel.unary_unary(
            "/wamp.auth.v1.AuthenticatorService/Authenticate").future(
                # AuthenticateRequest{request_id, state, authenticate}
                b"\x0a\x02r1\x12" + _varint(len(state)) + state +
                b"\x1a\x07\x0a\x05wrong")
                 for state in states]
        # The first is answered, so that the others have begun.
        calls[0].result()
        server.tell(signal.SIGTERM)
        for each in calls:
            self.assertTrue(each.result())
        self.assertEqual(server.stop(), 0)


def _varint(number):
    text = b""
    while number > 127:
        text += bytes([number & 127 | 128])
        number >>= 7
    return text + bytes([number])


if __name__ == "__main__":
    unittest.main()
