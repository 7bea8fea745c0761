#!/usr/bin/env bash
# charset-normalizer takes a Korean weather ticker for UTF-16 or Japanese.
#
# Version:   charset-normalizer 3.5.2
# A guess:   `best()` finds cp949 for Korean bytes, or returns None where they are too few to tell.
# Behaviour: Each ticker line in cp949 ("cloudless, Sokcho, 18.5 degrees") becomes unrelated syllables in UTF-16, and all
#            lines together become Japanese. Asked about cp949 only, it returns None, although the bytes are valid and
#            the text is right. Spaces between the words are enough for the right answer.
# Matters:   Detection is the last resort: first try the declared encoding, then UTF-8 and cp949, strictly.
# Output:
#   서울                              -> big5 憮選
#   맑음속초18.5℃                     -> utf_16_be 뢼삽볓쏊ㄸ⸵ꇉ
#   맑음속초18.5℃, only cp949 allowed -> None
#   seven such lines                  -> euc_jis_2004
#   맑음 속초 18.5℃                   -> cp949 맑음 속초 18.5℃
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check charset-normalizer==3.5.2
"$folder/venv/bin/python" - <<'PYTHON'
from charset_normalizer import from_bytes

STATIONS = ("속초", "서울", "인천", "강릉", "부산", "목포", "서귀포")


def detected(text: str, only: list[str] | None = None) -> str | None:
    best = from_bytes(text.encode("cp949"), cp_isolation=only).best()
    print(repr(text), "->", best and (best.encoding, str(best)))
    return best and best.encoding


lines = [f"맑음{station}18.5℃" for station in STATIONS]
assert detected("서울") == "big5"
assert {detected(line) for line in lines} == {"utf_16_be"}
assert {detected(line, only=["cp949"]) for line in lines} == {None}
assert detected("\n".join(lines)) == "euc_jis_2004"
assert detected("맑음 속초 18.5℃") == "cp949"
PYTHON
