"""A RawSocket connection, of which each octet can be chosen."""

import asyncio
import json
import struct

MAGIC = 0x7F
JSON = 1


def packet(content, kind=0):
    return struct.pack("!L", kind << 24 | len(content)) + content


def header(length, kind=0):
    return struct.pack("!L", kind << 24 | length)


class Stream:
    """A connection, octet by octet."""

    # Those that may still be open.
    all = []

    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.all.append(self)

    @classmethod
    async def open(cls, router, first=None, serializer=JSON, exponent=15):
        stream = cls(*await asyncio.open_connection(*router.address))
        if first is None:
            first = bytes([MAGIC, exponent << 4 | serializer, 0, 0])
            stream.send(first)
            answer = await stream.reader.readexactly(4)
            assert answer == bytes([MAGIC, 0xB0 | serializer, 0, 0]), answer
        else:
            stream.send(first)
        return stream

    def send(self, octets):
        self.writer.write(octets)

    async def receive(self):
        """The kind and the content of the next packet."""
        head, = struct.unpack("!L", await self.reader.readexactly(4))
        return head >> 24, await self.reader.readexactly(head & 0xFFFFFF)

    async def message(self):
        kind, content = await self.receive()
        assert kind == 0, kind
        return json.loads(content)

    async def rest(self):
        """All that comes until the connection ends."""
        try:
            return await self.reader.read()
        except ConnectionError:
            return b""

    def break_off(self):
        self.writer.transport.abort()

    @classmethod
    async def break_off_all(cls):
        while cls.all:
            cls.all.pop().break_off()
        # So that the event loop closes them.
        await asyncio.sleep(0)
