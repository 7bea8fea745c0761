import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.bulletin.caption import render_caption
from bot.rendering.bulletin.content import ALL_DETAILS, Bulletin, CityWeather, Edition
from bot.rendering.bulletin.places import render_places
from bot.rendering.bulletin.text import render
from bot.rendering.layout import MAX_CAPTION_LENGTH, cut_lines, plain_text, visible_length
from bot.weather.outlook import DayOutlook, Outlook, PlaceForecast
from bot.weather.stations import StationWeather
from sources.records import Article
from storage.terms import City, Section
from tests.bot.factories import ARTICLE, HOSTILE, MORNING, TRANSLATORS, country, hourly
from tests.bot.rendering.factories import bulletin, is_well_formed
from tests.bot.weather.factories import DAY, air, forecast, hours, rain, warning
from tests.factories import CATALOGUE

HTML = Markup("{}")
WITH_MAP = Section.USUAL | Section.MAP
words = st.text(st.sampled_from("가나다 <&\"'😀.…ab"), min_size=1, max_size=400)
articles = st.builds(
    Article,
    headline=words,
    subheadline=st.none() | words,
    section=st.none() | words,
    address=st.none() | st.just("https://paper.example/1?a=1&b=2"),
    publisher=st.none() | words,
)
names = st.text(st.sampled_from("가나다<&😀"), min_size=1, max_size=60) | st.text("가", min_size=900, max_size=1200)


def few_hours(change: dict[str, Any] | None = None) -> PlaceForecast:
    """Two days of few hours, the first at 9 o'clock with a change: hypothesis prints all."""
    days = [DAY + dt.timedelta(days=number) for number in range(2)]
    known = [hours(day, {9: change or {}}, numbers=(9, 15)) for day in days]
    return forecast(*(DayOutlook(day, 12, 22, some) for day, some in zip(days, known, strict=True)))


# The morning of the captions is one of the day of these forecasts.
outlooks = st.sampled_from(
    [
        Outlook(),
        Outlook(few_hours(rain()), air(90, 42), [warning()] * 2),
        Outlook(few_hours(), air(20, 8), []),
    ]
)


@st.composite
def city_weather(draw: st.DrawFn) -> CityWeather:
    number, name = draw(st.sampled_from(CATALOGUE.numbers)), draw(names)
    reading = replace(
        hourly(number, condition=draw(st.sampled_from(["맑음", "<강한비>", None]))), rain=1.5, rain_today=40.0
    )
    known = StationWeather(
        CATALOGUE[number], draw(st.none() | st.just(reading)), change=draw(st.none() | st.just(-2.3))
    )
    city = City(name, number, {"ko": name, "en": name})
    return CityWeather(city, known, draw(outlooks), draw(st.none() | st.just(20.1)), (37.5, 127.0))


bulletins = st.builds(
    Bulletin,
    local_date=st.just(dt.date(2024, 5, 14)),
    cities=st.lists(city_weather(), max_size=10),
    country=st.just(country(*map(hourly, CATALOGUE.numbers[:9]))),
    articles=st.lists(articles, max_size=5),
    awaited=st.booleans(),
    days_old=st.none() | st.just(4),
    sections=st.integers(0, Section.FEELS_LIKE * 2 - 1).map(lambda bits: Section(bits) | Section.MAP),
    edition=st.sampled_from(Edition),
)


@given(bulletins, st.sampled_from(TRANSLATORS.languages))
def test_a_caption_fits_and_drops_cities_last(whole: Bulletin, language: str) -> None:
    tr = TRANSLATORS[language]
    caption = render_caption(whole, CATALOGUE, MORNING, tr)
    assert 0 < visible_length(caption) <= MAX_CAPTION_LENGTH
    assert is_well_formed(caption)
    # Without their readings, cities have only what may be dropped.
    own = render_places(whole, CATALOGUE, MORNING, tr, ALL_DETAILS) if Section.CITIES in whole.sections else []
    every = [plain_text(one.day) for one in own]
    heads = [line.split(" ")[0] for line in every]
    shown = plain_text(caption).split("\n")
    lost = [head for head in heads if not any(line.startswith(head) for line in shown)]
    assert not lost or all(line == "…" or any(line.startswith(head[:9]) for head in heads) for line in shown)


@given(bulletins, st.sampled_from(TRANSLATORS.languages))
def test_a_place_has_at_most_three_lines_on_its_day(whole: Bulletin, language: str) -> None:
    for lines in render_places(whole, CATALOGUE, MORNING, TRANSLATORS[language], ALL_DETAILS):
        assert lines.day.count("\n") < 3
        assert is_well_formed(lines.day)


@given(bulletins)
def test_a_short_bulletin_drops_only_the_details_of_the_map(whole: Bulletin) -> None:
    tr = TRANSLATORS["ko"]
    short = replace(whole, articles=whole.articles[:1], cities=whole.cities[:1])
    caption, text = render_caption(short, CATALOGUE, MORNING, tr), render(short, CATALOGUE, MORNING, tr)
    if visible_length(text) <= MAX_CAPTION_LENGTH:
        changed = {line for line in text.split("\n") if line not in caption.split("\n")}
        assert all(line.startswith("<b>전국</b>") for line in changed)
        assert len(caption.split("\n")) == len(text.split("\n"))


def long_bulletin(number: int = 10, news: int = 3, headline: str = "아침 소식 " * 20) -> Bulletin:
    return replace(
        bulletin(*CATALOGUE.numbers[:number]),
        articles=[replace(ARTICLE, headline=headline, subheadline="부제 " * 90) for _ in range(news)],
        sections=WITH_MAP,
    )


@pytest.mark.parametrize(
    "whole",
    [
        replace(bulletin(112, 105), sections=WITH_MAP),
        replace(bulletin(112, article=None), sections=Section.MAP),
        long_bulletin(4, 2, "제목"),
        long_bulletin(),
        long_bulletin(headline="긴 제목 " * 60),
    ],
    ids=["usual", "only the map", "few cities", "ten cities", "long headlines"],
)
def test_captions_read_well_at_each_step(tr: Translator, snapshot: SnapshotAssertion, whole: Bulletin) -> None:
    assert render_caption(whole, CATALOGUE, MORNING, tr) == snapshot


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        ([], ""),
        (["가" * 4, "나" * 4], "가가가가\n나나나나"),
        (["가" * 4, "나" * 4, "다" * 4], "가가가가\n나나나나\n…"),
        (["가" * 30, "나"], "가" * 12 + "…"),
    ],
)
def test_lines_that_do_not_fit_are_dropped_as_a_whole(lines: Sequence[str], cut: str) -> None:
    assert cut_lines(map(HTML.format, lines), 13) == cut


def test_a_shortened_line_stays_escaped() -> None:
    assert is_well_formed(cut_lines([HTML.format(HOSTILE * 9)], 40))
