#!/usr/bin/env bash
# SQLite's trigram tokenizer finds no Korean word of two syllables, and says nothing.
#
# Version:   SQLite 3.54.1 (apsw 3.54.1.0)
# A guess:   `tokenize='trigram'` searches for substrings, so it is the tokenizer for Korean, where particles hang on
#            to the noun: 날씨 (weather) is found inside 날씨를.
# Behaviour: A query needs three characters. Very many Korean nouns have two syllables, and a shorter query returns no row
#            and no error, with a `*` as well. The default tokenizer needs the `*` and never looks inside a word.
# Matters:   A Korean index needs a tokenizer of pairs: split the text into pairs of syllables before it is stored.
# Output:
#   trigram    '날씨'    -> 0 rows
#   trigram    '날씨*'   -> 0 rows
#   trigram    '날씨를'  -> 1 row
#   unicode61  '날씨'    -> 0 rows
#   unicode61  '날씨*'   -> 1 row
#   unicode61  '도서관*' -> 0 rows (the text has 구립도서관)
#   pairs      '도서 서관' -> 1 row
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import apsw

TEXT = "구립도서관에서 내일 날씨를 알립니다"


def rows(tokenizer: str, query: str, text: str = TEXT) -> int:
    db = apsw.Connection(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE news USING fts5(text, tokenize='{tokenizer}')")
    db.execute("INSERT INTO news VALUES (?)", (text,))
    found = len(db.execute("SELECT 1 FROM news WHERE news MATCH ?", (query,)).fetchall())
    print(tokenizer, repr(query), "->", found)
    return found


assert apsw.sqlite_lib_version() == "3.54.1"
assert rows("trigram", "날씨") == 0
assert rows("trigram", "날씨*") == 0
assert rows("trigram", "날씨를") == 1
assert rows("unicode61", "날씨") == 0
assert rows("unicode61", "날씨*") == 1
assert rows("unicode61", "도서관*") == 0
pairs = " ".join(word[i : i + 2] for word in TEXT.split() for i in range(len(word) - 1))
assert rows("unicode61", '"도서 서관"', pairs) == 1
PYTHON
