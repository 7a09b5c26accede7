"""Fails where a library of the project reaches for one that it must not know.

Run it in the root of the repository. Which file belongs to which library is
read from the BUILD.bazel files.
"""

import pathlib
import re
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, "cmake")

import from_bazel  # pylint: disable=wrong-import-position

# The layers: the libraries of each, and the other layers that these may use. So
# types know of no dict, no wire and no codec, and codecs of nothing but text.
LAYERS = {
    "text": ({"text"}, set()),
    "locks": ({"mutex_lock"}, set()),
    "messages": ({"proto"}, set()),
    "messages of the log": ({"log_proto"}, {"messages"}),
    "messages of the services": ({"auth_proto"}, {"messages"}),
    "codecs": ({"codec", "codec_cbor", "codec_json", "codec_msgpack",
                "codec_registry", "codec_ubjson", "byte_scan", "digits"},
               {"text"}),
    "values": ({"annotations", "id_generator", "ids", "message", "violation"},
               {"messages", "text"}),
    "types": ({"types"}, {"messages", "text", "values"}),
    "engine": ({"dict", "engine", "reflection", "wire"},
               {"codecs", "messages", "text", "values"}),
    "frames": ({"frame"},
               {"codecs", "engine", "messages", "text", "types", "values"}),
    "streams": ({"framing", "subprotocol"}, {"codecs", "messages", "text"}),
    "log": ({"log"}, {"codecs", "engine", "frames", "locks", "messages",
                      "messages of the log", "text", "types", "values"}),
    "auth": ({"auth"}, {"engine", "locks", "messages", "messages of the services",
                        "text", "types", "values"}),
    "stubs": ({"grpc_stubs"}, {"messages", "messages of the log",
                               "messages of the services"}),
    "services": ({"grpc"}, {"auth", "engine", "frames", "locks", "log",
                            "messages", "messages of the log",
                            "messages of the services", "stubs", "text",
                            "types", "values"}),
    "stores of the log": ({"log_postgres", "log_sqlite"},
                          {"locks", "log", "text"}),
    "parts of the commands": ({"tool_common"},
                              {"codecs", "engine", "frames", "messages",
                               "streams", "text", "types", "values"}),
    "parts of the servers": ({"server_flags", "tool_server"},
                             {"locks", "parts of the commands", "text"}),
    "parts of wamp-authd": ({"answer_log"},
                            {"locks", "log", "parts of the servers", "text"}),
    "parts of wamplog": ({"wamplog_common"},
                         {"log", "messages of the log", "parts of the commands",
                          "parts of the servers", "stores of the log", "text",
                          "values"}),
}

# The folders of messages, and what all messages of each are called.
PROTOS = {"proto/wamp/auth/v1": "auth_proto", "proto/wamp/log/v1": "log_proto",
          "proto/wamp/v1": "proto"}

# Files without a library: the rows that the schema generator writes, which are
# included as a part of a source.
ROWS = re.compile(r"src/engine/schema/rows/\w+\.inc")


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


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

    def __init__(self, packages, read_source):
        self.read_source = read_source
        self.files = {}
        self.deps = {}
        self.libraries = set()
        for _, rule, name, lists, flags in from_bazel.targets(packages):
            if rule == "command_test":
                continue
            self.files[name] = {file for key in ("HDRS", "SRCS")
                                for file in lists.get(key, [])}
            self.deps[name] = {
                dep.split("::")[1] for dep in lists.get("DEPS", [])
                if dep.startswith("wamp_types::")}
            if rule == "cc_grpc_library":
                # The messages of the same files are of another library.
                self.files[name] = {file[:-len(".proto")] + ".grpc.pb.h"
                                    for file in self.files[name]}
            if rule.endswith("_library") and "TESTONLY" not in flags:
                self.libraries.add(name)
        self.owners = {}
        for name, files in self.files.items():
            for file in files:
                self.owners.setdefault(file, set()).add(name)

    def includes(self, file):
        """Returns the files of the project that `file` includes."""
        if file.endswith(".grpc.pb.h"):
            return set()
        if file.endswith(".proto"):
            pattern = r'^import (?:public )?"(wamp/[^"]+)";'
        else:
            pattern = r'^\s*#\s*include "((?:wamp|src|tests)/[^"]+)"'
        found = set()
        for name in re.findall(pattern, self.read_source(file), re.MULTILINE):
            if name.endswith(".pb.h") and not name.endswith(".grpc.pb.h"):
                name = name[:-len(".pb.h")] + ".proto"
            if name.endswith((".proto", ".pb.h")) and name.startswith("wamp/"):
                name = "proto/" + name
            elif name.startswith("wamp/"):
                name = "include/" + name
            found.add(name)
        return found

    def misplaced(self, layers):
        """Returns a line for every dependency that breaks the order."""
        layer_of = {name: layer for layer, (names, _) in layers.items()
                    for name in names}
        lines = [f"{name}: has no layer"
                 for name in sorted(self.libraries - layer_of.keys())]
        lines += [f"{name}: is no library"
                  for name in sorted(layer_of.keys() - self.libraries)]
        for name in sorted(self.libraries & layer_of.keys()):
            layer = layer_of[name]
            allowed = {layer, *layers[layer][1]}
            lines += [f"{name}: depends on {dep}"
                      for dep in sorted(self.deps[name])
                      if layer_of.get(dep) not in allowed]
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
        cls.packages = from_bazel.packages()
        cls.project = Project(cls.packages, read)

    def test_layers(self):
        self.assertEqual(self.project.misplaced(LAYERS), [])

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
        for folder in PROTOS:
            package, = [p for p in self.packages if p.path == folder]
            deps = {name: attributes.get("deps", [])
                    for rule, name, attributes in package.targets
                    if rule == "proto_library"}
            for path in sorted(pathlib.Path(folder).glob("*.proto")):
                with self.subTest(path):
                    imported = re.findall(
                        r'^import "(?:wamp/[\w/]+|google/protobuf)'
                        r'/(\w+)\.proto"',
                        read(path), re.MULTILINE)
                    self.assertEqual(
                        sorted(dep.split(":")[1]
                               for dep in deps[f"{path.stem}_proto"]),
                        sorted(f"{name}_proto" for name in imported))

    def test_proto_is_all_protos(self):
        package, = [p for p in self.packages if p.path == ""]
        for folder, library in PROTOS.items():
            with self.subTest(folder):
                proto, = [attributes for _, name, attributes in package.targets
                          if name == library]
                self.assertEqual(
                    sorted(proto["deps"]),
                    sorted(f"//{folder}:{path.stem}_proto"
                           for path in pathlib.Path(folder).glob("*.proto")))

    def test_public_headers_include_no_others(self):
        for name in self.project.libraries:
            for file in self.project.files[name]:
                if file.startswith("include/"):
                    with self.subTest(file):
                        private = [included for included
                                   in self.project.includes(file)
                                   if included.startswith(("src/", "tests/"))]
                        self.assertEqual(private, [])


class Findings(unittest.TestCase):
    """What the test itself notices."""

    BUILD = """
proto_library(name = "proto", deps = ["//proto/wamp/v1:a_proto"])
cc_library(name = "codec", hdrs = ["include/wamp/codec.h"])
cc_library(
    name = "types",
    srcs = ["src/types.cc"],
    hdrs = ["include/wamp/types.h"],
    deps = [":proto", "@com_google_absl//absl/strings"],
)
cc_library(
    name = "wire",
    hdrs = ["include/wamp/wire.h"],
    deps = [":codec", ":types"],
)
cc_test(
    name = "types_test",
    srcs = ["tests/types_test.cc"],
    deps = [":types", "@com_google_googletest//:gtest_main"],
)
"""
    MESSAGES = """
proto_library(name = "a_proto", srcs = ["a.proto"])
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
    LAYERS = {
        "messages": ({"proto"}, set()),
        "codecs": ({"codec"}, set()),
        "types": ({"types"}, {"messages"}),
        "engine": ({"wire"}, {"codecs", "types"}),
    }

    def project(self, file="src/types.cc", more="", build=BUILD):
        sources = dict(self.SOURCES)
        sources[file] += more
        packages = [from_bazel.Package("", build),
                    from_bazel.Package("proto/wamp/v1", self.MESSAGES)]
        return Project(packages, sources.__getitem__)

    def test_none(self):
        project = self.project()
        self.assertEqual(project.misplaced(self.LAYERS), [])
        self.assertEqual(project.undeclared(), [])

    def test_include(self):
        project = self.project(more='#include "wamp/codec.h"\n')
        self.assertEqual(project.undeclared(), [
            "types: src/types.cc includes include/wamp/codec.h of codec"])

    def test_include_of_no_target(self):
        project = self.project("tests/types_test.cc",
                               '#include "tests/other.h"\n')
        self.assertEqual(project.undeclared(), [
            "types_test: tests/types_test.cc includes tests/other.h of none"])

    def test_dependency(self):
        project = self.project(build=self.BUILD.replace(
            "@com_google_absl//absl/strings", ":codec"))
        self.assertEqual(project.misplaced(self.LAYERS),
                         ["types: depends on codec"])

    def test_library_without_a_layer(self):
        project = self.project(build=self.BUILD + """
cc_library(name = "log", srcs = ["src/types.cc"])""")
        self.assertEqual(project.misplaced(self.LAYERS),
                         ["log: has no layer"])

    def test_layer_of_no_library(self):
        layers = {**self.LAYERS, "text": ({"text"}, set())}
        self.assertEqual(self.project().misplaced(layers),
                         ["text: is no library"])


if __name__ == "__main__":
    unittest.main()
