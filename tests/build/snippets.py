"""Compiles and runs what README and the pages of docs/ show.

usage: snippets.py <build folder>

A block of C++ is compiled as the body of a function, after the headers that it and
the blocks before it on the page include, or all public ones but gRPC's on a page that
shows none;
a block of a .proto file goes through protoc first; commands are run, one block in one
shell; a block for CMake is built, with an installed copy of the build folder. A
comment before a block says what a reader knows from the text around it:

  <!-- snippet: absl::Status Send(std::string bytes) -->   the function's head
  <!-- snippet: package my -->                            of the .proto file
  <!-- snippet: file proto/tea/v1/tea.proto -->            its whole text
  <!-- snippet: from proto/wamp/v1/pubsub.proto -->       lines of that file
  <!-- snippet: not run, because … -->
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r"^#include .*\n", re.MULTILINE)
BLOCK = re.compile(
    r"(?:^<!-- snippet: (?P<mark>[^\n]*?) -->\n)?"
    r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
WARNINGS = ["-Wall", "-Wextra", "-Werror"]


class Failed(Exception):
    """A block does not do what it should."""


def run(*args, **options):
    done = subprocess.run(args, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False,
                          **options)
    if done.returncode != 0:
        lines = done.stdout.splitlines()[:20]
        raise Failed("\n".join([f"{args[0]} fails:", *lines]))
    return done.stdout


class Snippets:

    def __init__(self, build, scratch, pool):
        self.pool = pool
        # What is being compiled, and where it is from.
        self.compiling = []
        self.generated = build / "proto"
        self.scratch = scratch
        # Where commands are run, and what they find installed.
        self.folder = scratch / "files"
        self.folder.mkdir()
        prefix = scratch / "prefix"
        for component in ("dev", "dev_grpc", "tool", "wamp_authd",
                          "wamplog_serve"):
            run("cmake", "--install", str(build), "--prefix", str(prefix),
                "--component", component)
        pkgconfig, = prefix.rglob("pkgconfig")
        self.environment = dict(
            os.environ, CMAKE_PREFIX_PATH=str(prefix),
            # Debian's Python before any other, for its modules.
            PATH=f"{prefix / 'bin'}:/usr/bin:{os.environ['PATH']}",
            PKG_CONFIG_PATH=str(pkgconfig))
        self.counts = {}
        # The headers of what .proto blocks have declared so far.
        self.own_headers = []
        # The lines that include what the page has shown so far.
        self.includes = []

    def check(self, page):
        self.includes = []
        for block in BLOCK.finditer(page.read_text("utf-8")):
            language = block["language"] or "text"
            mark = block["mark"] or ""
            if mark.startswith("not run") or language == "text":
                continue
            line = page.read_text("utf-8").count("\n", 0, block.start()) + 1
            where = f"{page.relative_to(ROOT)}:{line}"
            try:
                if mark.startswith("from "):
                    self.check_excerpt(block["text"], ROOT / mark[5:])
                elif language == "cpp":
                    self.compiling.append(
                        (where, self.compile(block["text"], mark)))
                else:
                    getattr(self, "check_" + language)(block["text"], mark)
            except AttributeError as error:
                raise Failed(f"no way to check a block of {language}") from error
            except Failed as error:
                raise Failed(f"{where}: {error}") from error
            self.counts[language] = self.counts.get(language, 0) + 1

    def finish(self):
        """Waits for all that is being compiled."""
        for where, compiled in self.compiling:
            try:
                compiled.result()
            except Failed as error:
                raise Failed(f"{where}: {error}") from error

    @staticmethod
    def check_excerpt(text, path):
        lines = iter(path.read_text("utf-8").splitlines())
        for wanted in text.splitlines():
            if wanted.strip() and wanted not in lines:
                raise Failed(f"{path.name} has no line {wanted!r} there")

    def compile(self, text, head):
        self.includes += INCLUDE.findall(text)
        body = INCLUDE.sub("", text)
        unit = self.scratch / f"snippet{len(self.compiling)}.cc"
        unit.write_text("".join(self.includes or self.all_includes())
                        + f"{head or 'void Snippet()'};\n"
                        + f"{head or 'void Snippet()'} {{\n{body}\n}}\n", "utf-8")
        return self.pool.submit(
            run, "g++", "-std=c++17", *WARNINGS, "-fsyntax-only",
            "-Wno-unused-variable", "-Wno-unused-but-set-variable",
            "-I" + str(ROOT / "include"), "-I" + str(self.scratch),
            "-isystem", str(self.generated), str(unit))

    def all_includes(self):
        headers = sorted(p.relative_to(ROOT / "include")
                         for p in (ROOT / "include/wamp").rglob("*.h")
                         if p.parent.name != "grpc")
        return ["#include <iostream>\n",
                *(f'#include "{h}"\n' for h in [*headers, *self.own_headers])]

    def check_proto(self, text, mark):
        if mark.startswith("file "):
            path = self.folder / mark[5:]
            root = self.folder / "proto"
        else:
            root = self.scratch
            path = root / f"own{len(self.own_headers)}.proto"
            text = f'syntax = "proto3";\n{mark};\n{text}'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        run("protoc", f"--cpp_out={self.scratch}", f"-I{ROOT / 'proto'}",
            f"-I{root}", str(path))
        self.own_headers.append(path.relative_to(root).with_suffix(".pb.h"))

    def check_cmake(self, text, _):
        for source in re.findall(r"\w+\.cc\b", text):
            (self.folder / source).write_text("int main() {}\n", "utf-8")
        (self.folder / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\n"
            f"project(snippet LANGUAGES CXX)\n{text}", "utf-8")
        for command in ("-G", "Ninja", "--fresh", "-S.", "-Bbuild"), ("--build", "build"):
            run("cmake", *command, cwd=self.folder, env=self.environment)

    def check_sh(self, text, _):
        (self.folder / "in.json").write_bytes(
            (ROOT / "tests/data/autobahn-python/pubsub.json").read_bytes())
        self.shell("""
            wampcat transcode --to=msgpack in.json >session.msgpack
            wampcat transcode --to=json --to-framing=rawsocket in.json \\
              >client-to-router.tcp
            wampcat transcode --to=wamp.2.json.batched in.json >messages
            cp messages in""")
        # Both sides of a connection.
        (self.folder / "connection.json").write_text(
            '[1,"realm1",{"roles":{"caller":{}},"authid":"joe"}]\n'
            '[2,7,{"roles":{"dealer":{}},"authid":"joe"}]\n'
            '[6,{},"wamp.close.normal"]\n', "utf-8")
        commands = []
        for line in text.splitlines():
            if line.startswith("./dev "):
                command = line.split()[1]
                if not re.search(rf"^  {command} ", run("./dev", "help", cwd=ROOT),
                                 re.MULTILINE):
                    raise Failed(f"./dev has no command {command!r}")
            elif line.strip():
                commands.append(line)
        if commands:
            self.shell("\n".join(commands))

    def shell(self, commands):
        run("bash", "-euo", "pipefail", "-c", commands, cwd=self.folder,
            env=self.environment)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md",
             *sorted((ROOT / "docs").rglob("*.md"))]
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        snippets = Snippets(build, pathlib.Path(scratch), pool)
        try:
            for page in pages:
                snippets.check(page)
            snippets.finish()
        except Failed as error:
            sys.exit(f"snippets: {error}")
        print("snippets:", ", ".join(f"{count} of {language}" for language, count
                                     in sorted(snippets.counts.items())))


if __name__ == "__main__":
    main()
