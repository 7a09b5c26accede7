"""The rules of Java that Bazel's own tools and protobuf load.

Nothing here is built by them.
"""

# buildifier: disable=native-java-binary
java_binary = native.java_binary

# buildifier: disable=native-java-import
java_import = native.java_import

# buildifier: disable=native-java-library
java_library = native.java_library

# buildifier: disable=native-java-lite-proto
java_lite_proto_library = native.java_lite_proto_library

# buildifier: disable=native-java-proto
java_proto_library = native.java_proto_library

# buildifier: disable=native-java-runtime
java_runtime = native.java_runtime

# buildifier: disable=native-java-toolchain
java_toolchain = native.java_toolchain
