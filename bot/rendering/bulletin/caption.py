"""The caption of a bulletin's map: as much of its text as Telegram allows."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.bulletin.content import Bulletin, Detail
from bot.rendering.bulletin.places import PlaceCache, render_places
from bot.rendering.bulletin.text import render, render_greeting
from bot.rendering.layout import MAX_CAPTION_LENGTH, cut_lines, visible_length
from sources.korea.stations import Catalogue

_DROP_ORDER = (
    Detail.SUN,
    Detail.WEEK,
    Detail.WAY,
    Detail.PRECIPITATION,
    Detail.CONDITIONS,
    Detail.FEELS_LIKE,
    Detail.CHANGE,
    Detail.ORIGIN,
    Detail.SKY,
    Detail.HEADLINE,
    Detail.COUNTRY,
    Detail.TOMORROW,
    Detail.AGE,
    Detail.ADVICE,
    Detail.DUST,
    Detail.GREETING,
    Detail.RAIN,
    Detail.WARNINGS,
)
"""The details that are dropped after the further headlines, in this order."""


def render_caption(
    bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator, places: PlaceCache | None = None
) -> Markup:
    """Return as much of the bulletin as a caption holds, in the reader's language.

    The least important details are dropped one by one, and cities are cut only if nothing else is left.
    """
    # A caption holds a quarter of a message (docs/decisions/024).
    for shorter, details in _shorter_versions(bulletin):
        caption = render(shorter, catalogue, now, tr, details, places)
        if 0 < visible_length(caption) <= MAX_CAPTION_LENGTH:
            return caption
    own = render_places(bulletin, catalogue, now, tr, Detail(0), places)
    days = cut_lines((place.day for place in own if place.day), MAX_CAPTION_LENGTH)
    # A place with a long name may have nothing but what was dropped, and a picture without a word is no bulletin.
    return days or render_greeting(bulletin, tr)


def _shorter_versions(bulletin: Bulletin) -> Iterator[tuple[Bulletin, Detail]]:
    # The map shows the warmest and coldest stations already.
    details = ~Detail.EXTREMES
    yield bulletin, details
    details &= ~Detail.SUMMARIES
    yield bulletin, details
    for number in range(len(bulletin.articles) - 1, 0, -1):
        bulletin = replace(bulletin, articles=bulletin.articles[:number])
        yield bulletin, details
    for detail in _DROP_ORDER:
        details &= ~detail
        yield bulletin, details
