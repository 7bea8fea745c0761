#!/usr/bin/env bash
# python-dotenv replaces ${NAME} also between single quotes, where a shell keeps it.
#
# Version:   python-dotenv 1.2.4
# A guess:   A value between single quotes is literal, as in a shell; only double quotes expand variables.
# Behaviour: ${NAME} is replaced in both, by an empty text if NAME is not set. Only `interpolate=False`, which is for the
#            whole file, keeps it. A dollar sign without braces stays.
# Matters:   A password or token that holds `${` cannot be written into a .env file. A program that writes one has to
#            refuse such a value.
# Output:
#   'a${NOWHERE}b' -> ab
#   "a${NOWHERE}b" -> ab
#   'a$NOWHERE b'  -> a$NOWHERE b
#   interpolate=False: 'a${NOWHERE}b' -> a${NOWHERE}b
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-dotenv==1.2.4
"$folder/venv/bin/python" - <<'PYTHON'
from io import StringIO

from dotenv import dotenv_values


def read(value: str, *, interpolate: bool = True) -> str | None:
    found = dotenv_values(stream=StringIO(f"KEY={value}\n"), interpolate=interpolate)["KEY"]
    print(f"{value} -> {found}")
    return found


assert read("'a${NOWHERE}b'") == "ab"
assert read('"a${NOWHERE}b"') == "ab"
assert read("'a$NOWHERE b'") == "a$NOWHERE b"
assert read("'a${NOWHERE}b'", interpolate=False) == "a${NOWHERE}b"
PYTHON
