# Debian packages, made by `cpack` in the build folder: the shared libraries,
# what is needed to compile against them, and wampcat. Static libraries, which
# BUILD_SHARED_LIBS=OFF gives, have no package of the first kind.

set(wamp_soversion "${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")
set(wamp_deb_library "libwamp-types${wamp_soversion}")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME wamp-types)
set(CPACK_PACKAGE_CONTACT
  "The wamp_types maintainers <maintainers@wamp-types.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL dev)
if(BUILD_SHARED_LIBS)
  list(PREPEND CPACK_COMPONENTS_ALL library)
endif()
if(WAMP_BUILD_TOOLS)
  list(APPEND CPACK_COMPONENTS_ALL tool)
endif()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${wamp_types_BINARY_DIR}")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME "${wamp_deb_library}")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION
  "${PROJECT_DESCRIPTION} - shared libraries")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libwamp-types-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION
  "${PROJECT_DESCRIPTION} - headers and protos")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libabsl-dev, libprotobuf-dev")

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME wampcat)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_TOOL_DESCRIPTION
  "Command that decodes, encodes and checks WAMP messages")

if(BUILD_SHARED_LIBS)
  set(wamp_deb_same "${wamp_deb_library} (= ${PROJECT_VERSION})")
  string(APPEND CPACK_DEBIAN_DEV_PACKAGE_DEPENDS ", ${wamp_deb_same}")
  set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "${wamp_deb_same}")
endif()

include(CPack)
