# What is installed beside the commands.

install(FILES docs/man/protoc-gen-wamp-check.1
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
  COMPONENT dev)

if(CMAKE_CROSSCOMPILING)
  message(STATUS "No manual and completions of wampcat, which can't be run here")
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

# Where a shell looks for what it completes differs, for zsh, on Debian.
set(WAMP_ZSH_COMPLETIONS_DIR "${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
  CACHE STRING "Where wampcat's completions for zsh are installed")
set(wamp_completions
  "bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions|wampcat"
  "zsh|${WAMP_ZSH_COMPLETIONS_DIR}|_wampcat"
  "fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d|wampcat.fish")
set(wamp_scripts "")
foreach(entry IN LISTS wamp_completions)
  string(REPLACE "|" ";" entry "${entry}")
  list(GET entry 0 shell)
  list(GET entry 1 destination)
  list(GET entry 2 file)
  set(script "${wamp_types_BINARY_DIR}/share/completions/${shell}/${file}")
  file(MAKE_DIRECTORY "${wamp_types_BINARY_DIR}/share/completions/${shell}")
  add_custom_command(
    OUTPUT "${script}"
    COMMAND wamp_wampcat completion ${shell} > "${script}"
    DEPENDS wamp_wampcat
    COMMENT "Generating wampcat's completions for ${shell}"
    VERBATIM)
  list(APPEND wamp_scripts "${script}")
  install(FILES "${script}" DESTINATION "${destination}" COMPONENT tool)
endforeach()
add_custom_target(wamp_completions ALL DEPENDS ${wamp_scripts})
