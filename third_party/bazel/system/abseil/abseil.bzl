"""The installed Abseil."""

load("@rules_cc//cc:defs.bzl", "cc_library")

# All that the targets of this repository need, and what that needs in turn.
_LIBRARIES = [
    "bad_optional_access",
    "bad_variant_access",
    "base",
    "city",
    "civil_time",
    "cord",
    "cord_internal",
    "cordz_functions",
    "cordz_handle",
    "cordz_info",
    "debugging_internal",
    "demangle_internal",
    "exponential_biased",
    "graphcycles_internal",
    "hash",
    "hashtablez_sampler",
    "int128",
    "log_severity",
    "low_level_hash",
    "malloc_internal",
    "random_distributions",
    "random_internal_platform",
    "random_internal_pool_urbg",
    "random_internal_randen",
    "random_internal_randen_hwaes",
    "random_internal_randen_hwaes_impl",
    "random_internal_randen_slow",
    "random_internal_seed_material",
    "random_seed_gen_exception",
    "random_seed_sequences",
    "raw_hash_set",
    "raw_logging_internal",
    "spinlock_wait",
    "stacktrace",
    "status",
    "statusor",
    "str_format_internal",
    "strerror",
    "strings",
    "strings_internal",
    "symbolize",
    "synchronization",
    "throw_delegate",
    "time",
    "time_zone",
]

def abseil_library(name):
    """Declares a library of Abseil's.

    Its headers lie where the compiler looks by itself. Each target offers all
    the libraries: which of them stand behind it changes from release to
    release.

    Args:
      name: the name it has in Abseil's own build.
    """
    cc_library(
        name = name,
        linkopts = ["-labsl_" + library for library in _LIBRARIES],
        visibility = ["//visibility:public"],
    )
