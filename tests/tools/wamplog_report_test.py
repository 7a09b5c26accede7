"""Opens the page of wamplog report in a browser that nobody sees.

WAMPLOG names the binary. Skipped where there is no chromium.
"""

import html.parser
import os
import re
import shutil
import subprocess
import sys
import unittest

from wamplog_runner import (
    CANARY, StoreTest, delimited, denied, hello, run, welcome)

BROWSER = shutil.which("chromium")
if BROWSER is None:
    print("SKIPPED: there is no chromium")
    sys.exit(77)

# Texts that would run, load, or end something, were they not escaped.
HOSTILE = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>",
           "<!--<script>", "\u2028alert(3)\u2029", "a&lt;b&amp;", "\"'`${x}"]


class Elements(html.parser.HTMLParser):
    """The elements of a page, with their attributes and texts."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])

    def handle_data(self, data):
        if self.found:
            self.found[-1][2] += data

    def texts(self, tag):
        return [text.strip() for name, _, text in self.found if name == tag]


class Report(StoreTest):
    def page(self, *args):
        return self.good("report", self.store, "--output=-", *args).decode()

    def opened(self, page, width=1280):
        """Returns the page as it is after its script, and what the browser said
        on its console."""
        path = self.folder / "page.html"
        path.write_text(page, "utf-8")
        done = subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--disable-background-networking",
             f"--user-data-dir={self.folder / 'profile'}",
             f"--window-size={width},900", "--enable-logging=stderr", "--v=0",
             "--virtual-time-budget=2000", "--dump-dom", path.as_uri()],
            capture_output=True, check=True,
            env={**os.environ, "HOME": str(self.folder)})
        said = [line for line in done.stderr.decode("utf-8", "replace")
                .splitlines() if "CONSOLE" in line]
        return Elements(done.stdout.decode()), said

    def check_drawn(self, page, **options):
        elements, said = self.opened(page, **options)
        self.assertEqual(said, [])
        self.assertEqual(elements.found[0][:2],
                         ["html", {"lang": "en", "data-drawn": "yes"}])
        return elements

    def test_draws_what_the_store_has(self):
        self.fill()
        for width in 1280, 400:
            with self.subTest(width):
                elements = self.check_drawn(self.page(), width=width)
                self.assertEqual(elements.texts("b")[:5],
                                 ["9", "2", "1", "1", "1"])
                cells = elements.texts("td")
                self.assertEqual(len(cells), 9 * 8)
                self.assertIn("tcp4:192.0.2.1:5000", cells)
                self.assertIn("wamp.error.not_authorized: no", cells)
                lanes = [attributes for tag, attributes, _ in elements.found
                         if attributes.get("class") == "lane"]
                self.assertEqual(len(lanes), 2)
                self.assertIn("joe as user on realm1, session 7",
                              lanes[0]["title"])

    def test_an_empty_store(self):
        self.good("append", self.store, "--format=json")
        elements = self.check_drawn(self.page())
        self.assertEqual(elements.texts("td"), [])

    def test_hostile_texts_are_texts(self):
        for i, text in enumerate(HOSTILE):
            self.append(hello("realm1", text), welcome(i + 1, text, text),
                        [3, {"message": text}, "a.b"])
            self.good("append", self.store, "--from=records",
                      stdin=delimited(denied(text, text)))
        page = self.page()
        before = Elements(page)
        elements = self.check_drawn(page)
        for tag in "script", "img", "style", "meta":
            self.assertEqual(len(elements.texts(tag)), len(before.texts(tag)))
        self.assertEqual(len(before.texts("script")), 2)
        self.assertEqual(before.texts("img"), [])
        cells = elements.texts("td")
        for text in HOSTILE[:3]:
            self.assertIn(text, cells)

    def test_filters(self):
        self.fill()
        # A script of the test's own, which the page's policy would not run.
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "",
                      self.page())
        for words, event, wanted in (("", "", 9), ("REALM1 joe", "", 4),
                                     ("joe eve", "", 0), ("", "denied", 1),
                                     ("192.0.2", "left", 1)):
            with self.subTest((words, event)):
                elements = self.check_drawn(page.replace("</body>", f"""<script>
                    at('words').value = '{words}';
                    at('event').value = '{event}';
                    at('words').dispatchEvent(new Event('input'));
                    </script></body>"""))
                self.assertEqual(len(elements.texts("td")), wanted * 8)

    def test_policy_lets_nothing_else_run_or_load(self):
        self.fill()
        page = self.page()
        for name, more in (
            ("script", "<script>document.title = 'run'</script>"),
            ("handler", "<img src=x onerror=\"document.title = 'run'\">"),
            ("image", "<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw=>"),
            ("style", "<style>body { color: red }</style>"),
        ):
            with self.subTest(name):
                elements, said = self.opened(
                    page.replace("</body>", more + "</body>"))
                self.assertTrue(said)
                self.assertEqual(elements.texts("title")[0], "WAMP sessions")

    def test_a_script_error_is_noticed(self):
        self.fill()
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "",
                      self.page()).replace("tiles();", "tiles(); nothing();")
        elements, said = self.opened(page)
        self.assertTrue(said)
        self.assertNotIn("data-drawn", elements.found[0][1])

    def test_limit(self):
        self.fill()
        elements = self.check_drawn(self.page("--limit=2"))
        self.assertEqual(len(elements.texts("td")), 2 * 8)
        self.assertEqual(elements.texts("b")[0], "9")

    def test_no_secrets(self):
        self.fill()
        self.assertNotIn(CANARY, self.page())

    def test_goes_into_a_file(self):
        self.fill()
        path = self.folder / "report.html"
        self.good("report", self.store, f"--output={path}")
        self.assertTrue(path.read_bytes().startswith(b"<!DOCTYPE html>"))
        done = run("report", self.store, "--output=/nowhere/report.html")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"/nowhere/report.html: No such file", done.stderr)


if __name__ == "__main__":
    unittest.main()
