"""Fails where a library of the project reaches for one that it must not know.

Run it in the root of the repository. Which file belongs to which library is
read from cmake/targets/, which another test holds to the BUILD.bazel files.
"""

import pathlib
import re
import unittest

# The libraries that each may use, and through them what those use: types know
# of no dict, no wire and no codec, and codecs of nothing but codecs.
BELOW = {
    "annotations": {"proto"},
    "codec": {"text"},
    "codec_cbor": {"codec"},
    "codec_json": {"codec"},
    "codec_msgpack": {"codec"},
    "codec_registry": set(),
    "codec_ubjson": {"codec"},
    "dict": {"wire"},
    "engine": {"codec_cbor", "codec_json", "codec_msgpack", "codec_registry",
               "codec_ubjson", "ids", "proto", "text", "violation"},
    "frame": {"types", "wire"},
    "framing": set(),
    "id_generator": {"ids"},
    "ids": {"text"},
    "message": {"annotations", "proto", "text"},
    "proto": set(),
    "reflection": {"annotations", "engine"},
    "subprotocol": {"codec_registry", "proto", "text"},
    "text": set(),
    "types": {"ids", "message", "proto", "text", "violation"},
    "violation": {"ids", "proto", "text"},
    "wire": {"engine", "message", "reflection"},
}

KEYWORDS = {"NAME", "HDRS", "SRCS", "DEPS", "COMMAND", "ENVIRONMENT",
            "STRIP_IMPORT_PREFIX", "PUBLIC", "TESTONLY", "NO_DISCOVER"}

# Files without a library: the rows that the schema generator writes, which are
# included as a part of a source.
ROWS = re.compile(r"src/engine/schema/rows/\w+\.inc")


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def cmake_targets(text):
    """Returns what a list of targets declares: the attributes by rule and name.
    """
    targets = {}
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    for rule, body in re.findall(r"wamp_(\w+)\(([^()]*)\)", text):
        found = {}
        values = None
        for word in body.split():
            if word in KEYWORDS:
                values = found.setdefault(word, [])
            else:
                values.append(word.strip('"'))
        targets[rule, found["NAME"][0]] = {
            "hdrs": set(found.get("HDRS", [])),
            "srcs": set(found.get("SRCS", [])),
            "deps": set(found.get("DEPS", [])),
            "testonly": "TESTONLY" in found,
        }
    return targets


def project_targets():
    targets = {}
    for path in sorted(pathlib.Path("cmake/targets").glob("*.cmake")):
        targets.update(cmake_targets(read(path)))
    return targets


def closure(names, edges):
    """Returns `names` and what can be reached from them along `edges`."""
    found = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += edges[name]
    return found


class Project:
    """Targets, and what their files include."""

    def __init__(self, targets, read_source):
        self.read_source = read_source
        self.files = {}
        self.deps = {}
        self.libraries = set()
        for (rule, name), target in targets.items():
            if rule == "command_test":
                continue
            self.files[name] = target["hdrs"] | target["srcs"]
            self.deps[name] = {
                dep.split("::")[1] for dep in target["deps"]
                if dep.startswith("wamp_types::")}
            if rule.endswith("_library") and not target["testonly"]:
                self.libraries.add(name)
        self.owners = {}
        for name, files in self.files.items():
            for file in files:
                self.owners.setdefault(file, set()).add(name)

    def includes(self, file):
        """Returns the files of the project that `file` includes."""
        if file.endswith(".proto"):
            pattern = r'^import (?:public )?"(wamp/[^"]+)";'
        else:
            pattern = r'^\s*#\s*include "((?:wamp|src|tests)/[^"]+)"'
        found = set()
        for name in re.findall(pattern, self.read_source(file), re.MULTILINE):
            if name.endswith(".pb.h"):
                name = name[:-len(".pb.h")] + ".proto"
            if name.endswith(".proto") and name.startswith("wamp/"):
                name = "proto/" + name
            elif name.startswith("wamp/"):
                name = "include/" + name
            found.add(name)
        return found

    def reached(self, name):
        """Returns what the files of a target include, and by way of what."""
        reasons = {}
        todo = sorted(self.files[name])
        while todo:
            file = todo.pop(0)
            if ROWS.fullmatch(file):
                continue
            for included in sorted(self.includes(file)):
                if included not in reasons:
                    reasons[included] = file
                    todo.append(included)
        return reasons

    def faults(self, below):
        """Returns a line for everything that breaks the order of `below`."""
        lines = []
        for name in sorted(self.libraries):
            if name not in below:
                lines.append(f"{name}: has no place in the order")
                continue
            for dep in sorted(self.deps[name] - below[name]):
                lines.append(f"{name}: depends on {dep}")
            allowed = closure([name], below)
            for file, reason in self.reached(name).items():
                owners = self.owners.get(file, set())
                if ROWS.fullmatch(file):
                    # Rows stand below what reads them.
                    owners = {"wire"}
                if not owners & allowed:
                    lines.append(f"{name}: includes {file} of "
                                 f"{' and '.join(sorted(owners)) or 'none'} "
                                 f"({reason})")
        return lines

    def undeclared(self):
        """Returns a line for every include that no dependency stands for."""
        lines = []
        for name in sorted(self.files):
            declared = closure([name], self.deps)
            for file in sorted(self.files[name]):
                for included in sorted(self.includes(file)):
                    owners = self.owners.get(included, set())
                    if not (owners & declared or ROWS.fullmatch(included)):
                        lines.append(f"{name}: {file} includes {included} of "
                                     f"{' and '.join(sorted(owners)) or 'none'}"
                                     )
        return lines


class Dependencies(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.project = Project(project_targets(), read)

    def test_order(self):
        self.assertEqual(self.project.faults(BELOW), [])

    def test_order_names_libraries_alone(self):
        self.assertEqual(set(BELOW) - self.project.libraries, set())

    def test_includes_are_declared(self):
        self.assertEqual(self.project.undeclared(), [])

    def test_each_file_has_one_target(self):
        for folder in "include", "proto", "src":
            for path in pathlib.Path(folder).rglob("*"):
                file = path.as_posix()
                if (path.is_file() and path.name != "BUILD.bazel"
                        and not ROWS.fullmatch(file)):
                    with self.subTest(file):
                        self.assertEqual(
                            len(self.project.owners.get(file, ())), 1)

    def test_protos_depend_on_what_they_import(self):
        build = read("proto/wamp/v1/BUILD.bazel")
        for path in sorted(pathlib.Path("proto/wamp/v1").glob("*.proto")):
            with self.subTest(path.name):
                rule, = re.findall(
                    rf'proto_library\(\n    name = "{path.stem}_proto",.*?\n\)',
                    build, re.DOTALL)
                imported = re.findall(r'^import "(?:wamp/v1|google/protobuf)'
                                      r'/(\w+)\.proto"',
                                      read(path), re.MULTILINE)
                self.assertEqual(
                    sorted(re.findall(r':(\w+)_proto"', rule)),
                    sorted(imported))

    def test_public_headers_include_no_others(self):
        for name in self.project.libraries:
            for file in self.project.files[name]:
                if file.startswith("include/"):
                    with self.subTest(file):
                        private = [included for included
                                   in self.project.includes(file)
                                   if included.startswith(("src/", "tests/"))]
                        self.assertEqual(private, [])


class Faults(unittest.TestCase):
    """What the test itself notices."""

    CMAKE = """
        wamp_proto_library(NAME proto SRCS proto/wamp/v1/a.proto PUBLIC)
        wamp_cc_library(NAME codec HDRS include/wamp/codec.h PUBLIC)
        wamp_cc_library(
          NAME types HDRS include/wamp/types.h SRCS src/types.cc
          DEPS wamp_types::proto absl::strings PUBLIC)
        wamp_cc_library(
          NAME wire HDRS include/wamp/wire.h
          DEPS wamp_types::codec wamp_types::types PUBLIC)
        wamp_cc_test(NAME types_test SRCS tests/types_test.cc
          DEPS GTest::gmock_main wamp_types::types)
    """
    SOURCES = {
        "proto/wamp/v1/a.proto": "",
        "include/wamp/codec.h": "#include <string>\n",
        "include/wamp/types.h": '#include "wamp/v1/a.pb.h"\n',
        "src/types.cc": '#include "wamp/types.h"\n',
        "include/wamp/wire.h": '#include "wamp/codec.h"\n'
                               '#include "wamp/types.h"\n',
        "tests/types_test.cc": '#include "wamp/types.h"\n',
    }
    BELOW = {"codec": set(), "proto": set(), "types": {"proto"},
             "wire": {"codec", "types"}}

    def project(self, file="src/types.cc", more="", cmake=CMAKE):
        sources = dict(self.SOURCES)
        sources[file] += more
        return Project(cmake_targets(cmake), sources.__getitem__)

    def test_none(self):
        project = self.project()
        self.assertEqual(project.faults(self.BELOW), [])
        self.assertEqual(project.undeclared(), [])

    def test_include(self):
        project = self.project(more='#include "wamp/codec.h"\n')
        self.assertEqual(project.faults(self.BELOW), [
            "types: includes include/wamp/codec.h of codec (src/types.cc)"])
        self.assertEqual(project.undeclared(), [
            "types: src/types.cc includes include/wamp/codec.h of codec"])

    def test_include_by_way_of_another(self):
        project = self.project("include/wamp/types.h",
                               '#include "wamp/wire.h"\n')
        self.assertEqual(project.faults(self.BELOW), [
            "types: includes include/wamp/wire.h of wire "
            "(include/wamp/types.h)",
            "types: includes include/wamp/codec.h of codec "
            "(include/wamp/wire.h)"])

    def test_dependency(self):
        project = self.project(cmake=self.CMAKE.replace(
            "absl::strings", "wamp_types::codec"))
        self.assertEqual(project.faults(self.BELOW),
                         ["types: depends on codec"])

    def test_include_of_no_target(self):
        project = self.project("tests/types_test.cc",
                               '#include "tests/other.h"\n')
        self.assertEqual(project.undeclared(), [
            "types_test: tests/types_test.cc includes tests/other.h of none"])

    def test_library_without_a_place(self):
        project = self.project(cmake=self.CMAKE + """
            wamp_cc_library(NAME log SRCS src/types.cc)""")
        self.assertIn("log: has no place in the order",
                      project.faults(self.BELOW))


if __name__ == "__main__":
    unittest.main()
