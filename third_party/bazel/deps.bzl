"""The repositories that the project builds upon."""

load("@bazel_tools//tools/build_defs/repo:utils.bzl", "maybe")
load(":proto_rules_repository.bzl", "proto_rules_repository")

# Set to "system" by --config=system.
_SOURCE = "WAMP_TYPES_DEPS"

def _dependency_impl(ctx):
    if ctx.attr.urls and ctx.os.environ.get(_SOURCE) != "system":
        ctx.download_and_extract(
            url = ctx.attr.urls,
            sha256 = ctx.attr.sha256,
            stripPrefix = ctx.attr.strip_prefix,
        )
        if ctx.attr.build_file:
            ctx.symlink(ctx.attr.build_file, "BUILD.bazel")
        return
    folder = ctx.path(ctx.attr.system_path) if ctx.attr.system_path else (
        ctx.path(ctx.attr.system).dirname
    )
    for entry in folder.readdir():
        ctx.symlink(entry, entry.basename)

_dependency = repository_rule(
    implementation = _dependency_impl,
    attrs = {
        "build_file": attr.label(
            doc = "The BUILD file of an archive that has none.",
        ),
        "sha256": attr.string(doc = "The checksum of the archive."),
        "strip_prefix": attr.string(doc = "The archive's one folder."),
        "system": attr.label(
            doc = "The WORKSPACE file of a repository that stands in for the " +
                  "archive and points to what the system has installed.",
        ),
        "system_path": attr.string(
            doc = "Where the system has installed the repository itself.",
        ),
        "urls": attr.string_list(doc = "Where the archive is."),
    },
    doc = "A pinned archive, or what the system has in its stead.",
    environ = [_SOURCE],
)

def _stand_in(name):
    return Label("//third_party/bazel:system/%s/WORKSPACE" % name)

def wamp_types_deps():
    """Declares what the targets of wamp_types depend on.

    A repository that the calling WORKSPACE has declared before stays as it is.
    """
    for name, attrs in _ARCHIVES.items():
        maybe(_dependency, name = name, **attrs)
    maybe(proto_rules_repository, name = "wamp_types_proto_rules", built_in = True)

    # Bazel's own tools load these two, and nothing here needs more than their
    # names. Any release of Bazel brings them along; Debian's, which calls
    # itself no version at all, would have to fetch them.
    if not native.bazel_version:
        for name in ["remote_coverage_tools", "rules_java"]:
            maybe(_dependency, name = name, system = _stand_in(name))

def system_libraries():
    """Declares what is always the system's, for those that have no WORKSPACE."""
    for name in ["grpc", "libargon2", "libpq", "prometheus-cpp"]:
        _dependency(name = name, **_ARCHIVES[name])

# Each checksum is the one that these public build files agree on:
#   bazel_skylib: the Bazel Central Registry, bazelbuild/reclient (WORKSPACE);
#   com_google_absl, com_google_googletest: the Bazel Central Registry,
#     pixie-io/pixie (bazel/repository_locations.bzl);
#   boringssl: enfabrica/enkit (bazel/init/stage_1.bzl), lowRISC/opentitan
#     (third_party/google/repos.bzl);
#   com_google_protobuf: googleapis/gapic-generator-python (repositories.bzl),
#     rmohr/bazeldnf (WORKSPACE);
#   platforms: the Bazel Central Registry, google/ml-metadata (WORKSPACE);
#   rules_cc: the Bazel Central Registry, hexdae/toolchains_arm_gnu (deps.bzl);
#   sqlite3: tensorflow/tensorflow (tensorflow/workspace2.bzl), cloudflare/workerd
#     (WORKSPACE).
_ARCHIVES = {
    "bazel_skylib": dict(
        sha256 = "74d544d96f4a5bb630d465ca8bbcfe231e3594e5aae57e1edbf17a6eb3ca2506",
        system_path = "/usr/share/bazel/tools/skylib",
        urls = ["https://github.com/bazelbuild/bazel-skylib/releases/download/1.3.0/bazel-skylib-1.3.0.tar.gz"],
    ),
    "boringssl": dict(
        sha256 = "534fa658bd845fd974b50b10f444d392dfd0d93768c4a51b61263fd37d851c40",
        strip_prefix = "boringssl-b9232f9e27e5668bc0414879dcdedb2a59ea75f2",
        system = _stand_in("boringssl"),
        urls = ["https://github.com/google/boringssl/archive/b9232f9e27e5668bc0414879dcdedb2a59ea75f2.tar.gz"],
    ),
    "com_google_absl": dict(
        sha256 = "91ac87d30cc6d79f9ab974c51874a704de9c2647c40f6932597329a282217ba8",
        strip_prefix = "abseil-cpp-20220623.1",
        system = _stand_in("abseil"),
        urls = ["https://github.com/abseil/abseil-cpp/archive/refs/tags/20220623.1.tar.gz"],
    ),
    "com_google_googletest": dict(
        sha256 = "81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2",
        strip_prefix = "googletest-release-1.12.1",
        system = _stand_in("googletest"),
        urls = ["https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz"],
    ),
    "com_google_protobuf": dict(
        sha256 = "930c2c3b5ecc6c9c12615cf5ad93f1cd6e12d0aba862b572e076259970ac3a53",
        strip_prefix = "protobuf-3.21.12",
        system = _stand_in("protobuf"),
        urls = ["https://github.com/protocolbuffers/protobuf/archive/v3.21.12.tar.gz"],
    ),
    # The system's, as is libpq: a release that Bazel 4 builds would bring along
    # half a dozen repositories more.
    "grpc": dict(
        system = _stand_in("grpc"),
    ),
    # There are no archives that Bazel could build: these are always the system's.
    "libargon2": dict(
        system = _stand_in("libargon2"),
    ),
    "libpq": dict(
        system = _stand_in("libpq"),
    ),
    "prometheus-cpp": dict(
        system = _stand_in("prometheus-cpp"),
    ),
    # Abseil asks for more than Bazel 4 brings along.
    "platforms": dict(
        sha256 = "5308fc1d8865406a49427ba24a9ab53087f17f5266a7aabbfc28823f3916e1ca",
        system_path = "/usr/share/bazel/platforms",
        urls = ["https://github.com/bazelbuild/platforms/releases/download/0.0.6/platforms-0.0.6.tar.gz"],
    ),
    "rules_cc": dict(
        sha256 = "2037875b9a4456dce4a79d112a8ae885bbc4aad968e6587dca6e64f3a0900cdf",
        strip_prefix = "rules_cc-0.0.9",
        system = _stand_in("rules_cc"),
        urls = ["https://github.com/bazelbuild/rules_cc/releases/download/0.0.9/rules_cc-0.0.9.tar.gz"],
    ),
    "sqlite3": dict(
        build_file = Label("//third_party/bazel:sqlite3.BUILD"),
        sha256 = "49112cc7328392aa4e3e5dae0b2f6736d0153430143d21f69327788ff4efe734",
        strip_prefix = "sqlite-amalgamation-3400100",
        system = _stand_in("sqlite3"),
        urls = ["https://www.sqlite.org/2022/sqlite-amalgamation-3400100.zip"],
    ),
}
