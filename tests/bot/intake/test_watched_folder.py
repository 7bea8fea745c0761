import asyncio
import logging
import os
from pathlib import Path

import pytest

from bot.clock import SetClock
from bot.intake.source_config import FolderSource
from bot.intake.watched_folder import WatchedFolder
from storage.content import articles, observations
from storage.database import Database
from tests.bot.factories import MORNING
from tests.factories import CATALOGUE, SAMPLE_PAGE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def inbox(folder: Path, database: Database) -> WatchedFolder:
    return WatchedFolder(
        FolderSource(type="folder", name="편집국", path=folder), database, CATALOGUE, SetClock(MORNING)
    )


async def look_twice(inbox: WatchedFolder) -> None:
    await inbox.run()
    await inbox.run()


async def count(database: Database) -> tuple[int, int]:
    async with database.read() as connection:
        return len(await observations.list_current(connection)), await articles.count(connection, MORNING)


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_a_complete_page_is_stored_and_then_moved(inbox: WatchedFolder, folder: Path, database: Database) -> None:
    (folder / "page.txt").write_bytes(SAMPLE_PAGE)
    await inbox.run()
    assert await count(database) == (0, 0)
    await inbox.run()
    assert await count(database) == (97, 1)
    assert files(folder) == ["done/page.txt"]


async def test_a_growing_file_is_left_alone(inbox: WatchedFolder, folder: Path, database: Database) -> None:
    page = folder / "page.txt"
    for end in (100, 2000, len(SAMPLE_PAGE)):
        page.write_bytes(SAMPLE_PAGE[:end])
        await inbox.run()
        assert files(folder) == ["page.txt"]
    await inbox.run()
    assert await count(database) == (97, 1)


async def test_an_unusable_file_is_moved_with_its_reason(
    inbox: WatchedFolder, folder: Path, database: Database
) -> None:
    (folder / "page.txt").write_bytes(SAMPLE_PAGE.replace(b"2024.05.13", b"2024.02.30"))
    await look_twice(inbox)
    assert files(folder) == ["failed/page.txt", "failed/page.txt.reason"]
    reason = (folder / "failed" / "page.txt.reason").read_text(encoding="utf-8")
    assert "is not a date in the calendar" in reason
    assert await count(database) == (0, 0)


async def test_files_with_one_name_are_all_kept(inbox: WatchedFolder, folder: Path) -> None:
    for data in (SAMPLE_PAGE, b"", SAMPLE_PAGE, b""):
        (folder / "page.txt").write_bytes(data)
        await look_twice(inbox)
    assert files(folder) == [
        "done/page-2.txt",
        "done/page.txt",
        "failed/page-2.txt",
        "failed/page-2.txt.reason",
        "failed/page.txt",
        "failed/page.txt.reason",
    ]


@pytest.mark.parametrize("name", ["done", "failed"])
async def test_a_file_with_the_name_of_a_subfolder_stops_nothing(
    inbox: WatchedFolder, folder: Path, database: Database, name: str
) -> None:
    (folder / name).write_bytes(SAMPLE_PAGE if name == "done" else b"")
    (folder / "page.txt").write_bytes(SAMPLE_PAGE)
    (folder / "empty.txt").write_bytes(b"")
    await look_twice(inbox)
    await look_twice(inbox)
    assert await count(database) == (97, 1)
    moved = {file.rpartition("/")[2] for file in files(folder) if "/" in file}
    assert {name, "page.txt", "empty.txt"} <= moved


@pytest.mark.parametrize("name", [".page.txt", "page.txt.part", "page.txt~", "page.tmp"])
async def test_unfinished_files_are_left_alone(inbox: WatchedFolder, folder: Path, name: str) -> None:
    (folder / name).write_bytes(SAMPLE_PAGE)
    await look_twice(inbox)
    assert files(folder) == [name]


async def test_links_and_folders_are_left_alone(inbox: WatchedFolder, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_bytes(SAMPLE_PAGE)
    (folder / "page.txt").symlink_to(tmp_path / "elsewhere.txt")
    (folder / "more").mkdir()
    os.mkfifo(folder / "pipe")
    await look_twice(inbox)
    assert (tmp_path / "elsewhere.txt").exists()
    assert not (folder / "done").exists()


async def test_a_missing_folder_is_logged_once_and_scanned_again_when_it_is_back(
    inbox: WatchedFolder, folder: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(folder.rmdir)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            await inbox.run()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    await asyncio.to_thread(folder.mkdir)
    (folder / "page.txt").write_bytes(SAMPLE_PAGE)
    await look_twice(inbox)
    assert await count(database) == (97, 1)


async def test_a_file_that_cannot_be_moved_is_logged_once(
    inbox: WatchedFolder, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # A file cannot be renamed into another file system.
    (folder / "done").symlink_to("/proc")
    (folder / "page.txt").write_bytes(SAMPLE_PAGE)
    for _ in range(5):
        await inbox.run()
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    assert "page.txt" in files(folder)


async def test_the_kind_of_a_document_is_detected(inbox: WatchedFolder, folder: Path, database: Database) -> None:
    (folder / "a.xml").write_text(
        '<?xml version="1.0"?><current xmlns="current"><weather year="2024" month="05" day="14" hour="06">'
        '<local stn_id="112" icon="01" desc="맑음" ta="15.9">인천</local></weather></current>',
        encoding="utf-8",
    )
    (folder / "b.xml").write_text(
        '<rss version="2.0"><channel><title>t</title><item><title>새 도서관</title></item></channel></rss>',
        encoding="utf-8",
    )
    await look_twice(inbox)
    assert files(folder) == ["done/a.xml", "done/b.xml"]
    assert await count(database) == (1, 1)


async def test_a_file_with_the_longest_name_is_moved_with_its_reason_too(inbox: WatchedFolder, folder: Path) -> None:
    for _ in range(2):
        (folder / ("가" * 83 + ".txt")).write_text("nothing", encoding="utf-8")
        await look_twice(inbox)
    kept = "failed/" + "가" * 75
    assert files(folder) == [f"{kept}-2.txt", f"{kept}-2.txt.reason", f"{kept}.txt", f"{kept}.txt.reason"]
