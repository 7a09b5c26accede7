# Generated from the BUILD.bazel files. Do not edit: run ./dev regen.

wamp_proto_library(
  NAME proto
  STRIP_IMPORT_PREFIX
    proto
  SRCS
    proto/wamp/v1/annotations.proto
    proto/wamp/v1/authentication.proto
    proto/wamp/v1/common.proto
    proto/wamp/v1/component.proto
    proto/wamp/v1/frame.proto
    proto/wamp/v1/message_dicts.proto
    proto/wamp/v1/payload.proto
    proto/wamp/v1/pubsub.proto
    proto/wamp/v1/role.proto
    proto/wamp/v1/rpc.proto
    proto/wamp/v1/session.proto
    proto/wamp/v1/transport.proto
    proto/wamp/v1/value.proto
    proto/wamp/v1/violation.proto
  PUBLIC)

wamp_proto_library(
  NAME log_proto
  STRIP_IMPORT_PREFIX
    proto
  SRCS
    proto/wamp/log/v1/record.proto
  DEPS
    wamp_types::proto
  PUBLIC)

wamp_cc_library(
  NAME codec
  HDRS
    include/wamp/codec/binary_reader.h
    include/wamp/codec/codec.h
    include/wamp/codec/copy.h
    include/wamp/codec/sink.h
    include/wamp/codec/skip.h
    include/wamp/codec/utf8.h
  SRCS
    src/codec/binary_reader.cc
    src/codec/codec.cc
    src/codec/utf8.cc
  DEPS
    absl::core_headers
    absl::strings
    wamp_types::text
  PUBLIC)

wamp_cc_library(
  NAME codec_registry
  HDRS
    src/codec/registry.inc)

wamp_cc_library(
  NAME codec_cbor
  HDRS
    include/wamp/codec/cbor_reader.h
    include/wamp/codec/cbor_writer.h
  SRCS
    src/codec/cbor_reader.cc
  DEPS
    absl::core_headers
    absl::strings
    wamp_types::codec
  PUBLIC)

wamp_cc_library(
  NAME codec_json
  HDRS
    include/wamp/codec/json_reader.h
    include/wamp/codec/json_writer.h
  SRCS
    src/codec/json_reader.cc
    src/codec/json_writer.cc
  DEPS
    absl::core_headers
    absl::strings
    wamp_types::codec
    wamp_types::plain_text
  PUBLIC)

wamp_cc_library(
  NAME plain_text
  HDRS
    src/codec/plain_text.h)

wamp_cc_library(
  NAME codec_msgpack
  HDRS
    include/wamp/codec/msgpack_reader.h
    include/wamp/codec/msgpack_writer.h
  SRCS
    src/codec/msgpack_reader.cc
  DEPS
    absl::core_headers
    absl::strings
    wamp_types::codec
  PUBLIC)

wamp_cc_library(
  NAME codec_ubjson
  HDRS
    include/wamp/codec/ubjson_reader.h
    include/wamp/codec/ubjson_writer.h
  SRCS
    src/codec/ubjson_reader.cc
  DEPS
    absl::core_headers
    absl::strings
    wamp_types::codec
  PUBLIC)

wamp_cc_library(
  NAME ids
  HDRS
    include/wamp/error_uri.h
    include/wamp/id.h
    include/wamp/meta_api.h
    include/wamp/uri.h
    include/wamp/version.h
  SRCS
    src/types/id.cc
    src/types/uri.cc
  DEPS
    absl::core_headers
    absl::status
    absl::statusor
    absl::str_format
    absl::strings
    wamp_types::text
  PUBLIC)

wamp_cc_library(
  NAME id_generator
  HDRS
    include/wamp/id_generator.h
  SRCS
    src/types/id_generator.cc
  DEPS
    absl::random_random
    wamp_types::ids
  PUBLIC)

wamp_cc_library(
  NAME violation
  HDRS
    include/wamp/violation.h
  SRCS
    src/types/violation.cc
  DEPS
    absl::cord
    absl::status
    absl::strings
    wamp_types::ids
    wamp_types::proto
    wamp_types::text
  PUBLIC)

wamp_cc_library(
  NAME message
  HDRS
    include/wamp/message.h
    include/wamp/wrapper.h
  SRCS
    src/types/message.cc
    src/types/print.cc
  DEPS
    absl::strings
    wamp_types::annotations
    wamp_types::proto
    wamp_types::text
  PUBLIC)

wamp_cc_library(
  NAME types
  HDRS
    include/wamp/authentication.h
    include/wamp/component.h
    include/wamp/handle.h
    include/wamp/overloaded.h
    include/wamp/payload.h
    include/wamp/pubsub.h
    include/wamp/rpc.h
    include/wamp/session.h
    include/wamp/struct.h
    include/wamp/summary.h
    include/wamp/value.h
  SRCS
    src/types/component.cc
    src/types/details_arg.h
    src/types/optional_id.h
    src/types/payload.cc
    src/types/pubsub.cc
    src/types/rpc.cc
    src/types/session.cc
    src/types/struct.cc
    src/types/summary.cc
    src/types/value.cc
  DEPS
    absl::status
    absl::statusor
    absl::strings
    wamp_types::ids
    wamp_types::message
    wamp_types::proto
    wamp_types::text
    wamp_types::violation
  PUBLIC)

wamp_cc_library(
  NAME annotations
  HDRS
    src/engine/annotations.h
    src/engine/descriptor_cache.h
    src/engine/secret_keys.h
  SRCS
    src/engine/annotations.cc
    src/engine/secret_keys.cc
  DEPS
    absl::flat_hash_map
    absl::flat_hash_set
    absl::strings
    wamp_types::proto)

wamp_cc_library(
  NAME engine
  HDRS
    include/wamp/options.h
  SRCS
    src/engine/checks.cc
    src/engine/checks.h
    src/engine/codecs.h
    src/engine/decoder.h
    src/engine/dict_form.h
    src/engine/encoder.h
    src/engine/faults.cc
    src/engine/faults.h
    src/engine/outcome.h
    src/engine/raw_payload.cc
    src/engine/run_codec.h
    src/engine/value_reader.cc
    src/engine/value_reader.h
    src/engine/value_writer.h
  DEPS
    absl::inlined_vector
    absl::status
    absl::strings
    wamp_types::annotations
    wamp_types::codec_cbor
    wamp_types::codec_json
    wamp_types::codec_msgpack
    wamp_types::codec_registry
    wamp_types::codec_ubjson
    wamp_types::ids
    wamp_types::proto
    wamp_types::text
    wamp_types::violation
  PUBLIC)

wamp_cc_library(
  NAME reflection
  HDRS
    include/wamp/reflection.h
  SRCS
    src/engine/reflection/check_annotations.cc
    src/engine/reflection/generated.h
    src/engine/reflection/message_layout.cc
    src/engine/reflection/message_layout.h
    src/engine/reflection/reflection.cc
    src/engine/reflection/reflection_reader.h
    src/engine/reflection/reflection_writer.h
    src/engine/reflection/validation.cc
  DEPS
    absl::flat_hash_map
    absl::flat_hash_set
    absl::status
    absl::strings
    wamp_types::annotations
    wamp_types::engine
    wamp_types::text
    wamp_types::violation
  PUBLIC)

wamp_cc_library(
  NAME wire
  HDRS
    include/wamp/internal/has_schema.h
    include/wamp/measure.h
    include/wamp/transcode.h
    include/wamp/ubjson_dialect.h
    include/wamp/wire.h
  SRCS
    src/engine/schema/key_table.h
    src/engine/schema/schema.h
    src/engine/schema/schema_reader.h
    src/engine/schema/schema_writer.h
    src/wire/codec_bjdata.cc
    src/wire/codec_cbor.cc
    src/wire/codec_json.cc
    src/wire/codec_messages.h
    src/wire/codec_messages.inc
    src/wire/codec_msgpack.cc
    src/wire/codec_ubjson.cc
    src/wire/measure.cc
    src/wire/transcode.cc
    src/wire/ubjson_dialect.cc
    src/wire/wire.cc
  DEPS
    absl::statusor
    absl::strings
    wamp_types::annotations
    wamp_types::engine
    wamp_types::message
    wamp_types::reflection
    wamp_types::violation
  PUBLIC)

wamp_cc_library(
  NAME dict
  HDRS
    include/wamp/dict.h
  SRCS
    src/wire/dict.cc
  DEPS
    wamp_types::wire
  PUBLIC)

wamp_cc_library(
  NAME frame
  HDRS
    include/wamp/frame.h
    include/wamp/frame_types.h
    include/wamp/relay.h
  SRCS
    src/wire/encoding.h
    src/wire/frame.cc
    src/wire/frame_types.cc
    src/wire/relay.cc
  DEPS
    absl::status
    absl::statusor
    absl::strings
    wamp_types::types
    wamp_types::wire
  PUBLIC)

wamp_cc_library(
  NAME subprotocol
  HDRS
    include/wamp/transport/subprotocol.h
  SRCS
    src/transport/subprotocol.cc
  DEPS
    absl::statusor
    absl::strings
    wamp_types::codec_registry
    wamp_types::proto
    wamp_types::text
  PUBLIC)

wamp_cc_library(
  NAME framing
  HDRS
    include/wamp/transport/framing.h
    include/wamp/transport/rawsocket.h
  SRCS
    src/transport/framing.cc
    src/transport/rawsocket.cc
  DEPS
    absl::status
    absl::statusor
    absl::strings
  PUBLIC)

if(WAMP_BUILD_LOG)
  wamp_cc_library(
    NAME log
    HDRS
      include/wamp/log/checkpoint.h
      include/wamp/log/coalescer.h
      include/wamp/log/delimited.h
      include/wamp/log/lines.h
      include/wamp/log/node_log.h
      include/wamp/log/record.h
      include/wamp/log/redaction.h
      include/wamp/log/session_recorder.h
      include/wamp/log/store.h
      include/wamp/log/uuid.h
      include/wamp/log/writer.h
    SRCS
      src/log/chain_verifier.cc
      src/log/chain_verifier.h
      src/log/checkpoint.cc
      src/log/coalescer.cc
      src/log/delimited.cc
      src/log/digest.cc
      src/log/digest.h
      src/log/field_access.cc
      src/log/field_access.h
      src/log/json_line.cc
      src/log/json_text.cc
      src/log/json_text.h
      src/log/log_text.cc
      src/log/log_text.h
      src/log/node_log.cc
      src/log/otlp_line.cc
      src/log/otlp_text.cc
      src/log/otlp_text.h
      src/log/page_token.cc
      src/log/page_token.h
      src/log/record.cc
      src/log/record_columns.cc
      src/log/record_columns.h
      src/log/record_fields.inc
      src/log/record_parts.cc
      src/log/record_parts.h
      src/log/record_text.h
      src/log/redacted_record.cc
      src/log/redacted_record.h
      src/log/redaction_plan.cc
      src/log/redaction_plan.h
      src/log/redactor.cc
      src/log/refusals.cc
      src/log/refusals.h
      src/log/session_recorder.cc
      src/log/session_times.cc
      src/log/session_times.h
      src/log/store.cc
      src/log/text_layout.cc
      src/log/text_layout.h
      src/log/uuid.cc
      src/log/writer.cc
    DEPS
      OpenSSL::Crypto
      absl::bits
      absl::core_headers
      absl::flat_hash_map
      absl::random_random
      absl::span
      absl::status
      absl::statusor
      absl::str_format
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::annotations
      wamp_types::codec
      wamp_types::codec_json
      wamp_types::frame
      wamp_types::ids
      wamp_types::log_proto
      wamp_types::text
      wamp_types::types
    PUBLIC)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_SQLITE)
  wamp_cc_library(
    NAME log_sqlite
    HDRS
      include/wamp/log/sqlite_store.h
    SRCS
      src/log/sqlite/append.cc
      src/log/sqlite/append.h
      src/log/sqlite/connections.cc
      src/log/sqlite/connections.h
      src/log/sqlite/database.cc
      src/log/sqlite/database.h
      src/log/sqlite/query.cc
      src/log/sqlite/query.h
      src/log/sqlite/schema.cc
      src/log/sqlite/schema.h
      src/log/sqlite/sqlite_store.cc
      src/log/sqlite/verify.cc
      src/log/sqlite/verify.h
    DEPS
      SQLite::SQLite3
      absl::core_headers
      absl::span
      absl::status
      absl::statusor
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::log
      wamp_types::text
    PUBLIC)
endif()

if(WAMP_BUILD_LOG AND WAMP_BUILD_LOG_POSTGRES)
  wamp_cc_library(
    NAME log_postgres
    HDRS
      include/wamp/log/postgres_store.h
    SRCS
      src/log/postgres/append.cc
      src/log/postgres/append.h
      src/log/postgres/connection.cc
      src/log/postgres/connection.h
      src/log/postgres/connections.cc
      src/log/postgres/connections.h
      src/log/postgres/failure.cc
      src/log/postgres/failure.h
      src/log/postgres/parameters.cc
      src/log/postgres/parameters.h
      src/log/postgres/partitions.cc
      src/log/postgres/partitions.h
      src/log/postgres/postgres_store.cc
      src/log/postgres/prune.cc
      src/log/postgres/prune.h
      src/log/postgres/query.cc
      src/log/postgres/query.h
      src/log/postgres/schema.cc
      src/log/postgres/schema.h
      src/log/postgres/stats.cc
      src/log/postgres/stats.h
      src/log/postgres/verify.cc
      src/log/postgres/verify.h
    DEPS
      PostgreSQL::PostgreSQL
      absl::core_headers
      absl::span
      absl::status
      absl::statusor
      absl::strings
      absl::synchronization
      absl::time
      wamp_types::log
      wamp_types::text
    PUBLIC)
endif()

wamp_cc_library(
  NAME text
  HDRS
    src/text/character.h
    src/text/fault_text.h
    src/text/quote.h
  SRCS
    src/text/character.cc
    src/text/fault_text.cc
    src/text/quote.cc
  DEPS
    absl::str_format
    absl::strings)
