# Messages of one's own that carry the annotations. The project's own variables
# are not taken for something else.
set(services no_such_file.cc)
add_executable(own_message ../../../../examples/own_message/main.cc)
target_link_libraries(own_message PRIVATE wamp_types::wire)
wamp_types_protobuf_generate(
  TARGET own_message
  PROTOS ../../../../examples/own_message/tea.proto
  IMPORT_DIR ../../../..)
