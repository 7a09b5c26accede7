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

# The log of sessions hashes what it keeps. Nothing else needs OpenSSL.
if(NOT TARGET OpenSSL::Crypto)
  find_package(OpenSSL 1.1.1 QUIET COMPONENTS Crypto)
endif()
if(TARGET OpenSSL::Crypto)
  option(WAMP_BUILD_LOG "Build the log of sessions, which needs OpenSSL" ON)
else()
  option(WAMP_BUILD_LOG "Build the log of sessions, which needs OpenSSL" OFF)
  if(WAMP_BUILD_LOG)
    message(FATAL_ERROR "WAMP_BUILD_LOG is ON, but there is no OpenSSL")
  endif()
  message(STATUS "No OpenSSL: the log of sessions is not built")
endif()

# wamp_log_store(<option> <store> <library> <target> <find_package argument>...)
#
# Makes the option that says whether a store of the log is built, which alone
# needs the library.
macro(wamp_log_store option store library target)
  if(WAMP_BUILD_LOG AND NOT TARGET ${target})
    find_package(${ARGN} QUIET)
    # What CMake calls SQLite before 4.3.
    if(TARGET SQLite::SQLite3 AND NOT TARGET SQLite3::SQLite3)
      add_library(SQLite3::SQLite3 ALIAS SQLite::SQLite3)
    endif()
  endif()
  if(WAMP_BUILD_LOG AND TARGET ${target})
    option(${option} "Build the log's store in ${store}" ON)
  else()
    option(${option} "Build the log's store in ${store}" OFF)
    if(${option})
      message(FATAL_ERROR
        "${option} is ON, but there is no log, or no ${library}")
    endif()
    if(WAMP_BUILD_LOG)
      message(STATUS
        "No ${library}: the log's store in ${store} is not built")
    endif()
  endif()
endmacro()
wamp_log_store(WAMP_BUILD_LOG_SQLITE SQLite SQLite
  SQLite3::SQLite3 SQLite3 3.37)
wamp_log_store(WAMP_BUILD_LOG_POSTGRES PostgreSQL libpq
  PostgreSQL::PostgreSQL PostgreSQL 15)

# Who may join is proven by OpenSSL's and libargon2's cryptography.
if(TARGET OpenSSL::Crypto AND NOT TARGET PkgConfig::libargon2)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(libargon2 QUIET IMPORTED_TARGET GLOBAL libargon2)
  endif()
endif()
if(TARGET OpenSSL::Crypto AND TARGET PkgConfig::libargon2)
  option(WAMP_BUILD_AUTH
    "Build the authenticator, which needs OpenSSL and libargon2" ON)
else()
  option(WAMP_BUILD_AUTH
    "Build the authenticator, which needs OpenSSL and libargon2" OFF)
  if(WAMP_BUILD_AUTH)
    message(FATAL_ERROR
      "WAMP_BUILD_AUTH is ON, but there is no OpenSSL, or no libargon2")
  endif()
  message(STATUS "No OpenSSL or libargon2: the authenticator is not built")
endif()

# The services and their clients: those of the authenticator, and of the log.
if(WAMP_BUILD_AUTH AND WAMP_BUILD_LOG AND NOT TARGET gRPC::grpc++)
  find_package(gRPC 1.51 CONFIG QUIET)
endif()
if(WAMP_BUILD_AUTH AND WAMP_BUILD_LOG AND TARGET gRPC::grpc++)
  option(WAMP_BUILD_GRPC "Build the services, which need gRPC" ON)
else()
  option(WAMP_BUILD_GRPC "Build the services, which need gRPC" OFF)
  if(WAMP_BUILD_GRPC)
    message(FATAL_ERROR
      "WAMP_BUILD_GRPC is ON, but there is no authenticator, log, or gRPC")
  endif()
  message(STATUS "No gRPC, or nothing to serve: the services are not built")
endif()

# The programs that serve them tell Prometheus how they do. The library's own
# package file asks for more than Debian's package brings along.
if(WAMP_BUILD_GRPC AND NOT TARGET PkgConfig::prometheus_cpp)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(prometheus_cpp QUIET IMPORTED_TARGET GLOBAL
      prometheus-cpp-pull prometheus-cpp-core)
  endif()
endif()
if(WAMP_BUILD_GRPC AND TARGET PkgConfig::prometheus_cpp)
  option(WAMP_BUILD_SERVERS "Build the servers, which need prometheus-cpp" ON)
else()
  option(WAMP_BUILD_SERVERS "Build the servers, which need prometheus-cpp" OFF)
  if(WAMP_BUILD_SERVERS)
    message(FATAL_ERROR
      "WAMP_BUILD_SERVERS is ON, but there are no services, or no prometheus-cpp")
  endif()
  message(STATUS "No services or prometheus-cpp: the servers are not built")
endif()

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
