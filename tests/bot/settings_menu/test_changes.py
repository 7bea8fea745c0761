"""Changes leave a subscription that can be delivered, and are idempotent."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.place_names import MAX_CITIES
from bot.places.known import town_to_place
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import CHANGES, MAX_HEADLINES, Facts, apply, checksum_of
from bot.settings_menu.errors import OutOfDate, Refusal, SettingsMenuError
from bot.settings_menu.time_zones import ZONES
from bot.subscriptions.service import MAX_TIMES
from sources.kma.town_table import Town
from sources.korea.gazetteer import load_places
from storage.chats.subscriptions import Subscription
from storage.terms import City, Days, Schedule, Section
from tests.bot.factories import MORNING, PLACES
from tests.factories import CATALOGUE

FACTS = Facts(MORNING, PLACES, ZONES, has_pictures=True)
SEVEN = Schedule((dt.time(7),), "Asia/Seoul")
INCHEON, GANGNEUNG = City.of_station(112), City.of_station(105)
USUAL = Subscription(1, 0, SEVEN, MORNING, (INCHEON, GANGNEUNG), id=7)

CLOCK = st.times().map(lambda time: f"{time:%H%M}")
SIGN = st.sampled_from(["+", "-"])
PRESSES = st.one_of(
    st.builds("+:{}".format, st.sampled_from(["station:108", "station:159", "판교", "경남 고성군", "없는 곳"])),
    st.builds("-:{}".format, st.sampled_from([checksum_of(INCHEON), checksum_of(GANGNEUNG), "00000000"])),
    st.builds("time:{}-{}".format, st.one_of(st.just(""), st.just("0700"), CLOCK), CLOCK),
    st.builds("cut:{}".format, st.one_of(st.just("0700"), CLOCK)),
    st.builds("on:{}".format, st.integers(-1, 130)),
    st.builds("day:{}{}".format, st.integers(-1, 8), SIGN),
    st.builds("skip:{}".format, SIGN),
    st.builds("zone:{}".format, st.sampled_from([*ZONES, "Mars/Olympus"])),
    st.builds("part:{}{}".format, st.sampled_from([1, 2, 4, 8, 16, 3, 32]), SIGN),
    st.builds("count:{}".format, st.integers(-1, 9)),
    st.builds("quiet:{}".format, SIGN),
    st.builds("until:{}".format, st.dates(dt.date(2024, 5, 1), dt.date(2024, 9, 1))),
    st.just("resume:"),
    st.builds("{}:{}".format, st.sampled_from(sorted(CHANGES)), st.text(max_size=12)),
)


def pressed(one: Subscription, data: str, facts: Facts = FACTS) -> Subscription:
    action, _, value = data.partition(":")
    return apply(one, SettingsCallback(one.id, action, value), facts)


def is_deliverable(one: Subscription) -> bool:
    says_something = one.sections & (Section.COUNTRY | Section.MAP | Section.HEADLINES) or (
        one.sections & Section.CITIES and one.cities
    )
    return (
        1 <= len(one.schedule.times) <= MAX_TIMES
        and 0 < one.schedule.days <= Days.EVERY_DAY
        and one.schedule.zone in ZONES
        and 1 <= one.headlines <= MAX_HEADLINES
        and len({city.key for city in one.cities}) == len(one.cities) <= MAX_CITIES
        and bool(says_something)
    )


@given(st.lists(PRESSES, max_size=30))
def test_any_sequence_of_buttons_leaves_a_valid_subscription(presses: list[str]) -> None:
    one = USUAL
    for data in presses:
        try:
            after = pressed(one, data)
        except SettingsMenuError:
            continue
        assert is_deliverable(after), data
        assert pressed(after, data) == after, data
        one = after
    assert (one.id, one.chat_id, one.thread_id) == (7, 1, 0)


@given(CLOCK, CLOCK)
def test_a_time_that_is_moved_twice_is_moved_once(old: str, new: str) -> None:
    one = pressed(pressed(USUAL, f"time:-{old}"), f"time:{old}-{new}")
    assert pressed(one, f"time:{old}-{new}") == one


def test_moving_a_time_twice_adds_no_time() -> None:
    moved = pressed(USUAL, "time:0700-0800")
    with pytest.raises(OutOfDate):
        pressed(moved, "time:0700-0900")


def test_a_city_is_added_only_once_under_any_name() -> None:
    one = replace(USUAL, cities=(City("인천", 112),))
    assert pressed(one, "+:station:112").stations == (112,)
    twice = pressed(pressed(one, "+:판교"), "+:판교")
    assert [city.station for city in twice.cities] == [112, 119]


def test_a_switch_carries_the_wanted_state() -> None:
    off = pressed(USUAL, "day:0-")
    assert pressed(off, "day:0-") == off
    assert pressed(off, "day:1-").schedule.days == Days.EVERY_DAY & ~(Days.MONDAY | Days.TUESDAY)


def test_the_map_cannot_be_had_without_pictures_but_can_be_left_out() -> None:
    without = replace(FACTS, has_pictures=False)
    with_map = replace(USUAL, sections=Section.USUAL | Section.MAP)
    with pytest.raises(OutOfDate):
        pressed(USUAL, "part:4+", without)
    assert pressed(with_map, "part:4-", without).sections == Section.USUAL


def test_a_change_that_empties_the_bulletin_is_rejected() -> None:
    only_cities = replace(USUAL, sections=Section.CITIES | Section.CHANGE, cities=(INCHEON,))
    with pytest.raises(Refusal):
        pressed(only_cities, f"-:{checksum_of(INCHEON)}")
    with pytest.raises(Refusal):
        pressed(only_cities, "part:1-")


@pytest.mark.parametrize("zone", ["Asia/Seoul", "Pacific/Honolulu"])
def test_a_pause_is_counted_in_the_subscriptions_time_zone(zone: str) -> None:
    """It is the 14th in Seoul and still the 13th in Honolulu."""
    one = replace(USUAL, schedule=replace(SEVEN, zone=zone))
    if zone == "Asia/Seoul":
        with pytest.raises(OutOfDate):
            pressed(one, "until:2024-05-14")
    else:
        assert pressed(one, "until:2024-05-14").paused_until == dt.date(2024, 5, 14)


def test_every_place_fits_into_a_button_with_a_large_id() -> None:
    long = town_to_place(Town("강원", "가나다라마바사아자시 가나다라마바구", "가나다라마바사아자차동", 37.0, 127.0))
    data = [SettingsCallback(100_000_000, "+", place.key).encode() for place in (*load_places(CATALOGUE), long)]
    assert max(len(one.encode()) for one in data) <= 64
