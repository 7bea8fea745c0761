#!/usr/bin/env bash
# feedparser never reaches its own readers of Korean dates.
#
# Version:   feedparser 6.0.14
# A guess:   It has readers for two Korean forms ("2004-05-25 오후 11:23:17" and "2004년 05월 28일  01:31:15"),
#            so an entry with such a date gets that time, or no time at all.
# Behaviour: The ISO 8601 reader is tried first. It matches the beginning of the text and ignores the rest. The first
#            form loses its time of day. The second, like "2024.05.13", matches only its year: the missing month
#            becomes the current month, and the day becomes 1. `bozo` stays False.
# Matters:   Articles look hours or years newer or older than they are. Read `published` with a parser of your own.
# Output (run in a November):
#   2004-05-25 오후 11:23:17      -> 2004-05-25 00:00:00 UTC
#   2004년 05월 28일  01:31:15    -> 2004-11-01 00:00:00 UTC
#   2024.05.13                    -> 2024-11-01 00:00:00 UTC
#   the reader of the first form  -> 2004-05-25 14:23:17 UTC
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
"$folder/venv/bin/python" - <<'PYTHON'
import time

import feedparser
from feedparser.datetimes.korean import _parse_date_nate

FEED = "<rss version='2.0'><channel><item><title>t</title><pubDate>{}</pubDate></item></channel></rss>"


def parsed(date: str) -> tuple[int, ...]:
    feed = feedparser.parse(FEED.format(date).encode())
    assert not feed.bozo
    value = tuple(feed.entries[0].published_parsed)[:6]
    print(date, "->", value)
    return value


months = {time.gmtime().tm_mon}
nate = parsed("2004-05-25 오후 11:23:17")
onblog = parsed("2004년 05월 28일  01:31:15")
dotted = parsed("2024.05.13")
months.add(time.gmtime().tm_mon)
assert nate == (2004, 5, 25, 0, 0, 0)
assert onblog in {(2004, month, 1, 0, 0, 0) for month in months}
assert dotted in {(2024, month, 1, 0, 0, 0) for month in months}
direct = tuple(_parse_date_nate("2004-05-25 오후 11:23:17"))[:6]
print("called directly ->", direct)
assert direct == (2004, 5, 25, 14, 23, 17)
PYTHON
