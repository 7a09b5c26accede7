"""What bash offers for a command line when a user presses the key."""

import subprocess

# The script, the function in it, and the words so far.
_PRESS = """
source "$1"
completer=$2
shift 2
COMP_WORDS=()
for word in "$@"; do
  # As readline, which takes "=" for a word of its own.
  if [[ $word == --*=* ]]; then
    COMP_WORDS+=("${word%%=*}" "=")
    [[ -z ${word#*=} ]] || COMP_WORDS+=("${word#*=}")
  else
    COMP_WORDS+=("$word")
  fi
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"$completer"
if ((${#COMPREPLY[@]})); then
  printf '%s\\n' "${COMPREPLY[@]}"
else
  compgen -f -- "${COMP_WORDS[COMP_CWORD]}"
fi
"""


def completions(script, words, folder):
    """Returns them for words of which the first is the command; without any by
    its script, the files of the folder."""
    done = subprocess.run(
        ["bash", "--norc", "-c", _PRESS, "bash", script, "_" + words[0], *words],
        cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == "", done.stderr
    return done.stdout.splitlines()
