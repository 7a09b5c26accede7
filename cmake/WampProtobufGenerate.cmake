# C++ of .proto files, the project's own and those of its users.

# wamp_types_protobuf_generate(TARGET <target> PROTOS <file>...
#                              [IMPORT_DIR <dir>] [GRPC])
#
# Adds the C++ of .proto files, which may use the annotations, to a library or a
# program: <dir>/a/b.proto, which other files import as "a/b.proto", is included
# as "a/b.pb.h". IMPORT_DIR is the current source folder by default. GRPC adds
# "a/b.grpc.pb.h" for the services of the files, and needs
# find_package(gRPC CONFIG).
function(wamp_types_protobuf_generate)
  cmake_parse_arguments(PARSE_ARGV 0 WAMP "GRPC" "TARGET;IMPORT_DIR" "PROTOS")
  if(WAMP_UNPARSED_ARGUMENTS OR NOT WAMP_TARGET OR NOT WAMP_PROTOS)
    message(FATAL_ERROR "wamp_types_protobuf_generate: expected TARGET <target> "
      "PROTOS <file>... [IMPORT_DIR <dir>] [GRPC], got ${ARGN}")
  endif()
  if(NOT WAMP_IMPORT_DIR)
    set(WAMP_IMPORT_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  cmake_path(ABSOLUTE_PATH WAMP_IMPORT_DIR NORMALIZE)
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${WAMP_TARGET}.protos")
  wamp_generate_cpp("${WAMP_IMPORT_DIR}" "${out}" generated ${WAMP_PROTOS})
  # A variable of the caller's would be seen here.
  set(services "")
  target_link_libraries(${WAMP_TARGET} PUBLIC wamp_types::proto)
  if(WAMP_GRPC)
    wamp_generate_cpp("${WAMP_IMPORT_DIR}" "${out}" services PLUGIN grpc
      gRPC::grpc_cpp_plugin ${WAMP_PROTOS})
    target_link_libraries(${WAMP_TARGET} PUBLIC gRPC::grpc++)
  endif()
  target_sources(${WAMP_TARGET} PRIVATE ${generated} ${services})
  target_include_directories(${WAMP_TARGET} SYSTEM PUBLIC
    "$<BUILD_INTERFACE:${out}>")
endfunction()

# wamp_generate_cpp(<root> <out> <variable> [PLUGIN <name> <program>] <file>...)
#
# Makes <out>/a/b.pb.h and .cc of <root>/a/b.proto, or what the plugin makes,
# .<name>.pb.h and .cc, and sets the variable to their paths.
function(wamp_generate_cpp root out variable)
  set(protos ${ARGN})
  set(infix "")
  set(options "--cpp_out=${out}")
  list(GET protos 0 first)
  if(first STREQUAL "PLUGIN")
    list(POP_FRONT protos first infix program)
    set(options "--${infix}_out=${out}"
      "--plugin=protoc-gen-${infix}=$<TARGET_FILE:${program}>")
    string(PREPEND infix ".")
  endif()
  # Where protobuf keeps google/protobuf/*.proto.
  set(well_known
    "$<TARGET_PROPERTY:protobuf::libprotobuf,INTERFACE_INCLUDE_DIRECTORIES>")
  file(MAKE_DIRECTORY "${out}")
  set(generated "")
  foreach(proto IN LISTS protos)
    cmake_path(ABSOLUTE_PATH proto OUTPUT_VARIABLE source NORMALIZE)
    cmake_path(IS_PREFIX root "${source}" NORMALIZE inside)
    if(NOT inside)
      message(FATAL_ERROR "${source}: expected a file below ${root}, by which "
        "it is imported")
    endif()
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${root}"
      OUTPUT_VARIABLE stem)
    cmake_path(REMOVE_EXTENSION stem LAST_ONLY)
    # In the order of protoc's dependency file, whose first name Ninja compares
    # with the first output; else it would generate the files on every build.
    set(outputs "${out}/${stem}${infix}.pb.cc" "${out}/${stem}${infix}.pb.h")
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc ${options}
        "--dependency_out=${out}/${stem}${infix}.d" "-I${root}"
        "-I${wamp_types_PROTO_DIR}"
        "$<$<BOOL:${well_known}>:-I$<JOIN:${well_known},;-I>>" "${source}"
      DEPENDS "${source}" protobuf::protoc
      DEPFILE "${out}/${stem}${infix}.d"
      COMMENT "Generating ${stem}${infix}.pb.h"
      COMMAND_EXPAND_LISTS
      VERBATIM)
    list(APPEND generated ${outputs})
  endforeach()
  set(${variable} "${generated}" PARENT_SCOPE)
endfunction()
