"""What wampcat encode says of typed messages that it can't read, or write.

WAMPCAT names the binary.
"""

import unittest

from wampcat_runner import run

# Each case: the JSON of a wamp.v1.Frame, and what is said of it.
FAULTS = {
    "number": ('{"publish":{"request":"x"}}',
               "publish.request: expected a uint64, got another value (byte 22)"),
    "flag": ('{"publish":{"options":{"excludeMe":7}}}',
             "publish.options.excludeMe: expected a bool, got another value (byte 35)"),
    "enum": ('{"subscribe":{"options":{"match":"MATCH_ALL"}}}',
             "subscribe.options.match: expected a wamp.v1.Match, got another "
             "value (byte 33)"),
    "list": ('{"publish":{"options":{"exclude":{"values":["CANARY"]}}}}',
             "publish.options.exclude.values: expected a list of uint64, got "
             "another value (byte 43)"),
    "message": ('{"publish":{"options":"CANARY"}}',
                "publish.options: expected a wamp.v1.PublishOptions, got "
                "another value (byte 22)"),
    "no_such_field": ('{"publish":{"CANARY":"CANARY"}}',
                      "publish: expected a field of wamp.v1.Publish, got "
                      "another key (byte 21)"),
    "hostile_key": (r'{"a\u001b\"":"CANARY"}',
                    "expected a field of wamp.v1.Frame, got another key (byte "
                    "13)"),
    "two_messages": ('{"hello":{},"welcome":{}}',
                     "expected one field of each oneof of wamp.v1.Frame, got "
                     "several (byte 0)"),
    "cut": ('{"publish":{', "expected a key, got the end of the input (byte "
                            "12)"),
    "more": ('{"publish":{}} CANARY',
             "expected the end of the dict, got more (byte 15)"),
    "no_dict": ('"CANARY"', "expected a dict, got string (byte 0)"),
}


class Encode(unittest.TestCase):
    def test_names_the_place(self):
        for case, (frame, said) in FAULTS.items():
            with self.subTest(case):
                done = run("encode", "--from=json", "-f", "json",
                           stdin=frame.encode())
                self.assertEqual(
                    (done.returncode, done.stdout, done.stderr.decode()),
                    (1, b"", f"(standard input): frame 1: {said}\n"))

    def test_refuses_what_no_reader_takes(self):
        frame = (b'{"publish":{"request":"0","topic":"a b#","options":'
                 b'{"exclude":{"values":["0"]},"encAlgo":"rot13"}}}')
        done = run("encode", "--from=json", "-f", "json", stdin=frame)
        self.assertEqual((done.stdout, done.returncode), (b"", 1))
        self.assertIn(b"frame 1: PUBLISH.request: expected an id", done.stderr)
        # Other rules hold in other profiles.
        frame = b'{"event":{"details":{"subscription":"0","publication":"7"}}}'
        for profile, status in ("spec", 1), ("lenient", 0), ("autobahn", 0):
            with self.subTest(profile):
                self.assertEqual(run("encode", "--from=json", "-f", "json",
                                     f"--profile={profile}",
                                     stdin=frame).returncode, status)


if __name__ == "__main__":
    unittest.main()
