"""Runs the plugin of protoc that checks annotations.

WAMP_CHECK names the binary.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PLUGIN = os.environ["WAMP_CHECK"]
PROTOC = shutil.which("protoc")

TEA = """\
syntax = "proto3";
package tea;
import "wamp/v1/annotations.proto";
message Tea {
  option (wamp.v1.message) = {wire_name: "CALL.Options"};
  %s
}
"""

# Each case: what is in the message, and what the plugin says of it.
FAULTS = {
    "format_of_another_type": (
        "optional string cup = 1 [(wamp.v1.field) = {format: FORMAT_ID}];",
        "tea/v1/tea.proto: tea.Tea.cup "),
    "two_fields_of_one_key": (
        'optional bool milk = 1; optional bool no_sugar = 2 '
        '[(wamp.v1.field) = {key: "milk"}];',
        'tea/v1/tea.proto: tea.Tea.no_sugar '),
    "enum_without_tokens": (
        "enum Sort { SORT_UNSPECIFIED = 0; SORT_GREEN = 1; } "
        "optional Sort sort = 1;",
        "tea/v1/tea.proto: tea.Tea."),
    "map_of_numbers": (
        "map<int32, string> sugar = 1;",
        "tea/v1/tea.proto: tea.Tea.sugar "),
}


def check(folder, *files, out=None):
    """Runs protoc with the plugin over files below a folder."""
    done = subprocess.run(
        [PROTOC, f"--plugin=protoc-gen-wamp-check={PLUGIN}", "-I", str(folder),
         "-I", "proto", f"--wamp-check_out={out or folder}",
         *[str(folder / name) for name in files]],
        capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@unittest.skipUnless(PROTOC, "there is no protoc")
class ProtocGenWampCheck(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, body):
        path = self.folder / "tea" / "v1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEA % body)
        return path.relative_to(self.folder)

    def test_accepts_the_projects_own_protos(self):
        files = sorted(path.relative_to("proto")
                       for path in pathlib.Path("proto").rglob("*.proto"))
        self.assertGreater(len(files), 10)
        self.assertEqual(
            check(pathlib.Path("proto"), *files, out=self.folder), (0, ""))

    def test_writes_nothing(self):
        name = self.write("tea.proto", "optional bool milk = 1;")
        self.assertEqual(check(self.folder, name), (0, ""))
        self.assertEqual(
            [path for path in self.folder.rglob("*") if path.is_file()],
            [self.folder / name])

    def test_names_file_and_field(self):
        for case, (body, place) in FAULTS.items():
            with self.subTest(case):
                status, said = check(self.folder,
                                     self.write("tea.proto", body))
                self.assertEqual(status, 1)
                self.assertIn(f"--wamp-check_out: {place}", said)

    def test_names_the_faults_of_all_files(self):
        name = self.write("tea.proto", FAULTS["format_of_another_type"][0])
        other = self.folder / "tea" / "v1" / "other.proto"
        other.write_text((TEA % FAULTS["map_of_numbers"][0]).replace(
            "package tea;", "package other;"))
        status, said = check(self.folder, name,
                             other.relative_to(self.folder))
        self.assertEqual(status, 1)
        self.assertIn("tea.Tea.cup", said)
        self.assertIn("other.Tea.sugar", said)

    def test_says_each_fault_in_a_line(self):
        body = " ".join(FAULTS[case][0]
                        for case in ("format_of_another_type",
                                     "enum_without_tokens"))
        status, said = check(self.folder, self.write(
            "tea.proto", body.replace("sort = 1", "sort = 2")))
        self.assertEqual(status, 1)
        self.assertEqual([line.split()[-1] for line in said.splitlines()],
                         ["string", "token"], said)

    def test_tells_what_it_is(self):
        for option, said in (("--help", "protoc -I proto --wamp-check_out="),
                             ("--version", "protoc-gen-wamp-check 0.")):
            with self.subTest(option):
                done = subprocess.run([PLUGIN, option], capture_output=True,
                                      text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(said, done.stdout)

    def test_takes_no_parameter(self):
        name = self.write("tea.proto", "optional bool milk = 1;")
        status, said = check(self.folder, name, out=f"strict:{self.folder}")
        self.assertEqual(status, 1)
        self.assertIn('expected no parameter, got "strict"', said)


if __name__ == "__main__":
    unittest.main()
