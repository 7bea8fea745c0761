#!/usr/bin/env bash
# SQLite builds a temporary B-tree of the list in `CHECK (x IN (…))` anew for each row that it writes.
#
# Version:   SQLite 3.54.1 (apsw 3.54.1.0)
# A guess:   A constant list costs a few comparisons, or is made into a lookup table once for each statement, as in WHERE.
# Behaviour: In WHERE the table is made once (opcode Once). In a CHECK there is no such guard, so that every inserted or
#            updated row inserts the whole list first: ten values took twelve times as long as no check. Lists of at
#            most two values, and comparisons joined by OR, are compared one by one.
# Matters:   A check of an enum is the price of most writes of a small row. Write `x = 'a' OR x = 'b' …` instead.
# Output:
#   no check                  0 entries for each row
#   CHECK, two values in IN   0 entries for each row
#   CHECK, ten values in IN   10 entries for each row
#   CHECK, ten values with OR 0 entries for each row
#   WHERE, ten values in IN   0 entries for each row
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import time

import apsw

ROWS = 20_000
LETTERS = "abcdefghij"
LIST = ", ".join(f"'{letter}'" for letter in LETTERS)
FILL = f"INSERT INTO d (x) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {ROWS}) SELECT 'a' FROM n"


def entries(name: str, check: str, update: str) -> tuple[int, float]:
    """Return the entries that an UPDATE inserts into temporary B-trees for each row, and the seconds it takes."""
    db = apsw.Connection(":memory:")
    db.execute(f"CREATE TABLE d (id INTEGER PRIMARY KEY, x TEXT {check})")
    db.execute(FILL)
    opcodes = [row[1] for row in db.execute(f"EXPLAIN {update}")]
    is_guarded, inside = "Once" in opcodes, opcodes.count("IdxInsert")
    begin = time.process_time()
    db.execute(update)
    seconds = time.process_time() - begin
    found = 0 if is_guarded else inside
    print(f"{name:<25} {found} entries for each row")
    return found, seconds


assert apsw.sqlite_lib_version() == "3.54.1"
compared = " OR ".join(f"x = '{letter}'" for letter in LETTERS)
none, fast = entries("no check", "", "UPDATE d SET x = 'b'")
two, _ = entries("CHECK, two values in IN", "CHECK (x IN ('a', 'b'))", "UPDATE d SET x = 'b'")
ten, slow = entries("CHECK, ten values in IN", f"CHECK (x IN ({LIST}))", "UPDATE d SET x = 'b'")
ored, same = entries("CHECK, ten values with OR", f"CHECK ({compared})", "UPDATE d SET x = 'b'")
where, _ = entries("WHERE, ten values in IN", "", f"UPDATE d SET x = 'b' WHERE x IN ({LIST})")
assert (none, two, ten, ored, where) == (0, 0, 10, 0, 0)
print(f"# {slow / fast:.1f} times the time without a check; with OR {same / fast:.1f} times")
assert slow > 3 * fast > same
PYTHON
