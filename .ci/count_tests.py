"""Prints one line that counts the tests of finished runs.

usage: count_tests.py <folder>...

A build folder of CMake's holds ctest.xml, which `ctest --output-junit` wrote. A
folder of Bazel's holds a test.xml for each test of each package. A folder
without any of these counts nothing.
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


def bazel_outcome(case):
    """Returns the outcome of a <testcase> in a test.xml."""
    if case.find('failure') is not None or case.find('error') is not None:
        return FAILED
    if case.get('status') == 'notrun' or case.find('skipped') is not None:
        return SKIPPED
    return PASSED


def count(folder):
    """Returns how many tests of a build folder had which outcome."""
    total = collections.Counter()
    for report in folder.glob('*/**/test.xml'):
        total.update(bazel_outcome(case)
                     for case in ElementTree.parse(report).iter('testcase'))
    report = folder / 'ctest.xml'
    if not report.exists():
        return total
    total.update(ctest_outcome(case)
                 for case in ElementTree.parse(report).iter('testcase'))
    return total


def main():
    total = sum((count(pathlib.Path(f)) for f in sys.argv[1:]),
                collections.Counter())
    print(', '.join(f'{total[o]} {o}' for o in (PASSED, FAILED, SKIPPED)))


if __name__ == '__main__':
    main()
