# Debian packages, made by `cpack` in the build folder: the shared libraries, what
# is needed to compile against them, the commands, and each server. What needs gRPC
# has packages of its own. Static libraries, which BUILD_SHARED_LIBS=OFF gives, have
# none of the first kind; the preset "deb" makes them all.

set(wamp_soversion "${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")
set(wamp_deb_library "libwamp-types${wamp_soversion}")
set(wamp_deb_library_grpc "libwamp-types-grpc${wamp_soversion}")

# Whoever builds a package answers for it, and says so as to Debian's own tools.
set(wamp_deb_maintainer "Unknown packager <unknown@packager.invalid>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
  set(wamp_deb_maintainer "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
set(WAMP_DEB_MAINTAINER "${wamp_deb_maintainer}" CACHE STRING
  "The maintainer of the Debian packages, \"Name <address>\"")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME wamp-types)
set(CPACK_PACKAGE_CONTACT "${WAMP_DEB_MAINTAINER}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL dev)
if(WAMP_BUILD_GRPC)
  list(APPEND CPACK_COMPONENTS_ALL dev_grpc)
endif()
if(BUILD_SHARED_LIBS)
  list(TRANSFORM CPACK_COMPONENTS_ALL REPLACE "^dev" "library"
    OUTPUT_VARIABLE wamp_deb_libraries)
  list(APPEND CPACK_COMPONENTS_ALL ${wamp_deb_libraries})
endif()
if(WAMP_BUILD_TOOLS)
  list(APPEND CPACK_COMPONENTS_ALL tool)
endif()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${wamp_types_BINARY_DIR}")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)

# The first line of a description is the package's synopsis.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(wamp_deb_about
"The types of WAMP, the Web Application Messaging Protocol, as protobuf messages
and C++ classes, and their conversion from and to JSON, MessagePack, CBOR,
UBJSON and BJData.
.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "${wamp_deb_library}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
"types of WAMP as protobuf messages
${wamp_deb_about}
This package contains the shared libraries.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA
  "${CMAKE_CURRENT_LIST_DIR}/deb/triggers")

set(CPACK_DEBIAN_LIBRARY_GRPC_PACKAGE_NAME "${wamp_deb_library_grpc}")
set(CPACK_DEBIAN_LIBRARY_GRPC_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_GRPC_DESCRIPTION
"gRPC services for WAMP's routers
${wamp_deb_about}
This package contains the shared libraries of the services that decide who
may join and who may do what, of the one that takes records of sessions, and
of their clients.")
set(CPACK_DEBIAN_LIBRARY_GRPC_PACKAGE_CONTROL_EXTRA
  "${CMAKE_CURRENT_LIST_DIR}/deb/triggers")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libwamp-types-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION
"types of WAMP as protobuf messages (development files)
${wamp_deb_about}
This package contains headers, .proto files, the files by which CMake and
pkg-config find them, and protoc-gen-wamp-check, which checks the annotations
of .proto files.")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libabsl-dev, libprotobuf-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS protobuf-compiler)
if(WAMP_BUILD_AUTH)
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", libargon2-dev")
endif()
if(WAMP_BUILD_AUTH OR WAMP_BUILD_LOG)
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", libssl-dev")
endif()
if(WAMP_BUILD_LOG_POSTGRES)
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", libpq-dev")
endif()
if(WAMP_BUILD_LOG_SQLITE)
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", libsqlite3-dev")
endif()

set(CPACK_DEBIAN_DEV_GRPC_PACKAGE_NAME libwamp-types-grpc-dev)
set(CPACK_DEBIAN_DEV_GRPC_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_GRPC_DESCRIPTION
"gRPC services for WAMP's routers (development files)
${wamp_deb_about}
This package contains the headers of the services that decide who may join
and who may do what, of the one that takes records of sessions, and of their
clients.")
set(CPACK_DEBIAN_DEV_GRPC_PACKAGE_DEPENDS
  "libwamp-types-dev (= ${PROJECT_VERSION}), libgrpc++-dev")
set(CPACK_DEBIAN_DEV_GRPC_PACKAGE_RECOMMENDS protobuf-compiler-grpc)

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME wampcat)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_TOOL_DESCRIPTION
"show, check and convert WAMP messages
wampcat reads messages of WAMP, the Web Application Messaging Protocol, from
files and pipes: back to back, in batches, or as a RawSocket connection carried
them.
.
It prints them as lines, tables, trees or JSON, lists their faults with file,
place and byte, counts them, and writes them in another format.")
if(TARGET wamp_wamplog)
  string(APPEND CPACK_DEBIAN_TOOL_DESCRIPTION "
.
wamplog keeps records of who joined, was turned away, or left, in a file that
shows whether anybody has edited it, and prints, counts and draws them.")
endif()

if(BUILD_SHARED_LIBS)
  set(wamp_deb_same "${wamp_deb_library} (= ${PROJECT_VERSION})")
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", ${wamp_deb_same}")
  set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "${wamp_deb_same}")
  set(CPACK_DEBIAN_LIBRARY_GRPC_PACKAGE_DEPENDS "${wamp_deb_same}")
  set(wamp_deb_same_grpc
    "${wamp_deb_library_grpc} (= ${PROJECT_VERSION}), ${wamp_deb_same}")
  string(APPEND CPACK_DEBIAN_DEV_GRPC_PACKAGE_DEPENDS ", ${wamp_deb_same_grpc}")
endif()

# wamp_deb_server(<component> <package> [<dependency>...])
#
# The package of a server: with it go its unit of systemd and the user that it runs
# as, which are in deb/.
macro(wamp_deb_server component package)
  set(wamp_deb_server ${package})
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION net)
  set(wamp_deb_depends "systemd" ${wamp_deb_same_grpc} ${ARGN})
  list(JOIN wamp_deb_depends ", " CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS)
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "")
  foreach(script IN ITEMS postinst prerm postrm)
    set(wamp_deb_script "${wamp_types_BINARY_DIR}/deb/${package}/${script}")
    configure_file("${CMAKE_CURRENT_LIST_DIR}/deb/${script}.in"
      "${wamp_deb_script}" @ONLY)
    list(APPEND CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA
      "${wamp_deb_script}")
  endforeach()
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/deb/${package}.service"
    DESTINATION lib/systemd/system
    COMPONENT ${component}
    EXCLUDE_FROM_ALL)
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/deb/${package}.sysusers"
    DESTINATION lib/sysusers.d
    RENAME ${package}.conf
    COMPONENT ${component}
    EXCLUDE_FROM_ALL)
endmacro()

set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
if(TARGET wamp_wamp-authd)
  set(CPACK_DEBIAN_WAMP_AUTHD_DESCRIPTION
"gRPC service that decides who may join a WAMP router
wamp-authd answers routers of WAMP, the Web Application Messaging Protocol,
that ask by gRPC who may join, and who may call, register, publish and
subscribe what. It knows WAMP's methods: anonymous, ticket, wampcra,
cryptosign and scram.
.
A file says who may do what. The service is started once there is one,
/etc/wamp-authd/policy.json; there is an example in
/usr/share/doc/wamp-authd/examples.")
  wamp_deb_server(wamp_authd wamp-authd)
  install(FILES "${wamp_types_SOURCE_DIR}/examples/gateway/policy.json"
    DESTINATION share/doc/wamp-authd/examples
    COMPONENT wamp_authd
    EXCLUDE_FROM_ALL)
endif()
if(TARGET wamp_wamplog-serve)
  set(CPACK_DEBIAN_WAMPLOG_SERVE_DESCRIPTION
"gRPC service that keeps records of WAMP sessions
It takes records of who joined, was turned away, or left, from routers of
WAMP, the Web Application Messaging Protocol, that send them by gRPC, and
keeps them in a file that shows whether anybody has edited it. wamplog
prints, counts and draws them.")
  wamp_deb_server(wamplog_serve wamplog-serve "wampcat (= ${PROJECT_VERSION})")
endif()

# What Debian wants besides what is installed.
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/deb/stage.cmake")
set(CPACK_WAMP_PYTHON "${WAMP_PYTHON}")
set(CPACK_WAMP_SOURCE_DIR "${wamp_types_SOURCE_DIR}")

include(CPack)
