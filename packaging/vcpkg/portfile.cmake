# The hash is that of the release's archive; vcpkg tells it where this one is not.
vcpkg_from_github(
  OUT_SOURCE_PATH SOURCE_PATH
  REPO wamp-types/wamp-types
  REF "v${VERSION}"
  SHA512 0
  HEAD_REF main)

vcpkg_check_features(
  OUT_FEATURE_OPTIONS FEATURE_OPTIONS
  FEATURES
    auth WAMP_BUILD_AUTH
    grpc WAMP_BUILD_GRPC
    log WAMP_BUILD_LOG
    postgres WAMP_BUILD_LOG_POSTGRES
    sqlite WAMP_BUILD_LOG_SQLITE
    tools WAMP_BUILD_TOOLS)

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    ${FEATURE_OPTIONS}
    -DWAMP_BUILD_SERVERS=OFF
    -DWAMP_BUILD_TESTS=OFF
    -DWAMP_WERROR=OFF)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME wamp_types CONFIG_PATH lib/cmake/wamp_types)
vcpkg_fixup_pkgconfig()
if("tools" IN_LIST FEATURES)
  vcpkg_copy_tools(TOOL_NAMES protoc-gen-wamp-check wampcat AUTO_CLEAN)
  if("postgres" IN_LIST FEATURES AND "sqlite" IN_LIST FEATURES)
    vcpkg_copy_tools(TOOL_NAMES wamplog AUTO_CLEAN)
  endif()
endif()
file(REMOVE_RECURSE
  "${CURRENT_PACKAGES_DIR}/debug/include"
  "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
