"""Parse files side by side, in their order, and gather them into batches for one transaction each."""

import asyncio
import os
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import ExitStack, aclosing, closing, contextmanager
from itertools import islice
from typing import TypeAlias

from bot.clock import elapsed
from bot.intake.ingest import ParsedDocument
from bot.intake.parser_process import ParserProcess, parse_file
from sources.errors import SourceError
from sources.korea.stations import Catalogue
from sources.records import Content

# A process takes 0.4 s to start, in which about 50 pages are parsed.
FILES_PER_PROCESS = 50
"""Files that are worth a process of their own."""

MAX_DOCUMENTS = 100
"""Documents of a batch."""

# Pages of megabytes take seconds: a batch must not wait for a hundred of them.
MAX_WAIT = 2.0
"""Seconds after which a batch is complete."""

_MAX_PROCESSES = 4

Parser: TypeAlias = Callable[[str], Content | SourceError | OSError]


@contextmanager
def open_parsers(
    files: int, catalogue: Catalogue, *, processes: int | None = None, niceness: int = 0
) -> Iterator[Sequence[Parser]]:
    """Yield parsers that work side by side: one thread for a few files, processes for more, which start at once.

    Args:
        files: the number of files.
        catalogue: the weather stations.
        processes: the largest number of processes; as many as there are cores by default, up to four.
        niceness: of the processes, from 0 to 19.
    """
    limit = min(os.cpu_count() or 1, _MAX_PROCESSES) if processes is None else processes
    with ExitStack() as stack:
        number = min(limit, files // FILES_PER_PROCESS)
        started = [stack.enter_context(closing(ParserProcess(niceness))) for _ in range(number)]
        yield [process.parse for process in started] or [lambda path: parse_file(path, catalogue)]


async def parse_in_batches(
    paths: Sequence[str], parsers: Sequence[Parser], *, max_records: int
) -> AsyncGenerator[list[ParsedDocument]]:
    """Yield the files in their order, parsed, in batches; while one is stored the next is parsed.

    Args:
        paths: the files.
        parsers: what parses them.
        max_records: readings and articles with which a batch is complete. Whoever writes to the database waits until
            the batch that is being stored has ended.
    """
    batch: list[ParsedDocument] = []
    records, since = 0, elapsed()
    async with aclosing(_parse_all(paths, parsers)) as parsed:
        async for document in parsed:
            batch.append(document)
            records += _count_records(document)
            if len(batch) >= MAX_DOCUMENTS or records >= max_records or elapsed() - since >= MAX_WAIT:
                yield batch
                batch, records, since = [], 0, elapsed()
    if batch:
        yield batch


def _count_records(document: ParsedDocument) -> int:
    content = document.content
    return len(content.readings) + len(content.articles) if isinstance(content, Content) else 0


async def _parse_all(paths: Sequence[str], parsers: Sequence[Parser]) -> AsyncGenerator[ParsedDocument]:
    idle = asyncio.Queue[Parser]()
    for parser in parsers:
        idle.put_nowait(parser)

    async def parse(path: str) -> ParsedDocument:
        parser = await idle.get()
        try:
            return ParsedDocument(path, await asyncio.to_thread(parser, path))
        finally:
            idle.put_nowait(parser)

    waiting = iter(paths)
    # Enough for the next batch, so that the parsers work on while one is stored.
    running = deque(asyncio.create_task(parse(path)) for path in islice(waiting, 2 * MAX_DOCUMENTS))
    try:
        while running:
            yield await running.popleft()
            running.extend(asyncio.create_task(parse(path)) for path in islice(waiting, 1))
    finally:
        for task in running:
            task.cancel()
