"""What the tests of wamp-authd share. WAMP_AUTHD names the binary."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from server_runner import Server, connect, grpc, messages

AUTHD = os.environ["WAMP_AUTHD"]

# In each place where somebody has a secret.
CANARY = "CANARY7"

AUTHENTICATOR = messages("wamp/auth/v1/authenticator.proto")
AUTHORIZER = messages("wamp/auth/v1/authorizer.proto")


def run(*args, stdin=b""):
    return subprocess.run([AUTHD, *args], input=stdin, capture_output=True,
                          check=False)


def hashed(secret, method):
    """Returns the field of a principal that knows a secret."""
    return json.loads(run("hash", f"--method={method}",
                          stdin=secret.encode()).stdout)


def policy(role="user", **more):
    """A policy with joe, by each method, and with anonymous guests."""
    return {"realms": [{
        "name": "realm1",
        "anonymous_role": "guest",
        "principals": [
            {"authid": "joe", "role": role,
             "wampcra": {"secret": CANARY + "-cra"},
             **hashed(CANARY + "-ticket", "random-ticket")},
            {"authid": "slow", "role": role,
             **hashed(CANARY + "-slow", "ticket")},
        ],
        "roles": [
            {"name": role, "permissions": [
                {"uri": "com.example.", "match": "prefix", "allow": True}]}],
        **more}]}


class Call:
    """One connection to a server, and the calls that it makes."""

    def __init__(self, *args):
        self.channel = connect(*args)

    def close(self):
        self.channel.close()

    def raw(self, method, request, timeout=300):
        return self.channel.unary_unary(method)(request, timeout=timeout)

    def _call(self, service, method, request, answer, timeout):
        text = self.raw(f"/wamp.auth.v1.{service}/{method}",
                        request.SerializeToString(), timeout)
        return answer.FromString(text)

    def hello(self, authid=None, methods=(), realm="realm1", timeout=300,
              **more):
        request = AUTHENTICATOR.HelloRequest(request_id="r1", **more)
        request.details.realm = realm
        if methods:
            request.details.authmethods.values.extend(methods)
        if authid:
            request.details.authid = authid
        return self._call("AuthenticatorService", "Hello", request,
                          AUTHENTICATOR.HelloResponse, timeout)

    def authenticate(self, state, signature, timeout=300):
        request = AUTHENTICATOR.AuthenticateRequest(request_id="r1",
                                                    state=state)
        request.authenticate.signature = signature
        return self._call("AuthenticatorService", "Authenticate", request,
                          AUTHENTICATOR.AuthenticateResponse, timeout)

    def ticket(self, authid="joe", ticket=CANARY + "-ticket"):
        """Joins by a ticket, or doesn't."""
        answer = self.hello(authid, ["ticket"])
        if not answer.HasField("challenge"):
            raise AssertionError(answer)
        return self.authenticate(answer.challenge.state, ticket)

    def authorize(self, uri, role="user"):
        request = AUTHORIZER.AuthorizeRequest(uri=uri, action="ACTION_CALL")
        request.session.realm = "realm1"
        request.session.authid = "joe"
        request.session.authrole = role
        return self._call("AuthorizerService", "Authorize", request,
                          AUTHORIZER.AuthorizeResponse, 20)


class ServerTest(unittest.TestCase):
    """A test with a policy in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.policy = self.folder / "policy.json"
        self.write(policy())

    def write(self, content):
        """Puts another policy in place, as a whole."""
        new = self.folder / "policy.new"
        new.write_text(content if isinstance(content, str)
                       else json.dumps(content))
        new.replace(self.policy)

    def serve(self, *args, **more):
        server = Server(AUTHD, f"--policy={self.policy}", *args, **more)
        self.addCleanup(server.stop)
        return server

    def call(self, server, *args, **more):
        call = Call(server.address, *args, **more)
        self.addCleanup(call.close)
        return call

    def code(self, function, *args, **more):
        """Returns the name of the status that a call fails with."""
        with self.assertRaises(grpc.RpcError) as caught:
            function(*args, **more)
        return caught.exception.code().name
