"""A bulletin as the caption of its map, which holds a quarter of what a message does."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.bulletin import Bulletin, Detail, city_lines, render
from bot.rendering.layout import LONGEST_CAPTION, cut_lines, visible_length
from sources.korea.stations import Catalogue

_LATER = (
    Detail.PRECIPITATION,
    Detail.CONDITIONS,
    Detail.CHANGE,
    Detail.ORIGIN,
    Detail.HEADLINE,
    Detail.COUNTRY,
    Detail.AGE,
    Detail.GREETING,
)
"""What goes when the further headlines have gone, the first first."""


def render_caption(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The bulletin in the reader's language, as much of it as a caption holds.

    The warmest and the coldest stand in the picture. Of the rest goes, step by step, what is least missed, and of the
    cities nothing as long as there is anything else.
    """
    for shorter, details in _ever_shorter(bulletin):
        caption = render(shorter, catalogue, now, tr, details)
        if visible_length(caption) <= LONGEST_CAPTION:
            return caption
    return cut_lines(city_lines(bulletin, catalogue, now, tr, Detail(0)), LONGEST_CAPTION)


def _ever_shorter(bulletin: Bulletin) -> Iterator[tuple[Bulletin, Detail]]:
    details = ~Detail.EXTREMES
    yield bulletin, details
    details &= ~Detail.SUBHEADLINE
    yield bulletin, details
    for number in range(len(bulletin.articles) - 1, 0, -1):
        bulletin = replace(bulletin, articles=bulletin.articles[:number])
        yield bulletin, details
    for detail in _LATER:
        details &= ~detail
        yield bulletin, details
