"""Finds the places of C++ sources that can be mutated, by libclang.

What the compiler computes is left alone: constexpr, static_assert, template
arguments, sizes of arrays, labels of cases.
"""

import dataclasses
import re

from clang import cindex
from clang.cindex import CursorKind as Kind

# Each operator, and what may stand in its place.
OPERATORS = {
    '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'],
    '==': ['!='], '!=': ['=='], '&&': ['||'], '||': ['&&'],
    '+': ['-'], '-': ['+'], '&': ['|'], '|': ['&'], '<<': ['>>'], '>>': ['<<'],
}

FUNCTIONS = {Kind.FUNCTION_DECL, Kind.CXX_METHOD, Kind.CONSTRUCTOR,
             Kind.DESTRUCTOR, Kind.FUNCTION_TEMPLATE, Kind.CONVERSION_FUNCTION}

STATEMENTS = {Kind.CALL_EXPR, Kind.BINARY_OPERATOR, Kind.UNARY_OPERATOR,
              Kind.COMPOUND_ASSIGNMENT_OPERATOR}

INTEGER = re.compile(r'(0x[0-9a-fA-F]+|\d+)([uUlL]*)')

# Without these, a program does the same, but slower.
WITHOUT_EFFECT = re.compile(r'\b[Rr]eserve\(')


@dataclasses.dataclass(frozen=True)
class Site:
    """A place, what stands there, and what a mutant has instead."""
    path: str
    line: int
    last_line: int
    start: int
    end: int
    kind: str
    original: str
    mutated: str
    # The code of both, with {} for the question whether the mutant is active.
    code: str

    def change(self):
        """Returns what the mutant changes, on one line."""
        return ' '.join(f'{self.original} -> {self.mutated}'.split())


def has_word(cursor, word):
    """Returns whether a declaration has the word before its body."""
    for token in cursor.get_tokens():
        if token.spelling in ('{', ';'):
            return False
        if token.spelling == word:
            return True
    return False


class Finder:
    """Finds the sites of one file."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.sites = []

    def between(self, start, end):
        """Returns the text of a range of bytes."""
        return self.text[start:end].decode()

    def span(self, cursor):
        """Returns where a cursor begins and ends; None outside of the file."""
        extent = cursor.extent
        if extent.start.file is None or extent.start.file.name != self.path:
            return None
        start, end = extent.start.offset, extent.end.offset
        return (start, end) if start < end else None

    def add(self, cursor, kind, mutated, code, span=None):
        """Adds a site, {0} of whose code is the question."""
        start, end = span or self.span(cursor)
        line = self.text.count(b'\n', 0, start) + 1
        self.sites.append(Site(
            self.path, line, line + self.text.count(b'\n', start, end), start,
            end, kind, self.between(start, end), mutated, code))

    def negate(self, cursor, kind):
        """Adds the opposite of a condition."""
        original = self.between(*self.span(cursor))
        self.add(cursor, kind, f'!({original})',
                 '({} != static_cast<bool>(' + escaped(original) + '))')

    def binary(self, cursor, children):
        """Adds the mutants of an operator between two operands."""
        left, right = self.span(children[0]), self.span(children[-1])
        if not left or not right or left[1] > right[0]:
            return
        operator = self.between(left[1], right[0]).strip()
        start, end = left[0], right[1]
        for other in OPERATORS.get(operator, []):
            # Streams write by it.
            if operator in ('<<', '>>') and cursor.kind != Kind.BINARY_OPERATOR:
                continue
            first, last = self.between(*left), self.between(*right)
            original = f'{first} {operator} {last}'
            mutated = f'{first} {other} {last}'
            self.add(cursor, f'{operator} becomes {other}', mutated,
                     '({} ? ' + escaped(mutated) + ' : ' + escaped(original) +
                     ')', (start, end))

    def condition(self, cursor, children):
        """Adds the opposite of what an `if` or `?:` asks."""
        for child in children:
            span = self.span(child)
            if not span or not child.kind.is_expression():
                continue
            before = self.between(0, span[0]).rstrip()[-1:]
            after = self.between(span[1], len(self.text)).lstrip()[:1]
            if cursor.kind == Kind.CONDITIONAL_OPERATOR or (
                    before in '(;' and after == ')'):
                self.negate(child, 'condition negated')
            return

    def literal(self, cursor):
        """Adds the neighbours of a number."""
        span = self.span(cursor)
        text = self.between(*span) if span else ''
        if not INTEGER.fullmatch(text):
            return
        self.add(cursor, 'constant + 1', f'{text} + 1',
                 f'({{}} ? {text} + 1 : {text})')
        if int(INTEGER.fullmatch(text)[1], 0) > 0:
            self.add(cursor, 'constant - 1', f'{text} - 1',
                     f'({{}} ? {text} - 1 : {text})')

    def statement(self, cursor):
        """Adds the removal of a statement."""
        span = self.span(cursor)
        if not span or cursor.kind not in STATEMENTS:
            return
        text = self.between(*span)
        if not WITHOUT_EFFECT.search(text) and (
                self.between(span[1], len(self.text)).lstrip()[:1] == ';'):
            self.add(cursor, 'statement removed', ';',
                     'if (!{}) ' + escaped(text))

    def visit(self, cursor):
        """Adds the sites below what is no part of a function yet."""
        for child in cursor.get_children():
            file = child.location.file
            if file is None or file.name != self.path:
                continue
            if child.kind not in FUNCTIONS:
                self.visit(child)
            elif not has_word(child, 'constexpr'):
                for part in child.get_children():
                    if part.kind == Kind.COMPOUND_STMT:
                        self.body(part)

    def body(self, cursor):
        """Adds the sites of code that runs."""
        children = list(cursor.get_children())
        kind = cursor.kind
        if kind == Kind.STATIC_ASSERT or kind in (
                Kind.TYPE_REF, Kind.TEMPLATE_REF, Kind.TYPE_ALIAS_DECL):
            return
        if kind == Kind.VAR_DECL and (
                has_word(cursor, 'constexpr') or
                cursor.type.kind == cindex.TypeKind.CONSTANTARRAY):
            return
        if kind in (Kind.STRUCT_DECL, Kind.CLASS_DECL):
            self.visit(cursor)
            return
        if kind in (Kind.IF_STMT, Kind.CONDITIONAL_OPERATOR):
            words = [t.spelling for _, t in zip(range(2), cursor.get_tokens())]
            if words == ['if', 'constexpr']:
                children = children[1:]
            else:
                self.condition(cursor, children)
        elif kind in (Kind.BINARY_OPERATOR, Kind.CALL_EXPR) and (
                kind == Kind.BINARY_OPERATOR or
                cursor.spelling.startswith('operator')):
            if len(children) >= 2:
                self.binary(cursor, children)
        elif kind == Kind.INTEGER_LITERAL:
            self.literal(cursor)
        elif kind == Kind.CXX_BOOL_LITERAL_EXPR:
            span = self.span(cursor)
            text = self.between(*span) if span else ''
            other = {'true': 'false', 'false': 'true'}.get(text)
            if other:
                self.add(cursor, f'{text} becomes {other}', other,
                         f'({{}} ? {other} : {text})')
        elif kind == Kind.RETURN_STMT and children:
            value = children[0]
            if (value.type.kind == cindex.TypeKind.BOOL and self.span(value) and
                    value.kind == Kind.CALL_EXPR):
                self.negate(value, 'result negated')
        elif kind == Kind.CASE_STMT:
            children = children[1:]
        if kind == Kind.COMPOUND_STMT:
            for child in children:
                self.statement(child)
        for child in children:
            self.body(child)


def escaped(text):
    """Returns text that str.format() leaves alone."""
    return text.replace('{', '{{').replace('}', '}}')


def precompile(paths, arguments, header):
    """Makes `header` precompiled, of all that the files include and that has no
    sites; returns the arguments that use it.
    """
    pattern = re.compile(
        r'^#include (?:<[^>]+>|"(?:absl|google)/[^"]+"|"[^"]+\.pb\.h")', re.M)
    includes = set()
    for path in paths:
        with open(path, encoding='utf-8') as file:
            includes.update(pattern.findall(file.read()))
    with open(header, 'w', encoding='utf-8') as file:
        file.write('\n'.join(sorted(includes)) + '\n')
    unit = cindex.Index.create().parse(
        header, [*arguments, '-x', 'c++-header', '-Wno-everything'],
        options=cindex.TranslationUnit.PARSE_INCOMPLETE)
    unit.save(header + '.pch')
    return ['-include-pch', header + '.pch']


class Source:
    """A file as libclang sees it, which can be asked what other text would do."""

    def __init__(self, path, arguments):
        self.path = path
        with open(path, 'rb') as file:
            self.text = file.read()
        self.unit = cindex.Index.create().parse(
            path, [*arguments, '-x', 'c++', '-Wno-everything'])
        for diagnostic in self.errors():
            raise ValueError(str(diagnostic))

    def errors(self):
        """Returns what keeps the file from compiling."""
        return [diagnostic for diagnostic in self.unit.diagnostics
                if diagnostic.severity >= cindex.Diagnostic.Error]

    def sites(self):
        """Returns the sites of the file, from its beginning to its end."""
        finder = Finder(self.path, self.text)
        finder.visit(self.unit.cursor)
        unique = {(site.start, site.end, site.mutated): site
                  for site in finder.sites}
        return sorted(unique.values(), key=lambda site: (
            site.start, site.end, site.mutated))

    def broken_lines(self, text):
        """Returns the lines at which this text for the file does not compile."""
        self.unit.reparse([(self.path, text.decode())])
        return {diagnostic.location.line
                for diagnostic in self.errors()
                if diagnostic.location.file is not None and
                diagnostic.location.file.name == self.path}
