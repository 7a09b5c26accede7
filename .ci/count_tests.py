"""Prints one line that counts the tests of finished runs.

usage: count_tests.py <folder>...

A build folder of CMake's holds ctest.xml, which `ctest --output-junit` wrote,
and possibly gtest/<test>.xml for the tests that ran a whole GoogleTest binary;
these count with each of their cases. A folder of Bazel's holds a test.xml for
each test of each package. A folder without any of these counts nothing.
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
    """Returns the outcome of a <testcase> of GoogleTest's."""
    if case.find('failure') is not None or case.find('error') is not None:
        return FAILED
    if case.get('status') == 'notrun' or case.find('skipped') is not None:
        return SKIPPED
    return PASSED


def count(folder):
    """Returns how many tests of a build folder had which outcome."""
    total = collections.Counter()
    for report in folder.glob('*/**/test.xml'):
        total.update(gtest_outcome(case)
                     for case in ElementTree.parse(report).iter('testcase'))
    report = folder / 'ctest.xml'
    if not report.exists():
        return total
    for case in ElementTree.parse(report).iter('testcase'):
        outcome = ctest_outcome(case)
        cases = folder / 'gtest' / (case.get('name') + '.xml')
        if not cases.exists():
            total[outcome] += 1
            continue
        inner = collections.Counter(
            gtest_outcome(c) for c in ElementTree.parse(cases).iter('testcase'))
        # The process can fail after its cases have passed: a leak, say.
        if outcome == FAILED and not inner[FAILED]:
            inner[FAILED] = 1
        total += inner
    return total


def main():
    total = sum((count(pathlib.Path(f)) for f in sys.argv[1:]),
                collections.Counter())
    print(', '.join(f'{total[o]} {o}' for o in (PASSED, FAILED, SKIPPED)))


if __name__ == '__main__':
    main()
