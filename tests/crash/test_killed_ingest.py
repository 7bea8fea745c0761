"""`jogan ingest` is killed, and run again."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import open_database
from storage.schema import article, article_origin, observation
from tests.crash.factories import PATIENCE
from tests.factories import SAMPLE_PAGE
from tests.forked import forked

PAGES = 600


def write_pages(folder: Path) -> None:
    """Write pages of as many days, each with 97 readings, one of which differs, and an article."""
    for number in range(PAGES):
        day = f"{2000 + number // 300}.{1 + number % 300 // 28:02}.{1 + number % 28:02}"
        ticker = SAMPLE_PAGE.decode().partition("아침 일곱 시에")[0].replace("2024.05.13", day)
        ticker = ticker.replace("인천15.9", f"인천{number / 20}")
        words = " ".join(chr(0xAC00 + (number * 7919 + place * 104729) % 11172) * 3 for place in range(9))
        page = f"{ticker}\n{words}\n • 해당된 기사를 공유합니다\n{words} 소식을 알렸다.\n"
        (folder / f"{number:03}.txt").write_text(page, encoding="utf-8")


async def count(database_url: str) -> int:
    """Return the number of pages that are stored; nothing else is."""
    async with open_database(database_url) as database, database.read() as connection:
        of_each_day = select(func.count()).select_from(observation).group_by(observation.c.observed_at)
        assert set(await connection.scalars(of_each_day)) <= {97}
        readings, articles, origins = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (observation, article, article_origin)
        ]
    assert (readings, origins) == (97 * (articles or 0), articles)
    return articles or 0


async def ingest(folder: Path, database_url: str, kill_after: float | None = None) -> int:
    """Run the command and return its exit code; kill it some seconds after it has said that a page is stored."""
    environment = {"JOGAN_DATABASE_URL": database_url, "PATH": os.environ["PATH"]}
    async with forked("ingest", str(folder), environment=environment) as process, asyncio.timeout(PATIENCE):
        if kill_after is not None:
            await process.stdout.readline()
            await asyncio.sleep(kill_after)
            process.kill()
        # The parsers write there too, so that its end is the end of all of them.
        _, errors = await process.communicate()
        assert errors == b""
        return await process.wait()


@pytest.mark.process
async def test_a_killed_ingest_has_stored_whole_pages_and_the_next_run_completes(
    database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    write_pages(folder)
    stored = 0
    for kill_after in (0, 0.05, 0.2):
        assert await ingest(folder, database_url, kill_after) == -signal.SIGKILL
        before, stored = stored, await count(database_url)
        assert before > 0 or before < stored < PAGES
    assert await ingest(folder, database_url) == 0
    assert await count(database_url) == PAGES
