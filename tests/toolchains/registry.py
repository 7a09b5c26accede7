"""Lays out a Bazel registry of what Debian has, for Bazel's module mode.

    registry.py <folder> <folder of sources> <MODULE.bazel>...

The registry has the modules that these files name, in the versions that they
ask for, and what those name in turn. Whatever the version, it is Debian's: the
sources of GoogleTest; for Abseil and protobuf, whose sources Debian links into
one another, and for BoringSSL and SQLite, the project's stand-ins, which link
the installed libraries. The modules that Debian's Bazel takes from elsewhere by
itself, as its bazelrc says, are not needed; the others, which nothing here
builds, are empty.
"""

import json
import pathlib
import re
import shutil
import sys

SYSTEM = pathlib.Path(__file__).resolve().parents[2] / "third_party/bazel/system"
BAZELRC = pathlib.Path("/etc/bazel/bazelrc")
LIBRARIES = pathlib.Path("/usr/lib")

STAND_INS = {"abseil-cpp": "abseil", "boringssl": "boringssl",
             "protobuf": "protobuf", "sqlite3": "sqlite3"}
SOURCES = {"googletest": "googletest-*"}

# Of Abseil's installed libraries, those for tests need GoogleTest.
ONLY_FOR_TESTS = re.compile("matchers|mock|test")


def without_comments(text):
    return re.sub(r"(?m)#.*$", "", text)


def dependencies(module_file):
    """Yields name and version of each bazel_dep that a dependent sees."""
    text = without_comments(module_file.read_text(encoding="utf-8"))
    for arguments in re.findall(r"bazel_dep\(([^)]*)\)", text):
        if module_file.parent == ROOT or "dev_dependency = True" not in arguments:
            found = dict(re.findall(r'(\w+) = "([^"]*)"', arguments))
            if "version" in found:
                yield found["name"], found["version"]


def overridden():
    """Returns the modules that Debian's Bazel has in folders of its own."""
    return dict(re.findall(r"--override_module=([\w-]+)=(\S+)",
                           BAZELRC.read_text(encoding="utf-8")))


def installed_abseil():
    names = {re.sub(r"^libabsl_|\.so$", "", path.name)
             for path in LIBRARIES.glob("*/libabsl_*.so")}
    return sorted(name for name in names if not ONLY_FOR_TESTS.search(name))


def lay_out_sources(name, sources, folder):
    """Makes the folder of a module, which needs no version yet."""
    if folder.exists():
        return
    if name in STAND_INS:
        shutil.copytree(SYSTEM / STAND_INS[name], folder)
    elif name in SOURCES:
        found = sorted(path for path in sources.glob(SOURCES[name])
                       if path.is_dir())
        if not found:
            sys.exit(f"registry.py: {sources}: expected the sources of {name}")
        shutil.copytree(found[-1], folder)
    else:
        folder.mkdir(parents=True)
    if name == "abseil-cpp":
        # The stand-in lists those of Debian 12.
        file = folder / "abseil.bzl"
        names = ", ".join(f'"{name}"' for name in installed_abseil())
        file.write_text(
            re.sub(r"(?s)_LIBRARIES = \[.*?\]", f"_LIBRARIES = [{names}]",
                   file.read_text(encoding="utf-8")), encoding="utf-8")


def module_text(name, version, folder):
    """Returns the MODULE.bazel of one version in the registry."""
    own = folder / "MODULE.bazel"
    if name in SOURCES and own.exists():
        return re.sub(r'(?s)(module\(\s*name = "[^"]*",\s*version = )"[^"]*"',
                      rf'\1"{version}"', own.read_text(encoding="utf-8"), count=1)
    text = f'module(name = "{name}", version = "{version}")\n'
    if name in STAND_INS:
        text += 'bazel_dep(name = "rules_cc", version = "0.0.11")\n'
    return text


def main(registry, sources, module_files):
    shutil.rmtree(registry, ignore_errors=True)
    (registry / "modules").mkdir(parents=True)
    (registry / "bazel_registry.json").write_text("{}\n", encoding="utf-8")
    elsewhere = overridden()
    todo = [pathlib.Path(file).resolve() for file in module_files]
    todo += [pathlib.Path(folder) / "MODULE.bazel"
             for folder in elsewhere.values()]
    done = set()
    while todo:
        for name, version in dependencies(todo.pop()):
            if name in elsewhere or name == "wamp_types" or (
                    name, version) in done:
                continue
            done.add((name, version))
            folder = registry / "sources" / name
            lay_out_sources(name, sources, folder)
            entry = registry / "modules" / name / version
            entry.mkdir(parents=True)
            file = entry / "MODULE.bazel"
            file.write_text(module_text(name, version, folder),
                            encoding="utf-8")
            (entry / "source.json").write_text(
                json.dumps({"type": "local_path", "path": str(folder)}) + "\n",
                encoding="utf-8")
            todo.append(file)
    for name, version in sorted(done):
        kind = ("a stand-in for the installed one" if name in STAND_INS else
                "Debian's sources" if name in SOURCES else "empty")
        print(f"{name} {version}: {kind}")


if __name__ == "__main__":
    ROOT = pathlib.Path(sys.argv[3]).resolve().parent
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]),
         sys.argv[3:])
