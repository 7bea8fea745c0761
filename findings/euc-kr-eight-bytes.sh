#!/usr/bin/env bash
# Python's euc_kr writes some syllables as eight bytes, which browsers show as loose letters.
#
# Version:   webencodings 0.6.1 (the encoding labels of the web) and Python's euc_kr codec
# A guess:   EUC-KR holds 2,350 syllables, so Python raises UnicodeEncodeError for another one (똠, 펲, 햏), and what it
#            writes is shown the same by a browser.
# Behaviour: Python encodes such a syllable as a sequence of four letters, eight bytes, as the standard KS X 1001 allows.
#            On the web the label "euc-kr" means cp949, which has all syllables in two bytes each and knows no such
#            sequences. In the other direction, Python's euc_kr refuses the two bytes that a page really holds.
# Matters:   Read and write pages labelled EUC-KR with cp949.
# Output:
#   '똠'.encode('euc_kr')       -> a4d4a4a8a4c7a4b1
#   read by the label 'euc-kr'  -> ㅤㄸㅗㅁ
#   '똠'.encode('cp949')        -> 8c63
#   read by Python's euc_kr     -> UnicodeDecodeError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check webencodings==0.6.1
"$folder/venv/bin/python" - <<'PYTHON'
import webencodings

written = "똠".encode("euc_kr")
shown, encoding = webencodings.decode(written, "euc-kr")
print("written as", written.hex(), "and shown as", shown, "by", encoding.codec_info.name)
assert written.hex() == "a4d4a4a8a4c7a4b1"
assert written.decode("euc_kr") == "똠"
assert encoding.codec_info.name == "cp949"
assert shown == "\u3164ㄸㅗㅁ"  # a filler and three letters

on_a_page = webencodings.encode("똠", "euc-kr")
print("on a page", on_a_page.hex())
assert on_a_page.hex() == "8c63"
try:
    print("read by Python's euc_kr", on_a_page.decode("euc_kr"))
except UnicodeDecodeError as error:
    print("read by Python's euc_kr:", error.reason)
else:
    raise AssertionError("euc_kr decodes it now")
PYTHON
