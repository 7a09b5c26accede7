"""The rules for protobuf, from wherever the running Bazel has them."""

load(
    "@wamp_types_proto_rules//:defs.bzl",
    _cc_proto_library = "cc_proto_library",
    _proto_library = "proto_library",
)

cc_proto_library = _cc_proto_library
proto_library = _proto_library
