"""What the tests of the gateway share: the programs, and autobahn's clients."""

import asyncio
import json
import pathlib
import signal
import subprocess
import sys
import tempfile

# The clients' own parts of the methods, and what a policy knows of them.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "auth"))
# It ends the program, loudly, where autobahn is missing.
# pylint: disable=wrong-import-position
import autobahn_clients  # noqa: E402
import txaio  # noqa: E402
from autobahn.asyncio.rawsocket import (  # noqa: E402
    WampRawSocketClientFactory, WampRawSocketClientProtocol)
from autobahn.asyncio.wamp import Session  # noqa: E402
from autobahn.wamp import auth, serializer  # noqa: E402
from autobahn.wamp.types import ComponentConfig  # noqa: E402

REALM = "realm1"
LOOP = txaio.config.loop
# So long that only what hangs takes it.
PATIENCE = 60
SERIALIZERS = {
    name: getattr(serializer, kind) for name, kind in (
        ("json", "JsonSerializer"), ("msgpack", "MsgPackSerializer"),
        ("cbor", "CBORSerializer"), ("ubjson", "UBJSONSerializer"))
    if hasattr(serializer, kind)}


def run(coroutine):
    return LOOP.run_until_complete(asyncio.wait_for(coroutine, PATIENCE))


def permission(uri, allow=True, match="prefix", **more):
    return {"uri": uri, "match": match, "allow": allow, **more}


def policy():
    """Those who may join are autobahn_clients' own, and one who is barred."""
    known = autobahn_clients.policy()
    realm, = known["realms"]
    ticket, = [each for each in realm["principals"] if "ticket" in each]
    realm["principals"].append({
        **ticket, "authid": "barred", "refusal": {
            "reason": "com.example.error.barred", "message": "not any more"}})
    realm["roles"] = [
        {"name": "guest", "permissions": [
            permission("com.example.", actions=["subscribe"]),
            permission("com.open.", actions=["subscribe"])]},
        {"name": "user", "permissions": [
            permission("com.example.", cache_seconds=60),
            permission("com.open."),
            permission("com.example.known.", disclose=True),
            permission("com.example.secret.", allow=False, refusal={
                "reason": "com.example.error.secret", "message": "secret"}),
            permission("wamp.")]}]
    known["realms"].append({
        "name": "realm2", "anonymous_role": "guest",
        "roles": [{"name": "guest", "permissions": [
            permission("com.example.")]}]})
    return known


class Program:
    """A program that prints where it listens, and ends when it is told to."""

    # Where the installed commands are.
    BIN = pathlib.Path("/usr/bin")

    def __init__(self, *arguments):
        # pylint: disable=consider-using-with
        self.errors = tempfile.TemporaryFile(mode="w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [str(each) for each in arguments], stdout=subprocess.PIPE,
            stderr=self.errors, encoding="utf-8")
        self.is_ending = False
        self.printed = self.process.stdout.readline()
        if not self.printed.startswith("listening on "):
            self.stop()
            raise RuntimeError(f"{arguments[0]} does not listen: {self.printed}"
                               + self.output())
        self.address = self.printed.split()[-1]

    def terminate(self):
        """Tells it to end, once."""
        if not self.is_ending and self.process.poll() is None:
            self.is_ending = True
            self.process.send_signal(signal.SIGTERM)

    def stop(self):
        """Returns its exit status."""
        self.terminate()
        if not self.process.stdout.closed:
            self.printed += self.process.stdout.read()
            self.process.stdout.close()
        return self.process.wait(PATIENCE)

    def output(self):
        """All that it has printed."""
        self.errors.seek(0)
        return self.printed + self.errors.read()


class Router:
    """The gateway, and the services that it asks."""

    def __init__(self, folder, *options):
        self.folder = pathlib.Path(folder)
        self.scratch = tempfile.TemporaryDirectory()
        self.store = pathlib.Path(self.scratch.name, "sessions.db")
        path = pathlib.Path(self.scratch.name, "policy.json")
        path.write_text(json.dumps(policy()), encoding="utf-8")
        self.services = [
            Program(Program.BIN / "wamp-authd", "serve", f"--policy={path}",
                    "--listen=127.0.0.1:0"),
            Program(Program.BIN / "wamplog", "serve",
                    f"--store=sqlite:{self.store}", "--listen=127.0.0.1:0")]
        self.gateway = Program(
            self.folder / "gateway", f"--auth={self.services[0].address}",
            f"--log={self.services[1].address}", "--node=test", *options)
        host, _, port = self.gateway.address.rpartition(":")
        self.address = host, int(port)

    def tell_services(self, which):
        for each in self.services:
            each.process.send_signal(which)

    def stop_services(self):
        return [each.stop() for each in self.services]

    def stop(self):
        """Returns the exit statuses of all, and leaves the store."""
        return [self.gateway.stop(), *self.stop_services()]

    def cleanup(self):
        self.stop()
        for each in self.gateway, *self.services:
            each.errors.close()
        self.scratch.cleanup()


class Protocol(WampRawSocketClientProtocol):
    """Has what autobahn's sessions ask for, and its own class lacks."""

    @property
    def transport_details(self):
        return self._transport_details

    def _on_connection_lost(self, exc):
        # There is no session yet if the handshake has failed.
        if self.isOpen():
            super()._on_connection_lost(exc)
        self.factory.client.on_disconnect()


class Client:
    """A session of autobahn's."""

    def __init__(self, router, method="anonymous", kind="cbor", realm=REALM,
                 **arguments):
        self.router = router
        self.kind = kind
        self.session = Session(ComponentConfig(realm))
        self.session.add_authenticator(
            auth.create_authenticator(method, **arguments))
        self.joined = LOOP.create_future()
        self.closed = LOOP.create_future()
        self.reason = None
        self.session.on("join", self.on_join)
        self.session.on("leave", self.on_leave)

    def on_join(self, _session, details):
        self.joined.set_result(details)

    def on_leave(self, _session, details):
        self.reason = details.reason
        self.session.disconnect()

    def on_disconnect(self):
        for future in self.joined, self.closed:
            if not future.done():
                future.set_result(None)

    async def join(self):
        """Returns the details of the session; None if it was turned away."""
        factory = WampRawSocketClientFactory(
            lambda: self.session, serializer=SERIALIZERS[self.kind]())
        factory.protocol = Protocol
        factory.client = self
        await LOOP.create_connection(factory, *self.router.address)
        return await self.joined

    async def leave(self):
        self.session.leave()
        await self.closed

    def vanish(self):
        """Breaks the connection without a word."""
        self.session._transport.transport.abort()


def user(router, kind="cbor"):
    """A client of the role that may do most."""
    return Client(router, "ticket", kind, authid="ticket", ticket="a ticket")
