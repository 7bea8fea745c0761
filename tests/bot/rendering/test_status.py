import datetime as dt
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.status import SubscriptionHistory, render_status
from storage.chats.subscriptions import Subscription
from storage.ledger.history import Past
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState
from tests.bot.factories import MORNING, TRANSLATORS
from tests.bot.rendering.factories import DAY, MINE, PANGYO, SEVEN
from tests.factories import CATALOGUE

NOON = MORNING + dt.timedelta(hours=5)
CAME = Past(dt.date(2024, 5, 13), 0, MORNING - DAY, DeliveryState.SENT, MORNING - DAY)


def status(tr: Translator, *past: Past, mine: Subscription = MINE, now: dt.datetime = NOON) -> str:
    return render_status([SubscriptionHistory(mine, past)], CATALOGUE, now, tr)


def ended(state: DeliveryState, reason: FailureReason | None = None) -> Past:
    return Past(dt.date(2024, 5, 14), 0, MORNING, state, NOON, reason)


def test_a_status_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert status(tr, CAME, now=MORNING - dt.timedelta(hours=1)) == snapshot


def test_a_status_without_a_subscription_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_status([], CATALOGUE, NOON, tr) == snapshot


def test_a_status_of_several_subscriptions_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    evening = replace(MINE, schedule=replace(SEVEN, times=(dt.time(18),)), cities=(PANGYO,))
    paused = replace(MINE, cities=(), paused_until=dt.date(2024, 5, 20))
    statuses = [
        SubscriptionHistory(MINE, [ended(DeliveryState.SENT)]),
        SubscriptionHistory(evening, []),
        SubscriptionHistory(paused, []),
    ]
    assert render_status(statuses, CATALOGUE, NOON, tr) == snapshot


@pytest.mark.parametrize("reason", StopReason, ids=str)
def test_why_bulletins_have_stopped_reads_well(tr: Translator, snapshot: SnapshotAssertion, reason: StopReason) -> None:
    stopped = replace(MINE, stopped_at=MORNING, stopped_reason=reason)
    assert status(tr, ended(DeliveryState.FAILED, FailureReason.of_waiting(reason)), CAME, mine=stopped) == snapshot


@pytest.mark.parametrize(
    "last",
    [
        ended(DeliveryState.EXPIRED),
        ended(DeliveryState.UNKNOWN, FailureReason.NO_ANSWER),
        ended(DeliveryState.FAILED, FailureReason.NO_RIGHTS),
        ended(DeliveryState.FAILED, FailureReason.MARKUP_REJECTED),
        ended(DeliveryState.FAILED, FailureReason.PAUSED),
        ended(DeliveryState.FAILED, FailureReason.UNSUBSCRIBED),
        ended(DeliveryState.PENDING),
    ],
    ids=lambda past: f"{past.state}-{past.reason}",
)
def test_why_the_last_one_did_not_come_reads_well(tr: Translator, snapshot: SnapshotAssertion, last: Past) -> None:
    assert status(tr, last, CAME) == snapshot


def test_a_skipped_public_holiday_is_named(tr: Translator, snapshot: SnapshotAssertion) -> None:
    working = replace(MINE, schedule=replace(SEVEN, skips_holidays=True), next_due_at=MORNING + 2 * DAY)
    assert status(tr, ended(DeliveryState.SENT), mine=working, now=NOON + DAY) == snapshot


def test_a_subscription_made_on_a_holiday_has_missed_nothing() -> None:
    working = replace(MINE, schedule=replace(SEVEN, skips_holidays=True))
    assert "공휴일이라" not in status(TRANSLATORS["ko"], mine=working, now=NOON + DAY)


def test_a_pause_that_is_over_is_not_mentioned() -> None:
    over = replace(MINE, paused_until=dt.date(2024, 5, 14))
    assert "⏸" not in status(TRANSLATORS["ko"], mine=over)
    assert "⏸" in status(TRANSLATORS["ko"], mine=over, now=NOON - DAY)


def test_a_paused_subscription_promises_no_retry() -> None:
    paused = replace(MINE, paused_until=dt.date(2024, 5, 20))
    shown = status(TRANSLATORS["ko"], ended(DeliveryState.PENDING, FailureReason.SERVER_ERROR), CAME, mine=paused)
    assert shown.endswith(
        status(TRANSLATORS["ko"], ended(DeliveryState.FAILED, FailureReason.PAUSED), CAME).splitlines()[-1]
    )


def test_a_date_in_another_year_shows_its_year(tr: Translator) -> None:
    assert status(tr, CAME, now=NOON - 365 * DAY).count("2024") == 2
