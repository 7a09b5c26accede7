"""What CMake builds, by what is there and what it was told.

Run it in the root of the repository. A part is made unavailable by
CMAKE_DISABLE_FIND_PACKAGE_<package>.
"""

import pathlib
import re
import subprocess
import tempfile
import unittest

PROJECT = f"""
cmake_minimum_required(VERSION 3.25)
project(parts LANGUAGES C CXX)
include("{pathlib.Path('cmake/WampDependencies.cmake').resolve()}")
foreach(part IN ITEMS LOG LOG_SQLITE AUTH)
  message(NOTICE "${{part}}=${{WAMP_BUILD_${{part}}}}")
endforeach()
"""
NO_SQLITE = "-DCMAKE_DISABLE_FIND_PACKAGE_SQLite3=ON"
NO_OPENSSL = "-DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON"


class Parts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")

    def configure(self, *arguments):
        return subprocess.run(
            ["cmake", "-S", self.folder, "-B", self.folder / "build", *arguments],
            capture_output=True, text=True, check=False)

    def parts(self, *arguments):
        done = self.configure(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return dict(re.findall(r"(\w+)=(\w+)", done.stderr))

    def test_follows_what_is_there(self):
        everything = {"LOG": "ON", "LOG_SQLITE": "ON", "AUTH": "ON"}
        self.assertEqual(self.parts(NO_SQLITE), {**everything, "LOG_SQLITE": "OFF"})
        self.assertEqual(self.parts("-UCMAKE_DISABLE*"), everything)
        self.assertEqual(self.parts(NO_OPENSSL), dict.fromkeys(everything, "OFF"))

    def test_does_as_it_is_told(self):
        self.assertEqual(self.parts("-DWAMP_BUILD_LOG_SQLITE=OFF")["LOG_SQLITE"],
                         "OFF")
        self.assertEqual(self.parts()["LOG_SQLITE"], "OFF")
        done = self.configure("-DWAMP_BUILD_LOG_SQLITE=ON", NO_SQLITE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("WAMP_BUILD_LOG_SQLITE is ON, which needs the log and SQLite",
                      done.stderr)


if __name__ == "__main__":
    unittest.main()
