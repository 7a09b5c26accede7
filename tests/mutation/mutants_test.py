"""Tests what mutants.py makes of sources.

Run it in the root of the repository. It needs libclang and a C++ compiler.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, 'tests/mutation')

try:
    import mutants
    import schemata
    import sites as finding
except ImportError as error:
    print(f'skipped: {error}')
    sys.exit(77)

HEADER = os.path.abspath('tests/mutation/mutant.h')

# Each case: the body of a function of `int a, int b`, and the changes.
CASES = [
    ('return a < b;', ['a < b -> a <= b', 'a < b -> a >= b']),
    ('return a == b && b;', ['a == b -> a != b', 'a == b && b -> a == b || b']),
    ('return a + b;', ['a + b -> a - b']),
    ('return a ? 7 : b;', ['a -> !(a)', '7 -> 7 + 1', '7 -> 7 - 1']),
    ('if (a) b = a; return b;', ['a -> !(a)']),
    ('if (int c = a) return c; return b;', []),
    ('b = a;\n  return b;', ['b = a -> ;']),
    ('bool t = true; return t;', ['true -> false']),
    ('int n = 0; return n;', ['0 -> 0 + 1']),
    ('constexpr int n = 1 + 2; return n;', []),
    ('if constexpr (sizeof(int) == 4) { return a; } return b;', []),
    ('static_assert(1 + 1 == 2, ""); return a;', []),
    ('char c[8 + 1]; return sizeof(c) & a;',
     ['sizeof(c) & a -> sizeof(c) | a']),
    ('switch (a) { case 3: return b; default: return a; }', []),
    ('auto f = [&] { return a != b; };\n  return f();',
     ['a != b -> a == b']),
]

OUTSIDE = """\
constexpr int Twice(int n) { return n + n; }
enum { kOne = 1 };
int numbers[2 + 2];
"""

# Its mutants all change what it prints, or keep it from ending.
TOY = """\
// A program.
#include <cstdio>

int Count(int from, int to) {
  int count = 0;
  for (int i = from; i < to; ++i) {
    count += i;
  }
  return count;
}

int main() {
  std::printf("%d\\n", Count(3, 5));
  if (Count(2, 4) == 5) {
    std::puts("five");
  }
}
"""


def write(folder, text):
    """Makes a source of a folder; returns its path."""
    path = os.path.join(folder, 'toy.cc')
    pathlib.Path(path).write_text(text, encoding='utf-8')
    return path


class SitesTest(unittest.TestCase):

    def test_finds_what_runs(self):
        for body, expected in CASES:
            with self.subTest(body), tempfile.TemporaryDirectory() as folder:
                path = write(folder, f'{OUTSIDE}int F(int a, int b) {{\n  '
                                     f'{body}\n}}\n')
                found = finding.Source(path, ['-std=c++17']).sites()
                self.assertCountEqual([site.change() for site in found],
                                      expected)

    def test_names_the_lines_that_do_not_compile(self):
        with tempfile.TemporaryDirectory() as folder:
            source = finding.Source(write(folder, 'int a;\n'), [])
            self.assertEqual(source.broken_lines(b'int a;\n\nint b = c;\n'),
                             {3})


class SchemataTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = write(self.folder, TOY)
        self.source = finding.Source(self.path, [])
        self.found = self.source.sites()

    def choose(self, **arguments):
        return schemata.choose_of_file(self.found, 100, 'seed', **arguments)

    def test_chooses_the_same_again_and_one_of_a_line(self):
        chosen = self.choose()
        self.assertEqual(chosen, self.choose())
        lines = [site.line for site in chosen]
        self.assertEqual(lines, sorted(set(lines)))

    def test_leaves_out_banned_lines(self):
        self.assertNotIn(7, [site.line for site in self.choose(banned={7})])

    def test_spreads_mutants_by_size(self):
        self.assertEqual(schemata.quotas({'a': 800, 'b': 200, 'c': 1}, 10),
                         {'a': 8, 'b': 2, 'c': 1})

    def test_programs_are_one_of_their_mutants(self):
        chosen = self.choose()
        numbered = list(enumerate(chosen, 1))
        text = schemata.mutate(self.source.text, numbered)
        self.assertEqual(text.count(b'\n'), TOY.count('\n'))
        mutated = write(self.folder, text.decode())
        program = os.path.join(self.folder, 'toy')
        subprocess.run(['c++', '-std=c++17', '-include', HEADER, '-o', program,
                        mutated], check=True)
        trace = os.path.join(self.folder, 'trace')

        def run(**environment):
            return subprocess.run(
                [program], env=environment, check=False, timeout=60,
                preexec_fn=lambda: mutants.limit(2),
                capture_output=True).stdout

        whole = run(WAMP_MUTANT_TRACE=trace)
        self.assertEqual(whole, b'7\nfive\n')
        self.assertEqual(pathlib.Path(trace).read_text(encoding='utf-8'),
                         ''.join(f'{number}\n' for number, _ in numbered))
        for number, site in numbered:
            with self.subTest(site.change()):
                self.assertNotEqual(run(WAMP_MUTANT=str(number)), whole)


class ReportTest(unittest.TestCase):

    def test_counts_by_file_and_names_survivors(self):
        site = finding.Site('a.cc', 3, 3, 10, 15, '< becomes <=', 'a < b',
                            'a <= b', '')
        other = finding.Site('b.cc', 5, 5, 10, 11, 'constant + 1', '0',
                             '0 + 1', '')
        text = mutants.report({1: site, 2: other}, {1: 'a_test', 2: None},
                              {'a_test': {1}})
        self.assertIn('      1   1  a.cc\n      0   1  b.cc\n'
                      '      1   2  all: 50.0 %\n', text)
        self.assertIn('survivors\nb.cc:5: constant + 1: 0 -> 0 + 1'
                      '  (no test reaches it)\n', text)
        self.assertIn('noticed\na.cc:3: < becomes <=: a < b -> a <= b'
                      '  (a_test)\n', text)


if __name__ == '__main__':
    unittest.main()
