"""Puts the corner cases into docs/wire-corner-cases.md, as tables.

Each table stands between two comments, of which the first names its file in
tests/wire/cases:

    <!-- cases: corner_cbor -->
    <!-- end of cases -->

Usage: corner_cases_page.py [--check]

With --check, writes nothing, and fails if the page is not what it should be.
"""

import json
import pathlib
import re
import sys

PAGE = pathlib.Path("docs/wire-corner-cases.md")
CASES = pathlib.Path("tests/wire/cases")
TABLE = re.compile(
    r"(<!-- cases: (\w+) -->\n).*?(<!-- end of cases -->\n)", re.DOTALL)
FAULT = re.compile(r"\w+ at (\d+): (expected .*)", re.DOTALL)


def shown_byte(byte):
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}"


def shown_bytes(data, serializer):
    """The bytes as people read the format: texts, or pairs of digits."""
    if not data:
        return "(none)"
    if serializer == "json":
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = None
        if text is None or not text.isprintable():
            text = "".join(map(shown_byte, data))
    elif serializer in ("ubjson", "bjdata"):
        text = "".join(map(shown_byte, data))
    else:
        text = data.hex(" ")
    return code(text)


def code(text):
    """The text as code in a cell of a table."""
    escaped = text.replace("|", "\\|")
    return f"`` {escaped} ``" if "`" in text else f"`{escaped}`"


def bytes_of(case, text):
    return bytes.fromhex(text) if "hex" in case else text.encode()


def reading(case, serializer):
    fault = FAULT.fullmatch(case["reads"])
    if fault:
        refused = f"refused: {fault[2]} (byte {fault[1]})".replace("|", "\\|")
        carried = code(case["carried"]) if "carried" in case else ""
        return refused + (f"; carried as {carried}" if carried else "")
    value = case["reads"]
    shown = code(value if value.isprintable() else ascii(value)[1:-1])
    if "written" in case:
        written = bytes_of(case, case["written"])
        shown += f", written {shown_bytes(written, serializer)}"
    return shown


def table(name):
    """The lines of the tables of a file."""
    data = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    serializer = data["serializer"]
    lines = []
    for topic in data["topics"]:
        lines += ["", f"### {topic['topic']} in {data['title'].split(' (')[0]}",
                  "", "| bytes | read as | why |", "| --- | --- | --- |"]
        for case in topic["cases"]:
            shown = shown_bytes(bytes_of(case, case.get("hex", case.get("text"))),
                                serializer)
            lines.append(f"| {shown} | {reading(case, serializer)} "
                         f"| {case['why']} |")
    return "\n".join(lines) + "\n\n"


def rendered(page):
    """The page with its tables made anew."""
    return TABLE.sub(lambda match: match[1] + table(match[2]) + match[3], page)


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    before = PAGE.read_text(encoding="utf-8")
    shown = {match[2] for match in TABLE.finditer(before)}
    missing = {path.stem for path in CASES.glob("corner_*.json")} - shown
    if missing:
        sys.exit(f"{PAGE}: expected tables of {', '.join(sorted(missing))}, "
                 "found none")
    after = rendered(before)
    if after == before:
        return
    if arguments:
        sys.exit(f"{PAGE}: expected the cases of {CASES}, found others; "
                 "run ./dev regen")
    PAGE.write_text(after, encoding="utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main(sys.argv[1:])
