"""Says which lines and branches of the sources the tests have run.

usage: coverage.py [--least PERCENT] <build folder>

Reads what gcov has to say of each object in the folder, in which the tests have
been run. Prints the lines and branches of each folder of src/ and include/, and
writes the lines that no test has run to build/coverage.txt. Fails if fewer than
PERCENT, by default 97, of all lines have been run. Run it in the root of the
repository.

Of a template, a line counts as run if any instance of it was. The libraries and
commands are measured, as they are built: what tests alone instantiate is not.
"""

import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import subprocess
import sys

REPORT = pathlib.Path('build/coverage.txt')


def gcov(note):
    """Returns what gcov has to say of an object, by its file of notes."""
    output = subprocess.run(
        ['gcov', '--json-format', '--stdout', '--branch-probabilities', note],
        check=True, capture_output=True).stdout
    return json.loads(output)


def branches_of_line(branches):
    """Returns how often each branch of a line was run.

    That a call may throw makes two of it, of which the second says so. They
    are no decision of the code's.
    """
    return [branch['count'] for branch, following in
            itertools.zip_longest(branches, branches[1:])
            if not branch['throw'] and not (following and following['throw'])]


class Coverage:
    """How often each line, and each branch of a line, was run, by file."""

    def __init__(self):
        self.lines = collections.defaultdict(collections.Counter)
        # By the line and how many branches it has there, as instances of a
        # template may differ.
        self.branches = collections.defaultdict(dict)

    def add(self, root, found):
        """Adds what gcov has said, of files in the root alone."""
        for file in found['files']:
            path = os.path.realpath(
                os.path.join(found['current_working_directory'], file['file']))
            path = os.path.relpath(path, root)
            if not path.startswith(('src/', 'include/')):
                continue
            for line in file['lines']:
                number = line['line_number']
                self.lines[path][number] += line['count']
                counts = branches_of_line(line['branches'])
                if counts:
                    key = (number, len(counts))
                    before = self.branches[path].get(key, [0] * len(counts))
                    self.branches[path][key] = [
                        a + b for a, b in zip(before, counts)]

    def branches_of(self, path):
        """Returns how often each branch of a file was run."""
        longest = {}
        for (number, _), counts in sorted(self.branches[path].items()):
            longest[number] = counts
        return list(itertools.chain.from_iterable(longest.values()))

    def missed(self, path):
        """Returns the lines of a file that were not run."""
        return sorted(number for number, count in self.lines[path].items()
                      if count == 0)


def read(folder, root):
    """Returns the coverage of all objects of a build folder."""
    coverage = Coverage()
    notes = sorted(pathlib.Path(folder).rglob('*.gcno'))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(gcov, notes):
            coverage.add(root, found)
    return coverage


def share(part, whole):
    """Returns a share in percent."""
    return 100 * part / whole if whole else 100


def row(name, counts):
    """Returns a line of the table."""
    lines, of_lines, branches, of_branches = counts
    return (f'{name:28} {lines:6} of {of_lines:6} {share(lines, of_lines):6.1f} %'
            f' {branches:6} of {of_branches:6}'
            f' {share(branches, of_branches):6.1f} %')


def table(coverage):
    """Returns a line for each folder and for all, and the share of all lines.
    """
    folders = collections.defaultdict(lambda: [0, 0, 0, 0])
    for path, lines in coverage.lines.items():
        branches = coverage.branches_of(path)
        counts = [sum(1 for count in lines.values() if count), len(lines),
                  sum(1 for count in branches if count), len(branches)]
        for name in (os.path.dirname(path), 'all'):
            folders[name] = [a + b for a, b in zip(folders[name], counts)]
    whole = folders.pop('all', [0, 0, 0, 0])
    text = [f'{"":28} {"lines":25} branches']
    text += [row(name, folders[name]) for name in sorted(folders)]
    return '\n'.join([*text, row('all', whole)]), share(*whole[:2])


def listing(coverage):
    """Returns the lines that were not run, as they stand in their files."""
    text = []
    for path in sorted(coverage.lines):
        source = pathlib.Path(path).read_text(encoding='utf-8').splitlines()
        for number in coverage.missed(path):
            text.append(f'{path}:{number}: {source[number - 1].strip()}\n')
    return ''.join(text)


def main():
    parser = argparse.ArgumentParser(
        usage=__doc__.split('usage: ')[1].split('\n\n')[0])
    parser.add_argument('--least', type=float, default=97)
    parser.add_argument('folder')
    arguments = parser.parse_args()
    coverage = read(arguments.folder, os.path.realpath('.'))
    text, lines = table(coverage)
    print(text)
    REPORT.write_text(listing(coverage), encoding='utf-8')
    print(f'the lines that were not run are in {REPORT}')
    if lines < arguments.least:
        sys.exit(f'coverage: {lines:.1f} % of the lines were run, expected '
                 f'{arguments.least:g} % at least')


if __name__ == '__main__':
    main()
