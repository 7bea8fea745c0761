"""Generated newspaper pages and hourly tables, as files that `jogan ingest` reads."""

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path
from random import Random

from sources.korea.stations import Catalogue
from sources.records import KST

BEGIN = dt.datetime(2024, 5, 1, tzinfo=KST)
"""The first hour of the tables."""

_SYLLABLES = (
    "가개것경계고공과관구국그기나년는니다대도동되된들등라로를리만며면문민발보부비사상서성세소수스시신실아안어에여"
    "연였오요용우원월위으은을음의이인일있자장전정제조주중지진최치하학한할해했행화회"
)
_LINKS = 150
"""Links of a page to other articles: a page has 33 KB, most of them beside the article."""

_MARKED = '<div id="article-view-content-div" class="article-veiw-body">{}</div>'
_UNMARKED = "<main><article><h1>{headline}</h1>{}</article></main>"


def write_pages(folder: Path, number: int) -> None:
    """Write article pages, every second one with markup that is not known."""
    random = Random(1)  # noqa: S311 - no secret
    for place in range(number):
        (folder / f"{place:05}.html").write_text(_make_page(place, random), encoding="utf-8")


def _make_page(place: int, random: Random) -> str:
    headline = _make_words(random, 7)
    paragraphs = "".join(f"<p>{' '.join(f'{_make_words(random, 12)}.' for _ in range(4))}</p>" for _ in range(8))
    body = (_UNMARKED if place % 2 else _MARKED).format(paragraphs, headline=headline)
    links = "".join(
        f'<li class="item"><a href="/news/articleView.html?idxno={place}{link:03}" title="{_make_words(random, 3)}">'
        f'<em class="icon"></em><span class="title">{_make_words(random, 5)}</span></a></li>\n'
        for link in range(_LINKS)
    )
    day = f"2024-05-{1 + place % 28:02}T{place % 24:02}:00:00+09:00"
    return (
        f'<!DOCTYPE html>\n<html lang="ko"><head><meta charset="utf-8"><title>{headline}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{headline}">'
        f'<meta property="og:url" content="https://www.example.com/news/articleView.html?idxno={place}">'
        f'<meta property="article:published_time" content="{day}"></head>\n'
        f"<body><nav><ul>{links}</ul></nav>\n{body}\n<footer><p>{_make_words(random, 9)}</p></footer></body></html>\n"
    )


def _make_words(random: Random, number: int) -> str:
    return " ".join("".join(random.choices(_SYLLABLES, k=random.randint(2, 5))) for _ in range(number))


def list_hours(days: int) -> Iterator[dt.datetime]:
    """Return the hours of the tables."""
    return (BEGIN + dt.timedelta(hours=hour) for hour in range(24 * days))


def write_tables(folder: Path, days: int, catalogue: Catalogue) -> None:
    """Write KMA's hourly feed of some days."""
    for at in list_hours(days):
        (folder / f"{at:%Y-%m-%d-%H}.xml").write_text(_make_table(at, catalogue), encoding="utf-8")


def _make_table(at: dt.datetime, catalogue: Catalogue) -> str:
    stations = "\n".join(
        f'<local stn_id="{number}" icon="01" desc="맑음" ta="{get_temperature(number, at)}">{number}</local>'
        for number in catalogue.numbers
    )
    return (
        f'<?xml version="1.0" encoding="utf-8" standalone="no"?><current xmlns="current">'
        f'<weather year="{at:%Y}" month="{at:%m}" day="{at:%d}" hour="{at:%H}">{stations}</weather></current>'
    )


def get_temperature(station: int, at: dt.datetime) -> float:
    """Return ℃, warmest in the afternoon; no two tables are the same, as a repeated one would be rejected."""
    hours = at.timestamp() / 3600
    daily = 6 * math.sin((at.hour - 9) * math.pi / 12)
    return round(15 + daily + 3 * math.sin(hours / 40) + station % 7 + math.sin(station * hours), 1)
