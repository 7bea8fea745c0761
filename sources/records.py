"""What a source says, as frozen records."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

KST = ZoneInfo("Asia/Seoul")
"""The zone in which KMA and the newspapers tell the time."""

PAGE = "page"
"""The source of readings whose newspaper is not known."""

LONGEST_DOCUMENT = 5 * 2**20
"""Bytes; no page, feed or table is longer."""


class NamedBy(enum.StrEnum):
    """How a reading came to its station."""

    PAGE = "page"
    POSITION = "position"


class Precision(enum.StrEnum):
    """How exactly the time of an observation is known."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they were got, before anything is read in them.

    Attributes:
        data: the bytes, after any compression.
        address: where they were got at last, after redirects; relative links start there.
        charset: the encoding that the answer's header names.
    """

    data: bytes
    address: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One station's reading in a page's ticker or a feed's table.

    Attributes:
        line: the line of the page (or the place in its ticker or table), counted from 1.
        condition: KMA's word for the weather (``맑음``), as printed; None where none was observed.
        temperature: air temperature in ℃; None where the page prints no number.
        station: KMA's station number; None where the page prints no name and position does not decide.
        named_by: how the station was found; None exactly where ``station`` is None.
        rain: mm in the hour before; None where it was dry or is not told.
        rain_today: mm since midnight (KST); None where it was dry or is not told.
        snow: cm of new snow today; None where there is none or it is not told.
        humidity: relative, %.
        dew_point: ℃.
        wind_direction: where the wind comes from, degrees from north (90 is east); None in a calm.
        wind_speed: m/s.
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


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line or an entry that should hold a reading or an article and could not be used.

    Attributes:
        line: the line (or the place in the ticker, table or feed), counted from 1.
        text: the line as printed, without surrounding white space.
        reason: why, in English.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a newspaper, as plain text.

    Attributes:
        headline: never empty.
        subheadline: the line below the headline.
        section: the newspaper's section (``지역뉴스``).
        caption: the picture's caption.
        paragraphs: the text, one entry a paragraph.
        address: the canonical http(s) address.
        publisher: the newspaper's name as the page gives it.
        published_at: the article's own date (aware); None where the article has none, whatever day the
            page around it was shown.
    """

    headline: str
    subheadline: str | None = None
    section: str | None = None
    caption: str | None = None
    paragraphs: tuple[str, ...] = ()
    address: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A newspaper page.

    Attributes:
        shown_on: the day the page was shown (KST), which dates the readings and not the article; None
            only on a page without readings.
        readings: in the page's order.
        rejected: the lines that could not be used, in the page's order.
        article: None where the page carries none.
        site: the newspaper's host (``www.example.com``), or None where the page does not tell.
    """

    shown_on: date | None
    readings: tuple[Reading, ...]
    rejected: tuple[Rejected, ...]
    article: Article | None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a source says, whatever kind of source it is.

    Attributes:
        observed_at: when the readings were made (aware); the beginning of the day in Seoul where only the day is
            known; None exactly where there are no readings.
        precision: whether the hour or only the day of the readings is known.
        readings: in the source's order.
        rejected: what could not be used, in the source's order.
        articles: in the source's order.
        site: the host that the document names as its own, or None.
    """

    observed_at: datetime | None = None
    precision: Precision = Precision.HOUR
    readings: tuple[Reading, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    articles: tuple[Article, ...] = ()
    site: str | None = None
