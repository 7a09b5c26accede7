"""Fails where the two builds have different settings.

Run it in the root of the repository. Targets are not settings: the lists of
CMake are written from those of Bazel.
"""

import pathlib
import re
import unittest


def found(pattern, path):
    """Returns what the groups of the pattern match in a file."""
    matches = re.findall(pattern, pathlib.Path(path).read_text("utf-8"))
    if not matches:
        raise ValueError(f"{path}: nothing matches {pattern}")
    return matches


class Settings(unittest.TestCase):

    def test_warnings(self):
        cmake, = found(r"APPEND WAMP_COPTS (-Wall[^)]*)\)",
                       "cmake/WampTargets.cmake")
        bazel, = found(r"--per_file_copt=\S*@(-Wall\S*)", ".bazelrc")
        self.assertEqual(set(cmake.split()) | {"-Werror"},
                         set(bazel.split(",")))

    def test_language(self):
        cmake = found(r"set\(CMAKE_CXX_STANDARD (\d+)\)", "CMakeLists.txt")
        # For what runs on the target, and for what the build itself runs; without a
        # --config.
        bazel, = found(r"(?m)^build (--cxxopt=.*)$", ".bazelrc")
        self.assertEqual(re.findall(r"-std=c\+\+(\d+)", bazel), cmake * 2)

    def test_version(self):
        cmake, = found(r"project\(wamp_types\s+VERSION (\S+)", "CMakeLists.txt")
        bazel = found(r'\bversion = "([^"]+)"', "MODULE.bazel")
        self.assertEqual(bazel[0], cmake)
        header, = found(r'kVersion = "([^"]+)"', "include/wamp/version.h")
        self.assertEqual(header, cmake)


if __name__ == "__main__":
    unittest.main()
