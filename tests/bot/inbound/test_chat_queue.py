"""Order and bounds of a chat's waiting updates."""

import asyncio
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.chat_queue import MAX_QUESTIONS, MAX_WAITING, ChatQueue, Entry, Purpose

QUESTION, CHANGE, EVENT = Purpose


def entry(purpose: Purpose, subject: str = "", *, is_old: bool = False) -> Entry:
    return Entry(lambda: asyncio.sleep(0), purpose, subject, is_old)


NOTICE = entry(QUESTION, "notice")
entries = st.lists(st.builds(entry, st.sampled_from(Purpose), st.sampled_from("abc"), is_old=st.booleans()))


def drain(queue: ChatQueue, *, with_old: bool = True) -> list[Entry]:
    return list(iter(lambda: queue.pop(with_old=with_old), None))


def filled(added: Sequence[Entry], notice: Entry | None = None) -> ChatQueue:
    queue = ChatQueue()
    for one in added:
        queue.add(one, notice)
    return queue


@given(entries.map(lambda some: some[:MAX_QUESTIONS]))
def test_all_but_old_questions_stay_in_order_and_none_is_lost(added: list[Entry]) -> None:
    drained = drain(filled(added))
    assert [one for one in drained if not one.is_postponed] == [one for one in added if not one.is_postponed]


@given(entries.map(lambda some: some[:MAX_QUESTIONS]))
def test_of_equal_old_questions_only_the_newest_stays(added: list[Entry]) -> None:
    newest = {one.subject: one for one in added if one.purpose is QUESTION}
    kept = [one for one in drain(filled(added)) if one.is_postponed]
    assert {id(one) for one in kept} == {id(one) for one in newest.values() if one.is_old}


@given(entries)
def test_old_questions_come_last(added: list[Entry]) -> None:
    postponed = [one.is_postponed for one in drain(filled(added))]
    assert postponed == sorted(postponed)


@given(entries)
def test_old_questions_wait_until_they_are_released(added: list[Entry]) -> None:
    queue = filled(added)
    assert not any(one.is_postponed for one in drain(queue, with_old=False))
    assert all(one.is_postponed for one in drain(queue))


def test_beyond_the_bound_one_notice_comes_first() -> None:
    added = [entry(QUESTION) for _ in range(MAX_QUESTIONS + 5)]
    queue = filled(added, NOTICE)
    assert drain(queue) == [NOTICE, *added[:MAX_QUESTIONS]]
    for one in added:
        queue.add(one, NOTICE)
    assert drain(queue).count(NOTICE) == 1, "once more, because the queue has been empty"


def test_of_too_many_old_questions_the_newest_are_kept() -> None:
    added = [entry(QUESTION, str(number), is_old=True) for number in range(MAX_QUESTIONS + 5)]
    assert drain(filled(added, NOTICE)) == added[5:]


def test_a_fresh_question_without_room_leaves_its_old_equal() -> None:
    old = entry(QUESTION, "equal", is_old=True)
    queue = filled([old, *(entry(QUESTION, str(number)) for number in range(MAX_QUESTIONS))])
    assert not queue.add(entry(QUESTION, "equal"))
    assert drain(queue)[-1] is old


def test_a_question_takes_the_room_of_its_old_equal() -> None:
    old, fresh = entry(QUESTION, "equal", is_old=True), entry(QUESTION, "equal")
    queue = filled([old, *(entry(EVENT) for _ in range(MAX_WAITING - 1))])
    assert queue.add(fresh)
    drained = drain(queue)
    assert (len(drained), drained[-1]) == (MAX_WAITING, fresh)


@given(entries.map(lambda some: some * MAX_QUESTIONS))
def test_an_entry_without_room_removes_no_other(added: list[Entry]) -> None:
    queue = ChatQueue()
    for one in added:
        before = len(queue)
        if not queue.add(one):
            assert len(queue) == before


def test_changes_find_room_behind_too_many_questions() -> None:
    queue = filled([entry(QUESTION) for _ in range(MAX_QUESTIONS + 5)])
    change = entry(CHANGE)
    assert queue.add(change)
    assert drain(queue)[-1] is change


@given(st.lists(st.sampled_from(Purpose), min_size=MAX_WAITING, max_size=3 * MAX_WAITING), st.booleans())
def test_the_number_that_waits_is_bounded(purposes: list[Purpose], is_old: bool) -> None:
    queue = filled([entry(purpose, str(number), is_old=is_old) for number, purpose in enumerate(purposes)], NOTICE)
    assert len(queue) <= MAX_WAITING + 1
