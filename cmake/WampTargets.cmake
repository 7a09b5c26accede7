# Rules that read like Bazel's: cmake/from_bazel.py writes their calls, in
# cmake/targets/, from the BUILD.bazel files.
#
# A rule with NAME x makes the target wamp_x. Libraries also get the alias
# wamp_types::x, which is the only name DEPS may use for them.

include(GNUInstallDirs)
include("${CMAKE_CURRENT_LIST_DIR}/WampDiscoverTests.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/WampPrecompiled.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/WampProtobufGenerate.cmake")

# Where the .proto files are; set in the cache for projects around this one.
set(wamp_types_PROTO_DIR "${wamp_types_SOURCE_DIR}/proto" CACHE INTERNAL
  "What protoc's -I is given for wamp/v1/*.proto")

# Flags of the project's own code. Generated code does not get them.
set(WAMP_COPTS "")
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  list(APPEND WAMP_COPTS -Wall -Wextra -Wconversion -Wshadow)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    list(APPEND WAMP_COPTS -Wthread-safety)
  endif()
  if(WAMP_WERROR)
    list(APPEND WAMP_COPTS -Werror)
  endif()
endif()

# Parses the arguments of a rule into WAMP_<KEYWORD> and rejects what it does
# not know: a misspelt keyword would otherwise drop files without a word.
macro(wamp_parse_arguments rule flags lists)
  cmake_parse_arguments(WAMP "${flags}" "NAME" "${lists}" ${ARGN})
  if(NOT WAMP_NAME)
    message(FATAL_ERROR "${rule}: expected NAME <name>")
  endif()
  if(WAMP_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR
      "${rule}(${WAMP_NAME}): unknown arguments ${WAMP_UNPARSED_ARGUMENTS}")
  endif()
  set(wamp_target "wamp_${WAMP_NAME}")
endmacro()

# What all hand-written targets that compile something share.
function(wamp_configure_target target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE ${WAMP_COPTS})
  # Headers that are not API are included as "src/...".
  target_include_directories(${target} PRIVATE "${wamp_types_SOURCE_DIR}")
endfunction()

# wamp_configure_part(<target> LIBRARY|TEST)
#
# As above, for what has flags and precompiled headers of its kind: the libraries
# and commands, or the tests and what they share.
function(wamp_configure_part target kind)
  wamp_configure_target(${target})
  target_compile_options(${target} PRIVATE ${WAMP_${kind}_COPTS})
  wamp_precompile(${target} ${kind})
  wamp_unite(${target} ${kind})
endfunction()

# wamp_unite(<target> LIBRARY|TEST)
#
# Where WAMP_UNITY is on, compiles some sources of a library or command at a time. Not
# those of hot paths, so that benchmarks measure what each build has; and tests use
# the same name for what each of them has of its own.
function(wamp_unite target kind)
  get_target_property(sources ${target} SOURCES)
  if(WAMP_UNITY AND kind STREQUAL "LIBRARY" AND
     NOT sources MATCHES "src/(codec|engine|text|types|wire)/")
    set_target_properties(${target} PROPERTIES
      UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# wamp_group(<variable> <dep>...)
#
# What is installed of libraries goes in two groups, each with targets and packages
# of its own, so that only who uses the services needs gRPC: gives "_grpc" to what
# needs it, and "" to the rest.
function(wamp_group variable)
  set(group "")
  foreach(dep IN LISTS ARGN)
    if(TARGET "${dep}")
      get_target_property(of_dep "${dep}" WAMP_GROUP)
      if(dep STREQUAL "gRPC::grpc++" OR of_dep STREQUAL "_grpc")
        set(group "_grpc")
      endif()
    endif()
  endforeach()
  set(${variable} "${group}" PARENT_SCOPE)
endfunction()

# Builds all libraries that are installed.
add_custom_target(wamp_libraries)

# Makes `target` known as wamp_types::<name>, here and after installation.
function(wamp_export_library target name group)
  add_library(wamp_types::${name} ALIAS ${target})
  add_dependencies(wamp_libraries ${target})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name}
    WAMP_GROUP "${group}"
    VERSION ${wamp_types_VERSION}
    SOVERSION ${wamp_types_VERSION_MAJOR}.${wamp_types_VERSION_MINOR})
  if(WAMP_INSTALL)
    install(TARGETS ${target} EXPORT "wamp_types${group}"
      ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT "dev${group}"
      LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        COMPONENT "library${group}" NAMELINK_COMPONENT "dev${group}")
  endif()
endfunction()

# Installs each file of ARGN, headers and .proto files, with the component, at its
# place below include/, which is its path without the leading folder `root`.
function(wamp_install_headers component root)
  foreach(file IN LISTS ARGN)
    cmake_path(IS_PREFIX root "${file}" NORMALIZE inside)
    if(NOT inside)
      message(FATAL_ERROR "${file}: expected a public file below ${root}/")
    endif()
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${root}" OUTPUT_VARIABLE dest)
    cmake_path(GET dest PARENT_PATH dest)
    install(FILES "${file}"
      DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/${dest}"
      COMPONENT "${component}")
  endforeach()
endfunction()

# wamp_cc_library(NAME x [HDRS ...] [SRCS ...] [DEPS ...]
#                 [PUBLIC] [TESTONLY] [INTERNAL])
#
# Static or shared as BUILD_SHARED_LIBS says; without a .cc file, headers alone.
# PUBLIC: users may depend on it; its HDRS lie below include/ and are installed.
# TESTONLY: skipped, unless tests or benchmarks are built; always static. Installed
# GoogleTests are often static alone: each shared library that uses one would hold
# a copy, and the copies would destroy the same variables when a test ends.
# INTERNAL: a part of programs alone; always static, and not installed.
function(wamp_cc_library)
  wamp_parse_arguments(wamp_cc_library "PUBLIC;TESTONLY;INTERNAL"
    "HDRS;SRCS;DEPS" ${ARGN})
  if(WAMP_TESTONLY AND NOT (WAMP_BUILD_TESTS OR WAMP_BUILD_BENCHMARKS))
    return()
  endif()

  set(sources ${WAMP_SRCS})
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  if(sources)
    set(kind "")
    if(WAMP_TESTONLY OR WAMP_INTERNAL)
      set(kind STATIC)
    endif()
    add_library(${wamp_target} ${kind} ${WAMP_HDRS} ${WAMP_SRCS})
    if(WAMP_TESTONLY)
      wamp_configure_part(${wamp_target} TEST)
    else()
      wamp_configure_part(${wamp_target} LIBRARY)
    endif()
    set(scope PUBLIC)
  else()
    add_library(${wamp_target} INTERFACE)
    target_sources(${wamp_target} PRIVATE ${WAMP_HDRS} ${WAMP_SRCS})
    target_compile_features(${wamp_target} INTERFACE cxx_std_17)
    set(scope INTERFACE)
  endif()
  target_include_directories(${wamp_target} ${scope}
    "$<BUILD_INTERFACE:${wamp_types_SOURCE_DIR}/include>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  target_link_libraries(${wamp_target} ${scope} ${WAMP_DEPS})

  if(WAMP_TESTONLY OR WAMP_INTERNAL)
    add_library(wamp_types::${WAMP_NAME} ALIAS ${wamp_target})
    return()
  endif()
  # A static library drags its dependencies along, so the libraries that are
  # not PUBLIC are installed too; only their headers stay home.
  wamp_group(group ${WAMP_DEPS})
  wamp_export_library(${wamp_target} ${WAMP_NAME} "${group}")
  if(WAMP_PUBLIC AND WAMP_INSTALL)
    wamp_install_headers("dev${group}" include ${WAMP_HDRS})
  endif()
endfunction()

# Gives the component that a program is installed with: a plugin of protoc's is for
# those who develop, and each server is one of its own.
function(wamp_component_of variable program)
  set(component tool)
  if(program MATCHES "^protoc-gen-")
    set(component dev)
  elseif(program MATCHES "^(wamp-authd|wamplog-serve)$")
    string(REPLACE "-" "_" component "${program}")
  endif()
  set(${variable} "${component}" PARENT_SCOPE)
endfunction()

# wamp_cc_binary(NAME x SRCS ... [DEPS ...] [PUBLIC])
#
# Makes <build>/bin/x. PUBLIC: installed, as part of what wamp_component_of says.
function(wamp_cc_binary)
  wamp_parse_arguments(wamp_cc_binary "PUBLIC" "SRCS;DEPS" ${ARGN})
  add_executable(${wamp_target} ${WAMP_SRCS})
  wamp_configure_part(${wamp_target} LIBRARY)
  set_target_properties(${wamp_target} PROPERTIES
    OUTPUT_NAME ${WAMP_NAME}
    RUNTIME_OUTPUT_DIRECTORY "${wamp_types_BINARY_DIR}/bin")
  target_link_libraries(${wamp_target} PRIVATE ${WAMP_DEPS})
  if(WAMP_PUBLIC AND WAMP_INSTALL)
    wamp_component_of(component ${WAMP_NAME})
    set(destination "${CMAKE_INSTALL_BINDIR}")
    # Other programs run it.
    if(component STREQUAL "wamplog_serve")
      set(destination "${CMAKE_INSTALL_LIBEXECDIR}/wamp_types")
    endif()
    install(TARGETS ${wamp_target}
      DESTINATION "${destination}"
      COMPONENT "${component}")
  endif()
endfunction()

# wamp_cc_test(NAME x_test SRCS ... [DEPS ...] [LABELS ...])
#
# Each GoogleTest case is a ctest test of its own, named x_test.Suite.Case, unless
# WAMP_TEST_EACH_CASE is off. Tests run in the root of the repository, so that
# files are opened by the same path as under Bazel. ctest's -L takes the LABELS, and
# the target wamp_tests_<label> builds the tests that have one: the folder below
# tests/, "threads" for tests in which threads share something, and "once" for long
# ones from which a second build would learn nothing.
function(wamp_cc_test)
  wamp_parse_arguments(wamp_cc_test "" "SRCS;DEPS;LABELS" ${ARGN})
  if(NOT WAMP_BUILD_TESTS)
    return()
  endif()
  add_executable(${wamp_target} ${WAMP_SRCS})
  wamp_configure_part(${wamp_target} TEST)
  set_target_properties(${wamp_target} PROPERTIES
    OUTPUT_NAME ${WAMP_NAME}
    RUNTIME_OUTPUT_DIRECTORY "${wamp_types_BINARY_DIR}/tests")
  target_link_libraries(${wamp_target} PRIVATE ${WAMP_DEPS})
  if(WAMP_TEST_OWN_LOCKS)
    # The objects themselves, which come before any library.
    target_sources(${wamp_target} PRIVATE $<TARGET_OBJECTS:wamp_tsan_locks>)
    if("grpc" IN_LIST WAMP_LABELS)
      target_sources(${wamp_target} PRIVATE
        $<TARGET_OBJECTS:wamp_tsan_grpc_tags>)
    endif()
  endif()
  foreach(label IN LISTS WAMP_LABELS)
    if(NOT TARGET wamp_tests_${label})
      add_custom_target(wamp_tests_${label})
    endif()
    add_dependencies(wamp_tests_${label} ${wamp_target})
  endforeach()

  wamp_discover_tests(${wamp_target} ${WAMP_NAME} "${wamp_types_SOURCE_DIR}"
    "${WAMP_LABELS}")
endfunction()

# Builds all benchmarks.
add_custom_target(wamp_benchmarks)

# wamp_cc_benchmark(NAME x_benchmark SRCS ... [DEPS ...])
#
# Makes <build>/benchmarks/x_benchmark, which `./dev bench` runs.
function(wamp_cc_benchmark)
  wamp_parse_arguments(wamp_cc_benchmark "" "SRCS;DEPS" ${ARGN})
  if(NOT WAMP_BUILD_BENCHMARKS)
    return()
  endif()
  add_executable(${wamp_target} ${WAMP_SRCS})
  wamp_configure_target(${wamp_target})
  set_target_properties(${wamp_target} PROPERTIES
    OUTPUT_NAME ${WAMP_NAME}
    RUNTIME_OUTPUT_DIRECTORY "${wamp_types_BINARY_DIR}/benchmarks")
  target_link_libraries(${wamp_target} PRIVATE ${WAMP_DEPS})
  add_dependencies(wamp_benchmarks ${wamp_target})
endfunction()

# wamp_list_libraries(<file> <target>)
#
# Writes to the file where the target's archive and those of the project's that it
# links are, one a line.
function(wamp_list_libraries file target)
  set(targets "${target}")
  set(archives "")
  while(targets)
    list(POP_FRONT targets next)
    get_target_property(aliased "${next}" ALIASED_TARGET)
    if(aliased)
      set(next "${aliased}")
    endif()
    get_target_property(type "${next}" TYPE)
    if(type STREQUAL "STATIC_LIBRARY")
      list(APPEND archives "$<TARGET_FILE:${next}>")
    endif()
    get_target_property(links "${next}" INTERFACE_LINK_LIBRARIES)
    list(FILTER links INCLUDE REGEX "^wamp_types::")
    list(APPEND targets ${links})
  endwhile()
  list(REMOVE_DUPLICATES archives)
  list(JOIN archives "\n" lines)
  file(GENERATE OUTPUT "${file}" CONTENT "${lines}\n")
endfunction()

# Makes a library of generated sources, whose headers lie below `out`.
function(wamp_add_generated_library target out)
  add_library(${target} ${ARGN})
  target_compile_features(${target} PUBLIC cxx_std_17)
  target_compile_options(${target} PRIVATE ${WAMP_GENERATED_COPTS})
  wamp_precompile(${target} GENERATED)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_CLANG_TIDY "")
  target_include_directories(${target} SYSTEM PUBLIC
    "$<BUILD_INTERFACE:${out}>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
endfunction()

# Installs the headers among generated sources below `out`.
function(wamp_install_generated_headers component out)
  set(headers ${ARGN})
  list(FILTER headers INCLUDE REGEX "\\.h$")
  wamp_install_headers("${component}" "${out}" ${headers})
endfunction()

# wamp_proto_library(NAME x STRIP_IMPORT_PREFIX dir SRCS dir/... [DEPS ...]
#                    [PUBLIC])
#
# Bazel's proto_library and cc_proto_library in one: dir/a/b.proto becomes
# <build>/dir/a/b.pb.h, which is included as "a/b.pb.h". DEPS are libraries the
# generated code links besides protobuf itself. PUBLIC: the generated headers
# and the .proto files are installed.
function(wamp_proto_library)
  wamp_parse_arguments(wamp_proto_library "PUBLIC;TESTONLY"
    "STRIP_IMPORT_PREFIX;SRCS;DEPS" ${ARGN})
  set(root "${wamp_types_SOURCE_DIR}/${WAMP_STRIP_IMPORT_PREFIX}")
  set(out "${wamp_types_BINARY_DIR}/${WAMP_STRIP_IMPORT_PREFIX}")
  wamp_generate_cpp("${root}" "${out}" generated ${WAMP_SRCS})
  if(WAMP_PUBLIC AND WAMP_INSTALL)
    wamp_install_headers(dev "${WAMP_STRIP_IMPORT_PREFIX}" ${WAMP_SRCS})
    wamp_install_generated_headers(dev "${out}" ${generated})
  endif()

  wamp_add_generated_library(${wamp_target} "${out}" ${generated})
  target_link_libraries(${wamp_target} PUBLIC
    protobuf::libprotobuf Threads::Threads ${WAMP_DEPS})
  if(WAMP_TESTONLY OR WAMP_INTERNAL)
    add_library(wamp_types::${WAMP_NAME} ALIAS ${wamp_target})
    return()
  endif()
  wamp_export_library(${wamp_target} ${WAMP_NAME} "")
endfunction()

# wamp_cc_grpc_library(NAME x SRCS proto/... [DEPS ...] [PUBLIC])
#
# proto/a/b.proto becomes <build>/proto/a/b.grpc.pb.h, which is included as
# "a/b.grpc.pb.h": the services of the file.
function(wamp_cc_grpc_library)
  wamp_parse_arguments(wamp_cc_grpc_library "PUBLIC" "SRCS;DEPS" ${ARGN})
  set(root "${wamp_types_SOURCE_DIR}/proto")
  set(out "${wamp_types_BINARY_DIR}/proto")
  wamp_generate_cpp("${root}" "${out}" generated PLUGIN grpc
    gRPC::grpc_cpp_plugin ${WAMP_SRCS})
  wamp_add_generated_library(${wamp_target} "${out}" ${generated})
  target_link_libraries(${wamp_target} PUBLIC ${WAMP_DEPS})
  if(WAMP_PUBLIC AND WAMP_INSTALL)
    wamp_install_generated_headers(dev_grpc "${out}" ${generated})
  endif()
  wamp_export_library(${wamp_target} ${WAMP_NAME} _grpc)
endfunction()

# Rewrites the checked-in generated files.
add_custom_target(wamp_regenerate)

# wamp_regenerate(NAME x TOOL <target> [ARGS ...])
#
# Adds a run of TOOL, in the root of the repository, to the target above.
function(wamp_regenerate)
  wamp_parse_arguments(wamp_regenerate "" "TOOL;ARGS" ${ARGN})
  add_custom_target(wamp_regenerate_${WAMP_NAME}
    COMMAND ${WAMP_TOOL} ${WAMP_ARGS}
    WORKING_DIRECTORY "${wamp_types_SOURCE_DIR}"
    VERBATIM)
  add_dependencies(wamp_regenerate wamp_regenerate_${WAMP_NAME})
endfunction()

# wamp_command_test(NAME x COMMAND <program> [argument ...]
#                   [ENVIRONMENT name=value ...] [LABELS ...])
#
# A test that is not C++, run in the root of the repository. Exit status 77 means
# skipped, as does a program that is not there, or not built. Python is Debian's
# where there is one, as only that sees the modules of its packages.
find_program(WAMP_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(WAMP_PYTHON python3)
find_program(WAMP_NODE node)
function(wamp_command_test)
  cmake_parse_arguments(WAMP "" "NAME" "COMMAND;ENVIRONMENT;LABELS" ${ARGN})
  list(GET WAMP_COMMAND 0 program)
  if(NOT WAMP_BUILD_TOOLS)
    string(REGEX MATCHALL "TARGET_FILE:[^>]+" files
      "${WAMP_COMMAND};${WAMP_ENVIRONMENT}")
    foreach(file IN LISTS files)
      string(REPLACE "TARGET_FILE:" "" target "${file}")
      if(NOT TARGET ${target})
        set(program "${target}-NOTFOUND")
      endif()
    endforeach()
  endif()
  if(program MATCHES "-NOTFOUND$")
    add_test(NAME ${WAMP_NAME}
      COMMAND "${CMAKE_COMMAND}" -E echo "SKIPPED: ${program}")
    set_tests_properties(${WAMP_NAME} PROPERTIES
      SKIP_REGULAR_EXPRESSION "SKIPPED")
    return()
  endif()
  add_test(NAME ${WAMP_NAME}
    COMMAND ${CMAKE_COMMAND} -E env ${WAMP_ENVIRONMENT} ${WAMP_COMMAND}
    WORKING_DIRECTORY "${wamp_types_SOURCE_DIR}")
  set_tests_properties(${WAMP_NAME} PROPERTIES
    LABELS "${WAMP_LABELS}"
    SKIP_RETURN_CODE 77
    TIMEOUT 600)
endfunction()
