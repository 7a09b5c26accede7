"""Certificates for the tests, which openssl makes."""

import shutil
import subprocess
import sys

if shutil.which("openssl") is None:
    print("SKIPPED all cases: there is no openssl", flush=True)
    sys.exit(77)

# The servers have one name, whatever their address is.
NAME = "server.test"


class Authority:
    """Signs certificates, in files of a folder."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        self.certificate = folder / f"{name}.pem"
        self._key = folder / f"{name}.key"
        self._openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                      "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
                      "-subj", f"/CN={name}", "-keyout", self._key, "-out",
                      self.certificate)

    def sign(self, name, days=1):
        """Returns a certificate and its key; one that ended long ago if `days` is
        negative."""
        stem = self.folder / f"{self.name}-{name}"
        key, request, signed = (stem.with_suffix(ending)
                                for ending in (".key", ".csr", ".pem"))
        extensions = stem.with_suffix(".ext")
        extensions.write_text(f"subjectAltName=DNS:{NAME}\n")
        self._openssl("req", "-newkey", "ec", "-pkeyopt",
                      "ec_paramgen_curve:P-256", "-nodes", "-subj",
                      f"/CN={name}", "-keyout", key, "-out", request)
        self._openssl("x509", "-req", "-in", request, "-CA", self.certificate,
                      "-CAkey", self._key, "-CAcreateserial", "-days", days,
                      "-extfile", extensions, "-out", signed)
        return signed, key

    @staticmethod
    def _openssl(*args):
        subprocess.run(["openssl", *map(str, args)], check=True,
                       capture_output=True)
