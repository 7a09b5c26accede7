# What is installed beside the commands.

install(FILES docs/man/protoc-gen-wamp-check.1
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
  COMPONENT dev)

if(CMAKE_CROSSCOMPILING)
  message(STATUS "No manual of wampcat, which can't be run here")
  return()
endif()

# wampcat's page of the manual is what it says of itself.
if(WAMP_PYTHON)
  set(wamp_page "${wamp_types_BINARY_DIR}/share/man/man1/wampcat.1")
  file(MAKE_DIRECTORY "${wamp_types_BINARY_DIR}/share/man/man1")
  add_custom_command(
    OUTPUT "${wamp_page}"
    COMMAND "${WAMP_PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/man_page.py"
      "$<TARGET_FILE:wamp_wampcat>" "${wamp_types_VERSION}" "${wamp_page}"
    DEPENDS wamp_wampcat "${CMAKE_CURRENT_LIST_DIR}/man_page.py"
    COMMENT "Generating wampcat.1"
    VERBATIM)
  add_custom_target(wamp_man_page ALL DEPENDS "${wamp_page}")
  install(FILES "${wamp_page}"
    DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
    COMPONENT tool)
else()
  message(STATUS "No manual of wampcat, which needs python3")
endif()
