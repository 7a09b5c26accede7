"""The C++ of gRPC services, by the plugin that the system has installed."""

load("@rules_cc//cc:defs.bzl", "cc_library")

def cc_grpc_library(name, srcs, protos, deps, **kwargs):
    """Makes <x>.grpc.pb.h of each <x>.proto.

    Args:
      name: The library's.
      srcs: The .proto files of the services, by their paths in the repository.
      protos: Labels of these and of all that they import.
      deps: Libraries of the messages.
      **kwargs: Passed on to cc_library.
    """
    stems = [src[len("proto/"):-len(".proto")] for src in srcs]
    sources = ["%s/%s.grpc.pb.cc" % (name, stem) for stem in stems]
    headers = ["%s/%s.grpc.pb.h" % (name, stem) for stem in stems]
    native.genrule(
        name = name + "_generated",
        # Where there is no gRPC there is no plugin.
        srcs = protos + ["@grpc//:grpc++"],
        outs = sources + headers,
        cmd = " ".join([
            "$(execpath @com_google_protobuf//:protoc)",
            "--plugin=protoc-gen-grpc=$$(command -v grpc_cpp_plugin)",
            "--grpc_out=$(RULEDIR)/" + name,
            "-Iproto",
            "-I/usr/include",
        ] + srcs),
        tools = ["@com_google_protobuf//:protoc"],
    )
    cc_library(
        name = name,
        srcs = sources,
        hdrs = headers,
        includes = [name],
        deps = deps + ["@grpc//:grpc++"],
        **kwargs
    )
