"""Writes the CMake lists of targets from the BUILD.bazel files.

usage: from_bazel.py [--check]

Run it in the root of the repository. With --check it writes nothing, but says
which lists are not up to date, and fails if there are any.

The BUILD.bazel files are the one description of the build: this runs each of
them as the Python that it nearly is, and writes what it declares as calls of
the functions in cmake/WampTargets.cmake. A target x becomes wamp_x, so that the
names of targets differ throughout the repository.
"""

import pathlib
import re
import sys

# What is written, and which packages go into it. The first pattern that fits a
# package decides.
LISTS = [
    ("cmake/targets/tools.cmake", r"src/tools(/|$)"),
    ("cmake/targets/tests.cmake", r"(tests|examples)(/|$)"),
    ("cmake/targets/libraries.cmake", r""),
]

# Not a part of the build: other workspaces, and what only Bazel needs.
FOREIGN = re.compile(
    r"(third_party|tests/consumer|build|bazel-[^/]*)(/|$)|(.*/)?node_modules/")

NOTICE = """\
# Generated from the BUILD.bazel files. Do not edit: run ./dev regen.
"""

# Labels whose names in CMake do not follow from them.
LABELS = {
    "@com_google_absl//absl/random": "absl::random_random",
    "@com_google_googletest//:gtest": "GTest::gtest",
    "@com_google_googletest//:gtest_main": "GTest::gmock_main",
    "@com_google_protobuf//:protoc_lib": "protobuf::libprotoc",
    # What protobuf's own package brings along.
    "@com_google_protobuf//:descriptor_proto": None,
    "@com_google_protobuf//:duration_proto": None,
    "@com_google_protobuf//:protobuf": "protobuf::libprotobuf",
    "@com_google_protobuf//:timestamp_proto": None,
    # Whichever of the two a program has.
    "@boringssl//:crypto": "OpenSSL::Crypto",
    "@grpc//:grpc++": "gRPC::grpc++",
    "@grpc//:grpc++_reflection": "gRPC::grpc++_reflection",
    "@libargon2": "PkgConfig::libargon2",
    "@libpq": "PostgreSQL::PostgreSQL",
    "@prometheus-cpp//pull": "PkgConfig::prometheus_cpp",
    "@sqlite3": "SQLite3::SQLite3",
    "//:proto": "wamp_types::proto",
    "//:cc_proto": "wamp_types::proto",
}

# Dependencies that not all have or want, and CMake's variables that say whether
# what needs them is built. OpenSSL comes with the log, or with what libargon2
# comes with.
OPTIONAL = {"OpenSSL::Crypto": "WAMP_BUILD_LOG",
            "PkgConfig::libargon2": "WAMP_BUILD_AUTH",
            "gRPC::grpc++": "WAMP_BUILD_GRPC",
            "PkgConfig::prometheus_cpp": "WAMP_BUILD_SERVERS",
            "PostgreSQL::PostgreSQL": "WAMP_BUILD_LOG_POSTGRES",
            "SQLite3::SQLite3": "WAMP_BUILD_LOG_SQLITE"}

# Programs that CMake looks for.
PROGRAMS = {"/usr/bin/python3": "${WAMP_PYTHON}", "node": "${WAMP_NODE}"}

# Tags that tell Bazel something. The others are labels in ctest, as the folder is.
BAZEL_TAGS = {"no-sandbox"}

# The rules, and those of their attributes that may be used: any other (copts,
# say) would hold in Bazel's build alone. Some say nothing to CMake, where tests
# see all files, and all targets have the same include paths.
RULES = {
    "alias": {"actual"},
    "cc_binary": {"srcs", "deps", "data"},
    "cc_library": {"srcs", "hdrs", "textual_hdrs", "deps", "data", "includes",
                   "strip_include_prefix"},
    "cc_grpc_library": {"srcs", "protos", "deps"},
    "cc_proto_library": {"deps"},
    "cc_test": {"srcs", "deps", "data", "size", "tags", "timeout"},
    "command_test": {"program", "arguments", "environment", "data", "tags"},
    "filegroup": {"srcs"},
    "proto_library": {"srcs", "deps", "strip_import_prefix"},
}


class Package:
    """What one BUILD file declares."""

    def __init__(self, path, text):
        self.path = path
        self.targets = []
        self.testonly = False
        names = {rule: self.rule(rule) for rule in RULES}
        names.update((name, lambda *_, **__: None)
                     for name in ("exports_files", "licenses", "load"))
        names["package"] = self.package
        names["glob"] = lambda *_, **__: []
        exec(compile(text, self.where(), "exec"), names)

    def where(self):
        """Returns the path of the BUILD file."""
        return (pathlib.PurePosixPath(self.path) / "BUILD.bazel").as_posix()

    def package(self, default_testonly=False, **_):
        self.testonly = default_testonly

    def rule(self, rule):
        def declare(name, **attributes):
            unknown = attributes.keys() - RULES[rule] - {"testonly",
                                                         "visibility"}
            if unknown:
                raise ValueError(
                    f"{self.where()}: {rule} {name}: CMake's lists have no "
                    f"word for {', '.join(sorted(unknown))}")
            attributes.setdefault("testonly", self.testonly)
            self.targets.append((rule, name, attributes))
        return declare

    def label(self, name):
        """Returns the full label of one that may be short."""
        if name.startswith(":"):
            return f"//{self.path}{name}"
        match = re.fullmatch(r"(//.*?([^/]+))", name)
        if match and ":" not in name:
            return f"{name}:{match[2]}"
        return name

    def file(self, name):
        """Returns the path of a file in the repository."""
        if not name.startswith(("//", ":")):
            name = ":" + name
        folder, file = self.label(name)[len("//"):].split(":")
        return f"{folder}/{file}" if folder else file


def packages():
    """Returns the packages of the repository, in the order of their paths."""
    found = []
    for file in sorted(pathlib.Path(".").glob("**/BUILD.bazel")):
        path = file.parent.as_posix()
        path = "" if path == "." else path
        if not FOREIGN.match(path):
            found.append(Package(path, file.read_text(encoding="utf-8")))
    return found


class Translator:
    """Turns what is declared into calls of CMake's functions."""

    def __init__(self, found):
        self.names = dict(LABELS)
        targets = [(package, f"//{package.path}:{name}", rule, name, attributes)
                   for package in found
                   for rule, name, attributes in package.targets]
        self.declared = {label for _, label, _, _, _ in targets}
        self.check_names(targets)
        # The libraries of messages, by the folder: all of a folder are one, as
        # CMake links no parts of it. It is called after what names them all.
        self.messages = {
            package.label(dep)[len("//"):].split(":")[0]: name
            for package, _, rule, name, attributes in targets
            if rule == "proto_library" and not package.path
            for dep in attributes.get("deps", [])}
        for package, label, rule, name, _ in targets:
            if package.path in self.messages and (
                    name.endswith("cc_proto") or
                    rule in ("proto_library", "cc_proto_library")):
                self.names[label] = (
                    "wamp_types::" + self.messages[package.path])
            elif rule in ("cc_library", "cc_binary", "cc_grpc_library",
                          "proto_library"):
                self.names.setdefault(label, f"wamp_types::{name}")
        for rule_of_other, attribute in (("cc_proto_library", "deps"),
                                         ("alias", "actual")):
            for package, label, rule, _, attributes in targets:
                if rule == rule_of_other and label not in self.names:
                    other = attributes[attribute]
                    if rule == "cc_proto_library":
                        other, = other
                    self.names[label] = self.library(package, other)

    def check_names(self, targets):
        """Fails where two packages have a target of the same name."""
        owners = {}
        for package, label, rule, name, _ in targets:
            if rule in ("alias", "filegroup"):
                continue
            owner = owners.setdefault(name, label)
            if owner != label:
                raise ValueError(f"{package.where()}: {owner} has the name of "
                                 f"{label}, and CMake has no packages")

    def library(self, package, label):
        """Returns what CMake calls a dependency; None for none."""
        label = package.label(label)
        if label in self.names:
            return self.names[label]
        match = re.fullmatch(r"@com_google_absl//absl/(?:\w+:|(?=\w+$))(\w+)",
                             label)
        if match:
            return "absl::" + match[1]
        raise ValueError(f"{package.where()}: no CMake name for {label}")

    def files(self, package, attributes, key):
        """Returns the listed files. Those of other targets need no list."""
        return [package.file(name) for name in attributes.get(key, [])
                if package.label(name) not in self.declared]

    def word(self, package, text):
        """Returns a word of a command."""
        def target(match):
            name = self.library(package, match[1]).split("::")[1]
            return f"$<TARGET_FILE:wamp_{name}>"
        return re.sub(r"\$PWD/\$\(rootpath ([^)]+)\)", target, text)

    def command(self, package, attributes):
        """Returns the lists of a test that runs a command."""
        program = self.word(package, attributes["program"])
        return {
            "COMMAND": [PROGRAMS.get(program, program)] + [
                self.word(package, a) for a in attributes.get("arguments", [])],
            "ENVIRONMENT": [
                f"{key}={self.word(package, value)}" for key, value in
                sorted(attributes.get("environment", {}).items())],
            "LABELS": self.test_labels(package, attributes),
        }

    def test_labels(self, package, attributes):
        """Returns the folder of a test below tests/, and the tags that it has in
        CMake, too.
        """
        folder = pathlib.PurePosixPath(package.path).parts[1:2]
        return [*folder, *(tag for tag in attributes.get("tags", [])
                           if tag not in BAZEL_TAGS)]

    def message_library(self, folder, found):
        """Returns the lists of the library of all messages of a folder."""
        package, = [package for package in found if package.path == folder]
        protos = [attributes for rule, _, attributes in package.targets
                  if rule == "proto_library"]
        deps = {self.library(package, label)
                for attributes in protos for label in attributes.get("deps", [])}
        return {
            "STRIP_IMPORT_PREFIX": ["proto"],
            "SRCS": sorted(file for attributes in protos
                           for file in self.files(package, attributes, "srcs")),
            "DEPS": sorted(deps - {None, "wamp_types::" +
                                   self.messages[folder]}),
        }

    def target(self, package, rule, name, attributes, found):
        """Returns the lists and the flags of a target; None if CMake has none.
        """
        if rule == "command_test":
            return self.command(package, attributes), []
        label = f"//{package.path}:{name}"
        if rule == "proto_library" and not package.path:
            folder, = [folder for folder, library in self.messages.items()
                       if library == name]
            return self.message_library(folder, found), ["PUBLIC"]
        of_messages = self.messages.get(package.path)
        if (of_messages and self.names.get(label) == "wamp_types::" + of_messages
                or rule not in ("cc_library", "cc_binary", "cc_grpc_library",
                                "cc_test", "proto_library")):
            return None
        lists = {
            "HDRS": self.files(package, attributes, "hdrs") +
                    self.files(package, attributes, "textual_hdrs"),
            "SRCS": self.files(package, attributes, "srcs"),
            "DEPS": sorted({self.library(package, label)
                            for label in attributes.get("deps", [])} - {None}),
        }
        if rule == "cc_grpc_library":
            lists["DEPS"] = sorted([*lists["DEPS"],
                                    self.library(package, "@grpc//:grpc++")])
        if rule == "cc_test":
            lists["LABELS"] = self.test_labels(package, attributes)
        if "strip_import_prefix" in attributes:
            prefix = attributes["strip_import_prefix"]
            lists["STRIP_IMPORT_PREFIX"] = [
                package.file(prefix) if not prefix.startswith("/")
                else prefix[1:]]
        flags = {
            "PUBLIC": rule in ("cc_library", "cc_binary", "cc_grpc_library") and
                      "//visibility:public" in attributes.get("visibility", []),
            "TESTONLY": rule.endswith("_library") and attributes["testonly"],
            "INTERNAL": rule == "cc_library" and
                        package.path.startswith("src/tools/"),
        }
        return lists, [flag for flag, given in flags.items() if given]


def targets(found):
    """Yields the package, rule, name, lists and flags of each of CMake's targets.
    """
    translator = Translator(found)
    for package in found:
        for rule, name, attributes in package.targets:
            target = translator.target(package, rule, name, attributes, found)
            if target:
                yield package, rule, name, *target


def conditions(calls):
    """Returns what must hold for each target to be built, by its name: what it
    needs itself, and what each needs that it is made of.
    """
    uses = {name: {word.split("::")[1] for word in words
                   if word.startswith("wamp_types::")} |
                  {match for word in words
                   for match in re.findall(r"TARGET_FILE:wamp_([^>]+)>", word)}
            for name, words in calls.items()}
    needed = {name: {OPTIONAL[word] for word in words if word in OPTIONAL}
              for name, words in calls.items()}
    for variables in needed.values():
        if "WAMP_BUILD_AUTH" in variables:
            variables.discard("WAMP_BUILD_LOG")
    changed = True
    while changed:
        changed = False
        for name, others in uses.items():
            more = set().union(*(needed.get(other, set()) for other in others))
            if not more <= needed[name]:
                needed[name] |= more
                changed = True
    return needed


def call(rule, name, lists, flags):
    """Returns the call that makes a target."""
    lines = [f"wamp_{rule}(", f"  NAME {name}"]
    for key, values in lists.items():
        if values:
            lines.append(f"  {key}")
            lines += [f'    "{value}"' if re.search(r"[^\w./:$<>{}-]", value)
                      else f"    {value}" for value in values]
    lines += [f"  {flag}" for flag in flags]
    return "\n".join(lines) + ")\n"


def texts(found):
    """Returns the generated files for these packages."""
    files = {path: [NOTICE] for path, _ in LISTS}
    declared = list(targets(found))
    needed = conditions({name: [word for words in lists.values()
                                for word in words]
                         for _, _, name, lists, _ in declared})
    for package, rule, name, lists, flags in declared:
        path = next(path for path, pattern in LISTS
                    if re.match(pattern, package.path))
        text = call(rule, name, lists, flags)
        if needed[name]:
            text = (f"if({' AND '.join(sorted(needed[name]))})\n" +
                    "".join(f"  {line}\n" for line in text.splitlines()) +
                    "endif()\n")
        files[path].append(text)
    return {path: "\n".join(calls) for path, calls in files.items()}


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    stale = 0
    for path, text in texts(packages()).items():
        file = pathlib.Path(path)
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        if check:
            print(f"{path}: not up to date; run ./dev regen", file=sys.stderr)
            stale += 1
            continue
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(f"wrote {path}")
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()
