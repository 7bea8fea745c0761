#!/usr/bin/env bash
# rich drops the host of an IPv6 URL, or puts an emoji into it.
#
# Version:   rich 15.0.0
# A guess:   Printing a plain string prints its characters. Markup is something like [bold], in brackets and known.
# Behaviour: Any bracket that begins with a lower-case letter is markup, and an unknown style is dropped without a word.
#            The bracketed host of http://[fd00::1]:8080 begins with f, so it vanishes; 2001:db8::1 begins with a digit,
#            so it stays. `:100:`, `:a:`, `:ab:` and `:cd:` are emoji names and valid groups of an address.
# Matters:   Pass addresses and headlines ("[photo] …") to tables as `Text(...)`, or through `rich.markup.escape`
#            and `emoji=False`.
# Output:
#   http://[fd00::1]:8080/rss   -> http://:8080/rss
#   http://[2001:db8::1]/rss    -> http://[2001:db8::1]/rss
#   fd00:100::1                 -> fd00💯:1
#   2001:db8:ab:cd::1           -> 2001:db8:ab💿:1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rich==15.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io

from rich.console import Console
from rich.text import Text


def printed(value: str | Text) -> str:
    console = Console(file=io.StringIO(), width=80)
    console.print(value)
    result = console.file.getvalue().rstrip("\n")
    print(value, "->", result)
    return result


assert printed("http://[fd00::1]:8080/rss") == "http://:8080/rss"
assert printed("http://[2001:db8::1]/rss") == "http://[2001:db8::1]/rss"
assert printed("fd00:100::1") == "fd00💯:1"
assert printed("2001:db8:ab:cd::1") == "2001:db8:ab💿:1"
assert printed(Text("http://[fd00::1]:8080/rss")) == "http://[fd00::1]:8080/rss"
PYTHON
