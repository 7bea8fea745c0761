import datetime as dt
from dataclasses import replace

from syrupy.assertion import SnapshotAssertion

from bot.i18n import Translator
from bot.subscription_text import render_status, render_subscribed, render_unclear
from bot.text import plain_text, visible_length
from bot.wishes import parse_wish
from storage.subscriptions import Subscription
from tests.bot.conftest import CATALOGUE, HOSTILE, MORNING, PLACES
from tests.bot.test_text import is_well_formed

MINE = Subscription(1, 0, dt.time(7), "Asia/Seoul", (112, 105), MORNING + dt.timedelta(days=1))
ELEVEN = "속초 철원 춘천 서울 인천 원주 수원 대전 부산 제주 강릉"


def unclear(text: str, tr: Translator) -> str:
    said = render_unclear(parse_wish(text.split(), PLACES), PLACES, tr)
    assert said is not None
    assert is_well_formed(said)
    assert visible_length(said) <= 4096
    return said


def test_a_confirmation_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_subscribed(MINE, CATALOGUE, MORNING, tr) == snapshot


def test_a_confirmation_for_the_country_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_subscribed(replace(MINE, stations=(), zone="Europe/Berlin"), CATALOGUE, MORNING, tr) == snapshot


def test_a_status_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_status(MINE, MORNING, CATALOGUE, MORNING, tr) == snapshot


def test_a_status_of_nothing_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_status(None, None, CATALOGUE, MORNING, tr) == snapshot


def test_a_status_of_what_was_stopped_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    stopped = replace(MINE, stopped_at=MORNING, stopped_reason="asked")
    assert render_status(stopped, MORNING, CATALOGUE, MORNING, tr) == snapshot


def test_a_moment_of_another_year_is_told_with_its_year(tr: Translator) -> None:
    text = render_status(MINE, MORNING, CATALOGUE, MORNING - dt.timedelta(days=365), tr)
    assert text.count("2024") == 2


def test_two_times_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear("07:00 19:00", tr) == snapshot


def test_what_is_unclear_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear("25:00 밀량 없는곳", tr) == snapshot


def test_too_many_cities_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert unclear(ELEVEN, tr) == snapshot


def test_a_wish_that_is_clear_has_nothing_unclear(tr: Translator) -> None:
    assert render_unclear(parse_wish(["07:00", "인천"], PLACES), PLACES, tr) is None


def test_a_hostile_name_is_said_back_as_text_and_not_at_length(tr: Translator) -> None:
    assert "<script" not in unclear(HOSTILE, tr)
    assert "&lt;/a&gt;&lt;script&gt;😀" in unclear(HOSTILE, tr)
    assert len(plain_text(unclear("x" * 4000, tr))) < 200  # type: ignore[arg-type]
