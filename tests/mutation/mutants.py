"""Checks that the tests notice when the code is wrong.

usage: mutants.py [--count N] [--seed TEXT] [--least PERCENT]
                  [--tests NAME,NAME...] [file...]

Chooses N mutants, by default 340, of the files, by default those below: the
engine, the codecs, the rules of URIs, redaction and policies. Writes a copy of
the repository that holds them all into build/mutation, builds the tests there,
and runs them once for each mutant, as long as none fails. Writes what became of
each to build/mutants.txt, and fails if fewer than PERCENT of them, by default
92, were noticed. With --tests, only these tests are built and run, and only
mutants that one of them reaches are counted. Run it in the root of the
repository.

A test that does not end counts as one that fails. Which mutants a test reaches
is found first, so that only tests which reach a mutant are run with it. The
choice follows from the seed and the sources alone.
"""

import argparse
import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time

import schemata
import sites as finding

FILES = [
    'src/engine/**/*.cc', 'src/engine/**/*.h', 'src/codec/*.cc', 'src/codec/*.h',
    'include/wamp/codec/*.h', 'src/types/uri.cc', 'src/log/redact*.cc',
    'src/log/redact*.h', 'src/auth/policy*.cc', 'src/auth/policy*.h',
]

# All tests include these, and would be compiled anew.
LEFT_OUT = {'include/wamp/codec/codec.h', 'include/wamp/codec/json_reader.h'}

TESTS = [
    'authenticator_test', 'authorizer_test', 'budget_test',
    'byte_scan_test', 'canary_test', 'check_annotations_test',
    'codec_cbor_test', 'codec_json_test', 'codec_msgpack_test',
    'codec_ubjson_test', 'decode_next_test', 'dict_test', 'digits_test',
    'engines_test', 'field_kinds_test', 'foreign_test',
    'foreign_values_test', 'frame_test', 'json_writer_test',
    'key_table_test', 'limits_test', 'measure_test', 'method_vectors_test',
    'payload_test', 'policy_test', 'reader_contract_test',
    'redaction_policy_test', 'redaction_reach_test', 'redaction_test',
    'reflection_test', 'relay_test', 'reuse_test', 'round_trip_test',
    'secrets_test', 'transcode_test', 'uri_test', 'utf8_test',
    'validate_test', 'value_test', 'vectors_test', 'wire_cases_test',
    'wire_test', 'writer_contract_test',
]

# What the sources include, and is made first.
MESSAGES = ['wamp_auth_proto', 'wamp_log_proto', 'wamp_proto']

JOBS = os.environ.get('JOBS', str(os.cpu_count()))
ROOT = pathlib.Path('build/mutation')
TREE = ROOT / 'tree'
# As in the repository, for ccache: paths within it are alike.
BUILD = TREE / 'build/release'
REPORT = pathlib.Path('build/mutants.txt')

# Any one will do, as long as it stays: a survivor shall survive again.
ENVIRONMENT = {**os.environ, 'WAMP_TEST_SEED': '20240501',
               'CCACHE_BASEDIR': str(TREE.resolve()), 'CCACHE_NOHASHDIR': '1'}

# A mutant may ask for memory without end.
MOST_MEMORY = 6 << 30


class Failure(Exception):
    """Something that keeps the check from being made."""


def copy_tree(mutated):
    """Makes the copy like the repository, but leaves alone what is alike, and
    what is going to be mutated.
    """
    listed = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
        check=True, capture_output=True).stdout.decode().split('\0')
    wanted = {path for path in listed if path and os.path.isfile(path)}
    for path in wanted:
        if path in mutated and (TREE / path).exists():
            continue
        write_if_other(TREE / path, pathlib.Path(path).read_bytes(),
                       os.stat(path).st_mode)
    for file in TREE.rglob('*'):
        if file.is_file() and BUILD.parent not in file.parents and (
                file.relative_to(TREE).as_posix() not in wanted):
            file.unlink()


def write_if_other(file, content, mode=None):
    """Writes a file, unless it holds this already."""
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if mode is not None:
        file.chmod(mode)


def configure():
    """Configures the build of the copy, and makes the messages' headers.

    What holds no mutants has the flags of the preset `release`, for ccache.
    """
    run_or_fail([
        'cmake', '-S', TREE, '-B', BUILD, '-G', 'Ninja', '--log-level=WARNING',
        '-DCMAKE_BUILD_TYPE=Release', '-DWAMP_TEST_COPTS=-O1;-w',
        '-DWAMP_LIBRARY_COPTS=-O1;-w', '-DWAMP_TEST_EACH_CASE=OFF'],
                'CMake could not configure the copy')
    run_or_fail(['ninja', '-C', BUILD, '--quiet', '-j', JOBS, *MESSAGES],
                'the messages do not build')


def run_or_fail(command, complaint):
    """Runs a command, whose output is shown only if it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False,
                            env=ENVIRONMENT)
    if result.returncode != 0:
        raise Failure(f'{complaint}:\n{result.stdout.decode()[-4000:]}')


def flags():
    """Returns the arguments that any file of the project compiles with."""
    commands = json.loads((BUILD / 'compile_commands.json').read_text())
    words = []
    for entry in commands:
        if entry['file'].endswith('/src/log/redactor.cc'):
            words = entry['command'].split()
    kept = [word for word in words if word.startswith(('-I', '-D', '-std'))]
    kept += [f'-isystem{path}' for word, path in zip(words, words[1:])
             if word == '-isystem']
    return [*kept, '-include', 'tests/mutation/mutant.h']


class Mutants:
    """The mutants of a file, which change until all of them compile."""

    def __init__(self, path, quota, first, seed):
        self.path = path
        self.quota = quota
        self.first = first
        self.seed = seed
        self.banned = set()
        self.numbered = []

    def choose(self, arguments):
        """Chooses the mutants, and writes the source; returns itself."""
        source = finding.Source(self.path, arguments)
        found = source.sites()
        while True:
            chosen = schemata.choose_of_file(
                found, self.quota, f'{self.seed}:{self.path}', self.banned)
            self.numbered = list(enumerate(chosen, self.first))
            text = schemata.mutate(source.text, self.numbered)
            if not self.ban(source.broken_lines(text)):
                break
        write_if_other(TREE / self.path, schemata.with_header(text)
                       if self.numbered else source.text)
        return self

    def ban(self, lines):
        """Does without the mutants of these lines; returns whether any was."""
        before = len(self.banned)
        for _, site in self.numbered:
            if any(site.line <= line <= site.last_line for line in lines):
                self.banned.add(site.line)
        return len(self.banned) > before


class Choice:
    """The mutants of all files."""

    def __init__(self, paths, count, seed):
        self.arguments = flags()
        self.arguments += finding.precompile(paths, self.arguments,
                                             str((ROOT / 'all.h').resolve()))
        self.files = {}
        first = 1
        quotas = schemata.quotas(
            {path: os.path.getsize(path) for path in paths}, count)
        for path, quota in quotas.items():
            self.files[path] = Mutants(path, quota, first, seed)
            first += quota

    def choose(self, paths):
        """Chooses the mutants of these files, and writes their sources."""
        with concurrent.futures.ProcessPoolExecutor(int(JOBS)) as pool:
            for mutants in pool.map(Mutants.choose,
                                    [self.files[path] for path in paths],
                                    itertools.repeat(self.arguments)):
                self.files[mutants.path] = mutants

    def build(self, tests):
        """Builds the tests, and does without mutants that do not compile."""
        changed = list(self.files)
        while True:
            self.choose(changed)
            result = subprocess.run(
                ['ninja', '-C', BUILD, '--quiet', '-k', '0', '-j',
                 JOBS, *(f'wamp_{test}' for test in tests)],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                env=ENVIRONMENT)
            if result.returncode == 0:
                return
            output = result.stdout.decode()
            mentioned = re.findall(r'\b((?:src|include)/[^:\s]+):(\d+)',
                                   output)
            changed = [path for path, mutants in self.files.items()
                       if mutants.ban({int(line) - 1 for file, line in mentioned
                                       if file == path})]
            if not changed:
                raise Failure(f'the tests do not build:\n{output[-4000:]}')

    def sites(self):
        """Returns the mutants by their numbers."""
        return {number: site for mutants in self.files.values()
                for number, site in mutants.numbered}


def limit(seconds):
    """Limits what this process may take, of a processor so much time."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_test(test, seconds, **environment):
    """Returns whether a test passes within so much time of a processor."""
    try:
        result = subprocess.run(
            [(BUILD / 'tests' / test).resolve(), '--gtest_fail_fast',
             '--gtest_brief=1'],
            cwd=TREE, env={**ENVIRONMENT, **environment}, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: limit(seconds), timeout=20 * seconds)
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0


def survey(tests):
    """Returns the tests by what they take, and the mutants that each reaches."""
    reached, taken = {}, {}
    trace = (ROOT / 'trace').resolve()
    for test in tests:
        trace.unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        if not run_test(test, 600, WAMP_MUTANT_TRACE=str(trace)):
            raise Failure(f'{test} fails without any mutant')
        taken[test] = resource.getrusage(
            resource.RUSAGE_CHILDREN).ru_utime - before
        reached[test] = {int(number) for number in trace.read_text().split()
                         } if trace.exists() else set()
    return taken, reached


def judge(number, taken, reached):
    """Returns the test that notices a mutant; None if none does."""
    tests = [test for test in taken if number in reached[test]]
    for test in sorted(tests, key=taken.get):
        seconds = 5 + int(5 * taken[test])
        if not run_test(test, seconds, WAMP_MUTANT=str(number)):
            return test
    return None


def percent(part, whole):
    """Returns a share in percent."""
    return 100 * part / whole if whole else 100


def report(sites, killers, reached):
    """Returns the text of the report."""
    lines = ['noticed  of  file']
    for path in sorted({site.path for site in sites.values()}):
        numbers = [n for n, site in sites.items() if site.path == path]
        noticed = sum(1 for n in numbers if killers[n])
        lines.append(f'{noticed:7} {len(numbers):3}  {path}')
    noticed = sum(1 for killer in killers.values() if killer)
    lines.append(f'{noticed:7} {len(sites):3}  all: '
                 f'{percent(noticed, len(sites)):.1f} %')
    by_any = set().union(*reached.values())
    lines += ['', 'survivors']
    for number, site in sorted(sites.items()):
        if not killers[number]:
            of_none = '' if number in by_any else '  (no test reaches it)'
            lines.append(f'{site.path}:{site.line}: {site.kind}: '
                         f'{site.change()}{of_none}')
    lines += ['', 'noticed']
    for number, site in sorted(sites.items()):
        if killers[number]:
            lines.append(f'{site.path}:{site.line}: {site.kind}: '
                         f'{site.change()}  ({killers[number]})')
    return '\n'.join(lines) + '\n'


def files_of(names):
    """Returns the paths that are named, or else all, without what is none."""
    if names:
        missing = [name for name in names if not os.path.isfile(name)]
        if missing:
            raise Failure(f'no such file: {", ".join(missing)}')
        return sorted(names)
    return sorted({path.as_posix() for pattern in FILES
                   for path in pathlib.Path('.').glob(pattern)} - LEFT_OUT)


def check(arguments):
    """Makes the check; returns the share of mutants that were noticed."""
    paths = files_of(arguments.file)
    copy_tree(paths)
    configure()
    choice = Choice(paths, arguments.count, arguments.seed)
    tests = arguments.tests.split(',') if arguments.tests else TESTS
    choice.build(tests)
    sites = choice.sites()
    print(f'{len(sites)} mutants in {len(choice.files)} files are built',
          flush=True)
    taken, reached = survey(tests)
    if arguments.tests:
        by_any = set().union(*reached.values())
        sites = {n: site for n, site in sites.items() if n in by_any}
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(
            int(JOBS)) as pool:
        results = pool.map(lambda n: judge(n, taken, reached), sites)
        killers = dict(zip(sites, results))
    REPORT.write_text(report(sites, killers, reached), encoding='utf-8')
    print(REPORT.read_text(encoding='utf-8').partition('\nnoticed\n')[0])
    print(f'{time.monotonic() - start:.0f} s; all mutants are in {REPORT}')
    return percent(sum(1 for killer in killers.values() if killer), len(sites))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split('usage: ')[1]
                                     .split('\n\n')[0])
    parser.add_argument('--count', type=int, default=340)
    parser.add_argument('--seed', default='wamp')
    parser.add_argument('--least', type=float, default=92)
    parser.add_argument('--tests')
    parser.add_argument('file', nargs='*')
    try:
        arguments = parser.parse_args()
        noticed = check(arguments)
    except Failure as failure:
        sys.exit(f'mutants: {failure}')
    if noticed < arguments.least:
        sys.exit(f'mutants: the tests notice {noticed:.1f} % of the mutants, '
                 f'expected {arguments.least:g} % at least')


if __name__ == '__main__':
    main()
