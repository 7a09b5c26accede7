"""Whom wamp-authd serves by TLS, as certificates come and go.

WAMP_AUTHD names the binary. Run it in the root of the repository.
"""

import os
import shutil
import socket
import ssl
import unittest

from certificates import NAME, Authority
from wamp_authd_runner import AUTHENTICATOR, CANARY, ServerTest, grpc, run


class TlsTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.folder, "authority")
        self.cert = self.folder / "server.pem"
        self.key = self.folder / "server.key"
        self.install(*self.authority.sign("server"))

    def install(self, certificate, key):
        """Puts another certificate in the place of the server's."""
        for new, old in ((key, self.key), (certificate, self.cert)):
            copy = self.folder / "copy"
            shutil.copy(new, copy)
            os.replace(copy, old)

    def tls(self, *args, **more):
        return self.serve(f"--tls-cert={self.cert}", f"--tls-key={self.key}",
                          *args, **more)

    def mutual(self, *args):
        return self.tls(f"--client-ca={self.authority.certificate}", *args)

    def connect(self, server, pair=None, authority=None):
        """A call by TLS, with a certificate of the client's own if one is
        given."""
        root = (authority or self.authority).certificate.read_bytes()
        chain, key = (path.read_bytes() for path in pair) if pair else (None,
                                                                        None)
        return self.call(
            server, grpc.ssl_channel_credentials(root, key, chain),
            [("grpc.ssl_target_name_override", NAME)])

    def shown(self, server):
        """The certificate that the server shows now."""
        context = ssl.create_default_context(
            cafile=str(self.authority.certificate))
        context.set_alpn_protocols(["h2"])
        host, port = server.address.rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=300) as plain:
            with context.wrap_socket(plain, server_hostname=NAME) as secure:
                return secure.getpeercert(binary_form=True)

    def assert_refused(self, call):
        self.assertEqual(self.code(call.hello, timeout=300), "UNAVAILABLE")


class OneSided(TlsTest):
    def test_served(self):
        call = self.connect(self.tls(listen="0.0.0.0:0"))
        self.assertTrue(call.hello().HasField("accept"))

    def test_no_plain_text(self):
        self.assert_refused(self.call(self.tls()))

    def test_an_authority_that_the_client_does_not_know(self):
        other = Authority(self.folder, "other")
        self.assert_refused(self.connect(self.tls(), authority=other))

    def test_files_that_are_none(self):
        other = self.authority.sign("other")[1]
        text = self.folder / "text"
        text.write_text(CANARY)
        for name, cert, key, said in (
                ("no certificate", self.folder / "no", self.key,
                 "--tls-cert: "),
                ("no key", self.cert, self.folder / "no", "--tls-key: "),
                ("another's key", self.cert, other,
                 "expected the key of the certificate"),
                ("a text as certificate", text, self.key,
                 "expected a certificate in PEM"),
                ("a text as key", self.cert, text, "expected a private key")):
            with self.subTest(name):
                done = run("serve", f"--policy={self.policy}",
                           "--listen=127.0.0.1:0", f"--tls-cert={cert}",
                           f"--tls-key={key}")
                self.assertEqual(done.returncode, 1)
                self.assertIn(said, done.stderr.decode())
                self.assertNotIn(CANARY, done.stderr.decode())


class Renewal(TlsTest):
    def assert_shown(self, server, certificate):
        self.assertEqual(self.shown(server),
                         ssl.PEM_cert_to_DER_cert(certificate.read_text()))

    def test_a_new_certificate_is_shown(self):
        server = self.tls()
        old = self.connect(server)
        old.hello()
        pair = self.authority.sign("renewed")
        self.install(*pair)
        self.assert_shown(server, pair[0])
        self.assertTrue(self.connect(server).hello().HasField("accept"))
        self.assertTrue(old.hello().HasField("accept"),
                        "a connection lasts")

    def test_faults_leave_the_old_one(self):
        server = self.tls()
        before = self.shown(server)
        text = self.folder / "text"
        text.write_text("nonsense")
        for name, certificate, key in (
                ("a text", text, text),
                ("another's key", self.authority.sign("a")[0],
                 self.authority.sign("b")[1])):
            with self.subTest(name):
                self.install(certificate, key)
                self.assertEqual(self.shown(server), before)
        self.cert.unlink()
        self.assertEqual(self.shown(server), before)
        pair = self.authority.sign("better")
        self.install(*pair)
        self.assert_shown(server, pair[0])


class Mutual(TlsTest):
    def test_a_client_that_is_known(self):
        call = self.connect(self.mutual(), self.authority.sign("router"))
        self.assertTrue(call.hello().HasField("accept"))

    def test_others(self):
        server = self.mutual()
        other = Authority(self.folder, "other")
        for name, pair in (
                ("none", None),
                ("of another authority", other.sign("router")),
                ("expired", self.authority.sign("late", expired=True))):
            with self.subTest(name):
                self.assert_refused(self.connect(server, pair))

    def test_an_authority_can_be_changed(self):
        """Its file is read again, too."""
        ca = self.folder / "clients.pem"
        shutil.copy(self.authority.certificate, ca)
        server = self.tls(f"--client-ca={ca}")
        other = Authority(self.folder, "other")
        pair = other.sign("router")
        self.assert_refused(self.connect(server, pair))
        copy = self.folder / "copy"
        shutil.copy(other.certificate, copy)
        os.replace(copy, ca)
        self.assertTrue(
            self.connect(server, pair).hello().HasField("accept"))
        self.assert_refused(
            self.connect(server, self.authority.sign("router2")))


class Credentials(TlsTest):
    """What a router needs to verify a client itself."""

    OFFER = AUTHENTICATOR.RouterOffer(credentials=True)

    def ask(self, call):
        return call.hello("joe", ["wampcra"], offer=self.OFFER)

    def test_given_if_told_to(self):
        call = self.connect(self.mutual("--credentials"),
                            self.authority.sign("router"))
        answer = self.ask(call)
        self.assertEqual(answer.credential.wampcra.secret.decode(),
                         CANARY + "-cra")

    def test_not_given_by_itself(self):
        call = self.connect(self.mutual(), self.authority.sign("router"))
        self.assertTrue(self.ask(call).HasField("challenge"))

    def test_not_in_the_log(self):
        path = self.folder / "log"
        server = self.mutual("--credentials", f"--log={path}")
        self.ask(self.connect(server, self.authority.sign("router")))
        server.stop()
        self.assertIn('"challenged"', path.read_text())
        self.assertNotIn(CANARY, path.read_text())


if __name__ == "__main__":
    unittest.main()
