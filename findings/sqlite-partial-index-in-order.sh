#!/usr/bin/env bash
# SQLite uses a partial index on an IN list only for a query that has the same list in the same order.
#
# Version:   SQLite 3.54.1 (apsw 3.54.1.0)
# A guess:   An index WHERE state IN ('claimed', 'sending') serves each query for those states, or for one of them.
# Behaviour: The planner compares the two expressions, not their meaning. The other order, one state alone, and bound
#            parameters all scan the table. Two comparisons joined by OR count as a list, in their order. Yet a partial
#            index on `state = 'pending'` is used for a bound parameter too.
# Matters:   SQLAlchemy binds the values of `in_()`. Write the condition once as literal SQL and use it in both places.
# Output:
#   state IN ('claimed', 'sending')           -> SEARCH d USING COVERING INDEX busy (state=?)
#   state IN ('sending', 'claimed')           -> SCAN d
#   state = 'claimed'                         -> SCAN d
#   state IN (?, ?)                           -> SCAN d
#   state = 'claimed' OR state = 'sending'    -> SEARCH d USING COVERING INDEX busy (state=?)
#   state = 'sending' OR state = 'claimed'    -> SCAN d
#   state = ?                                 -> SCAN d USING COVERING INDEX due (the other partial index)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import apsw

db = apsw.Connection(":memory:")
db.execute("CREATE TABLE d (id INTEGER PRIMARY KEY, state TEXT, due INTEGER)")
db.execute("CREATE INDEX busy ON d (state) WHERE state IN ('claimed', 'sending')")
db.execute("CREATE INDEX due ON d (due) WHERE state = 'pending'")


def uses(index: str, condition: str, *values: str) -> bool:
    plan = db.execute(f"EXPLAIN QUERY PLAN SELECT id FROM d WHERE {condition}", values).fetchall()[0][3]
    print(condition, "->", plan)
    return f"INDEX {index}" in plan


assert apsw.sqlite_lib_version() == "3.54.1"
assert uses("busy", "state IN ('claimed', 'sending')")
assert not uses("busy", "state IN ('sending', 'claimed')")
assert not uses("busy", "state = 'claimed'")
assert not uses("busy", "state IN (?, ?)", "claimed", "sending")
assert uses("busy", "state = 'claimed' OR state = 'sending'")
assert not uses("busy", "state = 'sending' OR state = 'claimed'")
assert uses("due", "state = ?", "pending")
PYTHON
