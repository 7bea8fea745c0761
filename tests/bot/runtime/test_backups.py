"""Dated backups: names, thinning, the job of every night."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import SetClock
from bot.runtime.backups import NightlyBackup, back_up_dated
from bot.scheduler import add_backup
from bot.settings import Settings
from sources.records import KST
from storage.database import file_url, make_database
from storage.errors import BackupFailed, StorageError
from tests.factories import seoul

NIGHT = seoul("2024-05-14T04:10")
DAY = dt.timedelta(days=1)


@pytest.fixture
def source(database_url: str) -> Path:
    return Path(database_url.partition("///")[2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_newest_are_kept_and_other_files_left_alone(source: Path, folder: Path) -> None:
    others = ["jogan-20200101.db", "jogan-20200101T000000Z.db.old", "jogan.db", "notes.txt"]
    for name in others:
        (folder / name).touch()
    (folder / "jogan-20240510T191000Z.db.x7.part").touch()
    (folder / "jogan-20240513T191000Z.db.x7.part").touch()
    for night in range(4):
        back_up_dated(source, folder, 2, NIGHT + night * DAY)
    assert names(folder) == sorted(["jogan-20240515T191000Z.db", "jogan-20240516T191000Z.db", *others]), (
        "times are UTC, and what a killed process left is deleted after a day"
    )


def test_a_failure_deletes_nothing(source: Path, folder: Path) -> None:
    back_up_dated(source, folder, 1, NIGHT)
    source.write_text("broken")
    with pytest.raises(StorageError):
        back_up_dated(source, folder, 1, NIGHT + DAY)
    assert names(folder) == ["jogan-20240513T191000Z.db"]


def test_a_missing_folder_is_reported_and_not_created(source: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="absent is no folder; create it first"):
        back_up_dated(source, tmp_path / "absent", 7, NIGHT)


async def test_the_job_logs_a_line(source: Path, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    await NightlyBackup(source, folder, 7, SetClock(NIGHT)).run()
    (line,) = caplog.messages
    assert line.startswith(f"Saved the database as {folder}/jogan-20240513T191000Z.db, 0.")


@pytest.mark.parametrize(("age", "is_overdue"), [(dt.timedelta(hours=23), False), (DAY, True)])
def test_a_missed_backup_is_made_at_the_start(source: Path, folder: Path, age: dt.timedelta, is_overdue: bool) -> None:
    settings, clock = Settings(backup_folder=folder), SetClock(NIGHT + age)
    assert add_and_get_next(source, settings, clock) == clock.now(), "there is none yet"
    back_up_dated(source, folder, 7, NIGHT)
    assert add_and_get_next(source, settings, clock) == (clock.now() if is_overdue else NIGHT + DAY)


def add_and_get_next(source: Path, settings: Settings, clock: SetClock) -> dt.datetime:
    scheduler = AsyncIOScheduler(timezone="UTC")
    add_backup(scheduler, settings, make_database(file_url(str(source))), clock)
    (job,) = scheduler.get_jobs()
    if hasattr(job, "next_run_time"):
        return job.next_run_time  # type: ignore[no-any-return]
    return job.trigger.get_next_fire_time(None, clock.now()).astimezone(KST)  # type: ignore[no-any-return]


def test_without_a_folder_there_is_no_job(source: Path) -> None:
    scheduler = AsyncIOScheduler(timezone="UTC")
    add_backup(scheduler, Settings(), make_database(file_url(str(source))), SetClock(NIGHT))
    assert scheduler.get_jobs() == []


async def test_the_end_of_the_bot_breaks_a_backup_off(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.backup._PAUSE", 60.0)
    task = asyncio.create_task(NightlyBackup(source, folder, 7, SetClock(NIGHT)).run())
    async with asyncio.timeout(5):
        await until(lambda: names(folder) != [])
        task.cancel()
        await until(lambda: names(folder) == [])
    assert task.cancelled()


async def until(happened: Callable[[], bool]) -> None:
    while not happened():  # noqa: ASYNC110 - what happens is in another thread
        await asyncio.sleep(0.01)
