"""Check of the sources of fine dust for `jogan sources check`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.intake.outlook.service import fetch_document
from bot.intake.source_config import AirKorea
from sources.airkorea import measurements, station_list
from sources.fetch import Fetcher
from sources.records import Article, Precision, Rejected


@dataclass(frozen=True, slots=True)
class OutlookContent:
    """Parsed content of a source that is about places, with the fields of `sources.records.Content` that are checked.

    Attributes:
        observed_at: the newest time of the readings (aware); None if there are none.
        readings: the readings.
        rejected: unusable parts.
        remark: a line about the content, or None.
    """

    observed_at: dt.datetime | None
    readings: Sequence[object]
    rejected: tuple[Rejected, ...]
    remark: str | None = None
    articles: ClassVar[tuple[Article, ...]] = ()
    precision: ClassVar[Precision] = Precision.HOUR


async def fetch_measurements(source: AirKorea, key: str, fetcher: Fetcher) -> OutlookContent:
    """Fetch and parse the first page of AirKorea's measurements.

    Raises:
        SourceError: it cannot be used.
    """
    url = measurements.build_url(source.address, key)
    page = measurements.parse_measurements(await fetch_document(fetcher, url, private=source.private))
    newest = max((one.measured_at for one in page.records), default=None)
    remark = f"{len(page.records)} of {page.total} stations have a value"
    return OutlookContent(newest, page.records, page.rejected, remark)


async def fetch_stations(source: AirKorea, key: str, fetcher: Fetcher) -> OutlookContent:
    """Fetch and parse the first page of AirKorea's list of stations.

    Raises:
        SourceError: it cannot be used.
    """
    url = station_list.build_url(source.stations, key)
    page = station_list.parse_station_list(await fetch_document(fetcher, url, private=source.private))
    return OutlookContent(None, (), page.rejected, f"{len(page.records)} of {page.total} stations have a place")
