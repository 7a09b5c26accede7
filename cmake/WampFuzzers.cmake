# The fuzz targets, which only CMake builds: programs of libFuzzer's, or of the
# engine that WAMP_FUZZING_ENGINE names. The libraries that they try should be
# compiled with -fsanitize=fuzzer-no-link, as the preset asan does.

set(WAMP_FUZZING_ENGINE "-fsanitize=fuzzer" CACHE STRING
  "What links a fuzz target: flags, or a library")

add_library(wamp_fuzz STATIC
  tests/fuzz/fuzz.cc tests/fuzz/fuzz.h tests/fuzz/text.cc tests/fuzz/text.h)
wamp_configure_part(wamp_fuzz TEST)
target_link_libraries(wamp_fuzz PUBLIC wamp_types::message wamp_types::wire)

add_custom_target(wamp_fuzzers)

# wamp_cc_fuzzer(NAME x_fuzz SRCS ... [DEPS ...])
#
# Makes <build>/fuzz/x_fuzz, which `./dev fuzz` runs. With the tests, x_fuzz is one
# that goes through the inputs in tests/fuzz/corpus/x and, where there are any, in
# tests/fuzz/findings/x, and fails where a target that counts what it reads
# (CountRead) can read none of them.
function(wamp_cc_fuzzer)
  wamp_parse_arguments(wamp_cc_fuzzer "" "SRCS;DEPS" ${ARGN})
  add_executable(${wamp_target} ${WAMP_SRCS})
  wamp_configure_part(${wamp_target} TEST)
  set_target_properties(${wamp_target} PROPERTIES
    OUTPUT_NAME ${WAMP_NAME}
    RUNTIME_OUTPUT_DIRECTORY "${wamp_types_BINARY_DIR}/fuzz")
  target_link_libraries(${wamp_target} PRIVATE
    wamp_fuzz ${WAMP_DEPS} ${WAMP_FUZZING_ENGINE})
  add_dependencies(wamp_fuzzers ${wamp_target})
  if(WAMP_BUILD_TESTS)
    string(REGEX REPLACE "_fuzz$" "" name "${WAMP_NAME}")
    set(inputs "tests/fuzz/corpus/${name}")
    if(EXISTS "${wamp_types_SOURCE_DIR}/tests/fuzz/findings/${name}")
      list(APPEND inputs "tests/fuzz/findings/${name}")
    endif()
    add_test(NAME ${WAMP_NAME}
      COMMAND ${wamp_target} -runs=0 -timeout=60
        "-artifact_prefix=${wamp_types_BINARY_DIR}/fuzz/" ${inputs}
      WORKING_DIRECTORY "${wamp_types_SOURCE_DIR}")
    set_tests_properties(${WAMP_NAME} PROPERTIES
      TIMEOUT 600 ENVIRONMENT WAMP_FUZZ_DEMANDING=1)
  endif()
endfunction()

wamp_cc_fuzzer(
  NAME dict_fuzz
  SRCS
    tests/fuzz/dict_fuzz.cc
    tests/fuzz/each_message.h
  DEPS
    wamp_types::dict
    wamp_types::types
    wamp_types::wire)
wamp_cc_fuzzer(
  NAME engines_fuzz
  SRCS
    tests/fuzz/each_message.h
    tests/fuzz/engines_fuzz.cc
  DEPS
    wamp_types::dict
    wamp_types::reflection
    wamp_types::wire)
wamp_cc_fuzzer(
  NAME header_fuzz
  SRCS
    tests/fuzz/header_fuzz.cc
  DEPS
    wamp_types::frame
    wamp_types::wire)
wamp_cc_fuzzer(
  NAME measure_fuzz
  SRCS
    tests/fuzz/measure_fuzz.cc
  DEPS
    wamp_types::wire)
wamp_cc_fuzzer(
  NAME round_trip_fuzz
  SRCS
    tests/fuzz/each_message.h
    tests/fuzz/round_trip_fuzz.cc
  DEPS
    wamp_types::wire)
wamp_cc_fuzzer(
  NAME split_fuzz
  SRCS
    tests/fuzz/split_fuzz.cc
  DEPS
    wamp_types::framing)
wamp_cc_fuzzer(
  NAME transcode_fuzz
  SRCS
    tests/fuzz/transcode_fuzz.cc
  DEPS
    wamp_types::wire)
if(WAMP_BUILD_LOG)
  wamp_cc_fuzzer(
    NAME checkpoint_fuzz
    SRCS
      tests/fuzz/checkpoint_fuzz.cc
    DEPS
      wamp_types::log
      OpenSSL::Crypto)
  wamp_cc_fuzzer(
    NAME delimited_fuzz
    SRCS
      tests/fuzz/delimited_fuzz.cc
    DEPS
      wamp_types::log)
  wamp_cc_fuzzer(
    NAME record_fuzz
    SRCS
      tests/fuzz/record_fuzz.cc
    DEPS
      wamp_types::log)
  wamp_cc_fuzzer(
    NAME recorder_fuzz
    SRCS
      tests/fuzz/recorder_fuzz.cc
    DEPS
      wamp_types::frame
      wamp_types::log)
endif()
if(WAMP_BUILD_LOG_SQLITE)
  wamp_cc_fuzzer(
    NAME sqlite_fuzz
    SRCS
      tests/fuzz/sqlite_fuzz.cc
      tests/fuzz/stored.cc
      tests/fuzz/stored.h
    DEPS
      SQLite3::SQLite3
      wamp_types::log_sqlite)
endif()
if(WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_fuzzer(
    NAME postgres_fuzz
    SRCS
      tests/fuzz/fake_libpq.cc
      tests/fuzz/fake_libpq.h
      tests/fuzz/postgres_fuzz.cc
      tests/fuzz/stored.cc
      tests/fuzz/stored.h
    DEPS
      PostgreSQL::PostgreSQL
      wamp_types::log_postgres)
endif()
if(WAMP_BUILD_AUTH)
  wamp_cc_fuzzer(
    NAME auth_request_fuzz
    SRCS
      tests/fuzz/auth_request_fuzz.cc
    DEPS
      wamp_types::auth
      wamp_types::reflection)
  wamp_cc_fuzzer(
    NAME crossbar_fuzz
    SRCS
      tests/fuzz/crossbar_fuzz.cc
    DEPS
      wamp_types::auth)
  wamp_cc_fuzzer(
    NAME policy_fuzz
    SRCS
      tests/fuzz/policy_fuzz.cc
    DEPS
      wamp_types::auth
      wamp_types::reflection)
endif()
if(WAMP_BUILD_GRPC)
  wamp_cc_fuzzer(
    NAME answer_fuzz
    SRCS
      tests/fuzz/answer_fuzz.cc
    DEPS
      wamp_types::frame
      wamp_types::grpc
      wamp_types::log)
  wamp_cc_fuzzer(
    NAME credential_fuzz
    SRCS
      tests/fuzz/credential_fuzz.cc
    DEPS
      wamp_types::grpc)
  wamp_cc_fuzzer(
    NAME log_request_fuzz
    SRCS
      tests/fuzz/log_request_fuzz.cc
    DEPS
      wamp_types::grpc
      wamp_types::log)
  wamp_cc_fuzzer(
    NAME reply_fuzz
    SRCS
      tests/fuzz/reply_fuzz.cc
    DEPS
      wamp_types::grpc
      wamp_types::log
      wamp_types::types
      wamp_types::wire)
  wamp_cc_fuzzer(
    NAME status_fuzz
    SRCS
      tests/fuzz/status_fuzz.cc
    DEPS
      gRPC::grpc++
      wamp_types::grpc)
endif()

# What the fuzz targets start from, which `./dev fuzz --keep` makes.
if(WAMP_BUILD_TESTS AND WAMP_BUILD_LOG AND WAMP_BUILD_AUTH)
  wamp_cc_binary(
    NAME fuzz_seeds
    SRCS
      tests/fuzz/auth_seeds.cc
      tests/fuzz/log_seeds.cc
      tests/fuzz/make_seeds.cc
      tests/fuzz/seeds.h
      tests/fuzz/wire_seeds.cc
    DEPS
      wamp_types::auth_client
      wamp_types::dict
      wamp_types::framing
      wamp_types::log
      wamp_types::random_record
      wamp_types::testing
      wamp_types::vectors
      wamp_types::wire)
  add_test(NAME fuzz_seeds
    COMMAND wamp_fuzz_seeds "${wamp_types_BINARY_DIR}/fuzz/seeds"
    WORKING_DIRECTORY "${wamp_types_SOURCE_DIR}")
endif()
