"""The rules of C++ that Bazel itself has, under the name by which they are
loaded in all versions."""

# buildifier: disable=native-cc
cc_binary = native.cc_binary

# buildifier: disable=native-cc
cc_library = native.cc_library

# buildifier: disable=native-cc-proto
cc_proto_library = native.cc_proto_library

# buildifier: disable=native-cc
cc_test = native.cc_test

# Bazel's own tools load these.

# buildifier: disable=native-cc
cc_toolchain = native.cc_toolchain

# buildifier: disable=native-cc
cc_toolchain_suite = native.cc_toolchain_suite
