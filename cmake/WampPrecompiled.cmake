# Headers of others that most files include, parsed once for all libraries, once for
# all tests and once for what is generated where WAMP_PRECOMPILE is on. The sources
# never count on them: Bazel's build and a user's own have none.

# wamp_precompile(<target> LIBRARY|TEST|GENERATED)
#
# Gives the target what targets of its kind share. The kinds differ by their flags.
function(wamp_precompile target kind)
  if(NOT WAMP_PRECOMPILE OR (kind STREQUAL "TEST" AND NOT WAMP_BUILD_TESTS))
    return()
  endif()
  string(TOLOWER "wamp_precompiled_${kind}" shared)
  if(NOT TARGET ${shared})
    wamp_add_precompiled(${shared} ${kind})
  endif()
  wamp_share_flags(${target} ${kind})
  target_precompile_headers(${target} REUSE_FROM ${shared})
endfunction()

# Where flags or definitions differ, the headers are not the same.
function(wamp_share_flags target kind)
  # What protobuf's headers are compiled with, which not all targets link.
  target_compile_definitions(${target} PRIVATE
    $<TARGET_PROPERTY:protobuf::libprotobuf,INTERFACE_COMPILE_DEFINITIONS>)
  # gRPC's users are compiled with it.
  target_compile_options(${target} PRIVATE -pthread)
  # Of what it inlines, g++ 12 warns as if a precompiled header were not the system's.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-array-bounds
      -Wno-stringop-overread)
  endif()
  if(BUILD_SHARED_LIBS)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
  if(kind STREQUAL "TEST")
    target_compile_definitions(${target} PRIVATE GTEST_HAS_PTHREAD=1)
  endif()
endfunction()

function(wamp_add_precompiled shared kind)
  set(headers
    <algorithm> <string> "\"google/protobuf/map.h\"" "\"google/protobuf/message.h\""
    "\"google/protobuf/struct.pb.h\"")
  if(NOT kind STREQUAL "GENERATED")
    list(APPEND headers
      <cstdint> <functional> <map> <memory> <optional> <utility> <vector>
      "\"absl/status/statusor.h\"" "\"absl/strings/str_cat.h\""
      "\"absl/strings/str_format.h\"" "\"absl/strings/str_split.h\""
      "\"absl/time/time.h\"")
  endif()
  set(source "${wamp_types_BINARY_DIR}/${shared}.cc")
  file(GENERATE OUTPUT "${source}" CONTENT "// Makes the precompiled headers.\n")
  add_library(${shared} OBJECT "${source}")
  wamp_configure_target(${shared})
  target_compile_options(${shared} PRIVATE ${WAMP_${kind}_COPTS})
  wamp_share_flags(${shared} ${kind})
  target_link_libraries(${shared} PRIVATE
    protobuf::libprotobuf absl::statusor absl::str_format absl::time)
  if(kind STREQUAL "TEST")
    list(APPEND headers "\"gmock/gmock.h\"" "\"gtest/gtest.h\"")
    target_link_libraries(${shared} PRIVATE GTest::gmock GTest::gtest)
  endif()
  target_precompile_headers(${shared} PRIVATE ${headers})
endfunction()
