"""The signed notes that checkpoints are, as include/wamp/log/checkpoint.h says."""

import base64
import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

# C2SP's number of Ed25519, in front of keys.
ED25519 = b"\x01"


def _id(name, public):
    return hashlib.sha256(
        name.encode() + b"\n" + ED25519 + public).digest()[:4]


class Signer:
    """A new key of that name; `verifier` is what others need of it."""

    def __init__(self, name):
        self.name = name
        self._key = SigningKey.generate()
        public = bytes(self._key.verify_key)
        self._id = _id(name, public)
        self.verifier = "+".join((
            name, self._id.hex(), base64.b64encode(ED25519 + public).decode()))

    def sign(self, lines):
        note = "\n".join((self.name, *lines, ""))
        proof = self._id + self._key.sign(note.encode()).signature
        return f"{note}\n— {self.name} {base64.b64encode(proof).decode()}\n"


def open_note(text, verifier):
    """The lines after the name; None if the key hasn't signed them."""
    name, _, key = verifier.split("+", 2)
    public = base64.b64decode(key)[1:]
    note, _, signatures = text.rpartition("\n\n")
    prefix = f"— {name} "
    for line in signatures.splitlines():
        if not line.startswith(prefix):
            continue
        proof = base64.b64decode(line[len(prefix):])
        if proof[:4] != _id(name, public):
            continue
        try:
            VerifyKey(public).verify(f"{note}\n".encode(), proof[4:])
        except BadSignatureError:
            continue
        return note.split("\n")[1:]
    return None
