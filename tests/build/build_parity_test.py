"""Fails where CMakeLists.txt and BUILD.bazel describe different builds.

Run it in the root of the repository. The files are read as text: the first by
the form of its rules, the second as the Python that it also is.
"""

import pathlib
import re
import unittest

# CMake's rules for C++ and protos, and Bazel's for the same.
RULES = {
    "wamp_cc_binary": "cc_binary",
    "wamp_cc_library": "cc_library",
    "wamp_cc_test": "cc_test",
    "wamp_proto_library": "proto_library",
}
FLAGS = {"PUBLIC", "TESTONLY", "NO_DISCOVER"}
KEYWORDS = FLAGS | {"NAME", "HDRS", "SRCS", "DEPS", "DATA",
                    "STRIP_IMPORT_PREFIX"}

# Rules of CMakeLists.txt without a counterpart: the benchmarks, whose
# yardsticks only CMake looks for, and what `./dev regen` runs.
CMAKE_ONLY_RULES = {"wamp_cc_benchmark", "wamp_regenerate"}
# CMake finds these by their path.
BAZEL_ONLY_LABELS = {":schema_rows", "@com_google_protobuf//:descriptor_proto"}

# Labels whose names do not follow from one another.
LABELS = {
    "@com_google_absl//absl/random": "absl::random_random",
    "@com_google_googletest//:gtest": "GTest::gtest",
    "@com_google_googletest//:gtest_main": "GTest::gmock_main",
}


def cc_proto_name(name):
    """Returns what Bazel calls the C++ of a proto_library."""
    return re.sub("proto$", "cc_proto", name)


def cmake_commands(text):
    """Yields the name and the arguments of each command."""
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    for name, body in re.findall(r"(\w+)\(([^()]*)\)", text):
        yield name, [word.strip('"') for word in body.split()]


def cmake_keywords(words, keywords):
    """Returns the words that follow each keyword."""
    found = {}
    values = None
    for word in words:
        if word in keywords:
            values = found.setdefault(word, [])
        elif values is None:
            raise ValueError(f"expected a keyword, found {word!r} in {words}")
        else:
            values.append(word)
    return found


def command_of(words):
    """Returns the scripts and the targets of a test's command."""
    text = " ".join(words)
    scripts = set(re.findall(r"\btests/[\w/]+\.(?:py|mjs|sh)\b", text))
    targets = set(re.findall(r"TARGET_FILE:wamp_(\w+)|rootpath (?://)?:(\w+)", text))
    targets = {one or other for one, other in targets}
    targets |= set(re.findall(r"^wamp_(\w+)", text))
    return {"scripts": scripts, "targets": targets}


def in_folder(folder, files):
    """Returns the files of a folder as those of the repository."""
    return {file if ":" in file else folder + file for file in files}


def cmake_targets(text, folder=""):
    """Returns what CMakeLists.txt declares: the attributes by kind and name."""
    targets = {}
    for rule, words in cmake_commands(text):
        if rule in RULES:
            found = cmake_keywords(words, KEYWORDS)
            name, = found["NAME"]
            target = {key.lower(): set(found.get(key, []))
                      for key in KEYWORDS - FLAGS - {"NAME"}}
            for key in "srcs", "hdrs", "data":
                target[key] = in_folder(folder, target[key])
            target.update((flag.lower(), flag in found)
                          for flag in ("PUBLIC", "TESTONLY"))
            targets[RULES[rule], name] = target
        elif rule in ("wamp_py_test", "wamp_js_test", "add_test"):
            found = cmake_keywords(words, {"NAME", "SRC", "ARGS", "COMMAND",
                                           "WORKING_DIRECTORY"})
            name, = found["NAME"]
            targets["command_test", name] = command_of(
                found.get("COMMAND", []) + found.get("SRC", []) +
                found.get("ARGS", []))
        elif rule.startswith("wamp_") and rule not in CMAKE_ONLY_RULES:
            raise ValueError(f"CMakeLists.txt: unknown rule {rule}")
    return targets


class BuildFile:
    """Runs a BUILD file and keeps what it declares."""

    def __init__(self, text):
        self.targets = {}
        self.testonly = False
        names = {rule: self.rule(rule)
                 for rule in [*RULES.values(), "cc_proto_library",
                              "command_test", "filegroup"]}
        names.update((name, lambda *_, **__: None)
                     for name in ("exports_files", "licenses", "load"))
        names["package"] = self.package
        names["glob"] = lambda patterns, **_: patterns
        exec(compile(text, "BUILD.bazel", "exec"), names)

    def package(self, default_testonly):
        self.testonly = default_testonly

    def rule(self, rule):
        def declare(name, **attributes):
            attributes.setdefault("testonly", self.testonly)
            self.targets[rule, name] = attributes
        return declare


def cmake_name(label, protos):
    """Returns what CMakeLists.txt calls a label."""
    if label in LABELS:
        return LABELS[label]
    match = re.fullmatch(r"@com_google_absl//absl/(?:\w+:|(?=\w+$))(\w+)",
                         label)
    if match:
        return "absl::" + match[1]
    match = re.fullmatch(r"(?://)?:(\w+)", label)
    if match:
        return "wamp_types::" + protos.get(match[1], match[1])
    return label


def bazel_targets(text, folder="", protos_above=()):
    """Returns what BUILD.bazel declares, in the form of cmake_targets.

    protos_above: the protos of other BUILD files that this one may name.
    """
    declared = BuildFile(text).targets
    own = {cc_proto_name(name): name
           for rule, name in declared if rule == "proto_library"}
    protos = {**own, **{cc_proto_name(name): name for name in protos_above}}
    targets = {}
    for (rule, name), attributes in declared.items():
        if rule == "command_test":
            targets[rule, name] = command_of(
                [attributes["program"], *attributes.get("arguments", []),
                 *attributes.get("environment", {}).values()])
        elif rule in RULES.values() and name not in protos:
            deps = set(attributes.get("deps", [])) - BAZEL_ONLY_LABELS
            prefix = attributes.get("strip_import_prefix")
            targets[rule, name] = {
                "srcs": in_folder(folder, attributes.get("srcs", [])),
                "hdrs": in_folder(folder, attributes.get("hdrs", [])),
                "deps": {cmake_name(label, protos) for label in deps},
                "data": in_folder(folder, attributes.get("data", [])),
                "strip_import_prefix": {prefix} if prefix else set(),
                "public": "//visibility:public" in
                          attributes.get("visibility", []),
                # Tests are so in any case.
                "testonly": attributes["testonly"] and
                            rule.endswith("_library"),
            }
    for proto_name in own:
        missing = ("cc_proto_library", proto_name), ("cc_library", proto_name)
        if not any(key in declared for key in missing):
            raise ValueError(f"BUILD.bazel: {own[proto_name]} has no C++ "
                             f"target {proto_name}")
    return targets


def differences(cmake, bazel):
    """Returns a line for everything in which the two builds differ."""
    lines = []
    for key in sorted(cmake.keys() | bazel.keys()):
        rule, name = key
        for present, file in ((cmake, "CMakeLists.txt"),
                              (bazel, "BUILD.bazel")):
            if key not in present:
                lines.append(f"{rule} {name}: missing in {file}")
        if key not in cmake or key not in bazel:
            continue
        for attribute, expected in cmake[key].items():
            found = bazel[key][attribute]
            if attribute == "data":
                # CMake's tests see the whole repository.
                found = found & expected
            if expected == found:
                continue
            if isinstance(expected, set):
                for file, more in (("CMakeLists.txt", expected - found),
                                   ("BUILD.bazel", found - expected)):
                    lines += [f"{rule} {name}: {attribute}: only in {file}: "
                              f"{value}" for value in sorted(more)]
            else:
                lines.append(f"{rule} {name}: {attribute}: {expected} in "
                             f"CMakeLists.txt, {found} in BUILD.bazel")
    return lines


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def project_targets():
    """Returns what the CMakeLists.txt of all folders declare."""
    return {**cmake_targets(read("CMakeLists.txt")),
            **cmake_targets(read("tests/CMakeLists.txt"), "tests/")}


class Parity(unittest.TestCase):
    maxDiff = None

    def test_targets(self):
        bazel = {**bazel_targets(read("BUILD.bazel")),
                 **bazel_targets(read("tests/BUILD.bazel"), "tests/",
                                 ["proto"])}
        self.assertEqual(differences(project_targets(), bazel), [])

    def test_warnings(self):
        cmake = re.search(r"APPEND WAMP_COPTS (-Wall[^)]*)\)",
                          read("cmake/WampTargets.cmake"))
        bazel = re.search(r"--per_file_copt=\S*@(\S+)", read(".bazelrc"))
        self.assertEqual(set(cmake[1].split()) | {"-Werror"},
                         set(bazel[1].split(",")))

    def test_language(self):
        cmake = re.search(r"set\(CMAKE_CXX_STANDARD (\d+)\)",
                          read("CMakeLists.txt"))
        self.assertEqual(re.findall(r"-std=c\+\+(\d+)", read(".bazelrc")),
                         [cmake[1]] * 2)

    def test_version(self):
        cmake = re.search(r"project\(wamp_types\s+VERSION (\S+)",
                          read("CMakeLists.txt"))
        bazel = re.search(r'version = "([^"]+)"', read("MODULE.bazel"))
        self.assertEqual(cmake[1], bazel[1])


class Differences(unittest.TestCase):
    """What the comparison itself notices."""

    CMAKE = """
        wamp_proto_library(NAME proto SRCS a.proto PUBLIC)
        # wamp_cc_library(NAME none)
        wamp_cc_library(
          NAME a HDRS include/a.h SRCS a.cc DEPS wamp_types::proto
          absl::cord absl::strings absl::random_random PUBLIC)
        wamp_cc_binary(NAME tool SRCS tool.cc)
        wamp_cc_test(
          NAME a_test SRCS a_test.cc DEPS GTest::gmock_main DATA a.txt)
        wamp_py_test(
          NAME b SRC tests/b.py ARGS $<TARGET_FILE:wamp_tool>)
        add_test(NAME c COMMAND wamp_tool --check .)
    """
    BAZEL = """
proto_library(
    name = "proto",
    srcs = ["a.proto"],
    visibility = ["//visibility:public"],
)
cc_proto_library(name = "cc_proto", deps = [":proto"])
cc_library(
    name = "a",
    srcs = ["a.cc"],
    hdrs = ["include/a.h"],
    visibility = ["//visibility:public"],
    deps = [
        ":cc_proto",
        "@com_google_absl//absl/random",
        "@com_google_absl//absl/strings",
        "@com_google_absl//absl/strings:cord",
    ],
)
cc_binary(name = "tool", srcs = ["tool.cc"])
cc_test(
    name = "a_test",
    srcs = ["a_test.cc"],
    data = ["a.txt", "more.txt"],
    deps = ["@com_google_googletest//:gtest_main"],
)
command_test(
    name = "b",
    arguments = ["tests/b.py", "$PWD/$(rootpath :tool)"],
    program = "python3",
)
command_test(
    name = "c",
    arguments = ["--check", "."],
    program = "$PWD/$(rootpath :tool)",
)
"""

    def differences(self, cmake, bazel):
        return differences(cmake_targets(cmake), bazel_targets(bazel))

    def test_none(self):
        self.assertEqual(self.differences(self.CMAKE, self.BAZEL), [])

    def test_each(self):
        for name, old, new, expected in (
            ("missing source", '"a.cc"', "",
             ["cc_library a: srcs: only in CMakeLists.txt: a.cc"]),
            ("further header", '"include/a.h"', '"include/a.h", "b.h"',
             ["cc_library a: hdrs: only in BUILD.bazel: b.h"]),
            ("other dependency", "strings:cord", "strings:str_format",
             ["cc_library a: deps: only in CMakeLists.txt: absl::cord",
              "cc_library a: deps: only in BUILD.bazel: absl::str_format"]),
            ("dependency of the project", '":cc_proto",', "",
             ["cc_library a: deps: only in CMakeLists.txt: "
              "wamp_types::proto"]),
            ("renamed test", '"a_test",', '"b_test",',
             ["cc_test a_test: missing in BUILD.bazel",
              "cc_test b_test: missing in CMakeLists.txt"]),
            ("missing data", '"a.txt", ', "",
             ["cc_test a_test: data: only in CMakeLists.txt: a.txt"]),
            ("hidden", 'visibility = ["//visibility:public"],\n    deps',
             "deps",
             ["cc_library a: public: True in CMakeLists.txt, False in "
              "BUILD.bazel"]),
            ("only for tests", '"a",', '"a", testonly = True,',
             ["cc_library a: testonly: False in CMakeLists.txt, True in "
              "BUILD.bazel"]),
            ("other script", "tests/b.py", "tests/c.py",
             ["command_test b: scripts: only in CMakeLists.txt: tests/b.py",
              "command_test b: scripts: only in BUILD.bazel: tests/c.py"]),
            ("other program", 'program = "$PWD/$(rootpath :tool)"',
             'program = "$PWD/$(rootpath :lool)"',
             ["command_test c: targets: only in CMakeLists.txt: tool",
              "command_test c: targets: only in BUILD.bazel: lool"]),
        ):
            with self.subTest(name):
                self.assertIn(old, self.BAZEL)
                changed = self.BAZEL.replace(old, new)
                self.assertEqual(self.differences(self.CMAKE, changed), expected)

    def test_proto_without_cc(self):
        with self.assertRaisesRegex(ValueError, "no C\\+\\+ target cc_proto"):
            self.differences(self.CMAKE, self.BAZEL.replace(
                'cc_proto_library(name = "cc_proto", deps = [":proto"])', ""))

    def test_unknown_rule(self):
        with self.assertRaisesRegex(ValueError, "unknown rule wamp_cc_thing"):
            self.differences("wamp_cc_thing(NAME a)", self.BAZEL)


if __name__ == "__main__":
    unittest.main()
