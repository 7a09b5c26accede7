# Writes wamp_types.pc from the libraries that are installed, and others for the
# authenticator, the log, each of its stores, and the services, so that nobody else
# needs OpenSSL, libargon2, SQLite, libpq or gRPC.

# Puts `target`, and before it all of the project's libraries that use it, at
# the front of the list `libraries`: the order in which a linker takes static
# ones. The packages of the others go to the list `requires`.
function(wamp_collect_libraries target)
  get_property(seen GLOBAL PROPERTY wamp_seen_libraries)
  if("${target}" IN_LIST seen)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY wamp_seen_libraries "${target}")
  get_target_property(deps ${target} INTERFACE_LINK_LIBRARIES)
  foreach(dep IN LISTS deps)
    if(dep MATCHES "^wamp_types::(.+)$")
      wamp_collect_libraries("wamp_${CMAKE_MATCH_1}")
    elseif(dep MATCHES "^absl::(.+)$")
      set_property(GLOBAL APPEND PROPERTY wamp_requires
        "absl_${CMAKE_MATCH_1}")
    elseif(dep STREQUAL "protobuf::libprotobuf")
      set_property(GLOBAL APPEND PROPERTY wamp_requires protobuf)
    elseif(dep STREQUAL "gRPC::grpc++")
      set_property(GLOBAL APPEND PROPERTY wamp_requires grpc++)
    elseif(dep STREQUAL "OpenSSL::Crypto")
      set_property(GLOBAL APPEND PROPERTY wamp_requires libcrypto)
    elseif(dep STREQUAL "PkgConfig::libargon2")
      set_property(GLOBAL APPEND PROPERTY wamp_requires libargon2)
    elseif(dep STREQUAL "SQLite::SQLite3")
      set_property(GLOBAL APPEND PROPERTY wamp_requires sqlite3)
    elseif(dep STREQUAL "PostgreSQL::PostgreSQL")
      set_property(GLOBAL APPEND PROPERTY wamp_requires libpq)
    endif()
  endforeach()
  # Headers alone make no file to link.
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  get_property(libraries GLOBAL PROPERTY wamp_libraries)
  set_property(GLOBAL PROPERTY wamp_libraries "-l${target}" ${libraries})
endfunction()

# Writes <name>.pc for `targets` and what they need. Libraries that an earlier
# file has are not in it: it requires that file.
function(wamp_write_pc name targets)
  set_property(GLOBAL PROPERTY wamp_libraries "")
  set_property(GLOBAL PROPERTY wamp_requires "${ARGN}")
  foreach(target IN LISTS targets)
    wamp_collect_libraries(${target})
  endforeach()
  get_property(wamp_pc_libs GLOBAL PROPERTY wamp_libraries)
  list(JOIN wamp_pc_libs " " wamp_pc_libs)
  get_property(wamp_pc_requires GLOBAL PROPERTY wamp_requires)
  list(REMOVE_DUPLICATES wamp_pc_requires)
  list(SORT wamp_pc_requires)
  list(JOIN wamp_pc_requires " " wamp_pc_requires)
  # From the .pc file's own folder, so that the installed tree can be moved.
  file(RELATIVE_PATH wamp_pc_prefix
    "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
  string(REGEX REPLACE "/$" "" wamp_pc_prefix "${wamp_pc_prefix}")

  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/wamp_types.pc.in"
    "${wamp_types_BINARY_DIR}/${name}.pc" @ONLY)
  install(FILES "${wamp_types_BINARY_DIR}/${name}.pc"
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT dev)
endfunction()

get_property(wamp_targets DIRECTORY PROPERTY BUILDSYSTEM_TARGETS)
set(wamp_plain_targets "")
set(wamp_auth_targets "")
set(wamp_grpc_targets "")
set(wamp_log_targets "")
set(wamp_sqlite_targets "")
set(wamp_postgres_targets "")
foreach(target IN LISTS wamp_targets)
  # Only what is installed has such a name.
  get_target_property(exported ${target} EXPORT_NAME)
  if(exported)
    get_target_property(deps ${target} INTERFACE_LINK_LIBRARIES)
    if("SQLite::SQLite3" IN_LIST deps)
      list(APPEND wamp_sqlite_targets ${target})
    elseif("PostgreSQL::PostgreSQL" IN_LIST deps)
      list(APPEND wamp_postgres_targets ${target})
    elseif("gRPC::grpc++" IN_LIST deps)
      list(APPEND wamp_grpc_targets ${target})
    elseif("PkgConfig::libargon2" IN_LIST deps)
      list(APPEND wamp_auth_targets ${target})
    elseif("OpenSSL::Crypto" IN_LIST deps)
      list(APPEND wamp_log_targets ${target})
    else()
      list(APPEND wamp_plain_targets ${target})
    endif()
  endif()
endforeach()
wamp_write_pc(wamp_types "${wamp_plain_targets}")
if(wamp_auth_targets)
  wamp_write_pc(wamp_types_auth "${wamp_auth_targets}" wamp_types)
endif()
if(wamp_log_targets)
  wamp_write_pc(wamp_types_log "${wamp_log_targets}" wamp_types)
endif()
if(wamp_grpc_targets)
  wamp_write_pc(wamp_types_grpc "${wamp_grpc_targets}" wamp_types_auth
    wamp_types_log)
endif()
if(wamp_sqlite_targets)
  wamp_write_pc(wamp_types_log_sqlite "${wamp_sqlite_targets}" wamp_types_log)
endif()
if(wamp_postgres_targets)
  wamp_write_pc(wamp_types_log_postgres "${wamp_postgres_targets}"
    wamp_types_log)
endif()
