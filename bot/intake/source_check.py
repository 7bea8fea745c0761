"""Check of the configured sources for `jogan sources check`: fetch and parse each once, store nothing."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from bot.intake.articles.deduplication import Merged, list_merged
from bot.intake.chain import label, summarize_table
from bot.intake.collector import fetch_source
from bot.intake.confirmation import confirm
from bot.intake.feed_dates import reject_dates
from bot.intake.outlook.check import OutlookContent, fetch_measurements, fetch_sample_forecast, fetch_stations
from bot.intake.outlook.warnings import fetch_warnings, find_unknown_zones
from bot.intake.readers import parse_document
from bot.intake.source_config import (
    AirKorea,
    FolderSource,
    ForecastService,
    KmaChain,
    KmaForecast,
    KmaFrontPage,
    KmaWarnings,
    OutlookSource,
    SingleSource,
    Source,
    list_steps,
)
from sources.errors import ErrorResponse, FetchFailed, SourceError
from sources.fetch import Fetcher
from sources.korea.stations import Catalogue
from sources.records import KST, Article, Content, Document, Precision

_MAX_REASONS = 3
_MAX_AGE = dt.timedelta(hours=3)
"""Age of hourly readings beyond which a source is called old."""

# A page of yesterday is dated by its midnight.
_MAX_AGE_OF_DAY = dt.timedelta(days=2)


class Keys(NamedTuple):
    """The operator's keys, or empty texts.

    Attributes:
        kma: key of KMA's API hub.
        data: key of data.go.kr.
    """

    kma: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Result of checking a folder or one address.

    Attributes:
        source: the source.
        content: its parsed content; None if the check failed, or for a folder.
        is_reachable: True if a document was received, or the folder exists.
        reason: the reason why the source is unusable; None if it is usable.
    """

    source: SingleSource | OutlookSource | FolderSource
    content: Content | OutlookContent | None = None
    is_reachable: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """Results of a configured source, which is a chain if there are several.

    Attributes:
        results: the results of its addresses, in order.
        remarks: lines about the chain or the articles: which step serves now, whether KMA's front page confirms its
            readings, and what is merged.
    """

    results: Sequence[CheckResult]
    remarks: Sequence[str] = ()

    @property
    def articles(self) -> list[Article]:
        """All articles of its addresses."""
        return [article for result in self.results if result.content for article in result.content.articles]

    @property
    def is_usable(self) -> bool:
        """True if one of its addresses can be used."""
        return any(result.reason is None for result in self.results)


async def check_sources(
    sources: Iterable[Source], fetcher: Fetcher, catalogue: Catalogue, keys: Keys, now: dt.datetime
) -> list[CheckedSource]:
    """Check all sources concurrently; `now` is aware."""
    checked = await asyncio.gather(*(_check(source, fetcher, catalogue, keys, now) for source in sources))
    merged = await asyncio.to_thread(list_merged, [source.articles for source in checked], now)
    return [_add_remarks(source, found, now) for source, found in zip(checked, merged, strict=True)]


def _add_remarks(source: CheckedSource, merged: Sequence[Merged], now: dt.datetime) -> CheckedSource:
    name = source.results[0].source.name
    old = (line for result in source.results for line in _tell_old(result, now))
    return replace(
        source, remarks=[*source.remarks, *old, *(f"{name}: {line}" for line in _shorten(merged, " merged"))]
    )


def _tell_old(result: CheckResult, now: dt.datetime) -> Iterator[str]:
    """Yield a line if the readings are so old that the source has probably stopped."""
    content = result.content
    if content is None or content.observed_at is None:
        return
    is_hourly = content.precision is Precision.HOUR
    if now - content.observed_at > (_MAX_AGE if is_hourly else _MAX_AGE_OF_DAY):
        at = _format_time(content.observed_at, with_hour=is_hourly)
        days = (now - content.observed_at).days
        age = f"{days} days" if days > 1 else f"{(now - content.observed_at) // dt.timedelta(hours=1)} hours"
        yield f"{result.source.name}: its newest readings are of {at}, {age} ago; it has probably stopped, use another"


async def _check(source: Source, fetcher: Fetcher, catalogue: Catalogue, keys: Keys, now: dt.datetime) -> CheckedSource:
    if isinstance(source, FolderSource):
        return CheckedSource([await _check_folder(source)])
    if isinstance(source, KmaWarnings):
        return await _check_warnings(source, fetcher, keys.kma)
    if isinstance(source, KmaForecast):
        return await _check_forecast(source, fetcher, keys, now)
    if isinstance(source, AirKorea):
        return await _check_air(source, fetcher, keys.data)
    steps = list_steps(source)
    results = await asyncio.gather(*(_check_step(step, fetcher, catalogue, keys.kma, now) for step in steps))
    if not isinstance(source, KmaChain) or source.confirmation is None:
        return CheckedSource(results)
    serving = next((result for result in results if _serves(result, catalogue, now)), None)
    latest = (
        f"readings come from {label(serving.source)}" if serving else "no address has readings of the last 90 minutes"
    )
    known = serving or next((result for result in results if result.content), results[0])
    confirmation = await _confirm(source.confirmation, known, fetcher, catalogue)
    return CheckedSource(results, [f"{source.name}: {latest}", confirmation])


async def _check_air(source: AirKorea, fetcher: Fetcher, key: str) -> CheckedSource:
    stations = replace(source, name=f"{source.name} list")
    results = await asyncio.gather(
        _check_outlook(source, fetch_measurements(source, key, fetcher)),
        _check_outlook(stations, fetch_stations(source, key, fetcher)),
    )
    return CheckedSource(results, list(_list_content_remarks(results)))


async def _check_forecast(source: KmaForecast, fetcher: Fetcher, keys: Keys, now: dt.datetime) -> CheckedSource:
    key = keys.kma if source.service is ForecastService.HUB else keys.data
    results = [await _check_outlook(source, fetch_sample_forecast(source, key, fetcher, now))]
    return CheckedSource(results, list(_list_content_remarks(results)))


def _list_content_remarks(results: Iterable[CheckResult]) -> Iterator[str]:
    for result in results:
        if isinstance(result.content, OutlookContent) and result.content.remark:
            yield f"{result.source.name}: {result.content.remark}"


async def _check_outlook(source: OutlookSource, fetching: Awaitable[OutlookContent]) -> CheckResult:
    try:
        return CheckResult(source, await fetching)
    except SourceError as error:
        return _make_failure(source, error)


def _make_failure(source: SingleSource | OutlookSource, error: SourceError) -> CheckResult:
    if isinstance(error, FetchFailed):
        return CheckResult(source, is_reachable=False, reason=f"{error}{_advise(error)}")
    return CheckResult(source, reason=str(error))


async def _confirm(page: KmaFrontPage, result: CheckResult, fetcher: Fetcher, catalogue: Catalogue) -> str:
    readings = result.content.readings if isinstance(result.content, Content) else ()
    known = {one.station: one.temperature for one in readings if one.station and one.temperature is not None}
    try:
        return f"{result.source.name}: {await confirm(page, known, fetcher, catalogue)}"
    except SourceError as error:
        return f"{page.name}: {error}{_advise(error)}"


async def _check_folder(source: FolderSource) -> CheckResult:
    exists = await asyncio.to_thread(source.path.is_dir)
    return CheckResult(source, is_reachable=exists, reason=None if exists else f"{source.path} is not a folder")


async def _check_warnings(source: KmaWarnings, fetcher: Fetcher, kma_key: str) -> CheckedSource:
    try:
        listed = await fetch_warnings(source, fetcher, kma_key)
    except SourceError as error:
        return CheckedSource([_make_failure(source, error)])
    unknown = sorted(find_unknown_zones(listed))
    zones = len({one.zone for one in listed.warnings})
    remarks = [
        f"{source.name}: {len(listed.warnings)} warnings in {zones} zones",
        *(f"{source.name}: zones of no known province: {', '.join(_shorten(unknown))}" for _ in unknown[:1]),
    ]
    return CheckedSource([CheckResult(source, Content(rejected=listed.rejected))], remarks)


async def _check_step(
    source: SingleSource, fetcher: Fetcher, catalogue: Catalogue, kma_key: str, now: dt.datetime
) -> CheckResult:
    try:
        fetched = await fetch_source(source, fetcher, kma_key)
        # None is not possible here: without validators a server cannot answer that nothing has changed.
        document = fetched.document if fetched else Document(b"")
        content = await asyncio.to_thread(parse_document, source, document, catalogue)
    except SourceError as error:
        return _make_failure(source, error)
    return CheckResult(source, replace(content, rejected=content.rejected + reject_dates(content, now)))


def _advise(error: SourceError) -> str:
    """Return advice to the operator about a failed request, or nothing."""
    if isinstance(error, ErrorResponse) and error.status == HTTPStatus.FORBIDDEN:
        return "; it probably refuses the User-Agent: set JOGAN_USER_AGENT to a browser's"
    return ""


def _serves(result: CheckResult, catalogue: Catalogue, now: dt.datetime) -> bool:
    table = summarize_table(result.content, len(catalogue)) if isinstance(result.content, Content) else None
    return table is not None and table.serves(now)


def build_table(checked: Iterable[CheckedSource]) -> Table:
    """Return the results as a table that fits into a terminal of 80 columns, a row per address; times are KST.

    Print it on a console without markup and emoji: names of sources are plain text.
    """
    columns = ("reachable", "parsed", "readings", "articles", "newest", "rejected")
    table = Table(
        Column("source", overflow="fold"),
        *(Column(name, no_wrap=True) for name in columns),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for result in _list_results(checked):
        table.add_row(result.source.name, "yes" if result.is_reachable else "no", *_get_counts(result))
    return table


def list_remarks(checked: Sequence[CheckedSource]) -> list[str]:
    """Return a line for each unusable address, rejected part and merged article, and for what serves."""
    reasons = [
        f"{result.source.name}: {reason}" for result in _list_results(checked) for reason in _get_reasons(result)
    ]
    return reasons + [remark for source in checked for remark in source.remarks]


def describe_results(checked: Iterable[CheckedSource]) -> list[dict[str, object]]:
    """Return what is known of each address, for JSON."""
    return [
        {
            "name": result.source.name,
            "reachable": result.is_reachable,
            "reason": result.reason,
            "readings": len(result.content.readings) if result.content else 0,
            "articles": len(result.content.articles) if result.content else 0,
            "rejected": len(result.content.rejected) if result.content else 0,
        }
        for result in _list_results(checked)
    ]


def _list_results(checked: Iterable[CheckedSource]) -> Iterator[CheckResult]:
    return (result for source in checked for result in source.results)


def _get_counts(result: CheckResult) -> tuple[str, ...]:
    content = result.content
    if content is None:
        return ("" if result.reason is None or not result.is_reachable else "no",)
    counts = (str(len(content.readings)), str(len(content.articles)))
    return "yes", *counts, _format_newest(content), str(len(content.rejected))


def _format_newest(content: Content | OutlookContent) -> str:
    """Format the time of the readings, else that of the newest article."""
    if content.observed_at is not None:
        return _format_time(content.observed_at, with_hour=content.precision is Precision.HOUR)
    dates = [article.published_at for article in content.articles if article.published_at]
    return _format_time(max(dates), with_hour=True) if dates else ""


def _format_time(at: dt.datetime, *, with_hour: bool) -> str:
    return f"{at.astimezone(KST):{'%Y-%m-%d %H:%M' if with_hour else '%Y-%m-%d'}}"


def _get_reasons(result: CheckResult) -> Iterator[str]:
    if result.reason is not None:
        yield result.reason
    rejected = () if result.content is None else result.content.rejected
    yield from _shorten([f"line {one.line}: {one.reason}" for one in rejected])


def _shorten(lines: Sequence[object], what: str = "") -> Iterator[str]:
    yield from map(str, lines[:_MAX_REASONS])
    if len(lines) > _MAX_REASONS:
        yield f"and {len(lines) - _MAX_REASONS} more{what}"
