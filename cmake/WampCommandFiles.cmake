# What is installed beside the commands.

install(FILES docs/man/protoc-gen-wamp-check.1
  DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
  COMPONENT dev)

if(CMAKE_CROSSCOMPILING)
  message(STATUS "No manual and completions of commands, which can't be run here")
  return()
endif()
if(NOT WAMP_PYTHON)
  message(STATUS "No manual of commands, which needs python3")
endif()

# Where a shell looks for what it completes differs, for zsh, on Debian.
set(WAMP_ZSH_COMPLETIONS_DIR "${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
  CACHE STRING "Where the commands' completions for zsh are installed")

# Adds the page of the manual, which is what the command says of itself, and its
# completions.
function(wamp_command_files command)
  wamp_component_of(component ${command})
  set(share "${wamp_types_BINARY_DIR}/share")
  if(WAMP_PYTHON)
    set(page "${share}/man/man1/${command}.1")
    file(MAKE_DIRECTORY "${share}/man/man1")
    add_custom_command(
      OUTPUT "${page}"
      COMMAND "${WAMP_PYTHON}" "${wamp_types_SOURCE_DIR}/cmake/man_page.py"
        "$<TARGET_FILE:wamp_${command}>" "${wamp_types_VERSION}" "${page}"
      DEPENDS wamp_${command} "${wamp_types_SOURCE_DIR}/cmake/man_page.py"
      COMMENT "Generating ${command}.1"
      VERBATIM)
    add_custom_target(wamp_${command}_man_page ALL DEPENDS "${page}")
    install(FILES "${page}"
      DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
      COMPONENT "${component}")
  endif()
  set(completions
    "bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions|${command}"
    "zsh|${WAMP_ZSH_COMPLETIONS_DIR}|_${command}"
    "fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d|${command}.fish")
  set(scripts "")
  foreach(entry IN LISTS completions)
    string(REPLACE "|" ";" entry "${entry}")
    list(GET entry 0 shell)
    list(GET entry 1 destination)
    list(GET entry 2 file)
    set(script "${share}/completions/${shell}/${file}")
    file(MAKE_DIRECTORY "${share}/completions/${shell}")
    add_custom_command(
      OUTPUT "${script}"
      COMMAND wamp_${command} completion ${shell} > "${script}"
      DEPENDS wamp_${command}
      COMMENT "Generating ${command}'s completions for ${shell}"
      VERBATIM)
    list(APPEND scripts "${script}")
    install(FILES "${script}"
      DESTINATION "${destination}"
      COMPONENT "${component}")
  endforeach()
  add_custom_target(wamp_${command}_completions ALL DEPENDS ${scripts})
endfunction()

wamp_command_files(wampcat)
foreach(command IN ITEMS wamplog wamp-authd)
  if(TARGET wamp_${command})
    wamp_command_files(${command})
  endif()
endforeach()
