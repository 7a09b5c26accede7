"""A test that runs a command, for what is not C++."""

_RUNNER = """#!/usr/bin/env bash
{exports}
command -v {program} >/dev/null || {{
  echo "SKIPPED: there is no" {program}
  exit 0
}}
{program} {arguments}
status=$?
# Bazel has no word for skipped; the log says what was.
((status != 77)) || exit 0
exit "$status"
"""

def _quote(ctx, text):
    return '"%s"' % ctx.expand_location(text, ctx.attr.data)

def _command_test_impl(ctx):
    runner = ctx.actions.declare_file(ctx.label.name + ".runner")
    ctx.actions.write(
        output = runner,
        content = _RUNNER.format(
            arguments = " ".join([_quote(ctx, a) for a in ctx.attr.arguments]),
            exports = "\n".join([
                "export %s=%s" % (name, _quote(ctx, value))
                for name, value in ctx.attr.environment.items()
            ]),
            program = _quote(ctx, ctx.attr.program),
        ),
        is_executable = True,
    )
    runfiles = ctx.runfiles(files = ctx.files.data)
    for target in ctx.attr.data:
        runfiles = runfiles.merge(target[DefaultInfo].default_runfiles)
    return [DefaultInfo(executable = runner, runfiles = runfiles)]

command_test = rule(
    implementation = _command_test_impl,
    attrs = {
        "arguments": attr.string_list(
            doc = "What the program is given. Here and in the two others, " +
                  "$(rootpath ...) and variables of the shell are replaced.",
        ),
        "data": attr.label_list(
            allow_files = True,
            doc = "The files that the test reads and runs.",
        ),
        "environment": attr.string_dict(
            doc = "Variables that the program sees.",
        ),
        "program": attr.string(
            doc = "The program: its path, or its name on the PATH. If it is " +
                  "missing, the test passes and says SKIPPED, as it does if " +
                  "the program exits with status 77.",
            mandatory = True,
        ),
    },
    doc = """Runs a program in the root of the runfiles.

The rules for tests in Python, JavaScript and shell live in repositories of
their own, which would be three more dependencies for three lines of shell.
""",
    test = True,
)
