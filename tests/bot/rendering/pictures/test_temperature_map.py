import datetime as dt
from dataclasses import replace

from bot.pictures.colours import Theme
from bot.pictures.content import CountryMap, MapMark
from bot.rendering.layout import plain_text
from bot.rendering.pictures.temperature_map import make_country_map, map_caption, summarize_current
from bot.weather.country import Summary
from tests.bot.pictures.weather import CATALOGUE, SEVEN, TRANSLATORS, country, observation


def summary(*others: tuple[int, float | None, float]) -> Summary:
    """Return the country's summary from (station, temperature, hours before seven)."""
    changed = {station: observation(station, t, SEVEN - dt.timedelta(hours=ago)) for station, t, ago in others}
    found = summarize_current([changed.get(one.station, one) for one in country(15)])
    assert found is not None
    return found


def drawn(shown: Summary, own: tuple[int, ...] = ()) -> CountryMap:
    return make_country_map(shown, CATALOGUE, own, Theme.LIGHT, SEVEN, TRANSLATORS["ko"])


def mark_of(content: CountryMap, name: str) -> MapMark:
    return next(mark for mark in content.marks if mark.name == name)


def test_no_readings_give_no_map() -> None:
    assert summarize_current([]) is None


def test_every_station_has_a_mark() -> None:
    assert len(drawn(summary()).marks) == len(CATALOGUE)


def test_only_readings_of_the_last_three_hours_are_shown() -> None:
    content = drawn(summary((112, 9.0, 3), (108, 9.0, 4)))
    assert mark_of(content, "인천").value == 9.0
    assert mark_of(content, "서울").value is None
    assert mark_of(content, "서울").rank is None


def test_a_suspect_reading_has_no_colour_and_is_no_extreme() -> None:
    readings = [replace(one, temperature=45.0, suspect=True) if one.station == 112 else one for one in country(15)]
    shown = summarize_current(readings)
    assert shown is not None
    content = drawn(shown)
    assert mark_of(content, "인천").value is None
    assert "45" not in str(content.panel)


def test_the_extremes_are_labelled_before_the_large_cities() -> None:
    content = drawn(summary((211, 38.0, 0), (212, -20.0, 0)))
    ranked = sorted((mark for mark in content.marks if mark.rank is not None), key=lambda mark: mark.rank or 0)
    assert [mark.name for mark in ranked[:3]] == ["인제", "홍천", "서울"]
    assert [stations[0] for _, stations in content.panel] == ["인제 38.0℃", "홍천 −20.0℃"]


def test_a_temperature_just_below_zero_has_no_minus_sign() -> None:
    assert mark_of(drawn(summary((112, -0.4, 0))), "인천").text == "0°"


def test_own_cities_are_marked_and_first_in_the_caption() -> None:
    shown = summary((112, 9.0, 0), (105, 12.5, 0))
    assert [mark.name for mark in drawn(shown, (112, 105)).marks if mark.is_own] == ["강릉", "인천"]
    lines = plain_text(map_caption(shown, CATALOGUE, (112, 105), SEVEN, TRANSLATORS["ko"])).splitlines()
    assert lines[1:3] == ["인천 맑음 9.0℃", "강릉 맑음 12.5℃"]


def test_an_own_city_without_a_reading_is_marked_as_such() -> None:
    shown = summarize_current(country(15, missing=(112,)))
    assert shown is not None
    assert mark_of(drawn(shown, (112,)), "인천") == replace(
        mark_of(drawn(summary()), "인천"), value=None, text="–", rank=None, is_own=True
    )
