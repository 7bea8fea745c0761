"""What a source says, as frozen records."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

KST = ZoneInfo("Asia/Seoul")
"""The zone in which KMA and the newspapers tell the time."""

PAGE = "page"
"""The source of readings whose newspaper is not known."""


class NamedBy(enum.StrEnum):
    """How a reading came to its station."""

    PAGE = "page"
    POSITION = "position"


class Precision(enum.StrEnum):
    """How exactly the time of an observation is known."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Reading:
    """One station's reading on a page.

    Attributes:
        line: the line of the page (or the place in its ticker), counted from 1.
        condition: KMA's word for the weather (``맑음``), as printed; None where none was observed.
        temperature: air temperature in ℃; None where the page prints no number.
        station: KMA's station number; None where the page prints no name and position does not decide.
        named_by: how the station was found; None exactly where ``station`` is None.
    """

    line: int
    condition: str | None
    temperature: float | None
    station: int | None
    named_by: NamedBy | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that should hold a reading and could not be used.

    Attributes:
        line: the line of the page (or the place in its ticker), counted from 1.
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
