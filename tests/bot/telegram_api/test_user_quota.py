from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_api.user_quota import Excess, Quota

MOST = 5
gaps = st.lists(st.floats(0, 40), min_size=1, max_size=120)


@given(gaps)
def test_no_minute_has_more_answers_than_the_quota_and_more_than_one_word(gaps: list[float]) -> None:
    quota, now = Quota(MOST), 1_700_000_000.0
    answered, told = [], []
    for gap in gaps:
        now += gap
        excess = quota.take(1, now)
        if excess is None:
            answered.append(now)
        elif excess is Excess.WORD:
            told.append(now)
    for moments, most in ((answered, MOST), (told, 1)):
        assert all(sum(begin <= one < begin + 60 for one in moments) <= most for begin in moments)


@given(gaps)
def test_who_asks_too_much_hears_so_at_once_and_is_answered_again_when_the_minute_allows(gaps: list[float]) -> None:
    quota, now = Quota(MOST), 1_700_000_000.0
    for _ in range(MOST):
        assert quota.take(1, now) is None
    assert quota.take(1, now) is Excess.WORD
    for gap in gaps:
        now += gap / 100
        if now < 1_700_000_060:
            assert quota.take(1, now) is Excess.SILENCE
    assert quota.take(1, 1_700_000_061) is None


def test_one_persons_questions_do_not_count_for_another() -> None:
    quota = Quota(1)
    assert [quota.take(person, 0.0) for person in (1, 1, 2, 2, -3)] == [None, Excess.WORD, None, Excess.WORD, None]


def test_it_holds_as_many_people_as_are_allowed_and_keeps_those_who_asked_last() -> None:
    quota = Quota(1, most_people=2)
    assert [quota.take(person, 0.0) for person in (1, 2, 1, 3)] == [None, None, Excess.WORD, None]
    assert quota.take(1, 1.0) is Excess.SILENCE
    assert quota.take(2, 1.0) is None


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    quota = Quota(1)
    assert [quota.take(1, now) for now in (10_000.0, 10_001.0, 5.0, 6.0)] == [None, Excess.WORD, None, Excess.WORD]
