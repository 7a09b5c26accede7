"""Lets autobahn-python's own authenticators join.

Usage: autobahn_clients.py DRIVER

DRIVER is the program join_driver. Each client joins with what is right, and is
refused with what is wrong. Those that derive a key by PBKDF2 are skipped where
autobahn can't: some of its releases fail with the cryptography that Debian has.
"""

import asyncio
import base64
import binascii
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest

try:
    import txaio
    txaio.use_asyncio()
    txaio.config.loop = asyncio.new_event_loop()
    from autobahn.wamp import auth, message
    from autobahn.wamp.cryptosign import HAS_CRYPTOSIGN, CryptosignKey
    from autobahn.wamp.role import DEFAULT_CLIENT_ROLES
    from autobahn.wamp.types import Challenge, TransportDetails
except ImportError as error:
    print(f"SKIPPED all cases: {error}", flush=True)
    sys.exit(77)

CHANNEL_ID = bytes(range(32))
KEY = bytes(range(1, 33))
SALT = bytes.fromhex("00112233445566778899aabbccddeeff")
ITERATIONS = 100
PASSWORD = "pencil"


def can_derive():
    try:
        auth.pbkdf2(b"secret", b"salt", 1)
    except TypeError:
        return False
    return True


def derive(secret, salt, iterations, length):
    return hashlib.pbkdf2_hmac("sha256", secret, salt, iterations, length)


def scram_keys(authid):
    """What autobahn derives, by the names that it has in a policy."""
    derived = auth.derive_scram_credential(authid, PASSWORD)
    return {key.replace("-", "_"): value for key, value in derived.items()}


def policy():
    """What the router knows."""
    derived = base64.b64encode(
        derive(b"secret2", b"salt123", ITERATIONS, 16)).decode()
    ticket = {"kdf": "pbkdf2", "salt": SALT.hex(), "iterations": 1,
              "hash": derive(b"a ticket", SALT, 1, 32).hex()}
    principals = [
        {"authid": "ticket", "ticket": ticket},
        {"authid": "cra", "wampcra": {"secret": "secret1"}},
        {"authid": "salted", "wampcra": {
            "derived_key": derived, "salt": "salt123",
            "iterations": ITERATIONS, "keylen": 16}},
        {"authid": "derived", "wampcra": {
            "secret": "secret2", "salt": "salt123",
            "iterations": ITERATIONS, "keylen": 16}},
    ]
    if auth.HAS_ARGON:
        principals.append({"authid": "scram", "scram": scram_keys("scram")})
    if HAS_CRYPTOSIGN:
        principals.append({"authid": "key", "pubkeys": [
            CryptosignKey.from_bytes(KEY).public_key()]})
    return {"realms": [{
        "name": "realm1", "anonymous_role": "guest",
        "principals": [{"role": "user", **each} for each in principals]}]}


class Clients(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        # pylint: disable=consider-using-with
        cls.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(cls.folder.name, "policy.json")
        path.write_text(json.dumps(policy()), encoding="utf-8")
        cls.driver = subprocess.Popen(
            [DRIVER, path, CHANNEL_ID.hex()], encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @classmethod
    def tearDownClass(cls):
        cls.driver.stdin.close()
        cls.driver.stdout.close()
        cls.driver.wait()
        cls.folder.cleanup()

    def send(self, sent):
        """Sends a message, and returns the router's, as autobahn reads it."""
        print(json.dumps(sent.marshal()), file=self.driver.stdin, flush=True)
        received = json.loads(self.driver.stdout.readline())
        kinds = {2: message.Welcome, 3: message.Abort, 4: message.Challenge}
        return kinds[received[0]].parse(received)

    def join(self, method, name, **arguments):
        """Returns the last message that the router sends."""
        client = auth.create_authenticator(method, **arguments)
        answer = self.send(message.Hello(
            "realm1", DEFAULT_CLIENT_ROLES, authmethods=[method],
            authid=name, authextra=dict(client.authextra)))
        if not isinstance(answer, message.Challenge):
            return answer
        self.assertEqual(answer.method, method)
        session = types.SimpleNamespace(
            _transport=types.SimpleNamespace(
                transport_details=TransportDetails(
                    channel_id={"tls-unique": CHANNEL_ID})),
            log=types.SimpleNamespace(info=print, error=print))
        signature = client.on_challenge(
            session, Challenge(answer.method, answer.extra))
        if txaio.is_future(signature):
            signature = txaio.config.loop.run_until_complete(signature)
        if isinstance(signature, bytes):
            signature = signature.decode()
        answer = self.send(message.Authenticate(signature))
        if isinstance(answer, message.Welcome):
            self.assertIsNone(client.on_welcome(session, answer.authextra))
        return answer

    def assert_welcome(self, answer, authid, role="user"):
        self.assertIsInstance(answer, message.Welcome)
        self.assertEqual((answer.authid, answer.authrole), (authid, role))

    def assert_abort(self, answer):
        self.assertIsInstance(answer, message.Abort)
        self.assertEqual(answer.reason,
                         "wamp.error.authentication_denied")

    def test_anonymous(self):
        answer = self.join("anonymous", None)
        self.assert_welcome(answer, answer.authid, "guest")

    def test_ticket(self):
        self.assert_welcome(self.join("ticket", "ticket", ticket="a ticket"),
                            "ticket")
        self.assert_abort(self.join("ticket", "ticket", ticket="another"))

    def test_wampcra(self):
        for authid, secret in (("cra", "secret1"), ("salted", "secret2"),
                               ("derived", "secret2")):
            with self.subTest(authid):
                if authid != "cra" and not can_derive():
                    self.skipTest("autobahn fails to derive keys")
                self.assert_welcome(
                    self.join("wampcra", authid, authid=authid,
                              secret=secret), authid)
                self.assert_abort(
                    self.join("wampcra", authid, authid=authid,
                              secret="another"))

    # With PBKDF2 autobahn's own proof fails: it takes the salt for bytes.
    @unittest.skipUnless(auth.HAS_ARGON, "autobahn has no Argon2")
    def test_scram(self):
        self.assert_welcome(
            self.join("scram", "scram", authid="scram", password=PASSWORD),
            "scram")
        self.assert_abort(
            self.join("scram", "scram", authid="scram", password="another"))

    @unittest.skipUnless(HAS_CRYPTOSIGN, "autobahn has no cryptosign")
    def test_cryptosign(self):
        for extra in ({}, {"channel_binding": "tls-unique"}):
            for authid in ("key", None):
                with self.subTest(extra=extra, authid=authid):
                    self.assert_welcome(
                        self.join("cryptosign", authid,
                                  privkey=binascii.b2a_hex(KEY).decode(),
                                  authextra=dict(extra)), "key")
        self.assert_abort(
            self.join("cryptosign", "key", privkey="00" * 32, authextra={}))


if __name__ == "__main__":
    DRIVER = sys.argv.pop(1)
    unittest.main()
