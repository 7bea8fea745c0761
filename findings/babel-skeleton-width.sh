#!/usr/bin/env bash
# Babel's format_skeleton abbreviates names that the skeleton asks for in full.
#
# Version:   Babel 2.18.0
# A guess:   "MMMMEEEEd" asks for the full month and the full weekday. Where a locale has no such pattern, the nearest
#            one is widened to what was asked for, as the standard (UTS 35) describes, or a KeyError says so.
# Behaviour: The nearest pattern is used as it is. English has one for "MMMEd", so it gives "Mon, Sep 9", whether three
#            or four letters were asked for. Korean has one for "MMMEEEEd" and gives the full weekday. The same
#            skeleton is long in one language and short in another.
# Matters:   For dates with full names, translate a pattern per language and pass it to `format_date`.
# Output:
#   MMMMd      en -> September 9
#   MMMMEEEEd  en -> Mon, Sep 9
#   MMMMEEEEd  ko -> 9월 9일 월요일
#   MMMMEEEEd  vi -> Th 2, 9 tháng 9
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
import datetime as dt

from babel.dates import format_date, format_skeleton

DAY = dt.date(2024, 9, 9)


def formatted(skeleton: str, language: str) -> str:
    result = format_skeleton(skeleton, DAY, locale=language)
    print(skeleton, language, "->", result)
    return result


assert formatted("MMMMd", "en") == "September 9"
assert formatted("MMMMEEEEd", "en") == formatted("MMMEd", "en") == "Mon, Sep 9"
assert formatted("MMMMEEEEd", "ko") == "9월 9일 월요일"
assert formatted("MMMMEEEEd", "vi") == "Th 2, 9 tháng 9"
assert format_date(DAY, "EEEE, MMMM d", locale="en") == "Monday, September 9"
PYTHON
