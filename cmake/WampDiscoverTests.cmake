# Makes each case of a GoogleTest binary a ctest test under the name that
# GoogleTest itself has for it, which is what --gtest_filter takes.
#
# CMake's gtest_discover_tests() would add what GoogleTest prints after a name
# ("# TypeParam = …", "# GetParam() = …") wherever a test names its parameters.

# wamp_discover_tests(target name directory labels): in ctest, the cases of
# `target` are named <name>.<suite>.<case>, have the labels, and run in
# `directory`, each in a process of its own. They are listed when ctest runs, so that the binary need not exist
# before.
#
# Unless WAMP_TEST_EACH_CASE: one test <name> then runs all cases in one process,
# which is several times faster where a process starts slowly, and leaves their
# results in <build>/test_results/<name>.xml.
function(wamp_discover_tests target name directory labels)
  if(NOT WAMP_TEST_EACH_CASE)
    add_test(NAME ${name}
      COMMAND ${target}
        "--gtest_output=xml:${wamp_types_BINARY_DIR}/test_results/${name}.xml"
      WORKING_DIRECTORY "${directory}")
    # An emulator takes some twenty times as long.
    set(timeout 600)
    if(CMAKE_CROSSCOMPILING)
      set(timeout 7200)
    endif()
    set_tests_properties(${name} PROPERTIES
      LABELS "${labels}"
      TIMEOUT ${timeout})
    return()
  endif()
  set(base "${CMAKE_CURRENT_BINARY_DIR}/${target}_cases")
  file(GENERATE OUTPUT "${base}-$<CONFIG>.cmake" CONTENT
    "include(\"${CMAKE_CURRENT_FUNCTION_LIST_FILE}\")
wamp_add_cases(\"${name}\" \"$<TARGET_FILE:${target}>\" \"${directory}\"
  \"${labels}\")
")
  set(config "${CMAKE_BUILD_TYPE}")
  get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(multi_config)
    set(config "\${CTEST_CONFIGURATION_TYPE}")
  endif()
  file(WRITE "${base}.cmake" "include(\"${base}-${config}.cmake\")\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${base}.cmake")
endfunction()

# Runs in ctest. A binary that can't list its cases is a test that fails.
function(wamp_add_cases name binary directory labels)
  if(NOT EXISTS "${binary}")
    add_test("${name}_NOT_BUILT" "${name}_NOT_BUILT")
    return()
  endif()
  execute_process(COMMAND "${binary}" --gtest_list_tests
    WORKING_DIRECTORY "${directory}"
    TIMEOUT 60
    OUTPUT_VARIABLE output
    ERROR_QUIET
    RESULT_VARIABLE result)
  if(NOT result STREQUAL "0")
    add_test("${name}.lists_its_cases" "${binary}" --gtest_list_tests)
    return()
  endif()
  # "Suite." stands above its cases, which are indented; other lines are what
  # the binary itself says.
  string(REGEX MATCHALL "[^\n]+" lines "${output}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE " +#.*" "" line "${line}")
    if(line MATCHES "^  ([^ ]+)$")
      set(case "${suite}.${CMAKE_MATCH_1}")
      set(test "${name}.${case}")
      add_test("${test}" "${binary}" "--gtest_filter=${case}"
        --gtest_also_run_disabled_tests)
      set_tests_properties("${test}" PROPERTIES
        LABELS "${labels}"
        WORKING_DIRECTORY "${directory}"
        SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]"
        TIMEOUT 120)
      if("${case}" MATCHES "(^|[./])DISABLED_")
        set_tests_properties("${test}" PROPERTIES DISABLED TRUE)
      endif()
    elseif(line MATCHES "^([^ ]+)\\.$")
      set(suite "${CMAKE_MATCH_1}")
    endif()
  endforeach()
endfunction()
