"""Asks the services, as a router in Python does.

Usage: client.py ADDRESS VERIFIER

A command as a line of JSON from standard input, and an answer as another; what
they are is in client_*.json. VERIFIER is for the checkpoints of the log.
"""

import base64
import hashlib
import json
import queue
import sys
import time
import uuid

import grpc
from autobahn.wamp import auth
from nacl.signing import SigningKey

from messages import (
    AUTHENTICATOR_GRPC, AUTHORIZER_GRPC, LOG, LOG_GRPC, PEER_GRPC, RECORD,
    UNARY, error_to_plain, from_plain, insecure_channel, to_plain)
from notes import open_note

TIMEOUT = 30


def sign_by_ticket(ticket, _extra):
    return ticket


def sign_by_wampcra(secret, extra):
    if "salt" in extra:
        # autobahn's own derive_key fails with some releases of cryptography.
        secret = base64.b64encode(hashlib.pbkdf2_hmac(
            "sha256", secret.encode(), extra["salt"].encode(),
            int(extra["iterations"]), int(extra["keylen"])))
    return auth.compute_wcs(secret, extra["challenge"]).decode()


def sign_by_cryptosign(seed, extra):
    challenge = bytes.fromhex(extra["challenge"])
    return SigningKey(bytes.fromhex(seed)).sign(challenge).hex()


SIGN = {"ticket": sign_by_ticket, "wampcra": sign_by_wampcra,
        "cryptosign": sign_by_cryptosign}


class Requests:
    """The requests of an Append, which are sent as they are put in."""

    def __init__(self):
        self._queue = queue.SimpleQueue()

    def put(self, request):
        self._queue.put(request)

    def end(self):
        self._queue.put(None)

    def __iter__(self):
        return iter(self._queue.get, None)


class Node:
    """What a router's log has sealed."""

    def __init__(self, name):
        self.name = name
        self.boot_id = str(uuid.uuid4())
        self.sealed = []

    def seal(self):
        record = RECORD.SessionRecord(
            record_id=str(uuid.uuid4()), node=self.name, boot_id=self.boot_id,
            sequence=len(self.sealed) + 1, realm="realm1")
        record.observed_time.FromNanoseconds(time.time_ns() // 1000 * 1000)
        record.time.CopyFrom(record.observed_time)
        record.joined.authid = "joe"
        if self.sealed:
            record.previous_hash = self.hash()
        self.sealed.append(record.SerializeToString())

    def hash(self):
        return hashlib.sha256(self.sealed[-1]).digest()


def sequences(records):
    return [RECORD.SessionRecord.FromString(each).sequence for each in records]


class Client:
    def __init__(self, channel, verifier):
        self.verifier = verifier
        self.log = LOG_GRPC.SessionLogServiceStub(channel)
        self.stubs = [AUTHENTICATOR_GRPC.AuthenticatorServiceStub(channel),
                      AUTHORIZER_GRPC.AuthorizerServiceStub(channel), self.log,
                      PEER_GRPC.MessagesStub(channel)]
        self.challenge = None
        self.nodes = {}

    def run(self, command):
        try:
            return getattr(self, command.pop("do"))(**command)
        except grpc.RpcError as error:
            return error_to_plain(error)

    def call(self, method, request, proof=None, seconds=TIMEOUT):
        message = from_plain(UNARY[method], request)
        if proof is not None:
            self._prove(message, proof)
        stub = next(each for each in self.stubs if hasattr(each, method))
        answer = getattr(stub, method)(message, timeout=seconds)
        if method in ("Hello", "Authenticate") and answer.HasField("challenge"):
            self.challenge = answer.challenge
        return to_plain(answer)

    def _prove(self, message, proof):
        extra = {
            entry.key: getattr(entry.value, entry.value.WhichOneof("kind"))
            for entry in self.challenge.challenge.extra.entries}
        method = self.challenge.challenge.method
        message.state = self.challenge.state
        message.authenticate.signature = SIGN[method](proof, extra)

    def _ask(self, *arguments):
        """The answer, or nothing and the code of the error."""
        try:
            return self.call(*arguments), None
        except grpc.RpcError as error:
            return {}, error.code().name

    def join(self, details, seconds, proof=None):
        """What a router does with a client: only an accept lets it in."""
        request = {"request_id": "r1", "details": details}
        answer, code = self._ask("Hello", request, None, seconds)
        if "challenge" in answer:
            answer, code = self._ask(
                "Authenticate", {"request_id": "r1"}, proof, seconds)
        if "accept" in answer:
            return {"welcome": answer["accept"]}
        if "deny" in answer:
            return {"abort": answer["deny"]["reason"]}
        return {"abort": "wamp.error.authentication_failed", "code": code}

    def may(self, seconds, **request):
        """Whether a session may do that: only an allow is a yes."""
        answer, code = self._ask("Authorize", request, None, seconds)
        if "allow" in answer:
            return {"allowed": True}
        if "deny" in answer:
            return {"allowed": False, "reason": answer["deny"]["reason"]}
        return {"allowed": False, "reason": "wamp.error.authorization_failed",
                "code": code}

    def append(self, node, batches, again=0):
        """Asks first how far the service is; then `again` records once more.

        A batch is the number of its records."""
        sender = self.nodes.setdefault(node, Node(node))
        requests = Requests()
        answers = self.log.Append(iter(requests), timeout=TIMEOUT)
        plain = []

        def send(records):
            requests.put(LOG.AppendRequest(node=node, records=records))
            answer = next(answers)
            plain.append({
                "sequence": answer.sequence, "count": answer.count,
                "is_ours": bool(sender.sealed) and answer.hash == sender.hash()
                           and answer.boot_id == sender.boot_id})
        send([])
        for count in batches:
            first = len(sender.sealed) - again
            for _ in range(count):
                sender.seal()
            send(sender.sealed[first:])
            again = 0
        requests.end()
        if next(answers, None) is not None:
            raise AssertionError("expected the end of the stream")
        return {"answers": plain}

    def append_raw(self, node, records):
        """Bytes that may be no records."""
        request = LOG.AppendRequest(
            node=node, records=[base64.b64decode(each) for each in records])
        return {"answers": [to_plain(each) for each in self.log.Append(
            iter([request]), timeout=TIMEOUT)]}

    def list(self, size, node):
        request = LOG.ListRecordsRequest(
            page_size=size, order="RECORD_ORDER_OLDEST_FIRST")
        request.filter.node = node
        pages = []
        while True:
            page = self.log.ListRecords(request, timeout=TIMEOUT)
            pages.append(sequences(page.records))
            if not page.next_page_token:
                return {"pages": pages}
            request.page_token = page.next_page_token

    def tail(self, count, node):
        request = LOG.TailRequest()
        request.filter.node = node
        stream = self.log.Tail(request, timeout=TIMEOUT)
        stream.initial_metadata()
        self.append(node, [1] * count)
        seen = []
        while len(seen) < count:
            seen += sequences(next(stream).records)
        stream.cancel()
        return {"sequences": seen}

    def checkpoint(self, node):
        answer = self.log.GetCheckpoint(
            LOG.GetCheckpointRequest(node=node), timeout=TIMEOUT)
        count, last, *_ = open_note(answer.checkpoint, self.verifier)
        forged = answer.checkpoint.replace(f"\n{count}\n", "\n1\n")
        return {"count": count,
                "is_ours": base64.b64decode(last) == self.nodes[node].hash(),
                "finds_forgery": open_note(forged, self.verifier) is None}


def main():
    address, verifier = sys.argv[1:]
    with insecure_channel(address) as channel:
        client = Client(channel, verifier)
        for line in sys.stdin:
            print(json.dumps(client.run(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
