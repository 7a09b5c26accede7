"""Checks which inputs `./dev fuzz --keep` takes of those that there are."""

import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, "tests/fuzz")

# pylint: disable=wrong-import-position
import run


def chosen(reached):
    """The names that are taken of {name: what its file reaches}."""
    lines = [str(len(reached)), "0", *reached]
    for number, features in enumerate(reached.values()):
        lines += [f"STARTED {number} 9",
                  " ".join(map(str, ["FT", number, *features])),
                  f"COV {number}"]
    with tempfile.TemporaryDirectory() as folder:
        control = pathlib.Path(folder) / "control"
        control.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return [file.name for file in run.choose(control)]


class Choose(unittest.TestCase):

    CASES = {
        "nothing": ({}, []),
        "what reaches nothing": ({"a": []}, []),
        "the one that reaches most comes first":
            ({"a": [1], "b": [2, 3, 4], "c": [5, 6]}, ["b", "c", "a"]),
        "what others reach already is left out":
            ({"a": [1, 2], "b": [1, 2, 3], "c": [3]}, ["b"]),
        "of two that add as much the first is taken":
            ({"b": [1, 2], "a": [1, 2], "c": [3]}, ["b", "c"]),
        "what counts is what a file adds":
            ({"a": [1, 2, 3, 4], "b": [2, 3, 4], "c": [5, 6]}, ["a", "c"]),
    }

    def test_choose(self):
        for name, (reached, expected) in self.CASES.items():
            with self.subTest(name):
                self.assertEqual(chosen(reached), expected)

    def test_no_more_than_are_kept(self):
        reached = {str(n): range(1000 * n, 1001 * n) for n in range(300)}
        names = chosen(reached)
        self.assertEqual(len(names), run.MOST_KEPT)
        self.assertEqual(names[0], "299")


if __name__ == "__main__":
    unittest.main()
