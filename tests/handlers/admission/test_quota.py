"""The quota per person; `test_rate_limit` tests it at the front door."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.quota import Excess, Quota

LIMIT = 5
gaps = st.lists(st.floats(0, 40), min_size=1, max_size=120)


@given(gaps)
def test_no_minute_exceeds_the_quota_and_one_notice(gaps: list[float]) -> None:
    quota, now = Quota(LIMIT), 1_700_000_000.0
    answered, notified = [], []
    for gap in gaps:
        now += gap
        excess = quota.take(1, now)
        if excess is None:
            answered.append(now)
        elif excess is Excess.NOTIFY:
            notified.append(now)
    for moments, most in ((answered, LIMIT), (notified, 1)):
        assert all(sum(begin <= one < begin + 60 for one in moments) <= most for begin in moments)


@given(gaps)
def test_only_the_first_excess_request_is_notified(gaps: list[float]) -> None:
    quota, now = Quota(LIMIT), 1_700_000_000.0
    for _ in range(LIMIT):
        assert quota.take(1, now) is None
    assert quota.take(1, now) is Excess.NOTIFY
    for gap in gaps:
        now += gap / 100
        if now < 1_700_000_060:
            assert quota.take(1, now) is Excess.IGNORE
    assert quota.take(1, 1_700_000_061) is None


def test_one_persons_requests_do_not_count_for_another() -> None:
    quota = Quota(1)
    results = [quota.take(person, 0.0) for person in (1, 1, 2, 2, -3)]
    assert results == [None, Excess.NOTIFY, None, Excess.NOTIFY, None]


def test_only_recent_people_are_remembered() -> None:
    quota = Quota(1, max_tracked=2)
    assert [quota.take(person, 0.0) for person in (1, 2, 1, 3)] == [None, None, Excess.NOTIFY, None]
    assert quota.take(1, 1.0) is Excess.IGNORE
    assert quota.take(2, 1.0) is None


def test_a_clock_that_is_set_back_blocks_nobody() -> None:
    quota = Quota(1)
    results = [quota.take(1, now) for now in (10_000.0, 10_001.0, 5.0, 6.0)]
    assert results == [None, Excess.NOTIFY, None, Excess.NOTIFY]
