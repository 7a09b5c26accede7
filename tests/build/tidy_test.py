"""Checks which files tests/build/tidy.py hands to clang-tidy together."""

import pathlib
import unittest

import tidy


def source(path, text, flags=(("-DA=1",), ("-Iinclude",))):
    return tidy.Source(pathlib.Path(path), flags, tidy.defined_names(text))


class Names(unittest.TestCase):

    def test_what_is_defined_at_the_start_of_a_line(self):
        names = tidy.defined_names("""\
#include "wamp/wire.h"
#define ROW(name) name
using ::testing::Eq;
namespace wamp {
using Codec = Json;
struct Row {
  int inner = 0;
};
enum class Kind { kOne };
constexpr char kName[] = "x";
const Row kSamples[] = {
};
// No function(of any kind)
absl::Status Read(absl::string_view text, int* read) {
}
std::vector<int>& Numbers() {
}
int Reader::Next() {
}
TEST(ReadTest, Reads) {
}
INSTANTIATE_TEST_SUITE_P(
    Faults, ReadTest,
    testing::ValuesIn(kSamples));
}  // namespace wamp
""")
        self.assertEqual(names, {
            "ROW", "Codec", "Row", "Kind", "kName", "kSamples", "Read",
            "Numbers", "Faults/ReadTest"})


class Batches(unittest.TestCase):

    def paths(self, sources, size=12):
        return [[str(each.path) for each in batch]
                for batch in tidy.batches(sources, size)]

    def test_files_below_a_folder_go_together(self):
        self.assertEqual(
            self.paths([source("a/1.cc", "int One() {"),
                        source("a/b/2.cc", "int Two() {"),
                        source("b/1.cc", "int Three() {")]),
            [["a/1.cc", "a/b/2.cc"], ["b/1.cc"]])

    def test_programs_go_together(self):
        self.assertEqual(
            self.paths([source("a/1.cc", "int main() {"),
                        source("a/2.cc", "int main() {")]),
            [["a/1.cc", "a/2.cc"]])

    def test_names_are_not_defined_twice(self):
        self.assertEqual(
            self.paths([source("a/1.cc", "struct Row {"),
                        source("a/2.cc", "struct Row {"),
                        source("a/3.cc", "struct Other {")]),
            [["a/1.cc", "a/3.cc"], ["a/2.cc"]])

    def test_definitions_on_the_command_line_are_the_same(self):
        self.assertEqual(
            self.paths([source("a/1.cc", ""), source("a/2.cc", "", ())]),
            [["a/1.cc"], ["a/2.cc"]])

    def test_there_is_a_most(self):
        self.assertEqual(
            self.paths([source(f"a/{i}.cc", "") for i in range(3)], size=2),
            [["a/0.cc", "a/1.cc"], ["a/2.cc"]])


class Flags(unittest.TestCase):

    def test_what_headers_depend_on_is_kept(self):
        self.assertEqual(
            tidy.flags_of("clang++ -DA=1 -I/x -isystem /y -O1 -Wall -std=c++17 "
                          "-Xclang -include-pch -Xclang /z.pch -c /x/a.cc"),
            (("-DA=1",), ("-I/x",), ("-isystem", "/y"), ("-std=c++17",)))


if __name__ == "__main__":
    unittest.main()
