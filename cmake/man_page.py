"""Writes what a command says by "help all" as a page of the manual.

usage: man_page.py <program> <version> <command>.1

The first line is "<command>: what it does". What follows may be laid out as
helps are; nothing depends on what it says:

  name:                a section; in it, and before the first one, there are
  -x, --long=X  text   terms with their texts, which go on below themselves,
  term
      text             or start on the next line;
  <command> ...        lines that are shown as they are, where they have no text;
                       and paragraphs.
"""

import pathlib
import re
import subprocess
import sys

SECTION = re.compile(r"(?P<name>[a-z][a-z ]*):(?:\s+(?P<rest>\S.*))?$")


def indentation(line):
    return len(line) - len(line.lstrip())


def escape(text, literal=False):
    """Returns text in which troff finds no commands."""
    words = re.split(r"(\s+)", text.replace("\\", "\\e"))
    # What is typed keeps its hyphens.
    text = "".join(word.replace("-", "\\-")
                   if literal or "=" in word or re.match(r"\W*-", word)
                   else word for word in words)
    for plain, name in (("'", "aq"), ("`", "ga"), ("^", "ha"), ("~", "ti")):
        text = text.replace(plain, f"\\({name}")
    return "\\&" + text if text.startswith(".") else text


class Body:
    """What stands below a heading or a term."""

    def __init__(self, command):
        self.command = command
        self.lines = []

    def paragraph(self, lines):
        """Adds text to be filled, which keeps the breaks that were meant."""
        self.lines.append(".PP")
        width = max(map(len, lines))
        for line, after in zip(lines, [*lines[1:], ""]):
            self.lines.append(escape(line.strip()))
            if after and len(f"{line} {after.split()[0]}") <= width:
                self.lines.append(".br")

    def literal(self, lines):
        self.lines += [".PP", ".nf",
                       *(escape(line, literal=True) for line in lines), ".fi"]

    def term(self, term, lines):
        """Adds a term, whose text starts beside it, and what it is about."""
        body = Body(self.command)
        body.add(lines)
        text, rest = [], body.lines
        if rest[:1] == [".PP"]:
            end = next((i for i, line in enumerate(rest[1:], 1)
                        if line.startswith(".") and line != ".br"), len(rest))
            text, rest = rest[1:end], rest[end:]
        self.lines += [".TP", f"\\fB{escape(term)}\\fR", *text]
        if rest:
            self.lines += [".RS", *rest, ".RE"]

    def add(self, lines):
        """Adds lines, the least indented of which have no margin."""
        margin = min((indentation(line) for line in lines), default=0)
        lines = [line[margin:] for line in lines]
        column = text_column(lines)
        plain = []
        while lines:
            first, *lines = lines
            more = []
            while lines and indentation(lines[0]):
                more.append(lines.pop(0))
            start = text_start(first, more, column)
            if start is None and not more:
                plain.append(first)
                continue
            self.flush(plain)
            if start is not None:
                more.insert(0, " " * start + first[start:])
            self.term(first[:start].strip(), more)
        self.flush(plain)

    def flush(self, plain):
        """Adds lines that have no term, and empties the list."""
        if plain and all(line.startswith(self.command + " ")
                         for line in plain):
            self.literal(plain)
        elif plain:
            self.paragraph(plain)
        plain.clear()


def text_column(lines):
    """Returns where the texts of options start; None if there are none."""
    columns = [match.end() for line in lines
               if (match := re.match(r"-\S*(?: \S+)*  +(?=\S)", line))]
    return max(columns, key=columns.count, default=None)


def text_start(line, more, column):
    """Returns where the text of a term starts in its line; None for nowhere.

    `more` are the lines below, and `column` is where texts of options start.
    """
    if match := re.match(r"\S+(?: \S+)*?  +(?=\S)", line):
        return match.end()
    start = min(map(indentation, more), default=0)
    if line.startswith("-"):
        start = start or column or 0
    elif not line[:start].rstrip().endswith(":"):
        # Below a command may be text that starts as far in as a word of it.
        return None
    return start if re.match(r" \S", line[start - 1:]) else None


def page(command, version, text):
    """Returns the page."""
    first, _, text = text.partition("\n")
    name, separator, what = first.partition(": ")
    if name != command or not separator:
        raise ValueError(f'expected "{command}: ...", got "{first}"')
    sections = {"synopsis": Body(command), "description": Body(command)}
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        head, *lines = block.split("\n")
        section = "description"
        match = SECTION.match(head)
        if match:
            section = {"usage": "synopsis"}.get(match["name"], match["name"])
            if match["rest"]:
                lines.insert(0, " " * match.start("rest") + match["rest"])
        else:
            lines.insert(0, head)
        sections.setdefault(section, Body(command)).add(lines)
    out = [f'.TH {command.upper()} 1 "" "{command} {version}" "User Commands"',
           # What is typed is not to be broken.
           ".nh", ".ad l",
           ".SH NAME", f"{command} \\- {escape(what)}"]
    for section, body in sections.items():
        out += [f".SH {section.upper()}", *body.lines] if body.lines else []
    return "\n".join(out) + "\n"


def main():
    program, version, path = sys.argv[1:]
    path = pathlib.Path(path)
    text = subprocess.run([program, "help", "all"], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    try:
        path.write_text(page(path.stem, version, text), "utf-8")
    except ValueError as error:
        sys.exit(f"{path.name}: {error}")


if __name__ == "__main__":
    main()
