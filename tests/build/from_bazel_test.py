"""Tests what cmake/from_bazel.py makes of BUILD files.

Run it in the root of the repository.
"""

import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, "cmake")

import from_bazel  # pylint: disable=wrong-import-position

LIBRARIES = "cmake/targets/libraries.cmake"
TESTS = "cmake/targets/tests.cmake"
TOOLS = "cmake/targets/tools.cmake"

# Each case: its name, the BUILD file of each folder, the list, and the calls in
# it.
CASES = [
    ("library", {"": """
cc_library(
    name = "a",
    srcs = ["src/a.cc"],
    hdrs = ["include/wamp/a.h"],
    visibility = ["//visibility:public"],
    deps = [
        "@com_google_absl//absl/strings",
        "@com_google_absl//absl/strings:cord",
        "@com_google_absl//absl/random",
    ],
)
"""}, LIBRARIES, """
wamp_cc_library(
  NAME a
  HDRS
    include/wamp/a.h
  SRCS
    src/a.cc
  DEPS
    absl::cord
    absl::random_random
    absl::strings
  PUBLIC)
"""),
    ("library of a folder, with a header of another", {"": """
exports_files(["include/wamp/a.h"])
alias(name = "other_a", actual = "//src/a")
cc_library(name = "b", srcs = ["src/b.cc"], deps = [":other_a"])
""", "src/a": """
filegroup(name = "rows", srcs = glob(["rows/*.inc"]))
cc_library(
    name = "a",
    srcs = ["a.cc"],
    hdrs = ["//:include/wamp/a.h"],
    textual_hdrs = [":rows", "a.inc"],
)
"""}, LIBRARIES, """
wamp_cc_library(
  NAME b
  SRCS
    src/b.cc
  DEPS
    wamp_types::a)

wamp_cc_library(
  NAME a
  HDRS
    include/wamp/a.h
    src/a/a.inc
  SRCS
    src/a/a.cc)
"""),
    ("messages of all packages are one library", {"": """
proto_library(name = "proto", deps = ["//proto/v1:a_proto"])
alias(name = "cc_proto", actual = "//proto/v1:cc_proto")
""", "proto/v1": """
proto_library(
    name = "b_proto",
    srcs = ["b.proto"],
    deps = [":a_proto", "@com_google_protobuf//:descriptor_proto"],
)
proto_library(name = "a_proto", srcs = ["a.proto"])
cc_proto_library(name = "a_cc_proto", deps = [":a_proto"])
cc_library(name = "b", srcs = ["b.cc"], deps = [":a_cc_proto", "//:cc_proto"])
"""}, LIBRARIES, """
wamp_proto_library(
  NAME proto
  STRIP_IMPORT_PREFIX
    proto
  SRCS
    proto/v1/a.proto
    proto/v1/b.proto
  PUBLIC)

wamp_cc_library(
  NAME b
  SRCS
    proto/v1/b.cc
  DEPS
    wamp_types::proto)
"""),
    ("messages of another folder are another library", {"": """
proto_library(name = "proto", deps = ["//proto/v1:a_proto"])
proto_library(name = "log_proto", deps = ["//proto/log/v1:b_proto"])
""", "proto/log/v1": """
proto_library(
    name = "b_proto",
    srcs = ["b.proto"],
    deps = [
        "//proto/v1:a_proto",
        "@com_google_protobuf//:timestamp_proto",
    ],
)
cc_library(name = "log_cc_proto", deps = [":b_proto"])
""", "proto/v1": """
proto_library(name = "a_proto", srcs = ["a.proto"])
""", "src": """
cc_library(name = "b", srcs = ["b.cc"], deps = ["//proto/log/v1:log_cc_proto"])
"""}, LIBRARIES, """
wamp_proto_library(
  NAME proto
  STRIP_IMPORT_PREFIX
    proto
  SRCS
    proto/v1/a.proto
  PUBLIC)

wamp_proto_library(
  NAME log_proto
  STRIP_IMPORT_PREFIX
    proto
  SRCS
    proto/log/v1/b.proto
  DEPS
    wamp_types::proto
  PUBLIC)

wamp_cc_library(
  NAME b
  SRCS
    src/b.cc
  DEPS
    wamp_types::log_proto)
"""),
    ("what needs an optional library, and what needs that", {"src": """
cc_library(name = "a", srcs = ["a.cc"], deps = ["@boringssl//:crypto"])
cc_library(name = "b", srcs = ["b.cc"], deps = [":a"])
cc_library(name = "c", srcs = ["c.cc"])
"""}, LIBRARIES, """
if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME a
    SRCS
      src/a.cc
    DEPS
      OpenSSL::Crypto)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME b
    SRCS
      src/b.cc
    DEPS
      wamp_types::a)
endif()

wamp_cc_library(
  NAME c
  SRCS
    src/c.cc)
"""),
    ("what needs two of them, of which one brings the other", {"src": """
cc_library(
    name = "a",
    srcs = ["a.cc"],
    deps = ["@boringssl//:crypto", "@libargon2"],
)
cc_library(name = "b", srcs = ["b.cc"], deps = ["@boringssl//:crypto"])
cc_library(name = "c", srcs = ["c.cc"], deps = [":a", ":b"])
"""}, LIBRARIES, """
if(WAMP_BUILD_AUTH)
  wamp_cc_library(
    NAME a
    SRCS
      src/a.cc
    DEPS
      OpenSSL::Crypto
      PkgConfig::libargon2)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME b
    SRCS
      src/b.cc
    DEPS
      OpenSSL::Crypto)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME c
    SRCS
      src/c.cc
    DEPS
      wamp_types::a
      wamp_types::b)
endif()
"""),
    ("a command that needs it", {"src": """
cc_library(name = "a", srcs = ["a.cc"], deps = ["@boringssl//:crypto"])
""", "tests": """
command_test(
    name = "d",
    arguments = ["$PWD/$(rootpath //src:a)"],
    program = "tests/d.sh",
)
"""}, TESTS, """
if(WAMP_BUILD_LOG)
  wamp_command_test(
    NAME d
    COMMAND
      tests/d.sh
      $<TARGET_FILE:wamp_a>)
endif()
"""),
    ("messages of tests", {"tests/proto": """
package(default_testonly = True)
proto_library(name = "tea_proto", srcs = ["tea.proto"], deps = ["//:proto"])
cc_proto_library(name = "tea_cc_proto", deps = [":tea_proto"])
""", "tests/wire": """
package(default_testonly = True)
cc_library(name = "a", srcs = ["a.cc"], deps = ["//tests/proto:tea_cc_proto"])
"""}, TESTS, """
wamp_proto_library(
  NAME tea_proto
  SRCS
    tests/proto/tea.proto
  DEPS
    wamp_types::proto
  TESTONLY)

wamp_cc_library(
  NAME a
  SRCS
    tests/wire/a.cc
  DEPS
    wamp_types::tea_proto
  TESTONLY)
"""),
    ("messages below another root", {"tests/proto": """
package(default_testonly = True)
proto_library(
    name = "a_proto",
    srcs = ["a.proto"],
    strip_import_prefix = "/tests",
)
proto_library(name = "b_proto", srcs = ["v1/b.proto"], strip_import_prefix = "v1")
"""}, TESTS, """
wamp_proto_library(
  NAME a_proto
  SRCS
    tests/proto/a.proto
  STRIP_IMPORT_PREFIX
    tests
  TESTONLY)

wamp_proto_library(
  NAME b_proto
  SRCS
    tests/proto/v1/b.proto
  STRIP_IMPORT_PREFIX
    tests/proto/v1
  TESTONLY)
"""),
    ("binary", {"src/tools/a": """
cc_binary(
    name = "a",
    srcs = ["a.cc", "b.h"],
    visibility = ["//visibility:public"],
)
"""}, TOOLS, """
wamp_cc_binary(
  NAME a
  SRCS
    src/tools/a/a.cc
    src/tools/a/b.h
  PUBLIC)
"""),
    ("test", {"tests": """
package(default_testonly = True)
filegroup(name = "group", srcs = glob(["data/**"]))
cc_test(
    name = "a_test",
    srcs = ["a_test.cc"],
    data = ["a.txt", ":group"],
    deps = ["@com_google_googletest//:gtest_main"],
)
"""}, TESTS, """
wamp_cc_test(
  NAME a_test
  SRCS
    tests/a_test.cc
  DEPS
    GTest::gmock_main)
"""),
    ("labels", {"tests/a/b": """
cc_test(
    name = "c_test",
    srcs = ["c_test.cc"],
    tags = ["no-sandbox", "once"],
)
"""}, TESTS, """
wamp_cc_test(
  NAME c_test
  SRCS
    tests/a/b/c_test.cc
  LABELS
    a
    once)
"""),
    ("commands", {"src/tools/a": """
cc_binary(name = "a", srcs = ["a.cc"])
""", "tests": """
command_test(
    name = "b",
    arguments = ["tests/b.py", "$PWD/$(rootpath //src/tools/a)"],
    program = "/usr/bin/python3",
)
command_test(
    name = "c",
    environment = {"A": "$PWD/$(rootpath //src/tools/a:a)", "B": "1 2"},
    program = "tests/c.sh",
)
"""}, TESTS, """
wamp_command_test(
  NAME b
  COMMAND
    ${WAMP_PYTHON}
    tests/b.py
    $<TARGET_FILE:wamp_a>)

wamp_command_test(
  NAME c
  COMMAND
    tests/c.sh
  ENVIRONMENT
    "A=$<TARGET_FILE:wamp_a>"
    "B=1 2")
"""),
]


def packages(files):
    return [from_bazel.Package(path, text) for path, text in files.items()]


class FromBazel(unittest.TestCase):
    maxDiff = None

    def test_calls(self):
        for name, files, path, expected in CASES:
            with self.subTest(name):
                self.assertEqual(from_bazel.texts(packages(files))[path],
                                 from_bazel.NOTICE + expected)

    def test_unknown_dependency(self):
        with self.assertRaisesRegex(
                ValueError, "src/a/BUILD.bazel: no CMake name for //src/b:b"):
            from_bazel.texts(packages({"src/a": """
cc_library(name = "a", srcs = ["a.cc"], deps = ["//src/b"])
"""}))

    def test_unknown_attribute(self):
        with self.assertRaisesRegex(
                ValueError, "src/a/BUILD.bazel: cc_library a: CMake's lists "
                            "have no word for copts, linkopts"):
            packages({"src/a": """
cc_library(name = "a", srcs = ["a.cc"], copts = ["-O3"], linkopts = ["-lm"])
"""})

    def test_two_targets_of_a_name(self):
        with self.assertRaisesRegex(
                ValueError, "tests/a/BUILD.bazel: //src/a:a has the name of "
                            "//tests/a:a"):
            from_bazel.texts(packages({"src/a": """
cc_library(name = "a", srcs = ["a.cc"])
""", "tests/a": """
cc_library(name = "a", srcs = ["a.cc"])
"""}))

    def test_unknown_rule(self):
        with self.assertRaisesRegex(NameError, "genrule"):
            packages({"src/a": 'genrule(name = "a")'})


if __name__ == "__main__":
    unittest.main()
