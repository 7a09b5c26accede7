"""Tests of what the benchmarks report: figures, the picture, counts, tables."""

import pathlib
import sys
import unittest
import xml.etree.ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, "tests/bench")

# pylint: disable=wrong-import-position
import chart
import figures
import instructions


def report(times):
    """What wire_bench would say of {(what, way, where): nanoseconds of all kinds}."""
    return {"benchmarks": [
        {"run_name": f"{what}/{kind}/{way}/{where}", "aggregate_name": aggregate,
         "cpu_time": time * factor}
        for (what, way, where), time in times.items()
        for kind in figures.KINDS
        for aggregate, factor in (("mean", 9), ("median", 1))
    ]}


class InstructionsTest(unittest.TestCase):
    """What is said of counts that are kept and those of now."""

    CASES = {
        "the same": ({"a": 1000}, {"a": 1000}, []),
        "five percent more": ({"a": 1000}, {"a": 1050}, []),
        "more than five percent more": (
            {"a": 1000}, {"a": 1051},
            ["WARNING: a: 1051 instructions, +5.1% from the 1000 that are kept"]),
        "more than five percent less": (
            {"a": 1000}, {"a": 900},
            ["WARNING: a: 900 instructions, -10.0% from the 1000 that are kept"]),
        "a new path": ({}, {"a": 7}, ["WARNING: a: 7 instructions, and none are kept"]),
        "a path that is gone": (
            {"a": 7}, {},
            ["WARNING: a: counts are kept of it, but there is no such path"]),
    }

    def test_paths(self):
        for name, (kept, now, want) in self.CASES.items():
            with self.subTest(name):
                self.assertEqual(instructions.compare(
                    {"tools": {}, "paths": kept}, {"tools": {}, "paths": now}), want)

    def test_other_tools_are_named(self):
        lines = instructions.compare({"tools": {"compiler": "g++ 12"}, "paths": {}},
                                     {"tools": {"compiler": "g++ 13"}, "paths": {}})
        self.assertEqual(lines, ["NOTE: counted with g++ 13; those that are kept are of g++ 12"])


class FiguresTest(unittest.TestCase):
    """The tables and the page."""

    def test_mean_ratio_is_of_medians(self):
        times = figures.medians(report({("Encode", "protobuf", "reused"): 100,
                                        ("Encode", "wamp json", "reused"): 250}))
        of = times["Encode", "reused"]
        self.assertAlmostEqual(figures.mean_ratio(of, "wamp json"), 2.5)
        self.assertIsNone(figures.mean_ratio(of, "yyjson"))

    def test_ways_without_rows_are_left_out(self):
        times = figures.medians(report({("Encode", "protobuf", "reused"): 100,
                                        ("Encode", "wamp json", "reused"): 250}))
        self.assertEqual(figures.means_table(times).splitlines()[2:],
                         ["| protobuf |  |  |  | 1.00 |", "| **JSON** |  |  |  | 2.50 |"])

    def test_parts_are_replaced_and_the_rest_stays(self):
        page = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n"
        once = figures.fill(page, {"x": "new"})
        self.assertEqual(once, "a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb\n")
        self.assertEqual(figures.fill(once, {"x": "new"}), once)

    def test_a_page_without_the_part_is_refused(self):
        with self.assertRaisesRegex(ValueError, "generated: y.*found 0"):
            figures.fill("<!-- generated: x -->\n<!-- end -->\n", {"y": "new"})

    def test_the_page_has_all_parts(self):
        page = pathlib.Path("docs/benchmarks.md").read_text(encoding="utf-8")
        figures.fill(page, dict.fromkeys(figures.PARTS, ""))


class ChartTest(unittest.TestCase):
    """The picture."""

    def test_bars_begin_at_one(self):
        svg = chart.picture("t & t", "legend", [("h", [("fast", 0.5, True),
                                                       ("slow", 4.0, False)])])
        root = xml.etree.ElementTree.fromstring(svg)
        bars = root.findall("{http://www.w3.org/2000/svg}rect")
        fast, slow = ({k: float(bar.get(k)) for k in ("x", "width")} for bar in bars)
        self.assertEqual([bar.get("class") for bar in bars], ["ours", "peer"])
        # On a scale of powers of two: half is one step, four times is two.
        self.assertAlmostEqual(fast["x"] + fast["width"], slow["x"], delta=0.11)
        self.assertAlmostEqual(slow["width"], 2 * fast["width"], delta=0.11)


if __name__ == "__main__":
    unittest.main()
