# Finds what the project builds upon. A parent project that has already made
# these targets (with FetchContent, say) keeps its own.

# wamp_types_protobuf_generate() needs protobuf's where a parent project calls it.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

find_package(Threads REQUIRED)

# From release 22 on, protobuf links Abseil, and only its own package file knows
# how. Debian 12 ships an older one without that file, which CMake's own module
# finds.
if(NOT TARGET protobuf::libprotobuf)
  find_package(Protobuf CONFIG QUIET)
  if(NOT Protobuf_FOUND)
    find_package(Protobuf 3.21 MODULE REQUIRED)
  endif()
endif()

if(NOT TARGET absl::status)
  find_package(absl CONFIG REQUIRED)
endif()

if(WAMP_BUILD_TESTS AND NOT TARGET GTest::gmock_main)
  find_package(GTest 1.12 CONFIG REQUIRED)
endif()

# wamp_part(<option> <what> <needs> <condition>...)
#
# Makes the option that says whether a part is built: ON, OFF, or AUTO, which is ON
# where the condition holds. What AUTO comes to is not kept in the cache, so that
# who installs what was missing gets the part.
macro(wamp_part option what needs)
  set(${option} AUTO CACHE STRING
    "Build ${what} (needs ${needs}): ON, OFF, or AUTO, where that is there")
  set_property(CACHE ${option} PROPERTY STRINGS AUTO ON OFF)
  if(${ARGN})
    if("${${option}}" STREQUAL AUTO)
      set(${option} ON)
    endif()
  elseif("${${option}}" STREQUAL AUTO)
    message(STATUS "Not built: ${what} (needs ${needs})")
    set(${option} OFF)
  elseif(${option})
    message(FATAL_ERROR "${option} is ON, which needs ${needs}")
  endif()
endmacro()

# The log of sessions hashes what it keeps.
if(NOT TARGET OpenSSL::Crypto)
  find_package(OpenSSL 1.1.1 QUIET COMPONENTS Crypto)
endif()
wamp_part(WAMP_BUILD_LOG "the log of sessions" "OpenSSL" TARGET OpenSSL::Crypto)

if(WAMP_BUILD_LOG AND NOT TARGET SQLite3::SQLite3)
  find_package(SQLite3 3.37 QUIET)
  # What CMake calls it before 4.3.
  if(TARGET SQLite::SQLite3 AND NOT TARGET SQLite3::SQLite3)
    add_library(SQLite3::SQLite3 ALIAS SQLite::SQLite3)
  endif()
endif()
wamp_part(WAMP_BUILD_LOG_SQLITE "the log's store in SQLite" "the log and SQLite"
  WAMP_BUILD_LOG AND TARGET SQLite3::SQLite3)

if(WAMP_BUILD_LOG AND NOT TARGET PostgreSQL::PostgreSQL)
  find_package(PostgreSQL 15 QUIET)
endif()
wamp_part(WAMP_BUILD_LOG_POSTGRES "the log's store in PostgreSQL"
  "the log and libpq" WAMP_BUILD_LOG AND TARGET PostgreSQL::PostgreSQL)

# Who may join is proven by OpenSSL's and libargon2's cryptography.
if(TARGET OpenSSL::Crypto AND NOT TARGET PkgConfig::libargon2)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(libargon2 QUIET IMPORTED_TARGET GLOBAL libargon2)
  endif()
endif()
wamp_part(WAMP_BUILD_AUTH "the authenticator" "OpenSSL and libargon2"
  TARGET OpenSSL::Crypto AND TARGET PkgConfig::libargon2)

# The services and their clients: those of the authenticator, and of the log.
if(WAMP_BUILD_AUTH AND WAMP_BUILD_LOG AND NOT TARGET gRPC::grpc++)
  find_package(gRPC 1.51 CONFIG QUIET)
endif()
wamp_part(WAMP_BUILD_GRPC "the services" "the authenticator, the log and gRPC"
  WAMP_BUILD_AUTH AND WAMP_BUILD_LOG AND TARGET gRPC::grpc++)

# The programs that serve them tell Prometheus how they do. The library's own
# package file asks for more than Debian's package brings along.
if(WAMP_BUILD_GRPC AND NOT TARGET PkgConfig::prometheus_cpp)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(prometheus_cpp QUIET IMPORTED_TARGET GLOBAL
      prometheus-cpp-pull prometheus-cpp-core)
  endif()
endif()
wamp_part(WAMP_BUILD_SERVERS "the servers" "the services and prometheus-cpp"
  WAMP_BUILD_GRPC AND TARGET PkgConfig::prometheus_cpp)

# The libraries that the benchmarks compare with: wamp_bench_<peer> is a target
# for each one that is there. Debian has a package of the last one from release 13
# on. They are found by their headers, as the names of their package files differ
# from release to release.
#
# wamp_peer(<peer> <header> [<library>])
function(wamp_peer peer header)
  string(TOUPPER "${peer}" name)
  find_path(WAMP_${name}_INCLUDE_DIR "${header}")
  set(found "${WAMP_${name}_INCLUDE_DIR}")
  if(ARGN)
    find_library(WAMP_${name}_LIBRARY ${ARGN})
    set(found "${found}" "${WAMP_${name}_LIBRARY}")
  endif()
  if("${found}" MATCHES "-NOTFOUND")
    message(STATUS "No ${header}: the benchmarks have no rows of ${peer}")
    return()
  endif()
  add_library(wamp_bench_${peer} INTERFACE)
  target_include_directories(wamp_bench_${peer} SYSTEM INTERFACE
    "${WAMP_${name}_INCLUDE_DIR}")
  target_compile_definitions(wamp_bench_${peer} INTERFACE WAMP_BENCH_${name})
  if(ARGN)
    target_link_libraries(wamp_bench_${peer} INTERFACE "${WAMP_${name}_LIBRARY}")
  endif()
endfunction()

if(WAMP_BUILD_BENCHMARKS)
  find_package(benchmark CONFIG REQUIRED)
  wamp_peer(msgpack_c msgpack.hpp)
  if(TARGET wamp_bench_msgpack_c)
    target_compile_definitions(wamp_bench_msgpack_c INTERFACE MSGPACK_NO_BOOST)
  endif()
  wamp_peer(nlohmann nlohmann/json.hpp)
  wamp_peer(rapidjson rapidjson/document.h)
  wamp_peer(simdjson simdjson.h simdjson)
  wamp_peer(yyjson yyjson.h yyjson)
endif()
