"""As in protobuf's own releases, from what Bazel has built in."""

def cc_proto_library(**kwargs):
    native.cc_proto_library(**kwargs)
