"""Files are parsed side by side and come in their order."""

import os
import signal
from contextlib import aclosing
from itertools import chain
from pathlib import Path

import pytest

from bench.saved_pages import write_pages
from bot.intake.files import FILES_PER_PROCESS, MAX_DOCUMENTS, open_parsers, parse_in_batches
from bot.intake.ingest import ParsedDocument
from bot.intake.parser_process import ParserProcess
from sources.errors import BrokenDocument
from sources.records import Content
from tests.factories import CATALOGUE, SAMPLE_PAGE

PAGES = 2 * FILES_PER_PROCESS + MAX_DOCUMENTS


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Write pages with a headline of their own, one of which is empty; one more is missing."""
    (tmp_path / "html").mkdir()
    paths = [tmp_path / f"{number:03}.txt" for number in range(PAGES)]
    for number, path in enumerate(paths):
        path.write_bytes(SAMPLE_PAGE.replace("일곱 시".encode(), f"{number} 시".encode()))
    # Every other one of these has markup that is not known.
    write_pages(tmp_path / "html", 20)
    paths[20:40] = sorted((tmp_path / "html").iterdir())
    paths[7].write_bytes(b"")
    return [str(path) for path in [*paths, tmp_path / "missing.txt"]]


async def parse(paths: list[str], processes: int, max_records: int = 10_000) -> list[list[ParsedDocument]]:
    with open_parsers(len(paths), CATALOGUE, processes=processes) as parsers:
        async with aclosing(parse_in_batches(paths, parsers, max_records=max_records)) as batches:
            return [batch async for batch in batches]


@pytest.mark.process
async def test_processes_give_what_a_thread_gives_in_the_same_order(pages: list[str]) -> None:
    thread, one, three = [list(chain(*await parse(pages, processes))) for processes in (0, 1, 3)]
    assert [document.source for document in three] == pages
    assert [repr(document) for document in thread] == [repr(document) for document in one]
    assert [repr(document) for document in thread] == [repr(document) for document in three]
    assert isinstance(three[7].content, BrokenDocument)
    assert isinstance(three[-1].content, FileNotFoundError)


async def test_a_batch_is_complete_with_so_many_records_or_documents(pages: list[str]) -> None:
    # A page has 97 readings and an article.
    assert [len(batch) for batch in await parse(pages[10:20], 0, max_records=4 * 98)] == [4, 4, 2]
    assert max(map(len, await parse(pages, 0, max_records=10**6))) <= MAX_DOCUMENTS


@pytest.mark.process
def test_a_crash_of_the_process_costs_one_file(pages: list[str]) -> None:
    process = ParserProcess()
    try:
        assert isinstance(process.parse(pages[0]), Content)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        assert str(process.parse(pages[1])) == "the parser crashed"
        assert isinstance(process.parse(pages[2]), Content)
    finally:
        process.close()
