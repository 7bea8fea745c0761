#!/usr/bin/env bash
# trafilatura dates an undated article by the page's masthead, or by its copyright line.
#
# Version:   trafilatura 2.3.1, htmldate 1.11.0
# A guess:   `extract_metadata(page).date` is None where the article has no date.
# Behaviour: It is the best date found anywhere. Newspapers print today's date above each page, so an old article is
#            dated on the day on which it is read. Without one, "Copyright 2019" gives the first of January 2019, even
#            where the article speaks of another year. Nothing in the result says that it is a guess.
# Matters:   An article of years ago becomes this morning's news. Read only dates that the page states as the article's.
# Output:
#   date of today above the page, none in the article   -> 2024-05-13
#   the same, and 입력 2021.11.03 07:00 in the article  -> 2021-11-03
#   "opened on 2018-03-20" in its text, no other date    -> 2019-01-01
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 htmldate==1.11.0 lxml_html_clean==0.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import trafilatura

PAGE = """<html><head><title>단풍 절정</title></head><body><p class="today">{today}</p>
<article><h1>단풍 절정</h1>{date}{text}</article><p>Copyright 2019 강원신문</p></body></html>"""
TEXT = "".join(f"<p>{i}. 설악산 국립공원의 단풍이 절정을 맞아 시민과 관광객이 많이 찾았다.</p>" for i in range(9))


def dated(today: str, date: str) -> str | None:
    found = trafilatura.extract_metadata(PAGE.format(today=today, date=date, text=TEXT)).date
    print(repr(today), repr(date), "->", found)
    return found


assert dated("2024.05.13 (월)", "") == "2024-05-13"
assert dated("2024.05.13 (월)", "<p>입력 2021.11.03 07:00</p>") == "2021-11-03"
assert dated("", "<p>2018년 3월 20일 개장한 전망대</p>") == "2019-01-01"
PYTHON
