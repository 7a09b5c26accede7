"""A server of the services, with a little logic of its own.

Usage: server.py PORT LOG [COUNT [SILENT]]

Listens on that port of the loopback interface, 0 for any, which it prints, and what
checkpoints are verified by. What it
answers to HELLO depends on the authid, and to actions on the URI: as
server_cases.json says. Its log is a file with a record a line, in base64; once it has
that many records, the server kills itself, and acknowledges nothing. SILENT are the
numbers of the answers of Append that never come, as in "1,3", or "all"; those with a
minus are to records that are not stored, either.
"""

import base64
import concurrent.futures
import datetime
import hashlib
import json
import os
import pathlib
import queue
import signal
import sys
import threading

import grpc

from messages import (
    AUTHENTICATOR, AUTHENTICATOR_GRPC, AUTHORIZER, AUTHORIZER_GRPC, LOG,
    LOG_GRPC, RECORD, details_from_plain, from_plain)
from notes import Signer

SIGNER = Signer("logs.example.org")
CASES = json.loads((pathlib.Path(__file__).parent / "server_cases.json")
                   .read_text(encoding="utf-8"))


def be_slow(how, context):
    """Waits until the caller has given up; who is silent doesn't answer then."""
    ended = threading.Event()
    if context.add_callback(ended.set):
        ended.wait()
    if how == "silent":
        context.abort(grpc.StatusCode.CANCELLED, "nobody waits any more")


def answer(kinds, name, kind, context):
    """Returns what the case of that name says, a message or bytes."""
    for case in CASES[kinds] + CASES["slow_" + kinds]:
        if case["name"] != name:
            continue
        if "slow" in case:
            be_slow(case["slow"], context)
        if "error" in case:
            context.set_trailing_metadata(details_from_plain(case["error"]))
            context.abort(grpc.StatusCode[case["error"]["code"]],
                          case["error"]["message"])
        if "fault" in case:
            raise RuntimeError("this server has a fault")
        if "raw" in case:
            return base64.b64decode(case["raw"])
        return from_plain(kind, case["answer"])
    return context.abort(grpc.StatusCode.INVALID_ARGUMENT,
                         f"expected a name of a case, got {name!r}")


class RawAnswers(grpc.ServerInterceptor):
    """Lets methods answer with bytes, which are sent as they are."""

    def intercept_service(self, continuation, handler_call_details):
        handler = continuation(handler_call_details)
        if handler is None or handler.unary_unary is None:
            return handler
        return grpc.unary_unary_rpc_method_handler(
            handler.unary_unary, handler.request_deserializer,
            lambda said: said if isinstance(said, bytes)
            else handler.response_serializer(said))


class Authenticator(AUTHENTICATOR_GRPC.AuthenticatorServiceServicer):
    """Makes states of what it has to know later."""

    def GetCapabilities(self, request, context):
        return AUTHENTICATOR.GetCapabilitiesResponse(
            authmethods=["anonymous", "ticket"], agent="peer")

    def _pend(self, request, authid, response):
        response.challenge.state = json.dumps(
            [request.request_id, request.transport.peer, authid]).encode()

    def Hello(self, request, context):
        response = answer("hellos", request.details.authid,
                          AUTHENTICATOR.HelloResponse, context)
        if (not isinstance(response, bytes)
                and response.challenge.HasField("challenge")):
            self._pend(request, request.details.authid, response)
        return response

    def Authenticate(self, request, context):
        request_id, peer, authid = json.loads(request.state)
        response = AUTHENTICATOR.AuthenticateResponse()
        if (request_id, peer) != (request.request_id, request.transport.peer):
            response.deny.reason = "wamp.error.invalid_argument"
            return response
        ticket = request.authenticate.signature
        if ticket in ("late", "silent"):
            be_slow(ticket, context)
        if ticket in ("right", "late"):
            response.accept.authid = authid
            response.accept.authrole = "user"
            response.accept.authmethod = "ticket"
        elif ticket == "again":
            response.challenge.challenge.method = "ticket"
            response.challenge.challenge.extra.SetInParent()
            response.challenge.time_to_live.seconds = 30
            self._pend(request, authid, response)
        elif ticket == "wrong":
            response.deny.reason = "wamp.error.authentication_denied"
            response.deny.message = "wrong ticket"
        return response


class Authorizer(AUTHORIZER_GRPC.AuthorizerServiceServicer):
    def Authorize(self, request, context):
        return answer("actions", request.uri,
                      AUTHORIZER.AuthorizeResponse, context)


class SessionLog(LOG_GRPC.SessionLogServiceServicer):
    """Takes records of one node at a time, and refuses what it has already: a
    sender may repeat itself, but ours asks first how far it has come.
    """

    def __init__(self, path, count=0, silent=""):
        self.lock = threading.Lock()
        self.path = path
        self.count = int(count)
        self.silent = silent.split(",")
        self.answers = 0
        self.records = []
        self.tails = []
        if path.exists():
            self.records = [base64.b64decode(line)
                            for line in path.read_text().split()]

    def _of(self, node):
        return [record for record in self.records
                if RECORD.SessionRecord.FromString(record).node == node]

    def _store(self, record, context):
        if record in self.records:
            context.abort(grpc.StatusCode.ALREADY_EXISTS,
                          "records: expected new ones, got one again")
        with self.path.open("a", encoding="ascii") as file:
            file.write(base64.b64encode(record).decode() + "\n")
        self.records.append(record)
        if len(self.records) == self.count:
            os.kill(os.getpid(), signal.SIGKILL)
        for tail in self.tails:
            tail.put(record)

    def Append(self, request_iterator, context):
        for request in request_iterator:
            with self.lock:
                self.answers += 1
                number = str(self.answers)
                if "-" + number not in self.silent:
                    for record in request.records:
                        self._store(record, context)
                stored = self._of(request.node)
            if not {"all", number, "-" + number}.isdisjoint(self.silent):
                be_slow("silent", context)
            response = LOG.AppendResponse()
            if stored:
                last = RECORD.SessionRecord.FromString(stored[-1])
                response.boot_id = last.boot_id
                response.sequence = last.sequence
                response.hash = hashlib.sha256(stored[-1]).digest()
                response.count = len(stored)
            yield response

    def ListRecords(self, request, context):
        with self.lock:
            records = list(self.records)
        if request.order != LOG.RECORD_ORDER_OLDEST_FIRST:
            records.reverse()
        start = int(request.page_token or 0)
        end = start + (request.page_size or 100)
        response = LOG.ListRecordsResponse(records=records[start:end])
        if end < len(records):
            response.next_page_token = str(end)
        return response

    def Tail(self, request, context):
        come = queue.Queue()
        with self.lock:
            self.tails.append(come)
        context.add_callback(lambda: come.put(None))
        context.send_initial_metadata(())
        for record in iter(come.get, None):
            yield LOG.TailResponse(records=[record])

    def GetCheckpoint(self, request, context):
        with self.lock:
            stored = self._of(request.node)
        if not stored:
            context.abort(grpc.StatusCode.NOT_FOUND,
                          "node: expected one with records, got "
                          f'"{request.node}"')
        last = RECORD.SessionRecord.FromString(stored[-1])
        digest = base64.b64encode(hashlib.sha256(stored[-1]).digest())
        now = datetime.datetime.now(datetime.timezone.utc)
        return LOG.GetCheckpointResponse(checkpoint=SIGNER.sign((
            str(len(stored)), digest.decode(), f"node {last.node}",
            f"boot_id {last.boot_id}", f"sequence {last.sequence}",
            f"time {now:%Y-%m-%dT%H:%M:%SZ}")))


def main():
    port, path, *more = sys.argv[1:]
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=16),
                         interceptors=[RawAnswers()])
    AUTHENTICATOR_GRPC.add_AuthenticatorServiceServicer_to_server(
        Authenticator(), server)
    AUTHORIZER_GRPC.add_AuthorizerServiceServicer_to_server(
        Authorizer(), server)
    LOG_GRPC.add_SessionLogServiceServicer_to_server(
        SessionLog(pathlib.Path(path), *more), server)
    port = server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    print(f"listening on 127.0.0.1:{port} {SIGNER.verifier}", flush=True)
    sys.stdin.read()
    server.stop(0)


if __name__ == "__main__":
    main()
