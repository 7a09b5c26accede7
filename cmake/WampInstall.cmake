# Writes the package files by which another project says
# find_package(wamp_types CONFIG) and links wamp_types::<name>, or asks
# pkg-config for wamp_types; and the Debian packages, which cpack makes.

include(CMakePackageConfigHelpers)
include("${CMAKE_CURRENT_LIST_DIR}/WampPkgConfig.cmake")
# A parent project makes its own packages.
if(PROJECT_IS_TOP_LEVEL)
  include("${CMAKE_CURRENT_LIST_DIR}/WampDeb.cmake")
endif()

set(wamp_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/wamp_types")
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/wamp_typesConfig.cmake.in"
  "${wamp_types_BINARY_DIR}/wamp_typesConfig.cmake"
  INSTALL_DESTINATION "${wamp_package_dir}"
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR)
# Before 1.0 a minor release may break its users.
write_basic_package_version_file(
  "${wamp_types_BINARY_DIR}/wamp_typesConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_CURRENT_LIST_DIR}/WampProtobufGenerate.cmake"
  "${wamp_types_BINARY_DIR}/wamp_typesConfig.cmake"
  "${wamp_types_BINARY_DIR}/wamp_typesConfigVersion.cmake"
  DESTINATION "${wamp_package_dir}"
  COMPONENT dev)
function(wamp_install_export group)
  install(EXPORT "wamp_types${group}"
    NAMESPACE wamp_types::
    FILE "wamp_types${group}Targets.cmake"
    DESTINATION "${wamp_package_dir}"
    COMPONENT "dev${group}")
endfunction()
wamp_install_export("")
if(WAMP_BUILD_GRPC)
  wamp_install_export(_grpc)
endif()
