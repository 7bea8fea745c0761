#!/usr/bin/env bash
# NFKC composes typed Korean letters into syllables, but not their final consonants.
#
# Version:   Unicode 18 (unicodedata2 18.0.0)
# A guess:   NFKC either leaves the letters of a keyboard (ㄱ ㅏ ㄴ) alone, or composes them into the syllable 간.
# Behaviour: It replaces each by a conjoining letter and composes those. A single consonant always becomes an initial
#            one, so ㄱㅏㄴ gives 가 and a stray ᄂ. A double consonant that can only end a syllable (ㄳ) becomes a final
#            one, so ㄱㅏㄳ gives one syllable, 갃. Initials typed for a search (ㅎㅇㄷ) turn into other characters that
#            look the same. NFC changes none of them.
# Matters:   Normalize queries with NFC. After NFKC, a search by initial consonants compares different characters.
# Output:
#   ㄱㅏ   -> U+AC00         가
#   ㄱㅏㄴ -> U+AC00 U+1102  가ᄂ
#   ㄱㅏㄳ -> U+AC03         갃
#   ㅎㅇㄷ -> U+1112 U+110B U+1103  ᄒᄋᄃ
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check unicodedata2==18.0.0
"$folder/venv/bin/python" - <<'PYTHON'
from unicodedata2 import normalize


def composed(text: str) -> str:
    result = normalize("NFKC", text)
    print(text, "->", " ".join(f"U+{ord(char):04X}" for char in result), result)
    assert normalize("NFC", text) == text
    return result


assert composed("ㄱㅏ") == "가"
assert composed("ㄱㅏㄴ") == "가\u1102" != "간"
assert composed("ㄱㅏㄳ") == "갃"
assert composed("ㅎㅇㄷ") == "\u1112\u110b\u1103"
PYTHON
