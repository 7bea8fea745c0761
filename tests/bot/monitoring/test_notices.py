"""Notices for the operators: once an hour of each kind, and each error once."""

import pytest

from bot.monitoring.notices import INTERVAL, MAX_DETAILS, Notice, NoticeKind, Notices

DISK, DOWN = NoticeKind.DISK_LOW, NoticeKind.SOURCE_DOWN


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_each_kind_comes_once_an_hour_and_what_comes_meanwhile_is_collected() -> None:
    watch = Stopwatch()
    notices = Notices(watch)
    notices.add(DOWN, "하나신문")
    notices.add(DISK, "100 MB")
    assert notices.take() == [Notice(DOWN, ("하나신문",)), Notice(DISK, ("100 MB",))]
    for name in ("두리일보", "KMA", "두리일보"):
        notices.add(DOWN, name)
    watch.seconds = INTERVAL - 1
    assert notices.take() == []
    watch.seconds = INTERVAL
    assert notices.take() == [Notice(DOWN, ("두리일보", "KMA"))]
    watch.seconds = 3 * INTERVAL
    assert notices.take() == []


def test_what_was_put_back_is_taken_at_once_and_first() -> None:
    notices = Notices(Stopwatch())
    notices.add(DOWN, "KMA")
    (notice,) = notices.take()
    notices.add(DOWN, "하나신문")
    notices.put_back(notice)
    assert notices.take() == [Notice(DOWN, ("KMA", "하나신문"))]


def test_details_are_limited() -> None:
    notices = Notices(Stopwatch())
    for number in range(MAX_DETAILS + 3):
        notices.add(DOWN, f"신문 {number}")
    assert len(notices.take()[0].details) == MAX_DETAILS


def _fail(error: Exception) -> None:
    raise error


def _raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        _fail(error)
    return caught.value


def test_an_error_is_new_by_its_type_and_place_and_without_its_message() -> None:
    watch = Stopwatch()
    notices = Notices(watch)
    for error in (ValueError("내 주소는 비밀"), ValueError("another text"), KeyError("x")):
        notices.add_error(_raised(error))
    (notice,) = notices.take()
    assert [detail.split()[0] for detail in notice.details] == ["ValueError", "KeyError"]
    assert all(" test_notices.py:" in detail for detail in notice.details)
    watch.seconds = INTERVAL
    notices.add_error(_raised(ValueError("once more")))
    assert notices.take() == []
