"""Trying each source once, without storing anything, and telling what came of it."""

import asyncio
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from bot.intake.collector import ask
from bot.intake.readers import read
from bot.intake.source_config import Folder, Polled, Section
from sources.errors import FetchFailed, SourceError
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from sources.records import KST, Content, Document, Precision

_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of trying a source.

    Attributes:
        source: which.
        content: what it says; None where it could not be had, or for a folder.
        is_reachable: whether something was got.
        reason: why it is of no use; None where it is of use.
    """

    source: Section
    content: Content | None = None
    is_reachable: bool = True
    reason: str | None = None


async def check(sources: Iterable[Section], fetcher: Fetcher, catalogue: Catalogue, kma_key: str) -> list[Finding]:
    """Try each source once."""
    return await asyncio.gather(*(_check(source, fetcher, catalogue, kma_key) for source in sources))


async def _check(source: Section, fetcher: Fetcher, catalogue: Catalogue, kma_key: str) -> Finding:
    if isinstance(source, Folder):
        is_there = await asyncio.to_thread(source.path.is_dir)
        return Finding(source, is_reachable=is_there, reason=None if is_there else f"{source.path} is no folder")
    return await _try(source, fetcher, catalogue, kma_key)


async def _try(source: Polled, fetcher: Fetcher, catalogue: Catalogue, kma_key: str) -> Finding:
    try:
        fetched = await ask(source, fetcher, kma_key)
        document = fetched.document if fetched else Document(b"")
        content = await asyncio.to_thread(read, source, document, catalogue)
    except FetchFailed as error:
        return Finding(source, is_reachable=False, reason=str(error))
    except SourceError as error:
        return Finding(source, reason=str(error))
    return Finding(source, content)


def to_table(findings: Sequence[Finding]) -> Table:
    """The findings as a table that a terminal of 80 columns has room for; times are of Seoul."""
    columns = ("reachable", "parsed", "readings", "articles", "newest", "rejected")
    table = Table(
        Column("source", overflow="fold"),
        *(Column(name, no_wrap=True) for name in columns),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for finding in findings:
        table.add_row(finding.source.name, _yes(finding.is_reachable), *_parsed(finding))
    return table


def to_reasons(findings: Iterable[Finding]) -> list[str]:
    """A line for each reason why a source is of no use, or why something in it was rejected."""
    return [f"{finding.source.name}: {reason}" for finding in findings for reason in _reasons(finding)]


def _parsed(finding: Finding) -> tuple[str, ...]:
    content = finding.content
    if content is None:
        return ("" if finding.reason is None or not finding.is_reachable else "no",)
    counts = (str(len(content.readings)), str(len(content.articles)))
    return "yes", *counts, _newest(content), str(len(content.rejected))


def _newest(content: Content) -> str:
    """The time of the readings, else of the newest article."""
    if content.observed_at is not None:
        return _time(content.observed_at, with_hour=content.precision is Precision.HOUR)
    dates = [article.published_at for article in content.articles if article.published_at]
    return _time(max(dates), with_hour=True) if dates else ""


def _time(at: dt.datetime, *, with_hour: bool) -> str:
    return f"{at.astimezone(KST):{'%Y-%m-%d %H:%M' if with_hour else '%Y-%m-%d'}}"


def _reasons(finding: Finding) -> Iterator[str]:
    if finding.reason is not None:
        yield finding.reason
    rejected = () if finding.content is None else finding.content.rejected
    yield from (f"line {one.line}: {one.reason}" for one in rejected[:_MOST_REASONS])
    if len(rejected) > _MOST_REASONS:
        yield f"and {len(rejected) - _MOST_REASONS} more"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
