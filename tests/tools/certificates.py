"""Certificates for the tests, which openssl makes."""

import shutil
import subprocess
import sys

if shutil.which("openssl") is None:
    print("SKIPPED all cases: there is no openssl", flush=True)
    sys.exit(77)

# The servers have one name, whatever their address is.
NAME = "server.test"

# What today's Python asks of an authority, and of what it signs.
AUTHORITY = "keyUsage=critical,keyCertSign,cRLSign"
SIGNED = f"""subjectAltName=DNS:{NAME}
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""


class Authority:
    """Signs certificates, in files of a folder."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        self.certificate = folder / f"{name}.pem"
        self._key = folder / f"{name}.key"
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                      "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                      "-subj", f"/CN={name}", "-addext", AUTHORITY, "-keyout",
                      self._key, "-out", self.certificate)

    def sign(self, name, expired=False):
        """Returns a certificate and its key."""
        stem = self.folder / f"{self.name}-{name}"
        key, request, signed = (stem.with_suffix(ending)
                                for ending in (".key", ".csr", ".pem"))
        extensions = stem.with_suffix(".ext")
        extensions.write_text(SIGNED)
        self._openssl("req", "-newkey", "ec", "-pkeyopt",
                      "ec_paramgen_curve:P-256", "-nodes", "-subj",
                      f"/CN={name}", "-keyout", key, "-out", request)
        self._openssl("x509", "-req", "-in", request, "-CA", self.certificate,
                      "-CAkey", self._key, "-CAcreateserial",
                      *(self._past() if expired else ("-days", 1)),
                      "-extfile", extensions, "-out", signed)
        return signed, key

    def _past(self):
        """The options for a certificate that has ended. From 3.4 on openssl takes no
        negative days, and before that no dates."""
        if b"-not_after" not in self._openssl("x509", "-help").stderr:
            return "-days", -1
        return "-not_before", "20200101000000Z", "-not_after", "20200102000000Z"

    @staticmethod
    def _openssl(*args):
        return subprocess.run(["openssl", *map(str, args)], check=True,
                              capture_output=True)
