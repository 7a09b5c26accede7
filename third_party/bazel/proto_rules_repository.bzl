"""The repository that proto_rules.bzl loads."""

# A project with a WORKSPACE runs a Bazel that has the rules built in, and may
# have a protobuf that doesn't have them yet.
_BUILT_IN = '''"""The rules that Bazel has built in."""

def cc_proto_library(**kwargs):
    native.cc_proto_library(**kwargs)

def proto_library(**kwargs):
    native.proto_library(**kwargs)
'''

# Since Bazel 8 protobuf has the rules itself.
_OF_PROTOBUF = '''"""The rules that protobuf has."""

load("@com_google_protobuf//bazel:cc_proto_library.bzl", _cc_proto_library = "cc_proto_library")
load("@com_google_protobuf//bazel:proto_library.bzl", _proto_library = "proto_library")

cc_proto_library = _cc_proto_library
proto_library = _proto_library
'''

def _proto_rules_repository_impl(ctx):
    ctx.file("BUILD.bazel", "")
    ctx.file("defs.bzl", _BUILT_IN if ctx.attr.built_in else _OF_PROTOBUF)

proto_rules_repository = repository_rule(
    implementation = _proto_rules_repository_impl,
    attrs = {
        "built_in": attr.bool(doc = "Whether Bazel's own rules are taken."),
    },
    doc = "Loads cc_proto_library and proto_library from where they are.",
)
