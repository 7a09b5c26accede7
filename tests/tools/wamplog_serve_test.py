"""Runs `wamplog serve` as its users do.

WAMPLOG and WAMPLOG_SERVE name the binaries. Run it in the root of the repository.
"""

import os
import pathlib
import queue
import shutil
import signal
import subprocess
import time
import unittest
import urllib.request

from server_runner import Server, connect, grpc, messages
from wamplog_runner import (CANARY, WAMPLOG, StoreTest, delimited, denied, hello,
                            lines, run, welcome)

SERVICE = messages("wamp/log/v1/session_log_service.proto")
RECORD = messages("wamp/log/v1/record.proto")
METHODS = "/wamp.log.v1.SessionLogService/"


def split(stream):
    """The records of a stream in which each stands after its length."""
    records = []
    while stream:
        size = shift = 0
        while True:
            byte, stream = stream[0], stream[1:]
            size |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        records.append(stream[:size])
        stream = stream[size:]
    return records


class Sender:
    """A node's stream of records to a service."""

    def __init__(self, channel, node="r1"):
        self._node = node
        self._requests = queue.Queue()
        self._answers = channel.stream_stream(
            METHODS + "Append",
            response_deserializer=SERVICE.AppendResponse.FromString)(
                iter(self._requests.get, None))

    def send(self, *records):
        """Returns how far the service has come."""
        self._requests.put(SERVICE.AppendRequest(
            node=self._node, records=records).SerializeToString())
        return next(self._answers)

    def end(self):
        self._requests.put(None)
        return list(self._answers)


class ServeTest(StoreTest):
    def serve(self, *args, store=None, **more):
        server = Server(WAMPLOG, store or self.store, *args, **more)
        self.addCleanup(server.stop)
        return server

    def channel(self, server):
        channel = connect(server.address)
        self.addCleanup(channel.close)
        return channel

    def ask(self, server, method, request, answer):
        return self.channel(server).unary_unary(
            METHODS + method, response_deserializer=answer.FromString)(
                request.SerializeToString(), timeout=300)

    def sealed(self):
        """Sealed records, of another store."""
        other = f"--store=sqlite:{self.folder}/other.db"
        for authid in ("joe", "eve", "ann"):
            self.good("append", other, "--node=r1", "--format=json",
                      stdin=lines(hello("realm1", authid), welcome(7, authid)))
        return split(self.good("export", other))


class Serve(ServeTest):
    def test_records_arrive(self):
        records = self.sealed()
        server = self.serve()
        sender = Sender(self.channel(server))
        self.assertEqual(sender.send().count, 0)
        self.assertEqual(sender.send(*records[:4]).count, 4)
        self.assertEqual(sender.send(*records[4:]).count, len(records))
        sender.end()
        server.stop()
        self.assertEqual(
            {record.get("ident", record.get("claimed_ident"))["authid"]
             for record in self.records()}, {"joe", "eve", "ann"})
        self.assertIn(b"intact", self.good("verify", self.store))
        self.assertEqual(split(self.good("export", self.store)), records)

    def test_a_sender_resumes(self):
        """The server is killed after each record, and none is lost or there
        twice."""
        records = self.sealed()
        done = 0
        while done < len(records):
            server = self.serve()
            sender = Sender(self.channel(server))
            self.assertEqual(sender.send().count, done)
            sender.send(records[done])
            server.stop(signal.SIGKILL)
            done += 1
        self.assertEqual(split(self.good("export", self.store)), records)

    def test_a_record_that_does_not_follow(self):
        records = self.sealed()
        sender = Sender(self.channel(self.serve()))
        with self.assertRaises(grpc.RpcError) as caught:
            sender.send(records[1])
        self.assertEqual(caught.exception.code().name, "FAILED_PRECONDITION",
                         caught.exception)

    def test_pages(self):
        self.fill()
        server = self.serve()
        seen, token = [], ""
        while True:
            page = self.ask(server, "ListRecords",
                            SERVICE.ListRecordsRequest(page_size=2,
                                                       page_token=token),
                            SERVICE.ListRecordsResponse)
            seen += page.records
            token = page.next_page_token
            if not token:
                break
        self.assertEqual(sorted(seen),
                         sorted(split(self.good("export", self.store))))
        self.assertNotIn(CANARY.encode(), b"".join(seen))

    def test_tail(self):
        records = self.sealed()
        channel = self.channel(self.serve())
        request = SERVICE.TailRequest()
        request.filter.events.append("joined")
        tail = channel.unary_stream(
            METHODS + "Tail",
            response_deserializer=SERVICE.TailResponse.FromString)(
                request.SerializeToString())
        tail.initial_metadata()
        Sender(channel).send(*records)
        joined = []
        while len(joined) < 3:
            joined += next(tail).records
        self.assertEqual(
            [RECORD.SessionRecord.FromString(record).joined.authid
             for record in joined], ["joe", "eve", "ann"])
        tail.cancel()

    def test_checkpoint(self):
        self.fill()
        key, verifier = self.folder / "log.key", self.folder / "log.pub"
        verifier.write_bytes(self.good("keygen", "--name=x", f"--key={key}"))
        server = self.serve(f"--key={key}")
        answer = self.ask(server, "GetCheckpoint",
                          SERVICE.GetCheckpointRequest(node="r1"),
                          SERVICE.GetCheckpointResponse)
        path = self.folder / "checkpoint"
        path.write_text(answer.checkpoint)
        self.assertIn(b"1 found", self.good(
            "verify", self.store, f"--checkpoint={path}",
            f"--verifier={verifier}"))

    def test_metrics(self):
        server = self.serve("--metrics=127.0.0.1:0")
        self.ask(server, "ListRecords", SERVICE.ListRecordsRequest(),
                 SERVICE.ListRecordsResponse)
        expected = ('grpc_server_started_total{grpc_method="ListRecords",'
                    'grpc_service="wamp.log.v1.SessionLogService"} 1')
        with urllib.request.urlopen(server.metrics, timeout=300) as answer:
            self.assertIn(expected, answer.read().decode())

    def test_it_ends_while_streams_are_open(self):
        server = self.serve()
        sender = Sender(self.channel(server))
        sender.send()
        self.assertEqual(server.stop(), 0)

    def test_nobody_else_appends(self):
        """They would take the same record for the last one."""
        server = self.serve()
        with subprocess.Popen(
                [WAMPLOG, "append", self.store, "--node=r2", "--from=records"],
                stdin=subprocess.PIPE, stderr=subprocess.PIPE) as appending:
            appending.stdin.write(delimited(denied("realm1", "wamp.error.x")))
            appending.stdin.close()
            time.sleep(0.5)
            self.assertIsNone(appending.poll())
            server.stop()
            self.assertEqual(appending.wait(), 0)
            appending.stderr.read()
        self.assertEqual(len(self.records()), 1)


class Faults(ServeTest):
    def test_faults(self):
        key = self.folder / "key"
        key.write_text(CANARY)
        self.serve()
        for name, args, said in (
                ("nowhere to listen", [self.store], "--listen: missing"),
                ("no store", ["--listen=127.0.0.1:0"], "--store: missing"),
                ("a key that is none",
                 [f"--store=sqlite:{self.folder}/2.db", "--listen=127.0.0.1:0",
                  f"--key={key}"], "key: "),
                ("a folder that is not there",
                 ["--store=sqlite:/no/such/s.db", "--listen=127.0.0.1:0"],
                 "sqlite:/no/such/s.db: "),
                ("the world without TLS", [self.store, "--listen=0.0.0.0:0"],
                 "--insecure")):
            with self.subTest(name):
                done = run("serve", *args)
                self.assertEqual(done.returncode, 2)
                self.assertIn(said, done.stderr.decode())
                self.assertNotIn(CANARY, done.stderr.decode())

    def test_without_the_server(self):
        """wamplog alone says what it lacks."""
        alone = self.folder / "wamplog"
        shutil.copy(WAMPLOG, alone)
        done = subprocess.run(
            [alone, "serve", self.store, "--listen=127.0.0.1:0"],
            capture_output=True, check=False,
            env={**os.environ, "PATH": str(self.folder)})
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"wamplog-serve: ", done.stderr)
        self.assertFalse(pathlib.Path(self.path).exists())


if __name__ == "__main__":
    unittest.main()
