"""As in protobuf's own releases, from what Bazel has built in."""

def cc_proto_library(**kwargs):
    # buildifier: disable=native-cc-proto
    native.cc_proto_library(**kwargs)
