"""Frozen records that the parsers return."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

KST = ZoneInfo("Asia/Seoul")
"""The time zone of KMA and of Korean newspapers."""

KMA_SOURCE = "KMA"
"""The source name of readings from KMA's own tables without another name."""

UNNAMED_SOURCE = "page"
"""The source name of readings from a page that does not name its newspaper."""

MAX_DOCUMENT_BYTES = 5 * 2**20
"""The largest page, feed or table that is read."""

# Korea's records are about -33 and 41 ℃; what is beyond these limits is a misprint.
MIN_TEMPERATURE, MAX_TEMPERATURE = -60.0, 60.0
"""Limits of a plausible air temperature in Korea, ℃."""


class NamedBy(enum.StrEnum):
    """Method by which the station of a reading was found."""

    PAGE = "page"
    POSITION = "position"


class Precision(enum.StrEnum):
    """Precision of an observation's time."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Document:
    """A received document, not parsed yet.

    Attributes:
        data: the body, decompressed.
        address: its final URL after redirects, the base of relative links.
        charset: the charset of the response header.
    """

    data: bytes
    address: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One station's values in a page's ticker or in a table.

    Attributes:
        line: its line in the page (or position in the ticker or table), counted from 1.
        condition: KMA's word for the weather (``맑음``) as printed; None if none was observed.
        temperature: air temperature in ℃; None if the page prints no number.
        station: KMA's station number; None if the page prints no name and the position is ambiguous.
        named_by: how the station was found; None if and only if ``station`` is None.
        rain: mm in the preceding hour; None if it was dry or not reported.
        rain_today: mm since midnight (KST); None if it was dry or not reported.
        snow: cm of new snow today; None if there is none or it was not reported.
        humidity: relative humidity, %.
        dew_point: ℃.
        wind_direction: direction from which the wind blows, degrees from north (90 is east); None if calm.
        wind_speed: m/s.
        feels_like: KMA's feels-like temperature, ℃.
        pressure: at sea level, hPa.
        visibility: km; 20 means 20 or more.
    """

    line: int
    condition: str | None
    temperature: float | None
    station: int | None
    named_by: NamedBy | None
    rain: float | None = None
    rain_today: float | None = None
    snow: float | None = None
    humidity: float | None = None
    dew_point: float | None = None
    wind_direction: float | None = None
    wind_speed: float | None = None
    feels_like: float | None = None
    pressure: float | None = None
    visibility: float | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line, row or entry that should hold a reading or an article and could not be parsed.

    Attributes:
        line: its line (or position in the ticker, table or feed), counted from 1.
        text: the line as printed, stripped.
        reason: an explanation in English.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One newspaper article as plain text.

    Attributes:
        headline: never empty.
        subheadline: the line below the headline.
        section: the newspaper's section (``지역뉴스``).
        caption: the caption of its picture.
        paragraphs: the body.
        address: the canonical http(s) URL.
        publisher: the newspaper's name as the page gives it.
        published_at: the article's own date (aware); None if it has none. The date on which a page was shown is no
            article's date.
        has_unreadable_date: whether it has a date that was not understood; then ``published_at`` is None.
    """

    headline: str
    subheadline: str | None = None
    section: str | None = None
    caption: str | None = None
    paragraphs: tuple[str, ...] = ()
    address: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None
    has_unreadable_date: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed newspaper page.

    Attributes:
        shown_on: the date printed on the page (KST), which dates the readings but not the article; None only if the
            page has no readings.
        readings: in page order.
        rejected: lines that could not be parsed, in page order.
        article: None if the page has none.
        site: the newspaper's host (``www.example.com``); None if unknown.
    """

    shown_on: date | None
    readings: tuple[Reading, ...]
    rejected: tuple[Rejected, ...]
    article: Article | None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Parsed content of a source of any kind.

    Attributes:
        observed_at: the time of the readings (aware), midnight in Seoul if only the day is known; None if and only if
            there are no readings.
        precision: precision of ``observed_at``.
        readings: in the order of the source.
        rejected: what could not be parsed, in the order of the source.
        articles: in the order of the source.
        site: the newspaper's host that the document names, or `KMA_SOURCE`; None if unknown.
    """

    observed_at: datetime | None = None
    precision: Precision = Precision.HOUR
    readings: tuple[Reading, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    articles: tuple[Article, ...] = ()
    site: str | None = None
