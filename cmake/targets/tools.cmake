# Generated from the BUILD.bazel files. Do not edit: run ./dev regen.

wamp_cc_binary(
  NAME protoc-gen-wamp-check
  SRCS
    src/tools/protoc_gen_wamp_check/protoc_gen_wamp_check.cc
  DEPS
    absl::status
    absl::strings
    protobuf::libprotoc
    wamp_types::reflection
  PUBLIC)

wamp_cc_binary(
  NAME schema_generator
  SRCS
    src/tools/schema_generator/schema_generator.cc
    src/tools/schema_generator/schema_rows.cc
    src/tools/schema_generator/schema_rows.h
    src/tools/schema_generator/wire_key_table.cc
    src/tools/schema_generator/wire_key_table.h
  DEPS
    absl::strings
    wamp_types::annotations)

wamp_cc_binary(
  NAME wampcat
  SRCS
    src/tools/wampcat/format_guess.cc
    src/tools/wampcat/format_guess.h
    src/tools/wampcat/frame_sink.cc
    src/tools/wampcat/frame_sink.h
    src/tools/wampcat/frame_slot.h
    src/tools/wampcat/frame_source.cc
    src/tools/wampcat/frame_source.h
    src/tools/wampcat/frame_text.cc
    src/tools/wampcat/frame_text.h
    src/tools/wampcat/framed_source.cc
    src/tools/wampcat/framed_source.h
    src/tools/wampcat/input.cc
    src/tools/wampcat/input.h
    src/tools/wampcat/output.cc
    src/tools/wampcat/output.h
    src/tools/wampcat/progress.cc
    src/tools/wampcat/progress.h
    src/tools/wampcat/protobuf_compat.h
    src/tools/wampcat/stream_buffer.cc
    src/tools/wampcat/stream_buffer.h
    src/tools/wampcat/stream_format.h
    src/tools/wampcat/suggestion.cc
    src/tools/wampcat/suggestion.h
    src/tools/wampcat/typed_stream.cc
    src/tools/wampcat/typed_stream.h
    src/tools/wampcat/ubjson_guess.h
    src/tools/wampcat/unframed_source.cc
    src/tools/wampcat/unframed_source.h
    src/tools/wampcat/wampcat.cc
    src/tools/wampcat/wampcat_flags.cc
    src/tools/wampcat/wampcat_flags.h
    src/tools/wampcat/wampcat_help.cc
  DEPS
    absl::str_format
    absl::strings
    wamp_types::annotations
    wamp_types::frame
    wamp_types::framing
    wamp_types::subprotocol
    wamp_types::text
    wamp_types::types
    wamp_types::wire
  PUBLIC)
