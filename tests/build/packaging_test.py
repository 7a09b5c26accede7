"""Runs the recipes of package managers, which are not at hand, with stand-ins.

Run it in the root of the repository. The stand-ins do what the recipes ask for
as far as configuring the project, so that files and options that a recipe names
must be there.
"""

import importlib.util
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import types
import unittest

ROOT = pathlib.Path.cwd()
VCPKG = ROOT / "packaging/vcpkg"
CONAN = ROOT / "packaging/conan/conanfile.py"

# What vcpkg's own functions do, in a CMake script.
VCPKG_FUNCTIONS = r"""
function(vcpkg_from_github)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_SOURCE_PATH;REPO;REF;SHA512;HEAD_REF" "")
  if(NOT arg_REF STREQUAL "v${VERSION}")
    message(FATAL_ERROR "no tag of the version: ${arg_REF}")
  endif()
  set(${arg_OUT_SOURCE_PATH} "${ROOT}" PARENT_SCOPE)
endfunction()
function(vcpkg_check_features)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_FEATURE_OPTIONS" "FEATURES")
  set(chosen "")
  while(arg_FEATURES)
    list(POP_FRONT arg_FEATURES feature option)
    if(feature IN_LIST FEATURES)
      list(APPEND chosen "-D${option}=ON")
    else()
      list(APPEND chosen "-D${option}=OFF")
    endif()
    message(STATUS "feature ${feature}")
  endwhile()
  set(${arg_OUT_FEATURE_OPTIONS} "${chosen}" PARENT_SCOPE)
endfunction()
function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${BUILD}" ${arg_OPTIONS}
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()
foreach(function IN ITEMS vcpkg_cmake_install vcpkg_cmake_config_fixup
    vcpkg_fixup_pkgconfig)
  cmake_language(EVAL CODE "function(${function})\nendfunction()")
endforeach()
function(vcpkg_copy_tools)
  cmake_parse_arguments(PARSE_ARGV 0 arg "AUTO_CLEAN" "" "TOOL_NAMES")
  file(READ "${BUILD}/cmake_install.cmake" installed)
  foreach(tool IN LISTS arg_TOOL_NAMES)
    message(STATUS "tool ${tool}")
    string(FIND "${installed}" "/bin/${tool}\"" place)
    if(place EQUAL -1)
      message(FATAL_ERROR "${tool} is not installed")
    endif()
  endforeach()
endfunction()
function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
  foreach(file IN LISTS arg_FILE_LIST)
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "no ${file}")
    endif()
  endforeach()
endfunction()
"""


def version():
    text = (ROOT / "CMakeLists.txt").read_text("utf-8")
    return re.search(r"project\(wamp_types\s+VERSION (\S+)", text).group(1)


def run(*command):
    """Returns what a command prints, which must not fail."""
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}:\n{done.stdout}")
    return done.stdout


class Recipe(unittest.TestCase):

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)

    def assert_all_options_are_known(self, output):
        self.assertNotIn("not used by the project", output)


class Vcpkg(Recipe):

    def setUp(self):
        super().setUp()
        self.manifest = json.loads((VCPKG / "vcpkg.json").read_text("utf-8"))

    def test_version(self):
        self.assertEqual(self.manifest["version-semver"], version())

    def test_features_are_sorted_and_need_features_that_are_there(self):
        features = self.manifest["features"]
        self.assertEqual(list(features), sorted(features))
        for feature in features.values():
            for needed in feature.get("dependencies", []):
                if isinstance(needed, dict) and needed["name"] == "wamp-types":
                    self.assertLessEqual(set(needed["features"]), set(features))

    def test_port_configures_with_and_without_features(self):
        functions = self.scratch / "functions.cmake"
        functions.write_text(VCPKG_FUNCTIONS, "utf-8")
        for features in ([], ["tools"], ["log", "tools"], ["log", "sqlite", "tools"],
                         list(self.manifest["features"])):
            with self.subTest(features=features):
                output = run("cmake", f"-DROOT={ROOT}", f"-DVERSION={version()}",
                             f"-DBUILD={self.scratch / 'build'}",
                             f"-DCURRENT_PACKAGES_DIR={self.scratch}",
                             f"-DFEATURES={';'.join(features)}",
                             "-P", self.script(functions))
                self.assert_all_options_are_known(output)
                self.assertEqual(
                    set(re.findall(r"feature (\w+)", output)),
                    set(self.manifest["features"]))
                self.assertEqual("tool wampcat" in output, "tools" in features)
                self.assertEqual("tool wamplog" in output,
                                 {"postgres", "sqlite", "tools"} <= set(features))

    def script(self, functions):
        script = self.scratch / "port.cmake"
        script.write_text("cmake_minimum_required(VERSION 3.25)\n"
                          f"include({functions})\n"
                          f"include({VCPKG / 'portfile.cmake'})\n", "utf-8")
        return script


class Conan(Recipe):

    def setUp(self):
        super().setUp()
        self.asked = []
        self.use_stand_ins()
        spec = importlib.util.spec_from_file_location("recipe", CONAN)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.recipe = module.WampTypes()

    def use_stand_ins(self):
        test = self

        class ConanFile:
            def __init__(self):
                self.options = types.SimpleNamespace(**self.default_options)
                self.export_sources_folder = test.scratch / "sources"
                self.source_folder = self.export_sources_folder
                self.package_folder = test.scratch / "package"
                self.cpp_info = types.SimpleNamespace(
                    set_property=lambda name, value: None)

            def requires(self, name, **_):
                test.asked.append(name)

            tool_requires = requires

        class CMakeToolchain:
            def __init__(self, recipe):
                self.cache_variables = {}
                recipe.toolchain = self

            def generate(self):
                pass

        class CMake:
            def __init__(self, recipe):
                self.recipe = recipe

            def configure(self):
                variables = self.recipe.toolchain.cache_variables
                test.output = run(
                    "cmake", "-S", self.recipe.source_folder,
                    "-B", test.scratch / "build",
                    *(f"-D{name}={'ON' if value else 'OFF'}"
                      for name, value in variables.items()))

            def build(self):
                pass

            install = build

        def copy(_, pattern, source, target):
            # As Conan does, whose "*" goes into folders.
            start, whole, _ = pattern.partition("/*")
            top = pathlib.Path(source, start)
            found = [path for path in (top.rglob("*") if whole else [top])
                     if path.is_file()]
            test.assertTrue(found, f"{pattern} is nowhere")
            for path in found:
                to = target / path.relative_to(source)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)

        def module(name, **members):
            made = types.ModuleType(name)
            vars(made).update(members)
            sys.modules[name] = made
            self.addCleanup(sys.modules.pop, name)

        module("conan", ConanFile=ConanFile)
        module("conan.tools")
        module("conan.tools.build", check_min_cppstd=lambda *_: None)
        module("conan.tools.cmake", CMake=CMake, CMakeToolchain=CMakeToolchain,
               CMakeDeps=lambda _: types.SimpleNamespace(generate=lambda: None),
               cmake_layout=lambda _: None)
        module("conan.errors", ConanInvalidConfiguration=ValueError)
        module("conan.tools.gnu", PkgConfigDeps=lambda _:
               types.SimpleNamespace(generate=lambda: None))
        module("conan.tools.files", copy=copy,
               load=lambda _, path: pathlib.Path(path).read_text("utf-8"))

    def test_version(self):
        self.recipe.set_version()
        self.assertEqual(self.recipe.version, version())

    def test_configures_what_it_exports(self):
        self.make_package()
        self.assertIn("sqlite3/[>=3.37]", self.asked)

    def test_configures_with_all_options(self):
        for option in ("auth", "grpc", "postgres"):
            setattr(self.recipe.options, f"with_{option}", True)
        self.make_package()
        self.assertIn("grpc/[>=1.51]", self.asked)

    def make_package(self):
        self.recipe.set_version()
        self.recipe.export_sources()
        self.recipe.requirements()
        self.recipe.build_requirements()
        self.recipe.validate()
        self.recipe.layout()
        self.recipe.generate()
        self.recipe.build()
        self.recipe.package()
        self.recipe.package_info()
        self.assert_all_options_are_known(self.output)

    def test_without_the_log_there_are_no_stores(self):
        self.recipe.options.with_log = False
        self.recipe.configure()
        self.recipe.requirements()
        self.assertNotIn("sqlite3/[>=3.37]", self.asked)

    def test_services_need_what_they_serve(self):
        self.recipe.options.with_grpc = True
        self.recipe.configure()
        with self.assertRaises(ValueError):
            self.recipe.validate()
        self.recipe.options.with_auth = True
        self.recipe.validate()


class BazelCentralRegistry(unittest.TestCase):

    def test_templates_are_what_the_registry_takes(self):
        for name, keys in (
                ("metadata", {"homepage", "maintainers", "repository",
                              "versions", "yanked_versions"}),
                ("source", {"integrity", "strip_prefix", "url"})):
            text = (ROOT / f".bcr/{name}.template.json").read_text("utf-8")
            self.assertEqual(set(json.loads(text)), keys)

    def test_presubmit_builds_what_is_there(self):
        presubmit = (ROOT / ".bcr/presubmit.yml").read_text("utf-8")
        build = (ROOT / "BUILD.bazel").read_text("utf-8")
        targets = re.findall(r'"@wamp_types//:(\w+)"', presubmit)
        self.assertGreater(len(targets), 5)
        for target in targets:
            self.assertIn(f'name = "{target}"', build)
        folder = re.search(r"module_path: (\S+)", presubmit).group(1)
        self.assertTrue((ROOT / folder).is_dir() or
                        not (ROOT / "tests/consumer").exists())


if __name__ == "__main__":
    unittest.main()
