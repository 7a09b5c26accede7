"""A terminal for what tests run."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading


class Terminal:
    """A terminal, with a process writing at its other end."""

    def __init__(self, columns=0):
        self._terminal, self.end = pty.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, columns, 0, 0))
        self._seen = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        try:
            while chunk := os.read(self._terminal, 4096):
                self._seen.append(chunk)
        except OSError:  # Linux reports the end of a terminal so.
            pass

    def seen(self):
        """Returns what has appeared so far."""
        return b"".join(self._seen).decode()

    def close(self):
        """Returns what appeared, once the process has ended."""
        os.close(self.end)
        self._reader.join()
        os.close(self._terminal)
        return self.seen()


def shown(*args, stdin=b"", columns=80, environment=None, program=None):
    """Returns what a program, wampcat if none is named, prints and reports on a
    terminal, without a name for one that has no colors unless `environment`
    says so."""
    terminal = Terminal(columns)
    try:
        subprocess.run([program or os.environ["WAMPCAT"], *args], input=stdin,
                       stdout=terminal.end, stderr=terminal.end, check=False,
                       env={**os.environ, "NO_COLOR": "1",
                            **(environment or {})})
    finally:
        text = terminal.close()
    return text.replace("\r\n", "\n")
