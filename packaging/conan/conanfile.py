"""The Conan recipe: conan create packaging/conan, in the repository's root."""

import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load
from conan.tools.gnu import PkgConfigDeps

ROOT = os.path.join(os.path.dirname(__file__), os.pardir, os.pardir)


class WampTypes(ConanFile):
    name = "wamp_types"
    description = "WAMP's session, option and detail types as protobuf messages"
    license = "Apache-2.0"
    homepage = url = "https://github.com/wamp-types/wamp-types"
    topics = ("wamp", "autobahn", "protobuf", "rpc", "pubsub")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {
        "shared": [True, False],
        "fPIC": [True, False],
        "with_auth": [True, False],
        "with_grpc": [True, False],
        "with_log": [True, False],
        "with_postgres": [True, False],
        "with_sqlite": [True, False],
    }
    default_options = {
        "shared": False,
        "fPIC": True,
        "with_auth": False,
        "with_grpc": False,
        "with_log": True,
        "with_postgres": False,
        "with_sqlite": True,
    }
    implements = ["auto_shared_fpic"]

    def set_version(self):
        text = load(self, os.path.join(ROOT, "CMakeLists.txt"))
        self.version = re.search(r"(?m)^  VERSION (\S+)$", text).group(1)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "examples/*",
                        "include/*", "proto/*", "src/*"):
            copy(self, pattern, ROOT, self.export_sources_folder)

    def requirements(self):
        for name in ("abseil/[>=20220623]", "protobuf/[>=3.21]"):
            self.requires(name, transitive_headers=True, transitive_libs=True)
        if self.options.with_log or self.options.with_auth:
            self.requires("openssl/[>=1.1.1 <4]")
        if self.options.with_auth:
            self.requires("argon2/[>=20190702]")
        if self.options.with_sqlite:
            self.requires("sqlite3/[>=3.37]")
        if self.options.with_postgres:
            self.requires("libpq/[>=15]")
        if self.options.with_grpc:
            self.requires("grpc/[>=1.51]", transitive_headers=True)

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.25]")
        self.tool_requires("protobuf/<host_version>")
        if self.options.with_grpc:
            self.tool_requires("grpc/<host_version>")

    def configure(self):
        # The stores are the log's.
        if not self.options.with_log:
            self.options.with_postgres = False
            self.options.with_sqlite = False

    def validate(self):
        check_min_cppstd(self, 17)
        if self.options.with_grpc and not (
                self.options.with_auth and self.options.with_log):
            raise ConanInvalidConfiguration(
                "with_grpc needs with_auth and with_log")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        # CMake asks pkg-config for argon2.
        PkgConfigDeps(self).generate()
        toolchain = CMakeToolchain(self)
        variables = toolchain.cache_variables
        variables["WAMP_BUILD_AUTH"] = bool(self.options.with_auth)
        variables["WAMP_BUILD_GRPC"] = bool(self.options.with_grpc)
        variables["WAMP_BUILD_LOG"] = bool(self.options.with_log)
        variables["WAMP_BUILD_LOG_POSTGRES"] = bool(self.options.with_postgres)
        variables["WAMP_BUILD_LOG_SQLITE"] = bool(self.options.with_sqlite)
        variables["WAMP_BUILD_SERVERS"] = False
        variables["WAMP_BUILD_TESTS"] = False
        variables["WAMP_WERROR"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder,
             os.path.join(self.package_folder, "licenses"))
        CMake(self).install()

    def package_info(self):
        # The package file that CMake installs knows the targets.
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "wamp_types")]
        self.cpp_info.set_property("cmake_find_mode", "none")
