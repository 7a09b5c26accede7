"""Tests what coverage.py makes of what gcov says.

Run it in the root of the repository.
"""

import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, 'tests/coverage')

import coverage  # pylint: disable=wrong-import-position

TOY = """\
template <class T>
T Half(T value) {
  if (value < 0) {
    return -(-value / 2);
  }
  return value / 2;
}

struct Held {
  ~Held() {}
};

void MayThrow(bool does) {
  if (does) throw 1;
}

void Calls() {
  const Held held;
  MayThrow(false);
}

int Never() {
  return 1;
}

int main() {
  Calls();
  return Half(1) == 0 && Half(1.0) == 0.5 ? 0 : Never();
}
"""


class CoverageTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        os.makedirs('src/toy')
        with open('src/toy/toy.cc', 'w', encoding='utf-8') as file:
            file.write(TOY)
        subprocess.run(['g++', '-O0', '--coverage', '-o', 'toy',
                        'src/toy/toy.cc'], check=True)
        subprocess.run(['./toy'], check=True)
        self.coverage = coverage.read('.', os.path.realpath('.'))

    def test_lists_lines_that_were_not_run(self):
        self.assertEqual(coverage.listing(self.coverage), """\
src/toy/toy.cc:4: return -(-value / 2);
src/toy/toy.cc:22: int Never() {
src/toy/toy.cc:23: return 1;
""")

    def test_counts_by_folder(self):
        text, lines = coverage.table(self.coverage)
        self.assertEqual([row.split() for row in text.splitlines()[1:]], [
            'src/toy 13 of 16 81.2 % 4 of 8 50.0 %'.split(),
            'all 13 of 16 81.2 % 4 of 8 50.0 %'.split()])
        self.assertAlmostEqual(lines, 100 * 13 / 16)


if __name__ == '__main__':
    unittest.main()
