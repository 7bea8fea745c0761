import datetime as dt
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.parsing.subscribe import parse_subscribe
from bot.rendering.layout import plain_text, visible_length
from bot.rendering.subscription import render_request_errors, render_subscribed
from storage.terms import Days, Schedule
from tests.bot.factories import HOSTILE, MORNING, PLACES
from tests.bot.rendering.factories import MINE, PANGYO, SEVEN, is_well_formed
from tests.factories import CATALOGUE

ELEVEN = "속초 철원 춘천 서울 인천 원주 수원 대전 부산 제주 강릉"


def unclear(text: str, tr: Translator) -> str:
    said = render_request_errors(parse_subscribe(text.split(), PLACES), PLACES, tr)
    assert said is not None
    assert is_well_formed(said)
    assert visible_length(said) <= 4096
    return said


def test_a_confirmation_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_subscribed(MINE, CATALOGUE, MORNING, tr) == snapshot


def test_a_confirmation_for_the_country_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    berlin = replace(MINE, cities=(), schedule=replace(SEVEN, zone="Europe/Berlin"))
    assert render_subscribed(berlin, CATALOGUE, MORNING, tr) == snapshot


@pytest.mark.parametrize("days", [Days.WEEKDAYS, Days.WEEKEND, Days.MONDAY | Days.WEDNESDAY | Days.SUNDAY])
def test_a_confirmation_for_some_days_and_times_reads_well(
    tr: Translator, snapshot: SnapshotAssertion, days: Days
) -> None:
    some = Schedule((dt.time(7), dt.time(18, 30)), "Asia/Seoul", days, skips_holidays=True)
    assert render_subscribed(replace(MINE, schedule=some, cities=(PANGYO,)), CATALOGUE, MORNING, tr) == snapshot


def test_too_many_times_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear("1:00 2:00 3:00 4:00 5:00 6:00 7:00", tr) == snapshot


@pytest.mark.parametrize("text", ["인천 7am wibble", "Tokyo 7am", "매일 저녁 인천"])
def test_what_is_missing_or_not_understood_is_named(tr: Translator, snapshot: SnapshotAssertion, text: str) -> None:
    assert unclear(text, tr) == snapshot


def test_an_unclear_request_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear("25:00 포하 없는곳", tr) == snapshot


def test_too_many_cities_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear(ELEVEN, tr) == snapshot


def test_a_valid_request_has_no_errors(tr: Translator) -> None:
    assert render_request_errors(parse_subscribe(["07:00", "인천"], PLACES), PLACES, tr) is None


def test_a_hostile_name_is_echoed_escaped_and_shortened(tr: Translator) -> None:
    assert "<script" not in unclear(HOSTILE, tr)
    assert "&lt;script&gt;" in unclear(HOSTILE, tr)
    assert len(plain_text(unclear("x" * 4000, tr))) < 200  # type: ignore[arg-type]
