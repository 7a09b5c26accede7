"""As in protobuf's own releases, from what Bazel has built in."""

def proto_library(**kwargs):
    # buildifier: disable=native-proto
    native.proto_library(**kwargs)
