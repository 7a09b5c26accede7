# Run by cpack once the files of each package are in a folder of their own: adds
# the license, the changelog and what lintian is told, and compresses pages of
# the manual, as Debian has them.

find_program(gzip gzip REQUIRED)
if(NOT CPACK_WAMP_PYTHON)
  message(FATAL_ERROR "expected python3, which writes the packages' changelog")
endif()
set(readable FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
  DIRECTORY_PERMISSIONS ${CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})

# Without a name and a time in it, so that the same file gives the same bytes.
function(wamp_compress file)
  execute_process(COMMAND "${gzip}" -9nf "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

execute_process(
  COMMAND "${CPACK_WAMP_PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/changelog.py"
    "${CPACK_WAMP_SOURCE_DIR}/CHANGELOG.md" "${CPACK_PACKAGE_NAME}"
    "${CPACK_PACKAGE_VERSION}" "${CPACK_PACKAGE_CONTACT}"
  OUTPUT_FILE "${CPACK_TEMPORARY_DIRECTORY}/changelog"
  COMMAND_ERROR_IS_FATAL ANY)
wamp_compress("${CPACK_TEMPORARY_DIRECTORY}/changelog")

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER "${component}" upper)
  set(package "${CPACK_DEBIAN_${upper}_PACKAGE_NAME}")
  set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}")
  set(share "${root}${CPACK_PACKAGING_INSTALL_PREFIX}/share")
  file(COPY
    "${CMAKE_CURRENT_LIST_DIR}/copyright"
    "${CPACK_TEMPORARY_DIRECTORY}/changelog.gz"
    DESTINATION "${share}/doc/${package}"
    ${readable})
  set(overrides "${CMAKE_CURRENT_LIST_DIR}/${component}.lintian-overrides")
  if(EXISTS "${overrides}")
    file(COPY "${overrides}" DESTINATION "${share}/lintian/overrides"
      ${readable})
    file(RENAME "${share}/lintian/overrides/${component}.lintian-overrides"
      "${share}/lintian/overrides/${package}")
  endif()
  file(GLOB pages "${share}/man/man*/*.[1-9]")
  foreach(page IN LISTS pages)
    wamp_compress("${page}")
  endforeach()
endforeach()
