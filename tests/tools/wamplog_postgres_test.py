"""Runs wamplog on a PostgreSQL server of its own.

WAMPLOG names the binary. Skipped where there is no PostgreSQL.
"""

import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from wamplog_runner import CANARY, CHALLENGE, hello, lines, run, welcome

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
if not PROGRAMS:
    print("SKIPPED: there is no PostgreSQL")
    sys.exit(77)


class Server:
    """A server in a folder, at whose socket it listens, and nowhere else."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        # It refuses to run as root.
        self.user = {"user": "nobody", "group": "nogroup",
                     "extra_groups": []} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "nobody", "nogroup")
        self.call("initdb", "-U", "log", "--auth=trust")
        self.call("pg_ctl", "-w", "start", "-l", str(folder / "log"), "-o",
                  f"-c listen_addresses='' -c unix_socket_directories={folder}")

    def call(self, program, *args):
        subprocess.run(
            [pathlib.Path(PROGRAMS[-1], program), "-D", self.data, *args],
            stdout=subprocess.DEVNULL, check=True, cwd="/",
            env={**os.environ, "HOME": str(self.folder)}, **self.user)

    def stop(self):
        self.call("pg_ctl", "-m", "fast", "stop")


class OnPostgres(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        path = pathlib.Path(folder.name)
        server = Server(path)
        cls.addClassCleanup(server.stop)
        cls.store = (f"--store=postgres:host={path} user=log dbname=postgres "
                     f"password={CANARY}")
        cls.folder = path

    def good(self, *args, stdin=b""):
        done = run(args[0], self.store, *args[1:], stdin=stdin)
        self.assertEqual(done.returncode, 0, done)
        self.assertNotIn(CANARY.encode(), done.stdout + done.stderr)
        return done.stdout.decode()

    def test_the_way_of_a_record(self):
        # Only what appends makes the tables.
        done = run("query", self.store)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertNotIn(CANARY.encode(), done.stderr)
        frames = [hello("realm1", "joe"), CHALLENGE, [5, CANARY, {}],
                  welcome(7, "joe")]
        self.good("append", "--node=r1", "--format=json", "--keep-open",
                  stdin=lines(*frames))
        self.assertIn("joe", self.good("open"))
        rows = self.good("query", "--authid=joe", "--event=joined").splitlines()
        self.assertEqual(len(rows), 2, rows)
        self.assertIn("1  joined", self.good("stats"))
        self.assertIn("intact: 3 records", self.good("verify"))
        self.assertIn("<html", self.good("report", "--output=-"))

        # Into a file, and back: what is there stays as it is.
        records = run("export", self.store).stdout
        copy = f"--store=sqlite:{self.folder}/copy.db"
        self.assertEqual(run("import", copy, stdin=records).returncode, 0)
        self.assertEqual(run("export", copy).stdout, records)
        self.good("import", stdin=records)
        self.assertIn("intact: 3 records", self.good("verify"))

    def test_a_server_that_is_not_there(self):
        done = run("query", "--store=postgres:host=/nowhere password=" + CANARY)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn("postgres:…: ", done.stderr.decode())
        self.assertNotIn(CANARY.encode(), done.stderr)


if __name__ == "__main__":
    unittest.main()
