import datetime as dt
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.bulletin.content import Bulletin, CityWeather, Edition, edition_at
from bot.rendering.bulletin.text import render
from bot.rendering.layout import plain_text, visible_length
from bot.weather.stations import StationWeather
from sources.records import Article
from storage.terms import City, Section, SignOff, Unit
from tests.bot.factories import ARTICLE, BARE, HOSTILE, MORNING, country, hourly
from tests.bot.rendering.factories import COUNTRY, HUGE, PAGE, bulletin, cities, is_well_formed
from tests.factories import CATALOGUE


def test_the_bulletin_of_the_sample_page_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render(bulletin(112, 105, article=PAGE.article), CATALOGUE, MORNING, tr) == snapshot


def test_a_bulletin_for_the_whole_country_without_news_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render(bulletin(article=None), CATALOGUE, MORNING, tr) == snapshot


def test_a_bulletin_says_that_its_readings_are_old(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render(bulletin(112, article=BARE), CATALOGUE, MORNING + dt.timedelta(days=1), tr) == snapshot


def test_a_bulletin_without_readings_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    nothing = replace(bulletin(article=ARTICLE), country=None, cities=cities(StationWeather(CATALOGUE[112])))
    assert render(nothing, CATALOGUE, MORNING, tr) == snapshot


def test_a_bulletin_shows_changes_since_yesterday_and_rain(tr: Translator, snapshot: SnapshotAssertion) -> None:
    known = cities(
        StationWeather(CATALOGUE[112], replace(hourly(112, 15.9, "비"), rain=1.2, humidity=85.0), change=2.3),
        StationWeather(CATALOGUE[105], replace(hourly(105, -3.1, "눈"), snow=4.0), change=-5.0),
        StationWeather(CATALOGUE[108], hourly(108, 14.0), change=0.0),
        StationWeather(CATALOGUE[159], replace(hourly(159, 39.0), suspect=True)),
        StationWeather(CATALOGUE[184], hourly(184, 12.0, hours=4), change=1.0),
    )
    shown = [one.known.observation for one in known if one.known.observation is not None]
    whole = Bulletin(dt.date(2024, 5, 14), known, country(*shown))
    assert render(whole, CATALOGUE, MORNING, tr) == snapshot


def test_a_bulletin_says_that_fresh_readings_did_not_come(tr: Translator, snapshot: SnapshotAssertion) -> None:
    own = cities(StationWeather(CATALOGUE[112], hourly(hours=2)))
    waited = Bulletin(dt.date(2024, 5, 14), own, country(hourly(hours=2)), awaited=True)
    assert render(waited, CATALOGUE, MORNING, tr) == snapshot


@pytest.mark.parametrize("awaited", [False, True])
def test_a_bulletin_of_late_readings_has_one_warning(tr: Translator, *, awaited: bool) -> None:
    late = Bulletin(dt.date(2024, 5, 14), [], country(hourly(hours=4)), awaited=awaited)
    assert render(late, CATALOGUE, MORNING, tr).count("⚠️") == 1


def test_a_bulletin_has_the_headline_with_its_link(tr: Translator) -> None:
    text = render(bulletin(), CATALOGUE, MORNING, tr)
    assert "[지역뉴스] 골목 빵집, 새벽마다 이웃에 빵 나눔" in text
    assert 'href="https://maeul.example/news/31?a=1&amp;b=2"' in text


@pytest.mark.parametrize("article", [HUGE, replace(ARTICLE, headline=HOSTILE, subheadline=HOSTILE, section=HOSTILE)])
def test_a_bulletin_with_a_hostile_article_fits_and_is_escaped(tr: Translator, article: Article) -> None:
    text = render(bulletin(*CATALOGUE.numbers[:10], article=article), CATALOGUE, MORNING, tr)
    assert visible_length(text) <= 4096
    assert is_well_formed(text)
    assert "<script" not in text
    assert HOSTILE in plain_text(text)
    assert plain_text(text).rstrip().endswith(plain_text(render(bulletin(), CATALOGUE, MORNING, tr))[-10:])


SIGNED = SignOff("<b>조간</b> & 친구들", "#날씨")


@pytest.mark.parametrize("article", [HUGE, ARTICLE, None])
def test_a_bulletin_of_any_length_ends_with_its_sign_off(tr: Translator, article: Article | None) -> None:
    signed = replace(bulletin(*CATALOGUE.numbers[:10], article=article), sign_off=SIGNED)
    text = render(signed, CATALOGUE, MORNING, tr)
    assert text.endswith("\n\n&lt;b&gt;조간&lt;/b&gt; &amp; 친구들\n#날씨")
    assert visible_length(text) <= 4096
    assert is_well_formed(text)


def test_a_bulletin_without_sign_off_has_no_extra_lines(tr: Translator) -> None:
    plain = render(bulletin(112), CATALOGUE, MORNING, tr)
    assert (
        render(replace(bulletin(112), sign_off=SignOff(hashtag="#날씨")), CATALOGUE, MORNING, tr) == plain + "\n\n#날씨"
    )


CHANGED = [
    CityWeather(
        City("판교", 119, {"ko": "판교", "en": "Pangyo"}), StationWeather(CATALOGUE[119], hourly(119), change=2.3)
    )
]


@pytest.mark.parametrize(
    "sections",
    [
        Section.CITIES,
        Section.CITIES | Section.CHANGE,
        Section.COUNTRY,
        Section.HEADLINES,
        Section.CITIES | Section.HEADLINES,
    ],
    ids=str,
)
def test_a_bulletin_has_only_the_chosen_sections(
    tr: Translator, snapshot: SnapshotAssertion, sections: Section
) -> None:
    news = [ARTICLE] if Section.HEADLINES in sections else []
    whole = Bulletin(dt.date(2024, 5, 14), CHANGED, country(hourly(119)), news, sections=sections)
    assert render(whole, CATALOGUE, MORNING, tr) == snapshot


def test_a_headline_bulletin_says_that_there_is_no_headline(tr: Translator, snapshot: SnapshotAssertion) -> None:
    nothing = Bulletin(dt.date(2024, 5, 14), [], COUNTRY, sections=Section.HEADLINES)
    assert render(nothing, CATALOGUE, MORNING, tr) == snapshot


def test_several_headlines_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    news = [ARTICLE, BARE, replace(ARTICLE, headline="또 다른 글")]
    assert render(replace(bulletin(), articles=news), CATALOGUE, MORNING, tr) == snapshot


@pytest.mark.parametrize("edition", [Edition.DAY, Edition.EVENING], ids=lambda edition: str(edition.name))
def test_only_a_morning_bulletin_says_good_morning(
    tr: Translator, snapshot: SnapshotAssertion, edition: Edition
) -> None:
    assert render(replace(bulletin(112), articles=[], edition=edition), CATALOGUE, MORNING, tr) == snapshot


def test_an_evening_begins_at_four() -> None:
    times = {0: Edition.DAY, 3: Edition.DAY, 4: Edition.MORNING, 11: Edition.MORNING, 12: Edition.DAY, 15: Edition.DAY}
    times |= {16: Edition.EVENING, 23: Edition.EVENING}
    assert {hour: edition_at(dt.time(hour, 59)) for hour in times} == times


def test_temperatures_and_their_differences_can_be_read_in_fahrenheit(
    tr: Translator, snapshot: SnapshotAssertion
) -> None:
    whole = Bulletin(dt.date(2024, 5, 14), CHANGED, country(hourly(119)))
    assert render(whole, CATALOGUE, MORNING, tr.with_unit(Unit.FAHRENHEIT)) == snapshot
