# Generated from the BUILD.bazel files. Do not edit: run ./dev regen.

wamp_cc_binary(
  NAME quickstart_example
  SRCS
    examples/quickstart/main.cc
  DEPS
    absl::statusor
    wamp_types::types
    wamp_types::wire)

wamp_cc_binary(
  NAME router_relay_example
  SRCS
    examples/router_relay/main.cc
  DEPS
    absl::status
    absl::strings
    wamp_types::frame
    wamp_types::wire)

wamp_cc_binary(
  NAME authenticator_example
  SRCS
    examples/authenticator/main.cc
  DEPS
    absl::status
    absl::strings
    wamp_types::frame
    wamp_types::types
    wamp_types::violation
    wamp_types::wire)

wamp_cc_binary(
  NAME audit_line_example
  SRCS
    examples/audit_line/main.cc
  DEPS
    absl::status
    wamp_types::frame
    wamp_types::message
    wamp_types::wire)

if(WAMP_BUILD_LOG)
  wamp_cc_binary(
    NAME session_log_example
    SRCS
      examples/session_log/main.cc
    DEPS
      absl::status
      absl::statusor
      absl::strings
      wamp_types::ids
      wamp_types::log
      wamp_types::wire)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_binary(
    NAME session_store_example
    SRCS
      examples/session_store/main.cc
    DEPS
      absl::status
      absl::statusor
      absl::strings
      absl::time
      wamp_types::log
      wamp_types::log_postgres
      wamp_types::log_sqlite)
endif()

wamp_proto_library(
  NAME own_message_proto
  SRCS
    examples/own_message/tea.proto
  DEPS
    wamp_types::proto
  STRIP_IMPORT_PREFIX
    examples
  TESTONLY)

wamp_cc_binary(
  NAME own_message_example
  SRCS
    examples/own_message/main.cc
  DEPS
    absl::status
    absl::statusor
    wamp_types::own_message_proto
    wamp_types::wire)

wamp_command_test(
  NAME quickstart_example_test
  COMMAND
    examples/expect.sh
    $<TARGET_FILE:wamp_quickstart_example>
    examples/quickstart/expected.txt)

wamp_command_test(
  NAME router_relay_example_test
  COMMAND
    examples/expect.sh
    $<TARGET_FILE:wamp_router_relay_example>
    examples/router_relay/expected.txt)

wamp_command_test(
  NAME authenticator_example_test
  COMMAND
    examples/expect.sh
    $<TARGET_FILE:wamp_authenticator_example>
    examples/authenticator/expected.txt)

wamp_command_test(
  NAME audit_line_example_test
  COMMAND
    examples/expect.sh
    $<TARGET_FILE:wamp_audit_line_example>
    examples/audit_line/expected.txt)

wamp_command_test(
  NAME own_message_example_test
  COMMAND
    examples/expect.sh
    $<TARGET_FILE:wamp_own_message_example>
    examples/own_message/expected.txt)

if(WAMP_BUILD_LOG)
  wamp_command_test(
    NAME session_log_example_test
    COMMAND
      examples/expect.sh
      $<TARGET_FILE:wamp_session_log_example>
      examples/session_log/expected.txt)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME session_store_example_test
    COMMAND
      examples/expect.sh
      $<TARGET_FILE:wamp_session_store_example>
      examples/session_store/expected.txt)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME attempt_limiter_test
    SRCS
      tests/auth/attempt_limiter_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::time
      wamp_types::auth
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME authenticator_test
    SRCS
      tests/auth/authenticator_test.cc
    DEPS
      GTest::gmock_main
      absl::time
      wamp_types::auth
      wamp_types::auth_client
      wamp_types::dict
      wamp_types::status_matchers
      wamp_types::types
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME authorizer_test
    SRCS
      tests/auth/authorizer_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::auth
      wamp_types::ids
      wamp_types::status_matchers
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME auth_sharing_test
    SRCS
      tests/auth/sharing_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::time
      wamp_types::at_once
      wamp_types::auth
      wamp_types::auth_client
    LABELS
      auth
      threads)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME crossbar_authorizer_test
    SRCS
      tests/auth/crossbar_authorizer_test.cc
      tests/auth/message_text.h
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      protobuf::libprotobuf
      wamp_types::auth
      wamp_types::status_matchers
      wamp_types::wire
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME crossbar_test
    SRCS
      tests/auth/crossbar_test.cc
      tests/auth/message_text.h
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      protobuf::libprotobuf
      wamp_types::auth
      wamp_types::status_matchers
      wamp_types::wire
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME hostile_test
    SRCS
      tests/auth/hostile_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::time
      wamp_types::auth
      wamp_types::auth_client
      wamp_types::message
      wamp_types::types
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME method_vectors_test
    SRCS
      tests/auth/method_vectors_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::auth
      wamp_types::status_matchers
      wamp_types::types
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME policy_test
    SRCS
      tests/auth/policy_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      protobuf::libprotobuf
      wamp_types::auth
      wamp_types::auth_client
      wamp_types::message
      wamp_types::status_matchers
      wamp_types::wire
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME state_test
    SRCS
      tests/auth/state_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      absl::time
      wamp_types::auth
      wamp_types::auth_client
      wamp_types::status_matchers
    LABELS
      auth
      threads)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_test(
    NAME stranger_test
    SRCS
      tests/auth/stranger_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::time
      wamp_types::auth
      wamp_types::auth_client
      wamp_types::types
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_library(
    NAME auth_client
    HDRS
      tests/auth/client.h
    SRCS
      tests/auth/client.cc
    DEPS
      GTest::gtest
      absl::statusor
      absl::strings
      absl::time
      wamp_types::auth
      wamp_types::auth_proto
      wamp_types::dict
      wamp_types::proto
      wamp_types::status_matchers
      wamp_types::types
    TESTONLY)
endif()

if(WAMP_BUILD_AUTH)
  wamp_command_test(
    NAME autobahn_clients
    COMMAND
      ${WAMP_PYTHON}
      tests/auth/autobahn_clients.py
      $<TARGET_FILE:wamp_join_driver>
    LABELS
      auth)
endif()

if(WAMP_BUILD_AUTH)
  wamp_cc_binary(
    NAME join_driver
    SRCS
      tests/auth/join_driver.cc
    DEPS
      absl::statusor
      wamp_types::auth
      wamp_types::frame
      wamp_types::types
      wamp_types::wire)
endif()

wamp_command_test(
  NAME dependency_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/dependency_test.py
  LABELS
    build)

wamp_command_test(
  NAME cmake_lists_are_fresh
  COMMAND
    ${WAMP_PYTHON}
    cmake/from_bazel.py
    --check
  LABELS
    build)

wamp_command_test(
  NAME corner_cases_page_is_fresh
  COMMAND
    ${WAMP_PYTHON}
    tests/build/corner_cases_page.py
    --check
  LABELS
    build)

wamp_command_test(
  NAME from_bazel_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/from_bazel_test.py
  LABELS
    build)

wamp_command_test(
  NAME packaging_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/packaging_test.py
  LABELS
    build)

wamp_command_test(
  NAME parts_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/parts_test.py
  LABELS
    build
    once)

wamp_command_test(
  NAME settings_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/settings_test.py
  LABELS
    build)

wamp_command_test(
  NAME changelog_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/changelog_test.py
  LABELS
    build)

wamp_command_test(
  NAME man_page_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/man_page_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    build)

wamp_command_test(
  NAME bench_reports_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/bench_reports_test.py
  LABELS
    build)

wamp_command_test(
  NAME tidy_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/tidy_test.py
  LABELS
    build)

wamp_command_test(
  NAME kept_inputs_test
  COMMAND
    ${WAMP_PYTHON}
    tests/build/kept_inputs_test.py
  LABELS
    build)

wamp_cc_test(
  NAME byte_scan_test
  SRCS
    tests/codec/byte_scan_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::byte_scan
  LABELS
    codec)

wamp_cc_test(
  NAME codec_cbor_test
  SRCS
    tests/codec/codec_cbor_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME codec_json_test
  SRCS
    tests/codec/codec_json_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME codec_msgpack_test
  SRCS
    tests/codec/codec_msgpack_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME codec_ubjson_test
  SRCS
    tests/codec/codec_ubjson_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME digits_test
  SRCS
    tests/codec/digits_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::digits
  LABELS
    codec)

wamp_cc_test(
  NAME foreign_values_test
  SRCS
    tests/codec/foreign_values_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec
    wamp_types::codec_testing
    wamp_types::text
  LABELS
    codec)

wamp_cc_test(
  NAME json_writer_test
  SRCS
    tests/codec/json_writer_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME reader_contract_test
  SRCS
    tests/codec/reader_contract_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_cc_test(
  NAME utf8_test
  SRCS
    tests/codec/utf8_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec
  LABELS
    codec)

wamp_cc_test(
  NAME writer_contract_test
  SRCS
    tests/codec/writer_contract_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::codec_testing
  LABELS
    codec)

wamp_command_test(
  NAME coverage_test
  COMMAND
    ${WAMP_PYTHON}
    tests/coverage/coverage_test.py
  LABELS
    coverage)

wamp_cc_test(
  NAME budget_test
  SRCS
    tests/engine/budget_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::strings
    protobuf::libprotobuf
    wamp_types::dict
    wamp_types::frame
    wamp_types::heap
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::types
    wamp_types::violation
    wamp_types::wire
  LABELS
    engine
    once)

wamp_cc_test(
  NAME check_annotations_test
  SRCS
    tests/engine/check_annotations_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
  LABELS
    engine)

wamp_cc_test(
  NAME engines_test
  SRCS
    tests/engine/engines_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::dict
    wamp_types::message_types
    wamp_types::status_matchers
    wamp_types::testing
  LABELS
    engine)

wamp_cc_test(
  NAME field_kinds_test
  SRCS
    tests/engine/field_kinds_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::message
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
  LABELS
    engine)

wamp_cc_test(
  NAME key_table_test
  SRCS
    tests/engine/key_table_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::wire
  LABELS
    engine)

wamp_cc_test(
  NAME limits_test
  SRCS
    tests/engine/limits_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::strings
    wamp_types::frame
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::violation
    wamp_types::wire
  LABELS
    engine)

wamp_cc_test(
  NAME reflection_test
  SRCS
    tests/engine/reflection_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::dict
    wamp_types::status_matchers
    wamp_types::tea_proto
  LABELS
    engine)

wamp_cc_test(
  NAME secrets_test
  SRCS
    tests/engine/secrets_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::annotations
    wamp_types::dict
    wamp_types::frame
    wamp_types::reflection
    wamp_types::testing
    wamp_types::types
    wamp_types::violation
    wamp_types::wire
  LABELS
    engine)

wamp_cc_test(
  NAME vector_coverage_test
  SRCS
    tests/engine/vector_coverage_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::annotations
    wamp_types::testing
    wamp_types::vectors
  LABELS
    engine)

if(WAMP_BUILD_GRPC)
  wamp_cc_library(
    NAME grpc_test_server
    HDRS
      tests/grpc/test_server.h
    DEPS
      GTest::gtest
      absl::strings
      "gRPC::grpc++"
    TESTONLY)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME auth_services_test
    SRCS
      tests/grpc/auth_services_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::time
      wamp_types::auth_client
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::ids
      wamp_types::violation
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME authenticator_client_test
    SRCS
      tests/grpc/authenticator_client_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::synchronization
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::ids
      wamp_types::mutex_lock
      wamp_types::wire
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME authorizer_client_test
    SRCS
      tests/grpc/authorizer_client_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::at_once
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::ids
      wamp_types::mutex_lock
      wamp_types::wire
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME credential_test
    SRCS
      tests/grpc/credential_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      protobuf::libprotobuf
      wamp_types::grpc
      wamp_types::grpc_stubs
      wamp_types::grpc_test_server
    LABELS
      grpc)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME grpc_metadata_test
    SRCS
      tests/grpc/metadata_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      wamp_types::grpc
      wamp_types::grpc_stubs
      wamp_types::grpc_test_server
      wamp_types::status_matchers
      wamp_types::types
    LABELS
      grpc)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME grpc_status_test
    SRCS
      tests/grpc/status_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      wamp_types::grpc
      wamp_types::violation
    LABELS
      grpc)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME session_log_client_test
    SRCS
      tests/grpc/session_log_client_test.cc
    DEPS
      GTest::gmock_main
      absl::core_headers
      absl::span
      absl::status
      absl::statusor
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::log
      wamp_types::mutex_lock
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME session_log_fault_test
    SRCS
      tests/grpc/session_log_fault_test.cc
    DEPS
      GTest::gmock_main
      absl::core_headers
      absl::status
      absl::strings
      absl::synchronization
      absl::time
      "gRPC::grpc++"
      wamp_types::grpc
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::mutex_lock
      wamp_types::sqlite_files
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_library(
    NAME session_log_fixture
    HDRS
      tests/grpc/session_log_fixture.h
    DEPS
      GTest::gtest
      absl::status
      absl::statusor
      absl::strings
      absl::time
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::sqlite_files
      wamp_types::status_matchers
      wamp_types::store_conformance
    TESTONLY)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME session_log_query_test
    SRCS
      tests/grpc/session_log_query_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::time
      wamp_types::grpc
      wamp_types::log
      wamp_types::session_log_fixture
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      grpc)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME session_log_service_test
    SRCS
      tests/grpc/session_log_service_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::time
      wamp_types::grpc
      wamp_types::grpc_test_server
      wamp_types::log
      wamp_types::session_log_fixture
      wamp_types::status_matchers
      wamp_types::store_conformance
      wamp_types::violation
    LABELS
      grpc
      threads)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE AND WAMP_BUILD_SERVERS)
  wamp_command_test(
    NAME grpc_live_test
    COMMAND
      ${WAMP_PYTHON}
      tests/grpc/live/live_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
      "WAMPLOG_SERVE=$<TARGET_FILE:wamp_wamplog-serve>"
      "WAMP_AUTHD=$<TARGET_FILE:wamp_wamp-authd>"
    LABELS
      grpc
      once)
endif()

if(WAMP_BUILD_GRPC)
  wamp_cc_library(
    NAME peer_options
    HDRS
      tests/grpc/peers/peer_options.h
    SRCS
      tests/grpc/peers/peer_options.cc
    DEPS
      absl::status
      absl::statusor
      absl::strings
      absl::time
      "gRPC::grpc++"
    TESTONLY)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG)
  wamp_cc_binary(
    NAME peer_client
    SRCS
      tests/grpc/peers/peer_client.cc
    DEPS
      absl::status
      absl::statusor
      absl::strings
      absl::time
      "gRPC::grpc++"
      wamp_types::grpc
      wamp_types::log
      wamp_types::peer_options
      wamp_types::types
      wamp_types::violation
      wamp_types::wire)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_binary(
    NAME peer_server
    SRCS
      tests/grpc/peers/peer_server.cc
    DEPS
      absl::status
      absl::synchronization
      absl::time
      "gRPC::grpc++"
      wamp_types::auth
      wamp_types::grpc
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::peer_options
      wamp_types::wire)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE AND WAMP_BUILD_SERVERS)
  wamp_command_test(
    NAME grpc_tls_test
    COMMAND
      ${WAMP_PYTHON}
      tests/grpc/peers/tls_test.py
    ENVIRONMENT
      "PEER_CLIENT=$<TARGET_FILE:wamp_peer_client>"
      "PEER_SERVER=$<TARGET_FILE:wamp_peer_server>"
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
      "WAMPLOG_SERVE=$<TARGET_FILE:wamp_wamplog-serve>"
      "WAMP_AUTHD=$<TARGET_FILE:wamp_wamp-authd>"
    LABELS
      grpc
      once)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME grpc_peers_node
    COMMAND
      ${WAMP_PYTHON}
      tests/grpc/peers/peers_test.py
      node
    ENVIRONMENT
      "PEER_CLIENT=$<TARGET_FILE:wamp_peer_client>"
      "PEER_SERVER=$<TARGET_FILE:wamp_peer_server>"
    LABELS
      grpc
      once)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME grpc_peers_python
    COMMAND
      ${WAMP_PYTHON}
      tests/grpc/peers/peers_test.py
      python
    ENVIRONMENT
      "PEER_CLIENT=$<TARGET_FILE:wamp_peer_client>"
      "PEER_SERVER=$<TARGET_FILE:wamp_peer_server>"
    LABELS
      grpc
      once)
endif()

wamp_cc_binary(
  NAME attr_driver
  SRCS
    tests/interop/attr_driver.cc
  DEPS
    wamp_types::dict
    wamp_types::types)

wamp_cc_binary(
  NAME frame_driver
  SRCS
    tests/interop/frame_driver.cc
  DEPS
    wamp_types::wire)

wamp_cc_binary(
  NAME value_driver
  SRCS
    tests/interop/value_driver.cc
  DEPS
    wamp_types::codec_testing)

wamp_command_test(
  NAME attr_differential
  COMMAND
    ${WAMP_PYTHON}
    tests/interop/attr_differential.py
    $<TARGET_FILE:wamp_attr_driver>
  LABELS
    interop)

wamp_command_test(
  NAME message_interop
  COMMAND
    ${WAMP_PYTHON}
    tests/interop/message_interop.py
    $<TARGET_FILE:wamp_frame_driver>
  LABELS
    interop)

wamp_command_test(
  NAME js_interop
  COMMAND
    ${WAMP_NODE}
    tests/interop/js_interop.mjs
    $<TARGET_FILE:wamp_frame_driver>
  LABELS
    interop)

wamp_command_test(
  NAME value_suites
  COMMAND
    ${WAMP_NODE}
    tests/interop/value_suites.mjs
    $<TARGET_FILE:wamp_value_driver>
  LABELS
    interop)

wamp_command_test(
  NAME python_protobuf
  COMMAND
    ${WAMP_PYTHON}
    tests/interop/python_protobuf.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    interop)

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME canary_test
    SRCS
      tests/log/canary_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::annotations
      wamp_types::log
      wamp_types::message
      wamp_types::types
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME checkpoint_test
    SRCS
      tests/log/checkpoint_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      absl::time
      wamp_types::log
      wamp_types::status_matchers
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME coalescer_test
    SRCS
      tests/log/coalescer_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::log
      wamp_types::mutex_lock
      wamp_types::store_conformance
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME delimited_test
    SRCS
      tests/log/delimited_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      protobuf::libprotobuf
      wamp_types::heap
      wamp_types::log
      wamp_types::status_matchers
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME field_access_test
    SRCS
      tests/log/field_access_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::random_record
      wamp_types::testing
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME lines_test
    SRCS
      tests/log/lines_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::random_record
      wamp_types::testing
      wamp_types::wire
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME planted_records
    HDRS
      tests/log/planted_records.h
    DEPS
      GTest::gtest
      absl::strings
      wamp_types::annotations
      wamp_types::log
      wamp_types::types
    TESTONLY)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME random_record
    HDRS
      tests/log/random_record.h
    DEPS
      wamp_types::log
      wamp_types::testing
    TESTONLY)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME store_conformance
    HDRS
      tests/log/memory_store.h
      tests/log/sealed_log.h
      tests/log/store_conformance.h
    SRCS
      tests/log/memory_store.cc
    DEPS
      GTest::gtest
      absl::core_headers
      absl::span
      absl::status
      absl::statusor
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::ids
      wamp_types::log
      wamp_types::mutex_lock
      wamp_types::status_matchers
      wamp_types::types
    TESTONLY)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME log_sharing_test
    SRCS
      tests/log/sharing_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      wamp_types::at_once
      wamp_types::log
      wamp_types::planted_records
      wamp_types::proto
      wamp_types::tea_proto
      wamp_types::wire
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME memory_store_test
    SRCS
      tests/log/memory_store_test.cc
    DEPS
      GTest::gmock_main
      wamp_types::store_conformance
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME node_log_test
    SRCS
      tests/log/node_log_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::status_matchers
      wamp_types::types
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_binary(
    NAME record_driver
    SRCS
      tests/log/record_driver.cc
    DEPS
      absl::status
      absl::strings
      absl::time
      wamp_types::log
      wamp_types::wire)
endif()

if(WAMP_BUILD_LOG)
  wamp_command_test(
    NAME otlp_reader
    COMMAND
      ${WAMP_NODE}
      tests/log/otlp/otlp_reader.mjs
      $<TARGET_FILE:wamp_record_driver>
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_command_test(
    NAME record_python
    COMMAND
      ${WAMP_PYTHON}
      tests/log/record_python.py
    ENVIRONMENT
      "RECORD_DRIVER=$<TARGET_FILE:wamp_record_driver>"
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME record_test
    SRCS
      tests/log/record_test.cc
    DEPS
      GTest::gmock_main
      wamp_types::log
      wamp_types::status_matchers
      wamp_types::types
      wamp_types::wire
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME redaction_policy_test
    SRCS
      tests/log/redaction_policy_test.cc
    DEPS
      GTest::gmock_main
      absl::status
      absl::strings
      wamp_types::log
      wamp_types::proto
      wamp_types::status_matchers
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME redaction_reach_test
    SRCS
      tests/log/redaction_reach_test.cc
    DEPS
      GTest::gmock_main
      wamp_types::log
      wamp_types::planted_records
      wamp_types::random_record
      wamp_types::testing
      wamp_types::wire
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME redaction_test
    SRCS
      tests/log/redaction_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::status_matchers
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME session_recorder_test
    SRCS
      tests/log/session_recorder_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::status_matchers
      wamp_types::testing
      wamp_types::wire
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME uuid_test
    SRCS
      tests/log/uuid_test.cc
    DEPS
      GTest::gmock_main
      absl::flat_hash_set
      wamp_types::log
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG)
  wamp_cc_test(
    NAME writer_test
    SRCS
      tests/log/writer_test.cc
    DEPS
      GTest::gmock_main
      absl::core_headers
      absl::span
      absl::status
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::log
      wamp_types::mutex_lock
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_library(
    NAME postgres_server
    HDRS
      tests/log/postgres/server.h
    SRCS
      tests/log/postgres/server.cc
    DEPS
      PostgreSQL::PostgreSQL
      absl::status
      absl::statusor
      absl::strings
      absl::time
    TESTONLY)
endif()

if(WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_library(
    NAME test_server
    HDRS
      tests/log/postgres/test_server.h
    SRCS
      tests/log/postgres/test_server.cc
    DEPS
      GTest::gtest
      PostgreSQL::PostgreSQL
      absl::status
      absl::statusor
      absl::strings
      wamp_types::postgres_server
    TESTONLY)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_test(
    NAME postgres_store_test
    SRCS
      tests/log/postgres/postgres_store_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log_postgres
      wamp_types::store_conformance
      wamp_types::test_server
    LABELS
      log
      threads)
endif()

wamp_cc_library(
  NAME commit_cutter
  HDRS
    tests/log/postgres/commit_cutter.h
  SRCS
    tests/log/postgres/commit_cutter.cc
  DEPS
    GTest::gtest
    absl::core_headers
    absl::strings
    absl::synchronization
    wamp_types::mutex_lock
  TESTONLY)

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_test(
    NAME fault_test
    SRCS
      tests/log/postgres/fault_test.cc
    DEPS
      GTest::gmock_main
      absl::core_headers
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::commit_cutter
      wamp_types::log
      wamp_types::log_postgres
      wamp_types::mutex_lock
      wamp_types::status_matchers
      wamp_types::store_conformance
      wamp_types::test_server
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_test(
    NAME postgres_canary_test
    SRCS
      tests/log/postgres/postgres_canary_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::log_postgres
      wamp_types::planted_records
      wamp_types::status_matchers
      wamp_types::test_server
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG_SQLITE)
  wamp_cc_library(
    NAME sqlite_files
    HDRS
      tests/log/sqlite/files.h
    SRCS
      tests/log/sqlite/files.cc
    DEPS
      GTest::gtest
      SQLite3::SQLite3
    TESTONLY)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME sqlite_store_test
    SRCS
      tests/log/sqlite/sqlite_store_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log_sqlite
      wamp_types::sqlite_files
      wamp_types::store_conformance
    LABELS
      log
      threads)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME tamper_test
    SRCS
      tests/log/sqlite/tamper_test.cc
    DEPS
      GTest::gmock_main
      absl::span
      absl::strings
      absl::time
      wamp_types::hex
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::sqlite_files
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG_SQLITE)
  wamp_cc_library(
    NAME faulty_vfs
    HDRS
      tests/log/sqlite/faulty_vfs.h
    SRCS
      tests/log/sqlite/faulty_vfs.cc
    DEPS
      GTest::gtest
      SQLite3::SQLite3
      absl::core_headers
      absl::synchronization
      wamp_types::mutex_lock
    TESTONLY)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME power_cut_test
    SRCS
      tests/log/sqlite/power_cut_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      absl::time
      wamp_types::faulty_vfs
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::sqlite_files
      wamp_types::status_matchers
      wamp_types::store_conformance
    LABELS
      log)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_test(
    NAME store_canary_test
    SRCS
      tests/log/sqlite/store_canary_test.cc
    DEPS
      GTest::gmock_main
      absl::strings
      wamp_types::log
      wamp_types::log_sqlite
      wamp_types::planted_records
      wamp_types::sqlite_files
      wamp_types::status_matchers
    LABELS
      log)
endif()

wamp_command_test(
  NAME mutants_test
  COMMAND
    ${WAMP_PYTHON}
    tests/mutation/mutants_test.py
  LABELS
    mutation)

wamp_proto_library(
  NAME tea_proto
  SRCS
    tests/proto/tea.proto
  DEPS
    wamp_types::proto
  TESTONLY)

wamp_cc_library(
  NAME at_once
  HDRS
    tests/testing/at_once.h
  DEPS
    absl::synchronization
  TESTONLY)

wamp_cc_library(
  NAME testing
  HDRS
    tests/testing/parsed_protos.h
    tests/testing/random_message.h
    tests/testing/recorded.h
    tests/testing/seed.h
    tests/testing/serializers.h
  SRCS
    tests/testing/parsed_protos.cc
    tests/testing/random_message.cc
    tests/testing/recorded.cc
    tests/testing/seed.cc
    tests/testing/serializers.cc
  DEPS
    GTest::gtest
    absl::strings
    wamp_types::annotations
    wamp_types::codec_testing
    wamp_types::ids
    wamp_types::proto
    wamp_types::wire
  TESTONLY)

wamp_cc_library(
  NAME message_types
  HDRS
    tests/testing/message_types.h
  SRCS
    tests/testing/message_types.cc
  DEPS
    GTest::gtest
    absl::status
    absl::strings
    wamp_types::dict
    wamp_types::proto
    wamp_types::wire
  TESTONLY)

wamp_cc_library(
  NAME heap
  HDRS
    tests/testing/heap.h
  SRCS
    tests/testing/heap.cc
  TESTONLY)

wamp_cc_library(
  NAME hex
  HDRS
    tests/testing/hex.h
  DEPS
    absl::strings
  TESTONLY)

wamp_cc_library(
  NAME codec_testing
  HDRS
    tests/testing/codec_samples.h
    tests/testing/codec_table.h
    tests/testing/codecs.h
    tests/testing/common_values.h
    tests/testing/describe.h
    tests/testing/reader_contract.h
    tests/testing/text_samples.h
    tests/testing/type_list.h
  SRCS
    tests/testing/codec_samples.cc
    tests/testing/describe.cc
  DEPS
    GTest::gtest
    absl::str_format
    absl::strings
    wamp_types::codec
    wamp_types::codec_cbor
    wamp_types::codec_json
    wamp_types::codec_msgpack
    wamp_types::codec_ubjson
    wamp_types::hex
    wamp_types::text
  TESTONLY)

wamp_cc_library(
  NAME testsuite
  HDRS
    tests/testing/testsuite.h
  SRCS
    tests/testing/testsuite.cc
  DEPS
    absl::strings
    wamp_types::annotations
    wamp_types::dict
    wamp_types::frame
    wamp_types::testing
  TESTONLY)

wamp_cc_library(
  NAME vectors
  HDRS
    tests/testing/vectors.h
  SRCS
    tests/testing/vectors.cc
  DEPS
    absl::strings
    wamp_types::vector_proto
    wamp_types::wire
  TESTONLY)

wamp_cc_library(
  NAME wire_cases
  HDRS
    tests/testing/wire_cases.h
  SRCS
    tests/testing/wire_cases.cc
  DEPS
    absl::strings
    wamp_types::codec_testing
    wamp_types::proto
    wamp_types::testing
    wamp_types::types
    wamp_types::wire
  TESTONLY)

wamp_cc_library(
  NAME status_matchers
  HDRS
    tests/testing/status_matchers.h
  DEPS
    GTest::gtest
    absl::status
    absl::statusor
    wamp_types::proto
  TESTONLY)

wamp_cc_test(
  NAME status_matchers_test
  SRCS
    tests/testing/status_matchers_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::status_matchers
  LABELS
    testing)

wamp_command_test(
  NAME wampcat_color_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_color_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools)

wamp_command_test(
  NAME wampcat_completion_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_completion_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_encode_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_encode_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools)

wamp_command_test(
  NAME wampcat_forms_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_forms_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_guess_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_guess_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_help_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_help_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_limits_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_limits_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools)

wamp_command_test(
  NAME wampcat_lines_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_lines_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools)

wamp_command_test(
  NAME wampcat_stats_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_stats_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_stream_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_stream_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

wamp_command_test(
  NAME wampcat_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/wampcat_test.py
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME wamplog_help_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamplog_help_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
    LABELS
      tools
      once)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME wamplog_postgres_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamplog_postgres_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
    LABELS
      tools)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME wamplog_report_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamplog_report_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
    LABELS
      tools
      once)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME wamplog_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamplog_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
    LABELS
      tools)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE AND WAMP_BUILD_SERVERS)
  wamp_command_test(
    NAME wamplog_serve_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamplog_serve_test.py
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
      "WAMPLOG_SERVE=$<TARGET_FILE:wamp_wamplog-serve>"
    LABELS
      tools)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_SERVERS)
  wamp_command_test(
    NAME wamp_authd_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamp_authd_test.py
    ENVIRONMENT
      "WAMP_AUTHD=$<TARGET_FILE:wamp_wamp-authd>"
    LABELS
      tools)
endif()

if(WAMP_BUILD_AUTH AND WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_SERVERS)
  wamp_command_test(
    NAME wamp_authd_tls_test
    COMMAND
      ${WAMP_PYTHON}
      tests/tools/wamp_authd_tls_test.py
    ENVIRONMENT
      "WAMP_AUTHD=$<TARGET_FILE:wamp_wamp-authd>"
    LABELS
      tools)
endif()

wamp_command_test(
  NAME protoc_gen_wamp_check_test
  COMMAND
    ${WAMP_PYTHON}
    tests/tools/protoc_gen_wamp_check_test.py
  ENVIRONMENT
    "WAMP_CHECK=$<TARGET_FILE:wamp_protoc-gen-wamp-check>"
  LABELS
    tools)

wamp_command_test(
  NAME demo
  COMMAND
    tests/tools/demo.sh
  ENVIRONMENT
    "WAMPCAT=$<TARGET_FILE:wamp_wampcat>"
  LABELS
    tools
    once)

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES AND WAMP_BUILD_LOG_SQLITE)
  wamp_command_test(
    NAME log_demo
    COMMAND
      tests/tools/log_demo.sh
    ENVIRONMENT
      "WAMPLOG=$<TARGET_FILE:wamp_wamplog>"
    LABELS
      tools
      once)
endif()

wamp_command_test(
  NAME schema_is_fresh
  COMMAND
    $<TARGET_FILE:wamp_schema_generator>
    --check
    .
  LABELS
    tools)

if(WAMP_BUILD_GRPC AND WAMP_BUILD_LOG AND WAMP_BUILD_SERVERS)
  wamp_cc_test(
    NAME server_threads_test
    SRCS
      tests/tools/server_threads_test.cc
    DEPS
      GTest::gmock_main
      PkgConfig::prometheus_cpp
      absl::strings
      wamp_types::answer_log
      wamp_types::log
      wamp_types::server_flags
      wamp_types::tool_server
    LABELS
      tools
      threads)
endif()

wamp_cc_test(
  NAME framing_test
  SRCS
    tests/transport/framing_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::framing
    wamp_types::status_matchers
  LABELS
    transport)

wamp_cc_test(
  NAME rawsocket_test
  SRCS
    tests/transport/rawsocket_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::framing
    wamp_types::status_matchers
  LABELS
    transport)

wamp_cc_test(
  NAME subprotocol_test
  SRCS
    tests/transport/subprotocol_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::status_matchers
    wamp_types::subprotocol
  LABELS
    transport)

wamp_cc_library(
  NAME tsan_locks
  SRCS
    tests/tsan/absl_locks.cc
  DEPS
    absl::core_headers
    absl::synchronization
    absl::time
  TESTONLY)

if(WAMP_BUILD_GRPC)
  wamp_cc_library(
    NAME tsan_grpc_tags
    SRCS
      tests/tsan/grpc_tags.cc
    DEPS
      absl::core_headers
      "gRPC::grpc++"
    TESTONLY)
endif()

wamp_cc_test(
  NAME absl_locks_test
  SRCS
    tests/tsan/absl_locks_test.cc
  DEPS
    GTest::gmock_main
    absl::synchronization
    absl::time
  LABELS
    tsan
    threads)

wamp_cc_test(
  NAME component_test
  SRCS
    tests/types/component_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME error_uri_test
  SRCS
    tests/types/error_uri_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::ids
  LABELS
    types)

wamp_cc_test(
  NAME id_generator_test
  SRCS
    tests/types/id_generator_test.cc
  DEPS
    GTest::gmock_main
    absl::flat_hash_set
    wamp_types::id_generator
  LABELS
    types)

wamp_cc_test(
  NAME id_test
  SRCS
    tests/types/id_test.cc
  DEPS
    GTest::gmock_main
    absl::hash
    wamp_types::ids
  LABELS
    types)

wamp_cc_test(
  NAME numbers_test
  SRCS
    tests/types/numbers_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::message
    wamp_types::status_matchers
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME payload_test
  SRCS
    tests/types/payload_test.cc
  DEPS
    GTest::gmock_main
    protobuf::libprotobuf
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME print_test
  SRCS
    tests/types/print_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME proto_test
  SRCS
    tests/types/proto_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::annotations
    wamp_types::auth_proto
    wamp_types::log_proto
  LABELS
    types)

wamp_cc_test(
  NAME session_test
  SRCS
    tests/types/session_test.cc
  DEPS
    GTest::gmock_main
    absl::flat_hash_map
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME summary_test
  SRCS
    tests/types/summary_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME uri_test
  SRCS
    tests/types/uri_test.cc
  DEPS
    GTest::gmock_main
    absl::hash
    wamp_types::ids
  LABELS
    types)

wamp_cc_test(
  NAME value_test
  SRCS
    tests/types/value_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME wrapper_test
  SRCS
    tests/types/wrapper_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::types
  LABELS
    types)

wamp_cc_test(
  NAME violation_test
  SRCS
    tests/types/violation_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    wamp_types::violation
  LABELS
    types)

wamp_proto_library(
  NAME vector_proto
  SRCS
    tests/vectors/vector.proto
  TESTONLY)

wamp_cc_test(
  NAME allocation_test
  SRCS
    tests/wire/allocation_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::statusor
    absl::strings
    wamp_types::frame
    wamp_types::heap
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire
    once)

wamp_cc_test(
  NAME authentication_test
  SRCS
    tests/wire/authentication_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::dict
    wamp_types::types
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME decode_next_test
  SRCS
    tests/wire/decode_next_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::violation
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME dict_test
  SRCS
    tests/wire/dict_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::dict
    wamp_types::status_matchers
    wamp_types::types
  LABELS
    wire)

wamp_cc_test(
  NAME foreign_test
  SRCS
    tests/wire/foreign_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::strings
    wamp_types::codec_testing
    wamp_types::message
    wamp_types::proto
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME frame_test
  SRCS
    tests/wire/frame_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::frame
    wamp_types::status_matchers
    wamp_types::testing
  LABELS
    wire)

wamp_cc_test(
  NAME frame_types_test
  SRCS
    tests/wire/frame_types_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::frame
  LABELS
    wire)

wamp_cc_test(
  NAME measure_test
  SRCS
    tests/wire/measure_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::frame
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME relay_test
  SRCS
    tests/wire/relay_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::strings
    wamp_types::frame
  LABELS
    wire)

wamp_cc_test(
  NAME reuse_test
  SRCS
    tests/wire/reuse_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::dict
    wamp_types::frame
    wamp_types::message_types
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME round_trip_test
  SRCS
    tests/wire/round_trip_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::dict
    wamp_types::message_types
    wamp_types::status_matchers
    wamp_types::testing
  LABELS
    wire)

wamp_cc_test(
  NAME testsuite_test
  SRCS
    tests/wire/testsuite_test.cc
  DEPS
    GTest::gtest
    absl::strings
    wamp_types::testsuite
  LABELS
    wire)

wamp_cc_test(
  NAME transcode_test
  SRCS
    tests/wire/transcode_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::message_types
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME validate_test
  SRCS
    tests/wire/validate_test.cc
  DEPS
    GTest::gmock_main
    absl::strings
    wamp_types::dict
    wamp_types::frame
    wamp_types::message_types
    wamp_types::status_matchers
    wamp_types::tea_proto
    wamp_types::testing
    wamp_types::types
    wamp_types::violation
    wamp_types::wire
  LABELS
    wire)

wamp_cc_test(
  NAME vectors_test
  SRCS
    tests/wire/vectors_test.cc
  DEPS
    GTest::gtest
    absl::strings
    wamp_types::annotations
    wamp_types::dict
    wamp_types::reflection
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::vectors
  LABELS
    wire)

wamp_cc_test(
  NAME wire_cases_test
  SRCS
    tests/wire/wire_cases_test.cc
  DEPS
    GTest::gmock_main
    absl::status
    absl::strings
    wamp_types::codec_testing
    wamp_types::dict
    wamp_types::message
    wamp_types::proto
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::violation
    wamp_types::wire
    wamp_types::wire_cases
  LABELS
    wire)

wamp_cc_test(
  NAME wire_test
  SRCS
    tests/wire/wire_test.cc
  DEPS
    GTest::gmock_main
    wamp_types::status_matchers
    wamp_types::testing
    wamp_types::wire
  LABELS
    wire)
