"""The text of a bulletin."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.bulletin.content import ALL_DETAILS, Bulletin, Detail, Edition
from bot.rendering.bulletin.places import PlaceCache, join_days, join_later, render_places
from bot.rendering.bulletin.sources import render_sources, shows_readings
from bot.rendering.layout import MAX_MESSAGE_LENGTH, join_blocks, join_lines, visible_length
from bot.rendering.news import headline_line, publisher_name, summary_line
from bot.rendering.weather import country_in_short
from sources.korea.stations import Catalogue
from sources.records import Article
from storage.terms import Section, SignOff

LEAD_LENGTH = 45
"""UTF-16 units of the line below a headline: at most two lines of a telephone's screen."""

_GAP = Markup("\n\n")
_GREETINGS = {
    Edition.MORNING: N_("☀️ <b>Good morning!</b> Today is {day}."),
    Edition.DAY: N_("🗞 <b>Hello!</b> Today is {day}."),
    Edition.EVENING: N_("🌙 <b>Good evening!</b> Tomorrow is {day}."),
}


def render(
    bulletin: Bulletin,
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
    details: Detail = ALL_DETAILS,
    places: PlaceCache | None = None,
) -> Markup:
    """Return the bulletin in the reader's language, shorter than Telegram's limit for messages.

    Args:
        bulletin: the content.
        catalogue: the stations.
        now: an aware time.
        tr: the reader's language.
        details: the details to include.
        places: lines of places that were rendered before of the same data; new ones are added.
    """
    country, sections = bulletin.country, bulletin.sections
    own = render_places(bulletin, catalogue, now, tr, details, places)
    days, later = join_days(own), join_later(own)
    has_readings = shows_readings(bulletin)
    has_weather = has_readings or bool(days or later)
    has_country = country is not None and Section.COUNTRY in sections and Detail.COUNTRY in details
    blocks = [
        *days,
        later,
        tr("There are no readings today.") if has_readings and country is None else None,
        country_in_short(country, catalogue, tr, **_country_details(details)) if country and has_country else None,
        _news(bulletin.articles, bulletin.days_old, tr, details),
        render_sources(bulletin, now, tr) if has_weather and Detail.AGE in details else None,
    ]
    # A bulletin of headlines only would otherwise be just a greeting.
    no_news = None if has_weather or any(blocks) else tr("There are no new headlines today.")
    greeting = render_greeting(bulletin, tr) if Detail.GREETING in details else None
    return _with_sign_off([greeting, *blocks, no_news], bulletin.sign_off)


def render_greeting(bulletin: Bulletin, tr: Translator) -> Markup:
    """Return a bulletin's first line; an evening one names the day after."""
    is_evening = bulletin.edition is Edition.EVENING
    day = bulletin.local_date + dt.timedelta(days=1) if is_evening else bulletin.local_date
    return tr(_GREETINGS[bulletin.edition], day=tr.day(day))


def _country_details(details: Detail) -> dict[str, bool]:
    return {"with_extremes": Detail.EXTREMES in details, "with_conditions": Detail.CONDITIONS in details}


def _with_sign_off(blocks: Sequence[Markup | None], sign_off: SignOff) -> Markup:
    """Join the blocks that fit, with the sign-off below."""
    end = join_lines(Markup("{}").format(line) for line in (sign_off.signature, sign_off.hashtag) if line)
    if not end:
        return join_blocks(blocks)
    # The room of the sign-off is reserved, so that a long bulletin never cuts a channel's signature.
    return join_blocks(blocks, MAX_MESSAGE_LENGTH - visible_length(end) - len(_GAP)) + _GAP + end


def _news(articles: Sequence[Article], days_old: int | None, tr: Translator, details: Detail) -> Markup | None:
    """Return the headlines, each with a line on its article, and their sources."""
    if not articles or Detail.HEADLINE not in details:
        return None
    lines = [
        line for number, article in enumerate(articles) for line in _article(article, details, is_first=number == 0)
    ]
    if Detail.ORIGIN in details:
        publishers = dict.fromkeys(publisher_name(article, tr) for article in articles)
        lines.append(tr("Source: {source}", source=tr.join_names(list(publishers))))
        if days_old:
            lines.append(tr.plural("This is from {n} day ago.", "This is from {n} days ago.", days_old))
    return join_lines(lines)


def _article(article: Article, details: Detail, *, is_first: bool) -> list[Markup | None]:
    line = headline_line(article)
    if article.address is not None:
        line = Markup('<a href="{}">{}</a>').format(article.address, line)
    line = Markup("📰 <b>{}</b>").format(line) if is_first else Markup("📰 {}").format(line)
    return [line, summary_line(article, LEAD_LENGTH) if Detail.SUMMARIES in details else None]
