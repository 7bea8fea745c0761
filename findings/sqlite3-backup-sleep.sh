#!/usr/bin/env bash
# The argument `sleep` of Python's sqlite3.Connection.backup() makes no pause between steps that succeed.
#
# Version:   CPython 3.11.7, standard library only
# A guess:   The documentation says that `sleep` is the time between successive attempts to copy the remaining pages. So
#            `pages=1, sleep=0.2` spreads a backup over time, and leaves the disk to others in between.
# Behaviour: It sleeps only if SQLite answered that the database is busy or locked. Steps that succeed follow each other
#            at once, and the backup takes as long as without `sleep`.
# Matters:   A backup beside a program at work takes all of the disk in one go. A pause belongs in `progress`, which is
#            called after each step.
# Output:
#   with sleep=0.2:               more than 20 steps, less than 1 s
#   with a pause in `progress`:   as many steps, at least 0.02 s each
set -euo pipefail
"${PYTHON:-python3}" - <<'PYTHON'
import sqlite3
import time

PAGES = 20


def copy(source: sqlite3.Connection, pause: float, sleep: float) -> tuple[int, float]:
    steps: list[int] = []

    def progress(_status: int, remaining: int, _total: int) -> None:
        steps.append(remaining)
        time.sleep(pause)

    begin = time.monotonic()
    with sqlite3.connect(":memory:") as target:
        source.backup(target, pages=1, progress=progress, sleep=sleep)
    return len(steps), time.monotonic() - begin


source = sqlite3.connect(":memory:")
source.execute("CREATE TABLE t (words TEXT)")
source.executemany("INSERT INTO t VALUES (?)", [("x" * 4000,)] * PAGES)
source.commit()

steps, seconds = copy(source, pause=0, sleep=0.2)
print(f"sleep=0.2: {steps} steps, less than {0.2 * steps:.1f} s: {seconds < 0.2 * steps}")
assert steps > PAGES
assert seconds < 1 < 0.2 * steps

paused_steps, paused = copy(source, pause=0.02, sleep=0)
print(f"pause in progress: {paused_steps} steps, at least {0.02 * steps:.2f} s: {paused >= 0.02 * steps}")
assert paused_steps == steps
assert paused >= 0.02 * steps
PYTHON
