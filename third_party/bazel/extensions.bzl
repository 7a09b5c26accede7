"""What MODULE.bazel needs beside other modules."""

load("//third_party/bazel:deps.bzl", _declare_system_libraries = "system_libraries")
load("//third_party/bazel:proto_rules_repository.bzl", "proto_rules_repository")

def _proto_rules_impl(_):
    proto_rules_repository(name = "wamp_types_proto_rules")

proto_rules = module_extension(
    implementation = _proto_rules_impl,
    doc = "Declares the repository that proto_rules.bzl loads.",
)

def _system_libraries_impl(_):
    _declare_system_libraries()

system_libraries = module_extension(
    implementation = _system_libraries_impl,
    doc = "Declares what no module has, but the system.",
)
