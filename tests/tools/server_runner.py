"""What the tests of the servers share: messages, and servers that run.

The messages are made by protoc, from the protos of the repository; the calls go
through Debian's gRPC for Python.
"""

import importlib
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

try:
    import google.protobuf
    import grpc
except ImportError as error:
    print(f"SKIPPED all cases: {error}", flush=True)
    sys.exit(77)
if shutil.which("protoc") is None:
    print("SKIPPED all cases: there is no protoc", flush=True)
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]

_STUBS = tempfile.TemporaryDirectory()


def messages(name):
    """Returns the module of a proto, wamp/auth/v1/authenticator.proto for example."""
    if not any(pathlib.Path(_STUBS.name).iterdir()):
        protos = [str(path.relative_to(ROOT / "proto"))
                  for path in (ROOT / "proto").rglob("*.proto")]
        subprocess.run(["protoc", f"--python_out={_STUBS.name}",
                        f"-I{ROOT / 'proto'}", *protos], check=True)
        sys.path.insert(0, _STUBS.name)
    return importlib.import_module(
        name.removesuffix(".proto").replace("/", ".") + "_pb2")


def connect(address, credentials=None, options=()):
    """Returns a channel with a connection of its own."""
    options = [("grpc.use_local_subchannel_pool", 1), *options]
    return (grpc.secure_channel(address, credentials, options) if credentials
            else grpc.insecure_channel(address, options))


class Server:
    """A program that serves; `address` is where it listens first."""

    def __init__(self, program, *args, listen="127.0.0.1:0", stderr=None):
        self.process = subprocess.Popen(
            [program, "serve", f"--listen={listen}", *args],
            stdout=subprocess.PIPE, stderr=stderr, text=True)
        self.metrics = None
        for line in self.process.stdout:
            words = line.split()
            if words[0] == "metrics":
                self.metrics = words[-1]
            else:
                self.address = words[-1]
                break
        else:
            raise AssertionError(f"exit status {self.process.wait()}")

    def tell(self, which):
        self.process.send_signal(which)

    def stop(self, which=signal.SIGTERM):
        """Returns the exit status."""
        if self.process.poll() is None:
            self.tell(which)
        status = self.process.wait()
        self.process.stdout.close()
        return status
