"""The programs that a test talks to, by lines."""

import json
import os
import subprocess
import threading

# For one that says nothing any more, so that a test fails and doesn't hang.
PATIENCE = 60


class Program:
    """Runs until it is stopped; what it says on standard error is seen."""

    def __init__(self, *arguments, **environment):
        # pylint: disable=consider-using-with
        self._process = subprocess.Popen(
            [str(each) for each in arguments], encoding="utf-8",
            env={**os.environ, **environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self):
        watchdog = threading.Timer(PATIENCE, self._process.kill)
        watchdog.start()
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line.endswith("\n"):
            raise AssertionError(
                f"{self._process.args} ended with status {self.wait()}")
        return line[:-1]

    def tell(self, line):
        print(line, file=self._process.stdin, flush=True)

    def ask(self, line):
        self.tell(line)
        return self.read()

    def wait(self):
        return self._process.wait(timeout=PATIENCE)

    def stop(self):
        """By the end of its standard input, or by force."""
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Server(Program):
    """Says "listening on ADDRESS VERIFIER" first."""

    def __init__(self, *arguments, **environment):
        super().__init__(*arguments, **environment)
        *_, self.address, self.verifier = self.read().split()


class Client(Program):
    """Takes and gives JSON."""

    def ask(self, line):
        return json.loads(super().ask(json.dumps(line)))


class Router(Program):
    """The peer_client, which answers by columns."""

    def ask(self, line):
        return super().ask(line).split("\t")
