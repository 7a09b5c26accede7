"""Chooses mutants, and writes sources that hold all of them.

Each mutated place asks at run time whether its mutant is the active one, so that
a program is built once for all of them.
"""

import collections
import random


def overlaps(site, others):
    """Returns whether a site shares a line with one of the others."""
    return any(site.line <= other.last_line and other.line <= site.last_line
               for other in others)


def choose_of_file(sites, count, seed, banned=()):
    """Returns up to so many sites of a file: any, but of each kind alike, and
    none on the line of another or on a banned line.
    """
    kinds = collections.defaultdict(list)
    for site in sites:
        if not any(site.line <= line <= site.last_line for line in banned):
            kinds[site.kind].append(site)
    generator = random.Random(seed)
    order = sorted(kinds)
    generator.shuffle(order)
    for kind in order:
        generator.shuffle(kinds[kind])
    chosen = []
    while len(chosen) < count and any(kinds.values()):
        for kind in order:
            while kinds[kind] and len(chosen) < count:
                site = kinds[kind].pop()
                if not overlaps(site, chosen):
                    chosen.append(site)
                    break
    return sorted(chosen, key=lambda site: site.start)


def quotas(sizes, count):
    """Returns how many mutants each file gets: by its size, and one at least."""
    total = sum(sizes.values())
    return {path: max(1, round(count * size / total))
            for path, size in sizes.items()}


def mutate(text, numbered):
    """Returns the text of a file with the mutants in it, on the same lines."""
    for number, site in sorted(numbered, key=lambda pair: -pair[1].start):
        question = f'wamp_mutation::Is({number})'
        code = site.code.format(question).encode()
        missing = (text.count(b'\n', site.start, site.end) - code.count(b'\n'))
        text = (text[:site.start] + code + b'\n' * max(0, missing) +
                text[site.end:])
    return text


def with_header(text):
    """Returns the text of a mutated file, one line on, as compilers read it."""
    return b'#include "tests/mutation/mutant.h"\n' + text
