"""Prints one line that counts the tests of finished runs.

usage: count_tests.py <folder>...

A build folder of CMake's holds ctest.xml, which `ctest --output-junit` wrote, and
test_results/<name>.xml for a test that is a whole program of GoogleTest's: its
cases are counted then, and not the program. A folder of Bazel's holds a test.xml
for each test of each package. A folder without any of these counts nothing.
"""

import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

PASSED, FAILED, SKIPPED = 'passed', 'failed', 'skipped'


def ctest_outcome(case):
    """Returns the outcome of a <testcase> of ctest's."""
    status = case.get('status')
    if status == 'run':
        return PASSED
    if status == 'disabled':
        return SKIPPED
    # "notrun" is also the status of a test whose binary is missing. The reason
    # tells them apart.
    skipped = case.find('skipped')
    if skipped is not None and skipped.get('message', '').startswith('SKIP_'):
        return SKIPPED
    return FAILED


def gtest_outcome(case):
    """Returns the outcome of a <testcase> that GoogleTest or Bazel wrote."""
    if case.find('failure') is not None or case.find('error') is not None:
        return FAILED
    if case.get('status') == 'notrun' or case.find('skipped') is not None:
        return SKIPPED
    return PASSED


def cases(report):
    """Returns the <testcase>s of a file."""
    return ElementTree.parse(report).iter('testcase')


def ctest_outcomes(folder):
    """Yields the outcomes of the tests of a build folder of CMake's."""
    report = folder / 'ctest.xml'
    for case in cases(report) if report.exists() else ():
        program = folder / 'test_results' / f'{case.get("name")}.xml'
        if not program.exists():
            yield ctest_outcome(case)
            continue
        outcomes = [gtest_outcome(inner) for inner in cases(program)]
        yield from outcomes
        # What goes wrong after the last case, as a leak does, is of no case.
        if ctest_outcome(case) == FAILED and FAILED not in outcomes:
            yield FAILED


def count(folder):
    """Returns how many tests of a build folder had which outcome."""
    total = collections.Counter(ctest_outcomes(folder))
    for report in folder.glob('*/**/test.xml'):
        total.update(map(gtest_outcome, cases(report)))
    return total


def main():
    total = sum((count(pathlib.Path(f)) for f in sys.argv[1:]),
                collections.Counter())
    print(', '.join(f'{total[o]} {o}' for o in (PASSED, FAILED, SKIPPED)))


if __name__ == '__main__':
    main()
