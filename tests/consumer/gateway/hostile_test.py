"""Sends the gateway what no client should, and sees that others don't notice.

Usage: hostile_test.py FOLDER BIN

FOLDER is where the gateway was built, BIN where the installed commands are.
"""

import asyncio
import json
import pathlib
import random
import signal
import sys
import unittest

import harness
from autobahn.wamp.exception import ApplicationError
from harness import Client, run, user
from stream import MAGIC, Stream, header, packet

# The longest message that the gateway takes, as it says in its handshake.
MAX_LENGTH = 1 << 20
HELLO = b'[1,"realm1",{"roles":{"caller":{},"callee":{}}}]'
TICKET_HELLO = (b'[1,"realm1",{"roles":{"caller":{}},"authid":"ticket",'
                b'"authmethods":["ticket"]}]')
VIOLATION = "wamp.error.protocol_violation"

# name, what is sent first, what is answered before the connection ends
HANDSHAKES = [
    ("HTTP", b"GET / HTTP/1.1\r\n\r\n", b""),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00", b""),
    ("zeros", bytes(64), b""),
    ("no serializer", b"\x7f\xf0\x00\x00", b"\x7f\x10\x00\x00"),
    ("FlatBuffers", b"\x7f\xf5\x00\x00", b"\x7f\x10\x00\x00"),
    ("a reserved serializer", b"\x7f\xff\x00\x00", b"\x7f\x10\x00\x00"),
    ("reserved bits", b"\x7f\xf1\x00\x01", b"\x7f\x30\x00\x00"),
    ("all bits", b"\x7f\xff\xff\xff", b"\x7f\x30\x00\x00"),
]
# name, what is sent after the handshake, the reason of the ABORT
BROKEN = [
    ("no message", packet(b""), VIOLATION),
    ("no JSON", packet(b"hello"), VIOLATION),
    ("no JSON, and more after it", packet(b"hello") + bytes(MAX_LENGTH),
     VIOLATION),
    ("half a message", packet(HELLO[:20]), VIOLATION),
    ("two messages", packet(HELLO + HELLO), VIOLATION),
    ("an unknown type", packet(b"[99,{}]"), VIOLATION),
    ("no HELLO", packet(b'[48,1,{},"com.example.a"]'), VIOLATION),
    ("an id out of range", packet(b'[48,-1,{},"com.example.a"]'), VIOLATION),
    ("no realm to be", packet(b'[1,"a b",{"roles":{"caller":{}}}]'),
     "wamp.error.invalid_uri"),
    ("not UTF-8", packet(b'[1,"\xff\xfe",{"roles":{"caller":{}}}]'), VIOLATION),
    ("too deep", packet(b'[1,"realm1",{"roles":{},"x":' + b"[" * 100000),
     "wamp.error.payload_size_exceeded"),
    ("too long", header(MAX_LENGTH + 1), VIOLATION),
    ("too long a ping", header(MAX_LENGTH + 1, kind=1), VIOLATION),
    ("a reserved kind", packet(HELLO, kind=3), VIOLATION),
    ("reserved bits", packet(HELLO, kind=0x80), VIOLATION),
    ("another handshake", bytes([MAGIC, 0xF1, 0, 0]), VIOLATION),
    ("AUTHENTICATE first", packet(b'[5,"",{}]'), VIOLATION),
    ("WELCOME", packet(b'[2,1,{"roles":{"broker":{}}}]'), VIOLATION),
    ("HELLO twice", packet(HELLO) * 2, VIOLATION),
    ("no answer to a challenge", packet(TICKET_HELLO) * 2, VIOLATION),
]


class Case(unittest.TestCase):
    """A gateway, which is as good afterwards as it was before."""

    OPTIONS = ()

    def setUp(self):
        self.router = harness.Router(FOLDER, *self.OPTIONS)
        self.addCleanup(self.router.cleanup)

    def tearDown(self):
        run(Stream.break_off_all())
        # The others have not noticed anything, and it ends as it should.
        run(self.join_and_call())
        self.assertEqual(self.router.stop(), [0, 0, 0],
                         self.router.gateway.output())
        self.assertNotIn("Sanitizer", self.router.gateway.output())

    async def join_and_call(self):
        client = user(self.router)
        self.assertIsNotNone(await client.join(), client.reason)
        await client.session.register(lambda a: a + 1, "com.example.next")
        self.assertEqual(await client.session.call("com.example.next", 1), 2)
        await client.leave()


class Hostile(Case):

    def test_handshakes_are_refused(self):
        async def shake(octets):
            stream = await Stream.open(self.router, octets)
            return await stream.rest()
        for name, octets, expected in HANDSHAKES:
            with self.subTest(name):
                self.assertEqual(run(shake(octets)), expected)

    def test_broken_messages_are_aborted(self):
        async def send(octets):
            stream = await Stream.open(self.router)
            stream.send(octets)
            while True:
                message = await stream.message()
                if message[0] == 3:
                    # It isn't reset, so that nothing gets lost on the way.
                    self.assertEqual(await stream.reader.read(), b"")
                    return message
        for name, octets, reason in BROKEN:
            with self.subTest(name):
                kind, details, found = run(send(octets))
                self.assertEqual(kind, 3)
                self.assertNotEqual(details["message"], "")
                self.assertEqual(found, reason)

    def test_octets_come_one_by_one(self):
        async def trickle():
            octets = bytes([MAGIC, 0xF1, 0, 0]) + packet(HELLO)
            stream = await Stream.open(self.router, b"")
            for octet in octets:
                stream.send(bytes([octet]))
                await stream.writer.drain()
                await asyncio.sleep(0)
            await stream.reader.readexactly(4)
            self.assertEqual((await stream.message())[0], 2)
            stream.break_off()
        run(trickle())

    def test_pings_are_answered(self):
        async def ping():
            stream = await Stream.open(self.router, exponent=0)
            for content in b"", b"are you there?", bytes(512):
                stream.send(packet(content, kind=1))
                self.assertEqual(await stream.receive(), (2, content))
            # More than the client takes is not sent back; nor is a pong
            # answered.
            stream.send(packet(bytes(513), kind=1) + packet(b"", kind=2)
                        + packet(b"last", kind=1))
            self.assertEqual(await stream.receive(), (2, b"last"))
            stream.break_off()
        run(ping())

    def test_a_client_gets_no_more_than_it_takes(self):
        async def ask():
            callee = user(self.router)
            await callee.join()
            await callee.session.register(lambda n: "x" * n, "com.example.long")
            stream = await Stream.open(self.router, exponent=1)
            stream.send(packet(TICKET_HELLO))
            self.assertEqual((await stream.message())[0], 4)
            stream.send(packet(b'[5,"a ticket",{}]'))
            self.assertEqual((await stream.message())[0], 2)
            for request, count in (1, 100), (2, 2000), (3, 100):
                stream.send(packet(json.dumps(
                    [48, request, {}, "com.example.long", [count]]).encode()))
                kind, *rest = await stream.message()
                if count == 100:
                    self.assertEqual((kind, rest[0]), (50, request))
                else:
                    self.assertEqual(
                        (kind, rest[1], rest[3]),
                        (8, request, "wamp.error.payload_size_exceeded"))
            stream.break_off()
            await callee.leave()
        run(ask())

    def test_random_octets_do_no_harm(self):
        async def send(source, serializer, mutated):
            stream = await Stream.open(self.router, serializer=serializer)
            if mutated:
                octets = bytearray(packet(HELLO) + packet(
                    b'[48,1,{"disclose_me":true},"com.example.a",[1],{"a":2}]'))
                for _ in range(3):
                    place = source.randrange(len(octets))
                    octets[place] = source.randrange(256)
            else:
                octets = source.randbytes(source.randrange(1, 200))
                octets = packet(octets) + octets
            stream.send(octets)
            stream.writer.write_eof()
            await stream.rest()

        async def send_many():
            source = random.Random(7)
            for _ in range(20):
                await asyncio.gather(*(
                    send(source, serializer, mutated)
                    for serializer in range(1, 5)
                    for mutated in (False, True)))
        run(send_many())

    def test_who_reads_nothing_is_cut_off(self):
        async def flood():
            stream = await Stream.open(self.router)
            stream.writer.transport.pause_reading()
            with self.assertRaises(ConnectionError):
                while True:
                    stream.send(packet(bytes(MAX_LENGTH), kind=1))
                    await stream.writer.drain()
        run(flood())

    def test_many_at_once(self):
        async def join():
            client = Client(self.router)
            self.assertIsNotNone(await client.join(), client.reason)
            await client.leave()

        async def join_all():
            await asyncio.gather(*(join() for _ in range(50)),
                                 *(self.vanish(i) for i in range(50)))
        run(join_all())

    async def vanish(self, when):
        """Breaks the connection in the middle of something."""
        stream = await Stream.open(self.router)
        steps = [packet(TICKET_HELLO), packet(b'[5,"a ticket",{}]')]
        for step in steps[:when % 3]:
            stream.send(step)
            if when % 2 == 0:
                await stream.message()
        if when % 3 == 2 and when % 2 == 0:
            for request in range(1, 20):
                stream.send(packet(json.dumps(
                    [64, request, {}, f"com.example.v{when}.p{request}"]
                ).encode()))
        if when % 5 == 0:
            await stream.writer.drain()
            stream.send(packet(HELLO)[:10])
        stream.break_off()

    def test_a_caller_vanishes_in_the_middle_of_a_call(self):
        async def call():
            callee, caller = user(self.router), user(self.router)
            await asyncio.gather(callee.join(), caller.join())
            called, go_on = asyncio.Event(), asyncio.Event()

            async def wait():
                called.set()
                await go_on.wait()
            await callee.session.register(wait, "com.example.wait")
            caller.session.call("com.example.wait")
            await called.wait()
            caller.vanish()
            await caller.closed
            go_on.set()
            await callee.leave()
        run(call())


    def test_clients_vanish_while_a_service_thinks(self):
        async def vanish():
            joined = user(self.router)
            await joined.join()
            self.router.tell_services(signal.SIGSTOP)
            streams = [await Stream.open(self.router) for _ in range(20)]
            for stream in streams:
                stream.send(packet(TICKET_HELLO))
            joined.session.call("com.example.other")
            for stream in streams[::2]:
                stream.break_off()
            joined.vanish()
            await joined.closed
            self.router.tell_services(signal.SIGCONT)
            for stream in streams[1::2]:
                self.assertEqual((await stream.message())[0], 4)
        run(vanish())


class Alone(unittest.TestCase):
    """The gateway, when its services are gone."""

    def test_nobody_may_do_anything(self):
        router = harness.Router(FOLDER)
        self.addCleanup(router.cleanup)

        async def ask():
            joined = user(router)
            await joined.join()
            router.stop_services()
            with self.assertRaises(ApplicationError) as caught:
                await joined.session.subscribe(print, "com.example.a")
            self.assertEqual(caught.exception.error,
                             "wamp.error.authorization_failed")
            for client in Client(router), user(router):
                self.assertIsNone(await client.join())
                self.assertEqual(client.reason,
                                 "wamp.error.authentication_failed")
        run(ask())
        # Not all records could be stored, and it says so.
        self.assertEqual(router.gateway.stop(), 1)
        self.assertRegex(router.gateway.output(),
                         r"\n[0-9]+ of [0-9]+ records stored\n")


class Late(Case):
    """Of those who take too long to join."""

    OPTIONS = ("--join-seconds=1",)

    def test_they_are_turned_away(self):
        async def wait(octets):
            stream = await Stream.open(self.router, b"")
            stream.send(octets)
            return await stream.rest()
        shake = bytes([MAGIC, 0xF1, 0, 0])
        self.assertEqual(run(wait(b"")), b"")
        self.assertEqual(run(wait(shake[:3])), b"")
        for octets in shake, shake + packet(HELLO)[:10], shake + packet(
                TICKET_HELLO):
            self.assertIn(b"wamp.error.timeout", run(wait(octets)))

    def test_an_answer_of_the_service_comes_after_that(self):
        async def wait():
            stream = await Stream.open(self.router)
            self.router.tell_services(signal.SIGSTOP)
            stream.send(packet(HELLO))
            self.assertEqual((await stream.message())[2], "wamp.error.timeout")
            self.assertEqual(await stream.rest(), b"")
            self.router.tell_services(signal.SIGCONT)
        run(wait())


class Crowd(Case):
    """Of more connections than there may be."""

    OPTIONS = ("--connections=2",)

    def test_those_beyond_are_told(self):
        async def crowd():
            streams = [await Stream.open(self.router) for _ in range(2)]
            shake = bytes([MAGIC, 0xF1, 0, 0])
            third = await Stream.open(self.router, shake)
            self.assertEqual(await third.rest(), b"\x7f\x40\x00\x00")
            for stream in streams:
                stream.writer.write_eof()
                await stream.rest()
        run(crowd())


if __name__ == "__main__":
    FOLDER = sys.argv.pop(1)
    harness.Program.BIN = pathlib.Path(sys.argv.pop(1))
    unittest.main()
