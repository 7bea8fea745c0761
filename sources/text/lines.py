"""The numbered lines of a page's visible text."""

import re
from dataclasses import dataclass

BULLETS = "•·∙‧ㆍ●▪■◆◦*"
_DASH_BULLET = re.compile(r"[-–—]\s+")
INVISIBLE = " \t\f\v\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\x00"

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        number: counted from 1, as an editor does.
        raw: as it stands in the text.
        text: without the white space around it.
    """

    number: int
    raw: str
    text: str


def split_lines(text: str) -> list[Line]:
    """Part a text at its line ends, whatever system wrote it."""
    return [Line(number, raw, raw.strip(INVISIBLE)) for number, raw in enumerate(_LINE_END.split(text), 1)]


def is_bulleted(raw: str) -> bool:
    """Whether a line begins with a bullet."""
    text = raw.strip(INVISIBLE)
    return text.startswith(tuple(BULLETS)) or _DASH_BULLET.match(text) is not None


def without_bullet(text: str) -> str:
    """The text of a line behind its bullet."""
    return _DASH_BULLET.sub("", text.strip(INVISIBLE).lstrip(BULLETS).strip(INVISIBLE), count=1)
